#include "kit/emit/cpp_part_writer.hpp"

#include <algorithm>

#include "kit/model/default_names.hpp"

namespace squall::kit {

std::string_view cpp_word_of(foreign_key_action action) {
  switch (action) {
    case foreign_key_action::restrict:
      return "restrict_";
    case foreign_key_action::cascade:
      return "cascade";
    case foreign_key_action::set_null:
      return "set_null";
    case foreign_key_action::set_default:
      return "set_default";
    case foreign_key_action::no_action:
      break;
  }
  return "no_action";
}

std::string_view cpp_word_of(constraint_timing timing) {
  return timing == constraint_timing::initially_deferred ? "initially_deferred" : "deferrable";
}

namespace {

template <class Key>
bool is_sayable_key(const Key& key) {
  return key.attached_to.empty() && !key.only;
}

}  // namespace

bool is_cpp_sayable(const primary_key& key) { return is_sayable_key(key); }
bool is_cpp_sayable(const unique& key) { return is_sayable_key(key); }
bool is_cpp_sayable(const exclusion& rule) {
  return is_sayable_key(rule) &&
         std::none_of(rule.keys.begin(), rule.keys.end(), [](const index_key& k) { return k.statistics_target; });
}
bool is_cpp_sayable(const check& /*rule*/) { return true; }
bool is_cpp_sayable(const index& value) {
  return is_sayable_key(value) && std::none_of(value.keys.begin(), value.keys.end(), [](const index_key& k) {
           return k.statistics_target || !k.exclusion_operator.empty();
         });
}

cpp_part_writer::cpp_part_writer(cpp_schema& schema, const object_id& table)
    : schema_(schema), table_(table), declared_(schema.tables.at(table)) {}

bool cpp_part_writer::is_sayable(const foreign_key& key) const {
  const bool to_itself = table_ == key.referenced_table && declared_.is_partition;
  return !to_itself && key.attached_to.empty() && schema_.can_be_referenced(key.referenced_table);
}

void cpp_part_writer::say(const object_id& id, object value, bool with_comment) {
  if (auto* comment = comment_of(value); comment != nullptr && !with_comment) {
    comment->clear();
  }
  std::visit(
      [](auto& v) {
        if constexpr (requires { v.index_comment; }) {
          v.index_comment.clear();
        }
        if constexpr (requires { v.depends_on_extensions; }) {
          v.depends_on_extensions.clear();
        }
      },
      value);
  schema_.expressed.objects.insert_or_assign(id, std::move(value));
}

std::string cpp_part_writer::default_name(const std::vector<std::string>& columns, std::string_view label) const {
  return make_object_name(table_.name, join_for_name(columns), label);
}

}  // namespace squall::kit
