// What the spellings at columns and those in a table's list share. Private to this folder.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kit/emit/cpp_schema.hpp"

namespace squall::kit {

/// The value of `.on_delete`, of `.timing`.
std::string_view cpp_word_of(foreign_key_action action);
std::string_view cpp_word_of(constraint_timing timing);

// What the structured spellings can say, comments aside.
bool is_cpp_sayable(const primary_key& key);
bool is_cpp_sayable(const unique& key);
bool is_cpp_sayable(const exclusion& rule);
bool is_cpp_sayable(const check& rule);
bool is_cpp_sayable(const index& value);

/// One table, or a materialized view, whose parts are written.
class cpp_part_writer {
 public:
  cpp_part_writer(cpp_schema& schema, const object_id& table);

 protected:
  [[nodiscard]] bool is_sayable(const foreign_key& key) const;
  template <class T>
  [[nodiscard]] static bool is_sayable(const T& value) {
    return is_cpp_sayable(value);
  }
  /// Adds to `expressed` what the words say of it.
  void say(const object_id& id, object value, bool with_comment = false);
  /// The name that PostgreSQL would choose.
  [[nodiscard]] std::string default_name(const std::vector<std::string>& columns, std::string_view label) const;

  cpp_schema& schema_;
  const object_id& table_;
  const cpp_table& declared_;
};

}  // namespace squall::kit
