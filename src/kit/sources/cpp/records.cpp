#include "kit/sources/cpp/records.hpp"

#include "kit/sources/cpp/column_record.hpp"
#include "kit/sources/cpp/model_builder.hpp"

namespace squall::kit {
namespace {

struct sink_context {
  described_schema* out;
  model_builder* builder;
  bool declares = false;
};

}  // namespace

described_schema model_from_records(void (*describe_schema)(const definition::sink*)) {
  described_schema out;
  model_builder builder(out);
  sink_context context{&out, &builder, false};
  definition::sink sink{definition::abi_version, &context,
                        [](void* c, const definition::table_record* t) {
                          static_cast<sink_context*>(c)->declares = true;
                          static_cast<sink_context*>(c)->builder->add(*t);
                        },
                        [](void* c, const definition::declaration_record* s) {
                          static_cast<sink_context*>(c)->declares = true;
                          static_cast<sink_context*>(c)->builder->add(*s);
                        },
                        [](void* c, definition::text message) {
                          static_cast<sink_context*>(c)->out->problems.emplace_back(text_view(message));
                        }};
  describe_schema(&sink);
  builder.finish();
  // A forgotten declaration must not be taken for the wish to drop everything.
  if (!context.declares && out.problems.empty())
    out.problems.emplace_back(
        R"(declares no table; one is: inline constexpr auto users = squall::table<Users, "users">();)");
  return out;
}

}  // namespace squall::kit
