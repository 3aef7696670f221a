#include "squall/query/insert_arrays.hpp"

#include <string>

#include "client/row_members.hpp"
#include "squall/client/array_codec.hpp"

namespace squall::detail {
namespace {

void write_names(sql_writer& w, const row_layout& layout, const given_columns& columns) {
  w.put("(");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    w.put(i == 0 ? "" : ", ");
    w.identifier(layout.name(columns[i]));
  }
  w.put(")");
}

}  // namespace

bool can_go_as_arrays(const row_layout& layout, const array_member* members, const void* rows, std::size_t count) {
  if (count < 2)
    return false;
  const row_members all(layout, rows, count);
  bool gives_any = false;
  for (std::size_t c = 0; c < layout.columns; ++c) {
    const bool is_given = all.ask(0, c) != given::nothing;
    if (is_given && members[c].element == 0)
      return false;
    gives_any = gives_any || is_given;
    for (std::size_t r = 1; r < count; ++r)
      if ((all.ask(r, c) != given::nothing) != is_given)
        return false;
  }
  return gives_any;
}

void write_arrays(sql_writer& w, const row_layout& layout, const array_member* members, const void* rows) {
  const given_columns columns(row_members(layout, rows, 1));
  bool casts = false;
  for (const std::size_t c : columns) casts = casts || members[c].write_cast != nullptr;
  w.put(" ");
  write_names(w, layout, columns);
  w.put(" select ");
  if (!casts)
    w.put("*");
  for (std::size_t i = 0; casts && i < columns.size(); ++i) {
    w.put(i == 0 ? "" : ", ");
    w.identifier(layout.name(columns[i]));
    if (const auto write_cast = members[columns[i]].write_cast)
      write_cast(w);
  }
  w.put(" from unnest(");
  for (std::size_t i = 0; i < columns.size(); ++i) {
    w.put(i == 0 ? "" : ", ");
    w.parameter(members[columns[i]].array);
    w.put("::");
    w.put(members[columns[i]].element_name);
    w.put("[]");
  }
  w.put(")");
  if (casts) {
    w.put(" as \"row\" ");
    write_names(w, layout, columns);
  }
}

void bind_arrays(parameter_writer& to, const row_layout& layout, const array_member* members, const void* rows,
                 std::size_t count) {
  const row_members all(layout, rows, count);
  const given_columns columns(row_members(layout, rows, 1));  // as all rows do
  std::string array;
  for (const std::size_t c : columns) {
    const array_member& member = members[c];
    array.clear();
    append_array_header(array, {array_length(count)}, true, member.element);
    for (std::size_t r = 0; r < count; ++r) member.writer.write(array, all.at(r, c), {member.element, 0});
    to.copy(array, member.array, true);
  }
}

}  // namespace squall::detail
