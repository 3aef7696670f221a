#include <doctest/doctest.h>

#include "squall/schema.hpp"

namespace {

using namespace squall;
using namespace squall::detail;

constexpr bool same(const reference_options& a, const reference_options& b) {
  return a.on_delete == b.on_delete && a.on_update == b.on_update && a.match == b.match && a.timing == b.timing;
}
constexpr bool same(const identity_options& a, const identity_options& b) {
  return a.start == b.start && a.increment == b.increment && a.minimum == b.minimum && a.maximum == b.maximum &&
         a.cache == b.cache && a.cycle == b.cycle;
}

TEST_CASE("the options of a reference come out as they were packed") {
  for (const auto on_delete : {no_action, restrict_, cascade, set_null, set_default})
    for (const auto on_update : {no_action, restrict_, cascade, set_null, set_default})
      for (const auto match : {foreign_key_match::simple, match_full})
        for (const auto timing : {constraint_timing::not_deferrable, deferrable, initially_deferred}) {
          const reference_options options{on_delete, on_update, match, timing};
          CHECK(same(unpack_reference(packed_reference(options)), options));
        }
  CHECK(packed_reference({}) == 0);
}

TEST_CASE("the options of an identity column come out as they were packed") {
  constexpr identity_options options{.start = INT64_MIN,
                                     .increment = -1,
                                     .minimum = INT64_MIN,
                                     .maximum = INT64_MAX,
                                     .cache = 0x0102030405060708,
                                     .cycle = true};
  constexpr auto spec = bigint().generated_always_as_identity(options);
  CHECK(same(unpack_identity(spec.texts.find(text_tag::identity)), options));
  constexpr auto plain = bigint().generated_always_as_identity();
  CHECK(same(unpack_identity(plain.texts.find(text_tag::identity)), identity_options{}));
}

TEST_CASE("a text pool gives each text, and the last one of a tag") {
  constexpr auto none = text().texts;
  CHECK_FALSE(none.has(text_tag::comment));
  CHECK(none.find(text_tag::comment).data() == nullptr);
  constexpr auto pool = text().comment("first").collate("C").comment("last").texts;
  CHECK(pool.has(text_tag::collation));
  CHECK(pool.find(text_tag::collation) == "C");
  CHECK(pool.find(text_tag::comment) == "last");
}

}  // namespace
