// The names that PostgreSQL gives to what nobody named.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squall::kit {

/// The longest name in PostgreSQL, in bytes (NAMEDATALEN - 1).
inline constexpr std::size_t longest_name = 63;

/// The first bytes of `text`, at most `limit`, that hold whole UTF-8 characters.
std::string_view clip_name(std::string_view text, std::size_t limit);

/// `<first>_<second>_<label>` cut to 63 bytes as the server does: the longer of the first two loses its end, never in
/// the middle of a UTF-8 character (makeObjectName() in src/backend/commands/indexcmds.c). `second` may be empty.
std::string make_object_name(std::string_view first, std::string_view second, std::string_view label);

/// The columns' part of a name: joined by `_`, cut to 63 bytes (ChooseIndexNameAddition()).
std::string join_for_name(const std::vector<std::string>& columns);

/// Hands out names that are not taken: `…_idx`, `…_idx1`, … as the server does. Relations (tables, indexes, sequences)
/// share the names of a schema, constraints those of a table.
class name_registry {
 public:
  /// @return false when the name is taken.
  bool take_relation(const std::string& schema, const std::string& name);
  bool take_constraint(const std::string& schema, const std::string& table, const std::string& name);
  bool take_type(const std::string& schema, const std::string& name);

  std::string choose_relation(const std::string& schema, std::string_view first, std::string_view second,
                              std::string_view label);
  /// `is_relation`: the constraint has an index, so that its name must be free among relations as well.
  std::string choose_constraint(const std::string& schema, const std::string& table, std::string_view second,
                                std::string_view label, bool is_relation);

 private:
  std::set<std::pair<std::string, std::string>> relations_;
  std::set<std::pair<std::string, std::string>> types_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> constraints_;
};

}  // namespace squall::kit
