// What the parts of a random schema are written with: facets looked up, names that vary, statements in a row.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kit/model/object_id.hpp"
#include "random_schema.hpp"

namespace squall::test {

using texts = std::vector<std::string>;

inline constexpr std::array<std::string_view, 4> usual_tables{"users", "posts", "order \"x\"", "logs"};
inline constexpr std::array<std::string_view, 6> column_slots{"email", "qty", "Größe", "state", "seen at", "data"};
/// The roles that a schema may have; each is as hostile as a name can be.
inline constexpr std::array<std::string_view, 3> role_names{"reader", "Ro\"le 'b'", "Müller select"};

/// A number between 0 and `end` that a look decides, another one for each question.
std::size_t pick(std::uint32_t look, std::uint32_t question, std::size_t end);
template <class List>
const auto& choose(const List& list, std::uint32_t look, std::uint32_t question) {
  return list[pick(look, question, list.size())];
}

std::string quoted(std::string_view name);

struct typed {
  std::string type;
  std::string value;  ///< a constant of the type, for defaults
};

class facet_writer {
 public:
  explicit facet_writer(const schema_facets& schema);

  [[nodiscard]] const facet* find(const std::string& name) const;
  [[nodiscard]] bool has(const std::string& name) const { return find(name) != nullptr; }
  void say(const std::string& statement) { sql_ += statement + ";\n"; }
  [[nodiscard]] const std::string& sql() const { return sql_; }

  /// What the thing `slot` is called: its usual name, or another one where its "name." facet says so.
  [[nodiscard]] std::string called(const std::string& slot) const;
  /// The object that stands behind `slot`, so that it can be told to be the same under another name.
  void note(const std::string& slot, kit::object_id id) { made_.insert_or_assign(slot, std::move(id)); }
  [[nodiscard]] const std::map<std::string, kit::object_id>& made() const { return made_; }

  [[nodiscard]] std::string schema_of(std::string_view table) const;
  /// Qualified and quoted.
  [[nodiscard]] std::string name_of(std::string_view table) const;
  [[nodiscard]] kit::object_id id_of(std::string_view table) const;
  /// Columns of the table that are there, quoted, `id` first.
  [[nodiscard]] texts columns_of(std::string_view table) const;
  [[nodiscard]] std::string mood() const { return "public." + quoted(called("mood")); }
  [[nodiscard]] bool is_partitioned(std::string_view table) const { return table == "logs" && has("partitions"); }

  /// Gives the object an owner and privileges, where the facets of roles say so. `what` is as ALTER has it: "table
  /// public.users", `privileges` what can be granted on it.
  void own(const std::string& slot, const std::string& what);
  void grant(const std::string& slot, const std::string& what, const texts& privileges);
  /// One of the roles that are there, quoted; nothing when there is none.
  [[nodiscard]] std::string role(std::uint32_t look, std::uint32_t question) const;

 private:
  void name_group(const std::vector<std::pair<std::string, std::string>>& slots);

  const schema_facets& schema_;
  std::map<std::string, std::string> names_;
  std::map<std::string, kit::object_id> made_;
  std::string sql_;
};

// One a concern, in the order in which they are run.
void write_roles(facet_writer& w);
void write_types(facet_writer& w);
void write_functions(facet_writer& w);
void write_tables(facet_writer& w);
void write_table_parts(facet_writer& w);
void write_heirs(facet_writer& w);
void write_bookings(facet_writer& w);
void write_views(facet_writer& w);
void write_rest(facet_writer& w);
void write_triggers(facet_writer& w);
void write_event_triggers(facet_writer& w);

}  // namespace squall::test
