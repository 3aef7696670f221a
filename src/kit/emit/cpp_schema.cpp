#include "kit/emit/cpp_schema.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>

#include "kit/emit/cpp_types.hpp"
#include "kit/model/inheritance.hpp"

namespace squall::kit {
namespace {

bool is_part(object_kind kind) {
  return kind == object_kind::primary_key || kind == object_kind::unique || kind == object_kind::check ||
         kind == object_kind::foreign_key || kind == object_kind::exclusion || kind == object_kind::index ||
         kind == object_kind::policy || kind == object_kind::trigger;
}

class schema_planner {
 public:
  schema_planner(const database& model, std::string space) {
    out_.model = &model;
    out_.space = std::move(space);
  }

  cpp_schema make() {
    collect();
    out_.expressed = empty_database();
    choose_relations(out_);
    choose_enums();
    order_tables();
    name_everything();
    express();
    return std::move(out_);
  }

 private:
  const database& model() const { return *out_.model; }

  void collect() {
    for (const auto& [id, value] : model().objects) {
      if (is_part(id.kind)) {
        out_.parts[id.owner_table()].push_back({&id, &value});
      } else if (const auto* extended = std::get_if<statistics>(&value)) {
        out_.parts[table_id(extended->table.schema, extended->table.name)].push_back({&id, &value});
      }
    }
  }

  /// All whose labels fit: the library counts their characters in 16 bits.
  void choose_enums() {
    constexpr std::size_t most_characters = 60'000;
    for (const auto& [id, value] : model().objects) {
      if (const auto* type = std::get_if<enum_type>(&value)) {
        const auto characters =
            std::accumulate(type->labels.begin(), type->labels.end(), std::size_t{0},
                            [](std::size_t sum, const std::string& label) { return sum + label.size(); });
        if (characters < most_characters) {
          out_.enums.try_emplace(id);
        }
      }
    }
    for (const auto& [id, declared] : out_.tables) {
      for (const auto& c : declared.columns) {
        if (c.value->type.user_type) {
          out_.types_of_columns.insert(*c.value->type.user_type);
        }
      }
    }
  }

  /// What a table refers to stands before it, as far as there are no cycles; partitions behind their table; otherwise
  /// by kind, schema and name.
  void order_tables() {
    std::map<object_id, std::vector<object_id>> partitions;
    for (const auto& [id, declared] : out_.tables) {
      out_.parts[table_id(id.schema, id.name)];
      if (declared.is_partition) {
        partitions[*model().find<table>(id)->partition_of].push_back(id);
      }
    }
    std::set<object_id> entered;
    const std::function<void(const object_id&)> visit = [&](const object_id& id) {
      if (!entered.insert(id).second) {
        return;
      }
      for (const auto& first : named_in(id)) {
        visit(first);
      }
      out_.place.emplace(id, out_.table_order.size());
      out_.table_order.push_back(id);
      if (const auto of = partitions.find(id); of != partitions.end()) {
        for (const auto& partition : of->second) {
          visit(partition);
        }
      }
    };
    for (const auto& [id, declared] : out_.tables) {
      visit(id);
    }
  }

  /// What the declaration of `id` names, or reads more easily behind.
  std::vector<object_id> named_in(const object_id& id) const {
    std::vector<object_id> out;
    if (const auto* value = model().find<table>(id)) {
      out = parents_of(*value);
    }
    for (const auto& part : out_.parts_of(id)) {
      if (const auto* key = std::get_if<foreign_key>(part.value);
          key != nullptr && out_.can_be_referenced(key->referenced_table)) {
        out.push_back(key->referenced_table);
      }
    }
    if (id.kind == object_kind::view || id.kind == object_kind::materialized_view) {
      const auto* references = references_of(model().objects.at(id));
      std::copy_if(references->ids.begin(), references->ids.end(), std::back_inserter(out), [](const object_id& to) {
        return to.kind == object_kind::view || to.kind == object_kind::materialized_view;
      });
    }
    std::erase_if(out, [&](const object_id& to) { return !out_.declares(to); });
    return out;
  }

  // -- names

  /// The first of the name, the name with its schema, and these with a number that is free everywhere it is used.
  template <class Make>
  std::string give(const object_id& id, Make make) {
    std::string name = make(id.name);
    if (id.schema != "public" && !out_.names.is_free(name)) {
      name = make(id.schema + "_" + id.name);
    }
    return out_.names.take(name);
  }

  void name_everything() {
    const auto snake = [](const std::string& name) { return snake_case_of(name); };
    const auto pascal = [](const std::string& name) { return pascal_case(name); };
    // Tables of `public` first: they keep the short names.
    std::vector<object_id> order;
    for (const bool in_public : {true, false}) {
      std::copy_if(out_.table_order.begin(), out_.table_order.end(), std::back_inserter(order),
                   [&](const object_id& id) { return (id.schema == "public") == in_public; });
    }
    for (const auto& id : order) {
      auto& declared = out_.tables.at(id);
      declared.constant = give(id, snake);
      if (!declared.is_partition) {
        declared.structure = give(id, pascal);
      }
    }
    for (auto& [id, declared] : out_.enums) {
      name_enum(id, declared, give(id, pascal));
    }
    for (const auto& id : order) {
      auto& declared = out_.tables.at(id);
      if (declared.is_partition || id.kind == object_kind::composite_type) {
        continue;
      }
      const std::string row = singular_of(declared.structure);
      declared.row = row != declared.structure && out_.names.take_exactly(row) ? row
                     : out_.names.take_exactly(declared.structure + "Row")     ? declared.structure + "Row"
                                                                               : std::string();
    }
    for (const auto& id : out_.table_order) {
      auto& declared = out_.tables.at(id);
      if (!declared.is_partition) {
        name_members(declared);
        continue;
      }
      const auto& parent = out_.tables.at(*model().find<table>(id)->partition_of);
      declared.structure = parent.structure;
      declared.members = parent.members;
    }
  }

  void name_enum(const object_id& id, cpp_enum& declared, std::string name) {
    declared.name = std::move(name);
    const auto& labels = std::get<enum_type>(model().objects.at(id)).labels;
    std::set<std::string> taken;
    bool usual = !labels.empty() && labels.size() <= 128;
    for (const auto& label : labels) {
      std::string enumerator = cpp_identifier(label);
      usual = usual && enumerator == label && label.back() != '_';
      if (is_cpp_keyword(enumerator)) {
        enumerator += '_';
      }
      const std::string wanted = enumerator;
      for (int i = 2; !taken.insert(enumerator).second; ++i) {
        enumerator = wanted + std::to_string(i);
        usual = false;
      }
      declared.enumerators.push_back(enumerator);
    }
    declared.traits_labels = !usual;
    declared.has_traits = !usual || id.schema != "public" || enum_name_of(declared.name) != id.name;
  }

  void name_members(cpp_table& declared) {
    std::set<std::string> taken;
    // A column that can keep its name does.
    for (const bool exact : {true, false}) {
      for (const auto& c : declared.columns) {
        std::string member = cpp_identifier(c.id->name);
        const bool keeps = member == c.id->name && member.back() != '_';
        if (keeps != exact) {
          continue;
        }
        // What the struct itself says must keep its meaning: `col`, the types, the enumerations.
        if (is_cpp_keyword(member) || member == "col" || hides_a_type(member)) {
          member += '_';
        }
        const std::string wanted = member;
        for (int i = 2; !taken.insert(member).second; ++i) {
          member = wanted + (wanted.back() == '_' ? "" : "_") + std::to_string(i);
        }
        declared.members[c.id->name] = member;
      }
    }
  }
  /// Structs, enumerations and rows have capitals: a member of that name would hide them where it matters.
  bool hides_a_type(const std::string& name) const {
    const bool capital = std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return capital && !out_.names.is_free(name);
  }

  /// Schemas, tables and enums as far as they are said; columns and parts are added where they are written.
  void express() {
    const auto add_schema = [&](const std::string& name) {
      out_.expressed.objects.try_emplace(schema_id(name), schema{});
    };
    for (const auto& [id, declared] : out_.enums) {
      add_schema(id.schema);
      enum_type value = std::get<enum_type>(model().objects.at(id));
      value.comment.clear();
      value.access = {};
      out_.expressed.objects.emplace(id, std::move(value));
    }
    for (const auto& [id, declared] : out_.tables) {
      add_schema(id.schema);
      if (id.kind == object_kind::table) {
        table value;
        value.comment = std::get<table>(model().objects.at(id)).comment;
        out_.expressed.objects.emplace(id, std::move(value));
      }
    }
  }

  cpp_schema out_;
};

}  // namespace

void settle_expressed(cpp_schema& schema, const object_id& relation) {
  const auto settle = [&](const object_id& id) {
    const auto known = schema.model->objects.find(id);
    const auto said = schema.expressed.objects.find(id);
    if (known != schema.model->objects.end() && said != schema.expressed.objects.end() &&
        known->second == said->second) {
      schema.said_wholly.insert(&known->first);
      schema.expressed.objects.erase(said);
    }
  };
  for (const auto& c : schema.tables.at(relation).columns) {
    settle(*c.id);
  }
  for (const auto& part : schema.parts_of(relation)) {
    settle(*part.id);
  }
  settle(relation);
}

cpp_schema plan_cpp_schema(const database& model, std::string space) {
  return schema_planner(model, std::move(space)).make();
}

}  // namespace squall::kit
