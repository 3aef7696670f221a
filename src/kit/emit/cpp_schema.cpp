#include "kit/emit/cpp_schema.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "kit/emit/cpp_types.hpp"

namespace squall::kit {
namespace {

constexpr std::size_t most_columns = 256;
constexpr std::size_t most_text = 60'000;  ///< of one modifier; the pool counts in 16 bits

bool is_part(object_kind kind) {
  return kind == object_kind::primary_key || kind == object_kind::unique || kind == object_kind::check ||
         kind == object_kind::foreign_key || kind == object_kind::exclusion || kind == object_kind::index ||
         kind == object_kind::policy;
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
    choose_tables();
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
      }
    }
  }

  /// Tables that a struct can describe; each of their columns then has a spelling.
  void choose_tables() {
    for (auto it = model().objects.lower_bound(table_id("", "")); it != model().objects.end(); ++it) {
      if (it->first.kind != object_kind::table) {
        break;
      }
      const auto& value = std::get<table>(it->second);
      cpp_table declared;
      declared.columns = columns_of(model(), it->first);
      if (can_declare(value, declared)) {
        out_.tables.emplace(it->first, std::move(declared));
      }
    }
  }

  static bool can_declare(const table& value, const cpp_table& declared) {
    if (declared.columns.empty() || declared.columns.size() > most_columns) {
      return false;
    }
    const bool plain = value.partition_by.empty() && !value.partition_of && value.inherits.empty() && !value.of_type &&
                       value.foreign_server.empty() && value.access_method.empty() && value.tablespace.empty();
    return plain && std::all_of(declared.columns.begin(), declared.columns.end(),
                                [](const column_entry& c) { return can_declare(*c.value); });
  }
  static bool can_declare(const column& value) {
    const bool short_texts = (!value.default_value || value.default_value->sql.size() < most_text) &&
                             (!value.generated || value.generated->sql.size() < most_text);
    return short_texts && !value.inherited && !value.generated_virtual;
  }
  static bool is_enum(const type_name& type) {
    return type.user_type && type.user_type->kind == object_kind::enum_type;
  }

  /// An enumeration is declared by the columns that have its type.
  void choose_enums() {
    for (const auto& [id, declared] : out_.tables) {
      for (const auto& c : declared.columns) {
        if (is_enum(c.value->type)) {
          out_.enums.try_emplace(*c.value->type.user_type);
        }
      }
    }
  }

  /// What a table refers to stands before it, as far as there are no cycles; otherwise by schema and name.
  void order_tables() {
    for (const auto& [id, declared] : out_.tables) {
      out_.parts[id];
    }
    std::set<object_id> entered;
    const std::function<void(const object_id&)> visit = [&](const object_id& id) {
      if (!entered.insert(id).second) {
        return;
      }
      for (const auto& part : out_.parts[id]) {
        if (const auto* key = std::get_if<foreign_key>(part.value);
            key != nullptr && out_.declares(key->referenced_table)) {
          visit(key->referenced_table);
        }
      }
      out_.place.emplace(id, out_.table_order.size());
      out_.table_order.push_back(id);
    };
    for (const auto& [id, declared] : out_.tables) {
      visit(id);
    }
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
      declared.structure = give(id, pascal);
    }
    for (auto& [id, declared] : out_.enums) {
      name_enum(id, declared, give(id, pascal));
    }
    for (const auto& id : order) {
      auto& declared = out_.tables.at(id);
      const std::string row = singular_of(declared.structure);
      declared.row = row != declared.structure && out_.names.take_exactly(row) ? row
                     : out_.names.take_exactly(declared.structure + "Row")     ? declared.structure + "Row"
                                                                               : std::string();
    }
    for (auto& [id, declared] : out_.tables) {
      name_members(declared);
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
      table value;
      value.comment = std::get<table>(model().objects.at(id)).comment;
      out_.expressed.objects.emplace(id, std::move(value));
    }
  }

  cpp_schema out_;
};

}  // namespace

cpp_schema plan_cpp_schema(const database& model, std::string space) {
  return schema_planner(model, std::move(space)).make();
}

}  // namespace squall::kit
