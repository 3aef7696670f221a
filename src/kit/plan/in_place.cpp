#include "kit/plan/in_place.hpp"

#include <algorithm>

#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// What COMMENT ON changes, and ALTER … ATTACH PARTITION can bring about.
template <class T>
bool same_but_settings(T before, const object& after_value) {
  auto after = std::get<T>(after_value);
  before.comment.clear();
  after.comment.clear();
  if constexpr (requires { after.depends_on_extensions; }) {
    before.depends_on_extensions = after.depends_on_extensions;
  }
  if constexpr (requires { after.index_comment; }) {
    before.index_comment.clear();
    after.index_comment.clear();
    before.storage_parameters = after.storage_parameters;
    before.tablespace = after.tablespace;
  }
  if constexpr (requires { after.attached_to; }) {
    if (before.attached_to.empty()) {
      before.attached_to = after.attached_to;
    }
  }
  return before == after;
}

bool is_subsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  auto at = whole.begin();
  for (const auto& label : part) {
    at = std::find(at, whole.end(), label);
    if (at == whole.end()) {
      return false;
    }
    ++at;
  }
  return true;
}

}  // namespace

bool table_alters_in_place(const table& before, const table& after) {
  return before.partition_by == after.partition_by && before.foreign_server == after.foreign_server;
}

bool alters_in_place(const object_id& id, const object& before, const object& after) {
  return std::visit(overloaded{
                        [](const schema&) { return true; },
                        [&](const enum_type& b) { return is_subsequence(b.labels, std::get<enum_type>(after).labels); },
                        [](const sequence&) { return true; },
                        [](const table&) { return true; },
                        [&](const column& b) {
                          // A generated column's values follow from its expression, so nothing is lost by making it
                          // again.
                          const auto& a = std::get<column>(after);
                          return !a.generated || a.inherited ||
                                 (b.generated == a.generated && b.generated_virtual == a.generated_virtual &&
                                  b.type == a.type && b.collation == a.collation);
                        },
                        [&](const foreign_key& b) {
                          auto a = std::get<foreign_key>(after);
                          a.timing = b.timing;
                          // VALIDATE makes a constraint valid; nothing makes it less.
                          a.state = b.state == constraint_state::not_valid ? b.state : a.state;
                          return same_but_settings(b, object(a));
                        },
                        [&](const index& b) {
                          auto a = std::get<index>(after);
                          a.storage_parameters = b.storage_parameters;
                          a.tablespace = b.tablespace;
                          for (std::size_t i = 0; i < a.keys.size() && i < b.keys.size(); ++i) {
                            a.keys[i].statistics_target = b.keys[i].statistics_target;
                          }
                          return same_but_settings(b, object(a));
                        },
                        [&](const check& b) {
                          auto a = std::get<check>(after);
                          a.state = b.state == constraint_state::not_valid ? b.state : a.state;
                          return same_but_settings(b, object(a));
                        },
                        [&](const primary_key& b) { return same_but_settings(b, after); },
                        [&](const unique& b) { return same_but_settings(b, after); },
                        [&](const exclusion& b) { return same_but_settings(b, after); },
                        [&](const auto&) { return alter_statements(id, before, after).has_value(); },
                    },
                    before);
}

bool is_key_of(const object_id& id, const object& value, const std::vector<std::string>& columns) {
  std::vector<std::string> own;
  switch (id.kind) {
    case object_kind::primary_key:
      own = std::get<primary_key>(value).columns;
      break;
    case object_kind::unique:
      own = std::get<unique>(value).columns;
      break;
    case object_kind::index: {
      const auto& i = std::get<index>(value);
      if (!i.unique || i.where) {
        return false;
      }
      for (const auto& key : i.keys) {
        own.push_back(key.column);
      }
      break;
    }
    default:
      return false;
  }
  auto wanted = columns;
  std::sort(own.begin(), own.end());
  std::sort(wanted.begin(), wanted.end());
  return own == wanted;
}

const std::string& attached_to(const object& value) {
  static const std::string none;
  return std::visit(
      [](const auto& v) -> const std::string& {
        if constexpr (requires { v.attached_to; }) {
          return v.attached_to;
        } else {
          return none;
        }
      },
      value);
}

bool is_only(const object& value) {
  return std::visit(
      [](const auto& v) {
        if constexpr (requires { v.only; }) {
          return v.only;
        } else {
          return false;
        }
      },
      value);
}

}  // namespace squall::kit
