// Values into a table by COPY and out of it, as they were.
#pragma once

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "round_trip.hpp"
#include "squall/copy.hpp"

namespace squall::test {

template <class Db>
class copied_table {
 public:
  using member = std::optional<value_of_t<Db>>;

  copied_table(connection& db, const std::string& type) : db_(db) {
    static int tables = 0;
    name_ = quote_identifier("copied " + type + " " + std::to_string(++tables));
    db_.run("create table " + name_ + " (n bigint generated always as identity, v " + type + ")");
  }

  void check(const std::vector<member>& values) {
    CAPTURE(name_);
    db_.run("truncate " + name_ + " restart identity");
    detail::copy_sink sink(db_, name_, {0});
    for (const member& value : values) sink.write(layout, &value);
    REQUIRE(sink.finish() == static_cast<std::int64_t>(values.size()));
    detail::row_feed rows(db_, detail::row_feed::kind::copy);
    rows.copy("copy (select v from " + name_ + " order by n) to stdout (format binary)", 1);
    for (const member& value : values) {
      REQUIRE(rows.next());
      REQUIRE(rows.rows().is_null(rows.row(), 0) == !value);
      if (!value)
        continue;
      const std::string_view bytes = rows.rows().text(rows.row(), 0);
      REQUIRE(bytes_of(codec<Db>::decode(bytes.data(), static_cast<int>(bytes.size()))) == bytes_of(*value));
    }
    REQUIRE_FALSE(rows.next());
  }

 private:
  static detail::given ask(const void* m) {
    return static_cast<const member*>(m)->has_value() ? detail::given::value : detail::given::null;
  }
  static std::string_view column(std::size_t) { return "v"; }
  static void address(const void* row, std::size_t, const void** into) { *into = row; }
  static std::string bytes_of(const value_of_t<Db>& value) {
    std::string bytes;
    detail::append_field<Db>(bytes, value, {});
    return bytes;
  }
  static constexpr detail::copied_member writer{&ask, &detail::write_member<Db, member, &ask>,
                                                detail::asks_for_type<Db>, true};
  static constexpr detail::copied_layout layout{1, &writer, &column, &address};

  connection& db_;
  std::string name_;
};

}  // namespace squall::test
