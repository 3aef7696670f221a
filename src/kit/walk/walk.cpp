#include "kit/walk/walk.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "kit/walk/cells.hpp"
#include "kit/walk/column_sql.hpp"
#include "kit/walk/identities.hpp"
#include "squall/errors.hpp"

namespace squall::kit {
namespace {

using namespace walk;

/// What the text of values and expressions depends on (manual, 20.11), and no JIT: it costs more than the queries do.
constexpr const char* session_settings =
    "select pg_catalog.set_config(s.name, s.value, true) from (values ('search_path', ''), ('quote_all_identifiers',"
    " 'off'), ('standard_conforming_strings', 'on'), ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'),"
    " ('TimeZone', 'UTC'), ('extra_float_digits', '1'), ('bytea_output', 'hex'), ('xmlbinary', 'base64'),"
    " ('lc_monetary', 'C'), ('jit', 'off')) s(name, value)";

/// What is an extension's; of its types also those that the server made with them.
constexpr const char* members_of_extensions =
    "with m as (select classid, objid from pg_catalog.pg_depend where deptype = 'e') select * from m union select"
    " d.classid, d.objid from pg_catalog.pg_depend d join m on m.classid = d.refclassid and m.objid = d.refobjid"
    " where d.deptype = 'i' and d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass";

constexpr const char* named_roles =
    "select distinct s.refobjid from pg_catalog.pg_shdepend s where s.refclassid ="
    " 'pg_catalog.pg_authid'::pg_catalog.regclass and s.dbid = (select d.oid from pg_catalog.pg_database d where"
    " d.datname = pg_catalog.current_database())";

std::vector<result> run_in_snapshot(connection& db, const std::vector<std::string>& queries, prepared_queries* again) {
  std::vector<std::string> all{"begin transaction isolation level repeatable read read only", session_settings};
  all.insert(all.end(), queries.begin(), queries.end());
  all.emplace_back("commit");
  std::vector<result> answers;
  try {
    answers = prepared_queries::pipeline(db, all, again);
  } catch (const connection_error&) {
    throw;
  } catch (const database_error&) {
    db.run("rollback");
    throw;
  }
  return {std::make_move_iterator(answers.begin() + 2), std::make_move_iterator(answers.end() - 1)};
}

/// Names of the server's own objects, which no two databases have different ones of.
void ask_names(connection& db, const std::vector<std::uint64_t>& objects,
               std::unordered_map<std::uint64_t, std::string>& names) {
  if (objects.empty()) {
    return;
  }
  std::string catalogs;
  std::string numbers;
  for (const std::uint64_t object : objects) {
    catalogs += (catalogs.empty() ? "{" : ",") + std::to_string(object >> 32U);
    numbers += (numbers.empty() ? "{" : ",") + std::to_string(static_cast<object_number>(object));
  }
  const auto rows = db.query(
      "select c, o, (pg_catalog.pg_identify_object(c, o, 0)).identity from unnest($1::pg_catalog.oid[],"
      " $2::pg_catalog.oid[]) x(c, o)",
      {{catalogs + "}"}, {numbers + "}"}});
  for (int i = 0; i < rows.rows(); ++i) {
    names[object_key(number_in(rows.text(i, 0)), number_in(rows.text(i, 1)))] =
        rows.is_null(i, 2) ? "what is gone" : std::string(rows.text(i, 2));
  }
}

/// Whose rows are told: the roles that the database's objects name, and those that these are members of.
class role_filter {
 public:
  role_filter(const std::vector<catalog_layout>& layouts, const std::vector<result>& rows, const result& named) {
    for (int i = 0; i < named.rows(); ++i) {
      roles_.insert(number_in(named.text(i, 0)));
    }
    for (std::size_t c = 0; c < layouts.size(); ++c) {
      if (layouts[c].name == "pg_auth_members") {
        close(layouts[c], rows[c]);
      }
    }
  }

  [[nodiscard]] bool tells(const catalog_layout& layout, const result& rows, int row) const {
    const auto is_told = [&](int column) { return roles_.contains(number_in(rows.text(row, column))); };
    if (layout.name == "pg_authid") {
      return is_told(0);
    }
    if (layout.name == "pg_auth_members" || layout.name == "pg_db_role_setting") {
      return is_told(static_cast<int>(layout.place_of(layout.name == "pg_auth_members" ? "member" : "setrole")) + 1);
    }
    return true;
  }

 private:
  void close(const catalog_layout& layout, const result& rows) {
    const int role = static_cast<int>(layout.place_of("roleid")) + 1;
    const int member = static_cast<int>(layout.place_of("member")) + 1;
    for (bool grown = true; grown;) {
      grown = false;
      for (int i = 0; i < rows.rows(); ++i) {
        grown =
            (roles_.contains(number_in(rows.text(i, member))) && roles_.insert(number_in(rows.text(i, role))).second) ||
            grown;
      }
    }
  }

  std::unordered_set<object_number> roles_;
};

walked_row told(const catalog_layout& layout, std::size_t catalog, int row, identities& names) {
  walked_row out{layout.name, names.row_name(catalog, row), names.parent_of(catalog, row), {}};
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    const catalog_column& column = layout.columns[i];
    if (column.kind == column_kind::hidden || std::find(layout.key.begin(), layout.key.end(), i) != layout.key.end()) {
      continue;
    }
    if (const auto said = names.value(catalog, row, i)) {
      append_cell(out.cells, column.name, *said, column.deparsed);
    }
  }
  return out;
}

}  // namespace

catalog_walker::catalog_walker(connection& db) : layouts_(catalog_layouts(db)) {}

catalog_walk catalog_walker::walk(connection& db, const std::vector<std::string>& without, prepared_queries* again) {
  std::vector<std::string> queries;
  for (const auto& layout : layouts_) {
    queries.push_back(layout.query);
  }
  std::vector<const catalog_layout*> with_privileges;
  for (const auto& layout : layouts_) {
    if (layout.privileges && layout.has_oid) {
      with_privileges.push_back(&layout);
      queries.push_back(changed_privileges_sql(layout));
    }
  }
  queries.emplace_back(members_of_extensions);
  queries.emplace_back(named_roles);
  const auto rows = run_in_snapshot(db, queries, again);
  const result& members = rows[rows.size() - 2];

  identities names(layouts_, rows);
  auto unknown = names.unknown(built_in_);
  for (std::size_t i = 0; i < with_privileges.size(); ++i) {
    const result& changed = rows[layouts_.size() + i];
    for (int r = 0; r < changed.rows(); ++r) {
      if (const auto object = object_key(with_privileges[i]->oid, number_in(changed.text(r, 0)));
          !built_in_.contains(object)) {
        unknown.push_back(object);
      }
    }
  }
  ask_names(db, unknown, built_in_);
  names.learn(built_in_);
  for (int i = 0; i < members.rows(); ++i) {
    names.exclude(object_key(number_in(members.text(i, 0)), number_in(members.text(i, 1))));
  }
  names.exclude_schemas(without);

  const role_filter roles(layouts_, rows, rows.back());
  catalog_walk out;
  for (std::size_t c = 0; c < layouts_.size(); ++c) {
    const bool types = layouts_[c].name == "pg_type";
    for (int r = 0; r < rows[c].rows(); ++r) {
      const bool made_up = types && names.is_array_type(number_in(rows[c].text(r, 0)));  // with its element
      if (!made_up && roles.tells(layouts_[c], rows[c], r) && !names.is_excluded(c, r)) {
        out.push_back(told(layouts_[c], c, r, names));
      }
    }
  }
  for (std::size_t i = 0; i < with_privileges.size(); ++i) {
    const result& changed = rows[layouts_.size() + i];
    for (int r = 0; r < changed.rows(); ++r) {
      walked_row row{with_privileges[i]->name,
                     names.name(object_key(with_privileges[i]->oid, number_in(changed.text(r, 0)))),
                     {},
                     {}};
      append_cell(row.cells, with_privileges[i]->columns[*with_privileges[i]->privileges].name, changed.text(r, 1),
                  false);
      out.push_back(std::move(row));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace squall::kit
