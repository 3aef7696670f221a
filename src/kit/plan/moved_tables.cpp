#include "kit/plan/moved_tables.hpp"

#include <algorithm>
#include <utility>

#include "kit/base/text.hpp"
#include "kit/model/default_names.hpp"
#include "kit/model/inheritance.hpp"
#include "kit/plan/in_place.hpp"
#include "kit/plan/settle.hpp"

namespace squall::kit {
namespace {

// What an index calls a key that is an expression (FigureColname() in PostgreSQL's parse_target.c, in short).
std::string name_of_expression(const std::string& sql) {
  const auto end = sql.find_first_of("( ");
  if (end == std::string::npos || sql[end] != '(' || end == 0) {
    return "expr";
  }
  const auto dot = sql.find_last_of('.', end);
  const auto start = dot == std::string::npos ? 0 : dot + 1;
  auto name = lower_case(std::string_view(sql).substr(start, end - start));
  std::erase(name, '"');
  return name;
}

std::vector<std::string> attributes_of(const std::vector<index_key>& keys, const std::vector<std::string>& include) {
  std::vector<std::string> out;
  const auto add = [&](const std::string& wanted) {
    auto name = wanted;
    for (int number = 1; std::find(out.begin(), out.end(), name) != out.end(); ++number) {
      name = wanted + std::to_string(number);
    }
    out.push_back(std::move(name));
  };
  for (const auto& key : keys) {
    add(key.expression ? name_of_expression(key.expression->sql) : key.column);
  }
  for (const auto& name : include) {
    add(name);
  }
  return out;
}

std::vector<std::string> both(std::vector<std::string> columns, const std::vector<std::string>& more) {
  columns.insert(columns.end(), more.begin(), more.end());
  return columns;
}

class model_filler {
 public:
  model_filler(database& db, const object_id& table_name, bool leaves) : db_(db), table_(table_name), leaves_(leaves) {}

  // `other` has the table as it is on the other side.
  void fill(const object_id& parent, bool is_partition, const database& other) {
    columns(parent);
    for (const auto& id : children_of(db_, parent)) {
      const auto& value = db_.objects.at(id);
      if (const auto* rule = std::get_if<check>(&value); rule != nullptr && !rule->no_inherit) {
        auto own = *rule;
        own.comment.clear();
        add(named(id, id.name), own);
      } else if (is_partition && has_index(id.kind)) {
        index_part(id, value);
      } else if (is_partition && id.kind == object_kind::foreign_key) {
        foreign_key_part(id, value, other);
      }
    }
  }

 private:
  object_id named(object_id id, std::string name) const {
    id.table = table_.name;
    id.schema = table_.schema;
    id.name = std::move(name);
    return id;
  }
  void add(object_id id, object&& value) { db_.objects.try_emplace(std::move(id), std::move(value)); }

  void columns(const object_id& parent) {
    std::vector<std::string> names;
    std::vector<object_id> tables{parent};
    for (std::size_t i = 0; i < tables.size(); ++i) {
      for (const auto& c : columns_of(db_, tables[i])) {
        if (std::find(names.begin(), names.end(), c.id->name) == names.end()) {
          names.push_back(c.id->name);
        }
      }
      if (const auto* of = db_.find<table>(tables[i])) {
        const auto more = parents_of(*of);
        tables.insert(tables.end(), more.begin(), more.end());
      }
    }
    for (const auto& name : names) {
      const auto id = column_id(table_, name);
      if (auto value = effective_column(db_, table_, name)) {
        value->inherited = false;
        db_.objects.insert_or_assign(id, *value);
      }
    }
  }

  void index_part(const object_id& id, const object& value) {
    // The one that is attached says its name itself.
    for (const auto& part : children_of(db_, table_)) {
      auto& own = db_.objects.at(part);
      if (has_index(part.kind) && attached_to(own) == id.name) {
        if (leaves_) {
          std::visit(
              [](auto& v) {
                if constexpr (requires { v.attached_to; }) {
                  v.attached_to.clear();
                }
              },
              own);
        }
        return;
      }
    }
    if (is_only(value)) {
      return;
    }
    auto part = value;
    std::visit(
        [&](auto& v) {
          if constexpr (requires { v.attached_to; }) {
            v.comment.clear();
            v.attached_to = leaves_ ? std::string() : id.name;
          }
          if constexpr (requires { v.index_comment; }) {
            v.index_comment.clear();
          }
        },
        part);
    const auto part_id = named(id, usual_part_name(table_, id, value));
    add(part_id, std::move(part));
  }

  // A table that comes keeps a foreign key of its own that fits, as a part of the parent's.
  void foreign_key_part(const object_id& id, const object& value, const database& other) {
    auto part = std::get<foreign_key>(value);
    part.comment.clear();
    const auto part_id = named(id, id.name);
    const auto* before = other.find<foreign_key>(part_id);
    if (leaves_ || (before != nullptr && *before == part)) {
      add(part_id, std::move(part));
    }
  }

  database& db_;
  const object_id& table_;
  bool leaves_;
};

void fill(database& db, const object_id& id, const table& value, const std::vector<object_id>& stay,
          const database& other, bool leaves) {
  model_filler filler(db, id, leaves);
  for (const auto& parent : parents_of(value)) {
    if (std::find(stay.begin(), stay.end(), parent) == stay.end()) {
      filler.fill(parent, value.partition_of.has_value(), other);
    }
  }
}

}  // namespace

std::string usual_part_name(const object_id& partition, const object_id& parents_index, const object& value) {
  const auto second = std::visit(
      [](const auto& v) -> std::vector<std::string> {
        if constexpr (requires { v.keys; }) {
          return attributes_of(v.keys, v.include);
        } else if constexpr (requires {
                               v.columns;
                               v.include;
                             }) {
          return both(v.columns, v.include);
        } else {
          return {};
        }
      },
      value);
  switch (parents_index.kind) {
    case object_kind::primary_key:
      return make_object_name(partition.name, "", "pkey");
    case object_kind::unique:
      return make_object_name(partition.name, join_for_name(second), "key");
    case object_kind::exclusion:
      return make_object_name(partition.name, join_for_name(second), "excl");
    default:
      return make_object_name(partition.name, join_for_name(second), "idx");
  }
}

bool is_moved(const database& base, const database& after, const object_id& id) {
  const auto* b = base.find<table>(id);
  const auto* a = after.find<table>(id);
  return b != nullptr && a != nullptr && (b->partition_of != a->partition_of || b->inherits != a->inherits);
}

bool is_rebound(const database& base, const database& after, const object_id& id) {
  const auto* b = base.find<table>(id);
  const auto* a = after.find<table>(id);
  return b != nullptr && a != nullptr && a->partition_of && b->partition_of == a->partition_of &&
         b->partition_bound != a->partition_bound;
}

std::set<object_id> say_what_moved_tables_have(database& base, database& after, const std::set<object_id>& remade) {
  std::set<object_id> moved;
  for (auto it = base.objects.lower_bound({object_kind::table, "", "", ""});
       it != base.objects.end() && it->first.kind == object_kind::table; ++it) {
    const auto& value = std::get<table>(it->second);
    const bool was_or_becomes_partition =
        value.partition_of || (after.contains(it->first) && after.find<table>(it->first)->partition_of);
    if (was_or_becomes_partition && !remade.contains(it->first) && is_moved(base, after, it->first)) {
      moved.insert(it->first);
    }
  }
  for (const auto& id : moved) {
    const auto b = std::get<table>(base.objects.at(id));
    const auto a = std::get<table>(after.objects.at(id));
    fill(base, id, b, parents_of(a), after, true);
    fill(after, id, a, parents_of(b), base, false);
  }
  return moved;
}

}  // namespace squall::kit
