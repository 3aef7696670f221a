#include "kit/emit/cpp_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

#include "kit/base/error.hpp"
#include "kit/emit/cpp_declarations.hpp"
#include "kit/emit/cpp_names.hpp"
#include "kit/emit/cpp_relation_structs.hpp"
#include "kit/emit/cpp_schema.hpp"
#include "kit/emit/cpp_table.hpp"
#include "kit/emit/cpp_text.hpp"
#include "kit/emit/leftovers.hpp"

namespace squall::kit {
namespace {

/// g++ is quadratic in the names of one namespace (docs/schema.md).
constexpr std::size_t tables_a_namespace = 80;
constexpr std::size_t most_tables_in_one = 100;

/// One header in the making.
struct header_part {
  std::string file;
  std::vector<object_id> enums;
  std::vector<object_id> tables;
  std::set<std::string> includes;  ///< of other parts
  bool has_all = false;            ///< what stands beside the tables, too
};

class header_writer {
 public:
  header_writer(const database& model, const header_options& options)
      : options_(options), schema_(plan_cpp_schema(model, options.space)) {}

  header_files write() {
    check_namespace();
    header_files out;
    std::vector<header_part> parts = split();
    std::map<std::string, std::string> tables;
    for (auto& part : parts) {
      tables[part.file] = write_tables(part);
    }
    auto [declarations, rest] = write_cpp_declarations(schema_);
    declarations += declarations.empty() ? "" : "\n";
    rest += rest.empty() ? "" : "\n";
    rest += write_relations();
    rest += write_leftovers(out.kept_as_sql);
    if (options_.split == header_split::none) {
      auto& part = parts.front();
      part.has_all = true;
      out.files[options_.file] = prologue(part) + write_part(part, declarations + tables[part.file] + rest);
      return out;
    }
    header_part all;
    all.has_all = true;
    std::string umbrella = prologue(all);
    for (const auto& part : parts) {
      out.files[part.file] = prologue(part) + write_part(part, tables[part.file]);
      umbrella += fmt::format("#include \"{}\"\n", part.file);
    }
    if (!declarations.empty() || !rest.empty()) {
      umbrella += "\n" + open() + declarations + rest + close();
    }
    out.files[options_.file] = umbrella;
    return out;
  }

 private:
  void check_namespace() const {
    std::string_view rest = options_.space;
    while (!rest.empty()) {
      const auto end = std::min(rest.find("::"), rest.size());
      const std::string name(rest.substr(0, end));
      const bool fine = cpp_identifier(name) == name && !is_cpp_keyword(name) && name != "squall" && name != "std";
      if (!fine || end + 2 == rest.size()) {
        throw error(fmt::format("`{}` is no namespace", options_.space), "name it like `db` or `app::db`",
                    exit_code::usage);
      }
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    if (options_.space.empty()) {
      throw error("the namespace has no name", "name it like `db` or `app::db`", exit_code::usage);
    }
  }

  // -- which header holds what

  std::vector<header_part> split() {
    std::vector<header_part> parts;
    std::map<std::string, std::size_t> place;
    const auto part_of = [&](const std::string& name) -> header_part& {
      const auto [it, is_new] = place.emplace(name, parts.size());
      if (is_new) {
        parts.push_back({name, {}, {}, {}, false});
      }
      return parts[it->second];
    };
    if (options_.split == header_split::none) {
      part_of(options_.file);
    }
    // Enumerations first: their headers include nothing.
    for (const auto& [id, declared] : schema_.enums) {
      part_of(file_of_enum(id)).enums.push_back(id);
    }
    for (const auto& id : schema_.table_order) {
      part_of(file_of_table(id)).tables.push_back(id);
    }
    for (auto& part : parts) {
      add_includes(part);
    }
    return parts;
  }

  std::string folder() const { return std::filesystem::path(options_.file).stem().string(); }
  std::string file_named(const std::string& name) { return folder() + "/" + name + ".hpp"; }
  std::string file_of_enum(const object_id& id) {
    switch (options_.split) {
      case header_split::schema:
      case header_split::table:
        return file_named(file_name("enums"));
      case header_split::none:
        break;
    }
    (void)id;
    return options_.file;
  }
  std::string file_of_table(const object_id& id) {
    if (schema_.tables.at(id).is_partition) {
      return file_of_table(*schema_.model->find<table>(id)->partition_of);
    }
    switch (options_.split) {
      case header_split::schema:
        return file_named(file_name(id.schema));
      case header_split::table:
        return file_named(schema_.tables.at(id).constant);
      case header_split::none:
        break;
    }
    return options_.file;
  }
  /// The header of the enumerations, or of a schema: no table's name.
  std::string file_name(const std::string& wanted) {
    if (const auto it = file_names_.find(wanted); it != file_names_.end()) {
      return it->second;
    }
    std::string name = cpp_identifier(wanted);
    const auto is_taken = [&](const std::string& candidate) {
      const bool table = options_.split == header_split::table &&
                         std::any_of(schema_.tables.begin(), schema_.tables.end(),
                                     [&](const auto& t) { return t.second.constant == candidate; });
      return table ||
             std::any_of(file_names_.begin(), file_names_.end(), [&](const auto& f) { return f.second == candidate; });
    };
    while (is_taken(name)) {
      name += '_';
    }
    return file_names_[wanted] = name;
  }

  void add_includes(header_part& part) {
    const auto add = [&](const std::string& file) {
      if (file != part.file) {
        part.includes.insert(file);
      }
    };
    for (const auto& id : part.tables) {
      for (const auto& c : schema_.tables.at(id).columns) {
        if (c.value->type.user_type && schema_.enums.contains(*c.value->type.user_type)) {
          add(file_of_enum(*c.value->type.user_type));
        }
      }
      if (const auto* value = schema_.model->find<table>(id)) {
        for (const auto& parent : value->inherits) {
          add(file_of_table(parent));
        }
      }
      for (const auto& p : schema_.parts_of(id)) {
        const auto* key = std::get_if<foreign_key>(p.value);
        if (key != nullptr && schema_.can_be_referenced(key->referenced_table)) {
          include_target(part, key->referenced_table, id);
        }
      }
    }
  }
  void include_target(header_part& part, const object_id& to, const object_id& from) {
    if (schema_.is_before(to, from) && file_of_table(to) != part.file) {
      part.includes.insert(file_of_table(to));
    }
  }

  // -- what stands in it

  std::string prologue(const header_part& part) const {
    std::string out;
    if (!options_.title.empty()) {
      out += cpp_comment(options_.title, "// ", 0);
    }
    out += "#pragma once\n\n";
    out += has_relations_ && part.has_all ? "#include <squall/relations.hpp>\n" : "";
    out += "#include <squall/schema.hpp>\n";
    const bool wide = std::any_of(part.tables.begin(), part.tables.end(),
                                  [&](const object_id& id) { return schema_.tables.at(id).columns.size() > 64; });
    if (wide) {
      out += "#include <squall/schema/members_wide.hpp>\n";
    }
    const bool traits = std::any_of(part.enums.begin(), part.enums.end(),
                                    [&](const object_id& id) { return schema_.enums.at(id).has_traits; });
    if (traits) {
      out += "\n#include <array>\n#include <string_view>\n#include <utility>\n";
    }
    if (!part.includes.empty()) {
      out += "\n";
    }
    for (const auto& file : part.includes) {
      out += fmt::format("#include \"{}\"\n", std::filesystem::path(file).filename().string());
    }
    return out + "\n";
  }

  std::string open() const { return fmt::format("namespace {} {{\n\nusing namespace squall;\n\n", options_.space); }
  std::string close() const { return fmt::format("}}  // namespace {}\n", options_.space); }

  std::string write_part(const header_part& part, const std::string& tables) {
    std::string enums;
    std::string traits;
    for (const auto& id : part.enums) {
      enums += write_cpp_enum(schema_, id);
      const std::string own = write_cpp_enum_traits(schema_, id);
      traits += own.empty() ? "" : own + "\n";
    }
    if (traits.empty()) {
      const std::string gap = enums.empty() || tables.empty() ? "" : "\n";
      const std::string body = enums + gap + tables;
      return body.empty() ? "" : open() + body + (tables.empty() ? "\n" : "") + close();
    }
    std::string out = open() + enums + "\n" + close() + "\n" + traits;
    return tables.empty() ? out : out + open() + tables + close();
  }

  /// The inline namespace of a table; empty where there are few.
  std::string space_of(const object_id& table) const {
    const std::size_t count = schema_.table_order.size();
    return count <= most_tables_in_one ? std::string()
                                       : fmt::format("tables_{}", schema_.place.at(table) / tables_a_namespace + 1);
  }
  static std::string open_inline(const std::string& space) {
    return space.empty() ? space : fmt::format("inline namespace {} {{\n\n", space);
  }
  static std::string close_inline(const std::string& space) {
    return space.empty() ? space : fmt::format("}}  // namespace {}\n\n", space);
  }

  /// Tables that come later and are referred to by name, by the namespace that they will be in.
  std::string forward_declarations(const header_part& part) const {
    std::map<std::string, std::set<std::string>> names;
    for (const auto& id : part.tables) {
      for (const auto& p : schema_.parts_of(id)) {
        const auto* key = std::get_if<foreign_key>(p.value);
        if (key != nullptr && schema_.can_be_referenced(key->referenced_table) && key->referenced_table != id &&
            !schema_.is_before(key->referenced_table, id)) {
          names[space_of(key->referenced_table)].insert(schema_.tables.at(key->referenced_table).structure);
        }
      }
    }
    std::string out;
    for (const auto& [space, structures] : names) {
      out += open_inline(space);
      for (const auto& name : structures) {
        out += fmt::format("template <class M>\nstruct {};\n", name);
      }
      out += "\n" + close_inline(space);
    }
    return out;
  }

  std::string write_tables(const header_part& part) {
    std::string out = forward_declarations(part);
    std::string space;
    for (const auto& id : part.tables) {
      if (const std::string own = space_of(id); own != space) {
        out += close_inline(space) + open_inline(own);
        space = own;
      }
      out += write_cpp_relation(schema_, id) + "\n";
      settle_expressed(schema_, id);
    }
    return out + close_inline(space);
  }

  std::string write_relations() {
    std::string out;
    std::string space;
    for (const auto& relations : write_cpp_relations(schema_)) {
      if (const std::string own = space_of(relations.table); own != space) {
        out += close_inline(space) + open_inline(own);
        space = own;
      }
      out += relations.text + "\n";
    }
    has_relations_ = !out.empty();
    return out + close_inline(space);
  }

  std::string write_leftovers(std::vector<std::string>& kept) {
    const std::vector<sql_group> groups = group_leftovers(schema_);
    std::string functions;
    std::string out;
    std::set<std::string> known;
    for (const auto& group : groups) {
      if (is_setting(group)) {
        continue;  // whoever runs the statements of a header has it
      }
      // SQL is how functions are declared: that is nothing kept for want of a spelling.
      if (group.object.kind == object_kind::routine || group.object.kind == object_kind::aggregate) {
        functions += write_function(group);
        continue;
      }
      const std::string label = describe(group.object);
      if (known.insert(label).second) {
        kept.push_back(label + (schema_.expressed.contains(group.object) ? ", in part" : ""));
      }
      out += fmt::format("inline const auto {} = sql_object({}, {});\n", schema_.names.take(snake_case_of(label)),
                         cpp_string(label), cpp_sql_string("\n" + text_of(group)));
    }
    functions += functions.empty() || out.empty() ? "" : "\n";
    const std::string all = functions + (out.empty() ? out : "// What has no spelling of its own, as SQL.\n\n" + out);
    return all.empty() ? all : all + "\n";
  }

  /// By its name alone where no other has it.
  std::string write_function(const sql_group& group) {
    const auto is_alone = [&](object_kind kind) {
      const auto& objects = schema_.model->objects;
      auto it = objects.lower_bound({kind, group.object.schema, {}, group.object.name});
      int count = 0;
      for (; it != objects.end() && it->first.kind == kind && it->first.schema == group.object.schema &&
             it->first.name == group.object.name;
           ++it) {
        ++count;
      }
      return count < 2;
    };
    object_id named = group.object;
    if (is_alone(named.kind)) {
      named.kind = object_kind::table;  // for its name without arguments
      named.signature.clear();
    }
    std::string name = snake_case_of(group.object.name);
    if (!schema_.names.is_free(name)) {
      name += "_function";
    }
    return fmt::format("inline const auto {} = function({}, {});\n", schema_.names.take(name),
                       cpp_string(display_name(named)), cpp_sql_string("\n" + text_of(group)));
  }

  const header_options& options_;
  cpp_schema schema_;
  std::map<std::string, std::string> file_names_;
  bool has_relations_ = false;
};

}  // namespace

header_files emit_cpp_header(const database& model, const header_options& options) {
  return header_writer(model, options).write();
}

}  // namespace squall::kit
