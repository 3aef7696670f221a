#include "kit/proof/sample_tables.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <tuple>
#include <utility>

#include "kit/model/object_id.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/sources/catalog/rows.hpp"

namespace squall::kit {
namespace {

using catalog::for_each_row;
using catalog::row;
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
  select c.oid, n.nspname, c.relname, a.attnum, a.attname, a.atttypid || ':' || a.atttypmod,
          a.attnotnull, a.atthasdef, case when t.typtype = 'd' then t.typname end
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
   where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
     and a.attgenerated = '' and a.attidentity <> 'a'
   order by c.oid, a.attnum)";

constexpr const char* constraints = R"(
  select k.conrelid, k.conname, k.contype, k.conkey, k.confrelid,
         (select pg_catalog.array_agg(a.attname order by u.place)
            from pg_catalog.unnest(k.confkey) with ordinality u(number, place)
            join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number),
         n.nspname, r.relname, case when k.contype = 'c' then pg_catalog.pg_get_constraintdef(k.oid) end
    from pg_catalog.pg_constraint k
    left join pg_catalog.pg_class r on r.oid = k.confrelid
    left join pg_catalog.pg_namespace n on n.oid = r.relnamespace
   where k.conrelid <> 0 order by k.conrelid, k.conname)";

constexpr const char* unique_indexes = R"(
  select i.indrelid, c.relname, i.indkey
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

/// The numbers in a type's spelling: numeric(10,2), timestamp(3) with time zone.
std::pair<int, int> modifiers(const std::string& type) {
  std::pair<int, int> out{-1, -1};
  const char* const end = type.data() + type.size();
  if (const auto open = type.find('('); open != std::string::npos) {
    const auto first = std::from_chars(type.data() + open + 1, end, out.first);
    if (first.ptr != end && *first.ptr == ',') {
      std::from_chars(first.ptr + 1, end, out.second);
    }
  }
  return out;
}

/// Places of the columns with these numbers; empty when one of them is none of those that can be written to.
std::vector<std::size_t> places_of(const sampled_table& table, const std::vector<int>& wanted) {
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
  static std::string text(const row& from, int column) { return std::string(from.text(column)); }

  void read_types() {
    std::map<std::string, std::vector<std::string>> labels;
    for_each_row(answers_[2], [&](const row& r) { labels[text(r, 0)].push_back(text(r, 1)); });
    for_each_row(answers_[0], [&](const row& r) {
      base_type_facts type;
      type.name = text(r, 2);
      type.full_name = text(r, 3);
      type.kind = r.character(4);
      type.array = r.boolean(5);
      std::tie(type.modifier_1, type.modifier_2) = modifiers(type.full_name);
      type.labels = labels[text(r, 1)];
      type.attributes = r.small(6);
      types_.emplace(text(r, 0), std::move(type));
    });
    for_each_row(answers_[1], [&](const row& r) {
      for (auto& constant : constants_in(r.text(1))) {
        of_domains_[text(r, 0)].push_back(std::move(constant));
      }
    });
  }

  void read_columns() {
    for_each_row(answers_[3], [&](const row& r) {
      sampled_table& table = tables_[r.object(0)];
      if (table.sql.empty()) {
        const object_id id = table_id(text(r, 1), text(r, 2));
        table.oid = r.object(0);
        table.name = display_name(id);
        table.sql = sql_name(id);
      }
      const std::string type = text(r, 5);
      sampled_column column;
      column.number = r.small(3);
      column.name = text(r, 4);
      column.not_null = r.boolean(6);
      column.has_default = r.boolean(7);
      column.domain = text(r, 8);
      column.base = types_[type];
      column.mentioned = of_domains_[type];
      table.columns.push_back(std::move(column));
    });
  }

  void read_constraints() {
    for_each_row(answers_[4], [&](const row& r) {
      const auto found = tables_.find(r.object(0));
      if (found == tables_.end()) {
        return;
      }
      sampled_table& table = found->second;
      const auto places = places_of(table, r.numbers(3));
      table.constrained.emplace(text(r, 1), places);
      if (r.character(2) == 'f' && places.size() == r.numbers(3).size()) {
        const object_id referenced = table_id(text(r, 6), text(r, 7));
        table.foreign_keys.push_back({text(r, 1), places, r.object(4), sql_name(referenced), r.texts(5)});
      }
      const auto constants = constants_in(r.text(8));
      for (const std::size_t place : places) {
        auto& mentioned = table.columns[place].mentioned;
        mentioned.insert(mentioned.end(), constants.begin(), constants.end());
      }
    });
  }

  void read_unique_indexes() {
    for_each_row(answers_[5], [&](const row& r) {
      if (const auto found = tables_.find(r.object(0)); found != tables_.end()) {
        found->second.constrained.emplace(text(r, 1), places_of(found->second, r.numbers(2)));
      }
    });
  }

  void read_partitions() {
    for_each_row(answers_[6], [&](const row& r) {
      const auto found = tables_.find(r.object(0));
      if (found == tables_.end()) {
        return;
      }
      sampled_table& table = found->second;
      table.part_of.insert(r.object(1));
      const auto key = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const sampled_column& c) { return c.name == r.text(3); });
      if (key != table.columns.end() && r.text(2).find("WITH (modulus") == std::string_view::npos) {
        for (auto& constant : constants_in(r.text(2))) {
          key->bounds.push_back(std::move(constant));
        }
      }
    });
  }

  std::vector<result> answers_;
  std::map<std::string, base_type_facts> types_;
  std::map<std::string, std::vector<std::string>> of_domains_;
  table_map tables_;
};

}  // namespace

std::map<std::uint32_t, sampled_table> read_sampled_tables(connection& db) { return reader(db).tables(); }

}  // namespace squall::kit
