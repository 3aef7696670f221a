// Which overload makes or alters an object.
#include <fmt/format.h>

#include <utility>

#include "kit/base/error.hpp"
#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// The kinds whose CREATE and ALTER the table planner orders by itself.
template <class T>
constexpr bool is_table_planners =
    std::is_same_v<T, table> || std::is_same_v<T, column> || std::is_same_v<T, primary_key> ||
    std::is_same_v<T, unique> || std::is_same_v<T, check> || std::is_same_v<T, foreign_key> ||
    std::is_same_v<T, exclusion> || std::is_same_v<T, index> || std::is_same_v<T, sequence> ||
    std::is_same_v<T, enum_type>;

}  // namespace

std::vector<std::string> create_statements(const object_id& id, const object& value) {
  return std::visit(
      [&]<class T>(const T& v) -> sql_list {
        if constexpr (is_table_planners<T>) {
          return {sql_create(id, value)};
        } else {
          return create_object(id, v);
        }
      },
      value);
}

std::optional<std::vector<std::string>> alter_statements(const object_id& id, const object& before,
                                                         const object& after) {
  return std::visit(
      [&]<class T>(const T& b) -> sql_alteration {
        if constexpr (is_table_planners<T>) {
          throw error(describe(id) + " is altered together with its table");
        } else {
          return alter_object(id, std::get<T>(before), b);
        }
      },
      after);
}

std::vector<std::string> shell_statements(const object_id& id, const object& value) {
  const auto* range = std::get_if<range_type>(&value);
  const auto* base = std::get_if<base_type>(&value);
  // One that has no options is nothing but a shell.
  const bool wants_one =
      (base != nullptr && !base->options.empty()) || (range != nullptr && range->options.contains("CANONICAL"));
  return wants_one ? sql_list{"CREATE TYPE " + sql_name(id)} : sql_list{};
}

std::vector<std::string> clustering_statements(const object_id& id, const object& value) {
  const auto* v = std::get_if<materialized_view>(&value);
  if (v == nullptr || v->clustered_on.empty()) {
    return {};
  }
  return {fmt::format("ALTER MATERIALIZED VIEW {} CLUSTER ON {}", sql_name(id), sql_identifier(v->clustered_on))};
}

}  // namespace squall::kit
