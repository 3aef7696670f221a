#include "kit/emit/cpp_relation_structs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "kit/emit/cpp_text.hpp"

namespace squall::kit {
namespace {

/// A foreign key between two tables that have structs.
struct link {
  const object_id* id;
  const foreign_key* key;
  object_id from;
  bool unique = false;  ///< of the table that has it, one row at most refers to a row
};

struct relation_line {
  std::string name;
  std::string kind;             ///< "one", "many"
  const cpp_table* to;          ///< the related table
  std::string arguments;        ///< behind the table: `, posts.author_id`; its constants marked for qualifying
  std::vector<std::string> on;  ///< `.fields(…)`, `.references(…)`, `.through(…)`
};

/// What stands for a constant until it is known whether a member hides it.
constexpr char mark = '\1';
std::string marked(const cpp_table& table, const std::string& column) {
  return fmt::format("{}{}.{}", mark, table.constant, table.members.at(column));
}

/// `author_id` → `author`
std::optional<std::string> stem_of(const std::string& column) {
  for (const std::string_view ending : {"_id", "_uuid", "_key", "_fk", "Id"}) {
    if (column.size() > ending.size() && column.ends_with(ending)) {
      return snake_case_of(std::string_view(column).substr(0, column.size() - ending.size()));
    }
  }
  return std::nullopt;
}

class relations_writer {
 public:
  explicit relations_writer(cpp_schema& schema) : schema_(schema) {}

  std::vector<cpp_relations> write() {
    find_links();
    for (const auto& l : links_) {
      add_one(l);
      add_back(l);
    }
    for (const auto& id : schema_.table_order) {
      add_junction(id);
    }
    std::vector<cpp_relations> out;
    for (const auto& id : schema_.table_order) {
      if (const auto lines = lines_.find(id); lines != lines_.end()) {
        out.push_back({id, text_of(id, lines->second)});
      }
    }
    return out;
  }

 private:
  void find_links() {
    for (const auto& id : schema_.table_order) {
      if (!schema_.can_be_referenced(id) || id.kind != object_kind::table) {
        continue;
      }
      for (const auto& part : schema_.parts_of(id)) {
        const auto* key = std::get_if<foreign_key>(part.value);
        if (key != nullptr && schema_.can_be_referenced(key->referenced_table)) {
          links_.push_back({part.id, key, id, is_unique(id, key->columns)});
        }
      }
    }
  }

  bool is_unique(const object_id& table, const std::vector<std::string>& columns) const {
    const auto& parts = schema_.parts_of(table);
    return std::any_of(parts.begin(), parts.end(), [&](const table_part& part) {
      const auto* primary = std::get_if<primary_key>(part.value);
      const auto* other = std::get_if<unique>(part.value);
      return (primary != nullptr && primary->columns == columns) || (other != nullptr && other->columns == columns);
    });
  }

  const cpp_table& at(const object_id& table) const { return schema_.tables.at(table); }

  /// `author` of `author_id`; of other columns and of several, what the related table is called.
  std::string stem(const link& l) const {
    const auto found = l.key->columns.size() == 1 ? stem_of(l.key->columns.front()) : std::nullopt;
    return found ? *found : singular_of(at(l.key->referenced_table).constant);
  }

  /// A name that neither a column nor another relation of `table` has.
  std::string take(const object_id& table, const std::string& wanted) {
    const auto is_free = [&](const std::string& name) {
      const auto& members = at(table).members;
      const bool column =
          std::any_of(members.begin(), members.end(), [&](const auto& member) { return member.second == name; });
      const auto& lines = lines_[table];
      return !column && !is_taken_in_cpp(name) && name != "rel" &&
             std::none_of(lines.begin(), lines.end(), [&](const relation_line& line) { return line.name == name; });
    };
    std::string name = wanted;
    for (int i = 1; !is_free(name); ++i) {
      name = wanted + "_" + (i == 1 ? "" : std::to_string(i));
    }
    return name;
  }

  std::string columns(const object_id& table, const std::vector<std::string>& names) const {
    std::string out;
    for (const auto& name : names) {
      out += (out.empty() ? "" : ", ") + marked(at(table), name);
    }
    return out;
  }

  relation_line line_of(const link& l, bool own) const {
    relation_line line{{}, "one", &at(own ? l.key->referenced_table : l.from), {}, {}};
    if (schema_.references_at_columns.contains(l.id)) {
      line.arguments = ", " + marked(at(l.from), l.key->columns.front());
    } else {
      const auto& to = l.key->referenced_table;
      const std::string from_columns = columns(l.from, l.key->columns);
      const std::string to_columns = columns(to, l.key->referenced_columns);
      line.on = {".fields(" + (own ? from_columns : to_columns) + ")",
                 ".references(" + (own ? to_columns : from_columns) + ")"};
    }
    return line;
  }

  void add_one(const link& l) {
    relation_line line = line_of(l, true);
    line.name = take(l.from, stem(l));
    lines_[l.from].push_back(std::move(line));
  }

  /// What leads back from the table that is referred to.
  void add_back(const link& l) {
    const object_id& to = l.key->referenced_table;
    const auto same = std::count_if(links_.begin(), links_.end(), [&](const link& other) {
      return other.from == l.from && other.key->referenced_table == to;
    });
    relation_line line = line_of(l, false);
    line.kind = l.unique && l.from != to ? "one" : "many";
    const std::string& constant = at(l.from).constant;
    std::string name = line.kind == "one" ? singular_of(constant) : constant;
    if (l.from == to && stem(l) == "parent") {
      name = "children";
    } else if (same > 1 || l.from == to) {
      name += "_by_" + stem(l);
    }
    line.name = take(to, name);
    lines_[to].push_back(std::move(line));
  }

  /// A table whose primary key is two foreign keys joins the two tables.
  void add_junction(const object_id& id) {
    std::vector<const link*> ends;
    std::vector<std::string> keys;
    for (const auto& l : links_) {
      if (l.from == id && schema_.references_at_columns.contains(l.id)) {
        ends.push_back(&l);
        keys.push_back(l.key->columns.front());
      }
    }
    const auto& parts = schema_.parts_of(id);
    const bool is_key = std::any_of(parts.begin(), parts.end(), [&](const table_part& part) {
      const auto* primary = std::get_if<primary_key>(part.value);
      return primary != nullptr && primary->columns.size() == 2 &&
             std::is_permutation(primary->columns.begin(), primary->columns.end(), keys.begin(), keys.end());
    });
    if (ends.size() != 2 || !is_key || ends[0]->key->referenced_table == ends[1]->key->referenced_table) {
      return;
    }
    for (const std::size_t back : {0U, 1U}) {
      const link& from = *ends[back];
      const link& to = *ends[1 - back];
      const cpp_table& target = at(to.key->referenced_table);
      relation_line line{{}, "many", &target, {}, {}};
      line.on = {fmt::format(".through({}, {})", marked(at(id), from.key->columns.front()),
                             marked(at(id), to.key->columns.front()))};
      line.name = take(from.key->referenced_table, target.constant);
      lines_[from.key->referenced_table].push_back(std::move(line));
    }
  }

  std::string text_of(const object_id& id, const std::vector<relation_line>& lines) {
    const cpp_table& table = at(id);
    const std::string structure = schema_.names.take(table.structure + "Relations");
    const std::string constant = schema_.names.take(table.constant + "_r");
    // A member hides the constant of its name.
    const auto resolve = [&](const std::string& text) {
      std::string out;
      for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != mark) {
          out += text[i];
          continue;
        }
        const std::string name = text.substr(i + 1, text.find_first_not_of(word_characters, i + 1) - i - 1);
        const bool hidden =
            std::any_of(lines.begin(), lines.end(), [&](const relation_line& line) { return line.name == name; });
        out += hidden ? schema_.space + "::" : "";
      }
      return out;
    };
    std::string out = fmt::format("template <class M>\nstruct {} {{\n", structure);
    for (const auto& line : lines) {
      cpp_chain chain{{resolve(fmt::format("{}({}{}{})", line.kind, mark, line.to->constant, line.arguments))}};
      for (const auto& on : line.on) {
        chain.push_back({resolve(on)});
      }
      const std::string end = fmt::format("> {};", line.name);
      out += "  rel<M, " + lay_out(chain, 9, 13, end.size()) + end + "\n";
    }
    return out +
           fmt::format("}};\ninline constexpr auto {} = relations<{}>({});\n", constant, structure, table.constant);
  }

  static constexpr const char* word_characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

  cpp_schema& schema_;
  std::vector<link> links_;
  std::map<object_id, std::vector<relation_line>> lines_;
};

}  // namespace

std::vector<cpp_relations> write_cpp_relations(cpp_schema& schema) { return relations_writer(schema).write(); }

}  // namespace squall::kit
