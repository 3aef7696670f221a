// A table that two translation units include.
#pragma once

#include <cstdint>
#include <string>
#include <typeinfo>
#include <vector>

#include "squall/schema.hpp"

namespace shared {

using namespace squall;

enum class Kind { plain, fancy };
struct Extra {
  int a = 0;
};

template <class M>
struct Things {
  col<M, uuid().primary_key().default_random()> id;
  col<M, varchar(100).not_null()> name;
  col<M, text()> bio;
  col<M, enumeration<Kind>().not_null().default_(Kind::plain)> kind;
  col<M, bigint().generated_always_as_identity()> number;
  col<M, text().generated_always_as("lower(name)")> search;
  col<M, text().array().not_null()> tags;
  col<M, integer().array_with_nulls()> maybes;
  col<M, jsonb().type<Extra>()> extra;
  col<M, text().default_("hi")> note;
  col<M, serial()> counter;
};
inline constexpr auto things = table<Things, "things">();
using Row = select_t<Things>;
using NewRow = insert_t<Things>;
using RowUpdate = update_t<Things>;

struct description {
  std::vector<std::string> names;
  std::vector<std::uint32_t> ids;
  std::string type;
  bool operator==(const description&) const = default;
};
template <class Table>
description describe(const Table&) {
  using tag = detail::tag_of<Table>;
  description d;
  for (std::size_t i = 0; i < tag::size(); ++i) {
    d.names.emplace_back(detail::column_name<tag>(i));
    d.ids.push_back(detail::facts<tag>[i].id);
  }
  d.type = typeid(Table).name();
  return d;
}
description describe_here();
description describe_there();

}  // namespace shared
