// What the rows of the system catalogs are called, by their keys.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kit/walk/layout.hpp"
#include "squall/client/result.hpp"

namespace squall::kit::walk {

using object_number = std::uint32_t;

constexpr std::uint64_t object_key(object_number catalog, object_number object) {
  return (static_cast<std::uint64_t>(catalog) << 32U) | object;
}

object_number number_in(std::string_view text);

/// Calls `visit` for each number of a list as the server writes it: {1,2}, or 1 2.
void for_each_number(std::string_view list, const std::function<void(std::string_view)>& visit);

/// The rows that were read, a result a catalog, and names for them.
class identities {
 public:
  identities(const std::vector<catalog_layout>& layouts, const std::vector<result>& rows);

  /// Objects of the server that are referred to and were not read.
  [[nodiscard]] std::vector<std::uint64_t> unknown(const std::unordered_map<std::uint64_t, std::string>& known) const;
  void learn(const std::unordered_map<std::uint64_t, std::string>& known) { built_in_ = &known; }

  /// Leaves out an object, and all that is told by it.
  void exclude(std::uint64_t object) { excluded_.emplace(object, true); }
  void exclude_schemas(const std::vector<std::string>& names);
  [[nodiscard]] bool is_excluded(std::size_t catalog, int row);

  [[nodiscard]] std::string name(std::uint64_t object) {
    return object_name(static_cast<object_number>(object >> 32U), static_cast<object_number>(object));
  }
  [[nodiscard]] std::string row_name(std::size_t catalog, int row);
  /// The object that a row's name begins with, where it is one that was read.
  [[nodiscard]] std::string parent_of(std::size_t catalog, int row);
  [[nodiscard]] std::optional<std::string> value(std::size_t catalog, int row, std::size_t column);
  [[nodiscard]] bool is_array_type(object_number type) const { return element_of_.contains(type); }

 private:
  struct place {
    std::size_t catalog = 0;
    int row = 0;
  };

  [[nodiscard]] std::string_view text(std::size_t catalog, int row, std::size_t column) const;
  const std::string& object_name(object_number catalog, object_number object);
  std::string column_name(object_number relation, std::string_view number) const;
  std::string list_value(std::size_t catalog, int row, const catalog_column& column, std::string_view list);
  std::optional<std::uint64_t> target_of(std::size_t catalog, int row, std::size_t column) const;
  bool is_excluded(std::uint64_t object);

  const std::vector<catalog_layout>& layouts_;
  const std::vector<result>& rows_;
  std::unordered_map<std::uint64_t, place> places_;
  std::unordered_map<std::uint64_t, std::string> names_;
  std::unordered_map<std::uint64_t, std::string> columns_;  ///< by relation and number
  std::unordered_map<object_number, object_number> element_of_;
  std::unordered_map<std::uint64_t, bool> excluded_;
  const std::unordered_map<std::uint64_t, std::string>* built_in_ = nullptr;
};

}  // namespace squall::kit::walk
