#include "kit/proof/sample_tables.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "kit/model/object_id.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {
namespace {

using table_map = std::map<std::uint32_t, sampled_table>;

// Types without their domains, a row for each type and modifier that a column has.
constexpr const char* types_used = R"(
  with recursive chain as (
    select distinct a.atttypid as root, a.atttypmod as root_modifier, a.atttypid as type, a.atttypmod as modifier
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_class c on c.oid = a.attrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and n.nspname not in ('pg_catalog', 'information_schema')
    union all
    select chain.root, chain.root_modifier, t.typbasetype, t.typtypmod
      from chain join pg_catalog.pg_type t on t.oid = chain.type where t.typtype = 'd'))";

constexpr const char* base_types = R"(
  select chain.root || ':' || chain.root_modifier, t.oid, t.typname, pg_catalog.format_type(t.oid, chain.modifier),
         t.typtype, t.typcategory = 'A' and t.typelem <> 0,
         (select count(*) from pg_catalog.pg_attribute p
           where p.attrelid = t.typrelid and t.typrelid <> 0 and p.attnum > 0 and not p.attisdropped)
    from chain join pg_catalog.pg_type t on t.oid = chain.type where t.typtype <> 'd')";

constexpr const char* domain_checks = R"(
  select chain.root || ':' || chain.root_modifier, pg_catalog.pg_get_constraintdef(k.oid)
    from chain join pg_catalog.pg_constraint k on k.contypid = chain.type)";

constexpr const char* labels_of_enums =
    "select enumtypid, enumlabel from pg_catalog.pg_enum order by enumtypid, enumsortorder";

constexpr const char* columns = R"(
  select c.oid, n.nspname, c.relname, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
         a.atttypid || ':' || a.atttypmod, a.attnotnull, a.atthasdef, case when t.typtype = 'd' then t.typname end
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
   where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
     and a.attgenerated = '' and a.attidentity <> 'a'
   order by c.oid, a.attnum)";

constexpr const char* constraints = R"(
  select k.conrelid, k.conname, k.contype, pg_catalog.array_to_string(k.conkey, ','), k.confrelid,
         (select pg_catalog.json_agg(a.attname order by u.place)
            from pg_catalog.unnest(k.confkey) with ordinality u(number, place)
            join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number)::pg_catalog.text,
         case when k.contype = 'c' then pg_catalog.pg_get_constraintdef(k.oid) end
    from pg_catalog.pg_constraint k where k.conrelid <> 0 order by k.conrelid, k.conname)";

constexpr const char* unique_indexes = R"(
  select i.indrelid, c.relname, pg_catalog.array_to_string(i.indkey::pg_catalog.int2[], ',')
    from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid where i.indisunique)";

constexpr const char* partitions = R"(
  with recursive up as (
    select i.inhrelid as leaf, i.inhrelid as child, i.inhparent as parent
      from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
     where c.relispartition and c.relkind = 'r'
    union all
    select up.leaf, i.inhrelid, i.inhparent from up join pg_catalog.pg_inherits i on i.inhrelid = up.parent)
  select up.leaf, up.parent, pg_catalog.pg_get_expr(c.relpartbound, c.oid), a.attname
    from up
    join pg_catalog.pg_class c on c.oid = up.child
    join pg_catalog.pg_partitioned_table p on p.partrelid = up.parent
    left join pg_catalog.pg_attribute a
      on a.attrelid = up.parent and a.attnum = any (p.partattrs::pg_catalog.int2[])
   order by up.leaf, up.parent, a.attnum)";

std::uint32_t oid(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::int32_t> numbers(std::string_view list) {
  std::vector<std::int32_t> out;
  while (!list.empty()) {
    std::int32_t value = 0;
    std::from_chars(list.data(), list.data() + list.size(), value);
    out.push_back(value);
    const auto comma = list.find(',');
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return out;
}

/// The numbers in a type's spelling: numeric(10,2), timestamp(3) with time zone.
std::pair<int, int> modifiers(std::string_view type) {
  std::pair<int, int> out{-1, -1};
  const auto open = type.find('(');
  if (open != std::string_view::npos) {
    const auto list = numbers(type.substr(open + 1, type.find(')', open) - open - 1));
    out.first = list.empty() ? -1 : list[0];
    out.second = list.size() < 2 ? -1 : list[1];
  }
  return out;
}

/// Places of the columns with these numbers; empty when one of them is none of those that can be written to.
std::vector<std::size_t> places_of(const sampled_table& table, const std::vector<std::int32_t>& wanted) {
  std::vector<std::size_t> out;
  for (const std::int32_t number : wanted) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const sampled_column& c) { return c.number == number; });
    if (found != table.columns.end()) {
      out.push_back(static_cast<std::size_t>(found - table.columns.begin()));
    }
  }
  return out;
}

class reader {
 public:
  explicit reader(connection& db) {
    const std::string chain = types_used;
    const std::vector<std::string> statements{chain + base_types, chain + domain_checks, labels_of_enums, columns,
                                              constraints,        unique_indexes,        partitions};
    answers_ = db.pipeline(statements);
  }

  table_map tables() {
    read_types();
    read_columns();
    read_constraints();
    read_unique_indexes();
    read_partitions();
    return std::move(tables_);
  }

 private:
  [[nodiscard]] static std::string text(const result& rows, int row, int column) {
    return std::string(rows.text(row, column));
  }

  void read_types() {
    std::map<std::string, std::vector<std::string>, std::less<>> labels;
    const result& of_enums = answers_[2];
    for (int row = 0; row < of_enums.rows(); ++row) {
      labels[text(of_enums, row, 0)].push_back(text(of_enums, row, 1));
    }
    const result& rows = answers_[0];
    for (int row = 0; row < rows.rows(); ++row) {
      base_type_facts type;
      type.name = text(rows, row, 2);
      type.full_name = text(rows, row, 3);
      type.kind = rows.text(row, 4).empty() ? 'b' : rows.text(row, 4).front();
      type.array = rows.text(row, 5) == "t";
      std::tie(type.modifier_1, type.modifier_2) = modifiers(type.full_name);
      type.labels = labels[text(rows, row, 1)];
      type.attributes = static_cast<int>(oid(rows.text(row, 6)));
      types_.emplace(text(rows, row, 0), std::move(type));
    }
    const result& checks = answers_[1];
    for (int row = 0; row < checks.rows(); ++row) {
      for (auto& constant : constants_in(checks.text(row, 1))) {
        of_domains_[text(checks, row, 0)].push_back(std::move(constant));
      }
    }
  }

  void read_columns() {
    const result& rows = answers_[3];
    for (int row = 0; row < rows.rows(); ++row) {
      sampled_table& table = tables_[oid(rows.text(row, 0))];
      if (table.sql.empty()) {
        const object_id id = table_id(text(rows, row, 1), text(rows, row, 2));
        table.oid = oid(rows.text(row, 0));
        table.name = display_name(id);
        table.sql = sql_name(id);
      }
      const std::string type = text(rows, row, 6);
      sampled_column column;
      column.number = static_cast<std::int32_t>(oid(rows.text(row, 3)));
      column.name = text(rows, row, 4);
      column.type = text(rows, row, 5);
      column.not_null = rows.text(row, 7) == "t";
      column.has_default = rows.text(row, 8) == "t";
      column.domain = text(rows, row, 9);
      column.base = types_[type];
      column.mentioned = of_domains_[type];
      table.columns.push_back(std::move(column));
    }
  }

  void read_constraints() {
    const result& rows = answers_[4];
    for (int row = 0; row < rows.rows(); ++row) {
      const auto found = tables_.find(oid(rows.text(row, 0)));
      if (found == tables_.end()) {
        continue;
      }
      sampled_table& table = found->second;
      const auto places = places_of(table, numbers(rows.text(row, 3)));
      table.constrained.emplace(text(rows, row, 1), places);
      if (rows.text(row, 2) == "f") {
        add_foreign_key(table, rows, row);
      }
      if (!rows.is_null(row, 6)) {
        const auto constants = constants_in(rows.text(row, 6));
        for (const std::size_t place : places) {
          auto& mentioned = table.columns[place].mentioned;
          mentioned.insert(mentioned.end(), constants.begin(), constants.end());
        }
      }
    }
  }

  static void add_foreign_key(sampled_table& table, const result& rows, int row) {
    sampled_key key;
    key.name = text(rows, row, 1);
    const auto wanted = numbers(rows.text(row, 3));
    key.columns = places_of(table, wanted);
    key.referenced = oid(rows.text(row, 4));
    // The names come as JSON; a name as a JSON string, its escapes undone, is what a name is.
    std::string name;
    bool inside = false;
    const std::string list = text(rows, row, 5);
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list[i] == '"') {
        if (inside) {
          key.referenced_columns.push_back(std::exchange(name, {}));
        }
        inside = !inside;
      } else if (inside) {
        i += list[i] == '\\' ? 1 : 0;
        name += list[i];
      }
    }
    if (key.columns.size() == wanted.size() && key.referenced_columns.size() == wanted.size()) {
      table.foreign_keys.push_back(std::move(key));
    }
  }

  void read_unique_indexes() {
    const result& rows = answers_[5];
    for (int row = 0; row < rows.rows(); ++row) {
      const auto found = tables_.find(oid(rows.text(row, 0)));
      if (found != tables_.end()) {
        found->second.constrained.emplace(text(rows, row, 1), places_of(found->second, numbers(rows.text(row, 2))));
      }
    }
  }

  void read_partitions() {
    const result& rows = answers_[6];
    for (int row = 0; row < rows.rows(); ++row) {
      const auto found = tables_.find(oid(rows.text(row, 0)));
      if (found == tables_.end()) {
        continue;
      }
      sampled_table& table = found->second;
      const std::uint32_t parent = oid(rows.text(row, 1));
      if (std::find(table.part_of.begin(), table.part_of.end(), parent) == table.part_of.end()) {
        table.part_of.push_back(parent);
      }
      const auto key = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const sampled_column& c) { return c.name == rows.text(row, 3); });
      if (key != table.columns.end() && rows.text(row, 2).find("WITH (modulus") == std::string_view::npos) {
        for (auto& constant : constants_in(rows.text(row, 2))) {
          key->bounds.push_back(std::move(constant));
        }
      }
    }
  }

  std::vector<result> answers_;
  std::map<std::string, base_type_facts> types_;
  std::map<std::string, std::vector<std::string>> of_domains_;
  table_map tables_;
};

}  // namespace

std::map<std::uint32_t, sampled_table> read_sampled_tables(connection& db) { return reader(db).tables(); }

}  // namespace squall::kit
