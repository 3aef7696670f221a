#include "kit/walk/column_sql.hpp"

#include <map>
#include <set>
#include <utility>

namespace squall::kit::walk {
namespace {

using names = std::set<std::string, std::less<>>;

// In the C collation: what the database sorts by may not be the same in both.
constexpr const char* in_order = " order by x collate \"C\"";

/// The privileges of one list, in order, without who granted them.
std::string listed(const std::string& acl) {
  return "(select coalesce(pg_catalog.array_agg(x" + std::string(in_order) +
         "), '{}') from (select distinct"
         " case a.grantee when 0 then 'PUBLIC' else a.grantee::pg_catalog.regrole::text end || ' ' || a.privilege_type"
         " || case when a.is_grantable then ' WITH GRANT OPTION' else '' end from pg_catalog.aclexplode(" +
         acl + ") a) e(x))";
}

/// What acldefault() has to be told of an object of the catalog: its letter and owner. Empty where an object has no
/// privileges of its own accord.
std::string arguments_of_default(std::string_view catalog) {
  static const std::map<std::string, std::string, std::less<>> arguments{
      {"pg_attribute", "'c', 10"},
      {"pg_class", "case t.relkind when 'S' then 's' else 'r' end::\"char\", t.relowner"},
      {"pg_foreign_data_wrapper", "'F', t.fdwowner"},
      {"pg_foreign_server", "'S', t.srvowner"},
      {"pg_language", "'l', t.lanowner"},
      {"pg_namespace", "'n', t.nspowner"},
      {"pg_proc", "'f', t.proowner"},
      {"pg_type", "'T', t.typowner"},
  };
  const auto found = arguments.find(catalog);
  return found == arguments.end() ? std::string() : found->second;
}

std::string class_literal(std::string_view catalog) {
  return "'pg_catalog." + std::string(catalog) + "'::pg_catalog.regclass";
}

}  // namespace

bool is_left_out(std::string_view column) {
  static const names left_out{
      // Numbers of objects, files and places; dropped columns count.
      "oid", "relfilenode", "relrewrite", "relnatts", "attcacheoff", "inhseqno", "subdbid", "setdatabase",
      // What VACUUM and ANALYZE note.
      "relpages", "reltuples", "relallvisible", "relallfrozen", "relfrozenxid", "relminmxid",
      // Set with the first of its kind, and not taken back with the last (manual, 53.11).
      "relhasindex", "relhasrules", "relhastriggers", "relhassubclass",
      // Of rows. REFRESH populates a view.
      "atthasmissing", "attmissingval", "relispopulated", "subskiplsn",
      // Declared dimensions mean nothing (manual, 8.15.1), and pg_dump does not keep them.
      "attndims", "typndims",
      // Same in all rows that are told.
      "attisdropped", "relisshared",
      // Who granted; and a secret, salted anew each time.
      "grantor", "rolpassword",
      // Told by others: pg_get_ruledef() has the condition.
      "ev_qual",
      // Of the server's libraries and programs, not of the schema.
      "indcheckxmin", "collversion", "collencoding", "extversion", "extconfig", "extcondition"};
  return left_out.contains(column);
}

bool is_option_list(std::string_view column) {
  return column.ends_with("options") || column.ends_with("config") || column == "evttags" ||
         column == "subpublications";
}

std::string sorted_list_sql(const std::string& list) {
  // pg_attver is the server's own note (minor releases of November 2026).
  return "(select pg_catalog.array_agg(x" + std::string(in_order) + ") from pg_catalog.unnest(" + list +
         ") x where x !~ '^pg_attver=')";
}

const own_sql* own_sql_of(std::string_view catalog, std::string_view column) {
  static const std::map<std::string, own_sql, std::less<>> own{
      // No end: what was once said can only be taken back as 'infinity' (manual, ALTER ROLE).
      {"pg_authid.rolvaliduntil", {"nullif(t.rolvaliduntil, 'infinity')"}},
      // Columns of an index keep the name that the table's had when it was made; they are told by number.
      {"pg_attribute.attname",
       {"case when r.relkind in ('i', 'I') then t.attnum::text::pg_catalog.name else t.attname end"}},
      // Where columns are in an order that says something.
      {"pg_attribute.attnum",
       {"case when r.relkind in ('v', 'm', 'i', 'I') then t.attnum when r.relkind = 'c' then (select"
        " pg_catalog.count(*) from pg_catalog.pg_attribute b where b.attrelid = t.attrelid and not b.attisdropped"
        " and b.attnum between 1 and t.attnum) end"}},
      {"pg_attribute.atttypmod",
       {"case when t.atttypmod <> -1 then pg_catalog.format_type(t.atttypid, t.atttypmod) end"}},
      {"pg_type.typtypmod",
       {"case when t.typtypmod <> -1 then pg_catalog.format_type(t.typbasetype, t.typtypmod) end"}},
      // Of a domain it is the text of an expression as it was once.
      {"pg_type.typdefault", {"case when t.typdefaultbin is null then t.typdefault end"}},
      {"pg_enum.enumsortorder", {"pg_catalog.rank() over (partition by t.enumtypid order by t.enumsortorder)"}},
      // A table's own storage, and that of its TOAST table, which has a number for a name.
      {"pg_class.reltoastrelid",
       {sorted_list_sql("(select x.reloptions from pg_catalog.pg_class x where x.oid = t.reltoastrelid)")}},
      // A key's part for a partition has a name that the server makes up.
      {"pg_constraint.conname", {"case when t.conparentid <> 0 and t.contype = 'f' then '' else t.conname end"}},
      // Of keys it only says whether the index was attached or came with its partition.
      {"pg_constraint.connoinherit", {"case when t.contype in ('c', 'n') then t.connoinherit end"}},
      // A key's part for a partition that it refers to stays as it was made when the key is validated, and goes with
      // the partition.
      {"pg_constraint.convalidated",
       {"case when t.conparentid = 0 or t.contype <> 'f' or t.conrelid <> (select p.conrelid from"
        " pg_catalog.pg_constraint p where p.oid = t.conparentid) then t.convalidated end"}},
      // A partition has nothing of its own that its table has, too; only attached ones may be said to.
      {"pg_constraint.conislocal",
       {"case when t.coninhcount = 0 or not coalesce((select p.relispartition from pg_catalog.pg_class p where p.oid ="
        " t.conrelid), false) then t.conislocal end"}},
      {"pg_proc.proargdefaults", {"pg_catalog.pg_get_expr(t.proargdefaults, 0)", true}},
      {"pg_proc.prosqlbody", {"pg_catalog.pg_get_function_sqlbody(t.oid)", true}},
      {"pg_rewrite.ev_action", {"pg_catalog.pg_get_ruledef(t.oid)", true}},
      {"pg_statistic_ext.stxexprs", {"pg_catalog.pg_get_statisticsobjdef_expressions(t.oid)", true}},
      // Of a constraint the server makes up the triggers' names.
      {"pg_trigger.tgname", {"case when t.tgisinternal and t.tgconstraint <> 0 then '' else t.tgname end"}},
      {"pg_trigger.tgargs", {"pg_catalog.encode(t.tgargs, 'escape')"}},
      {"pg_trigger.tgqual", {"case when t.tgqual is not null then pg_catalog.pg_get_triggerdef(t.oid) end", true}},
      {"pg_ts_dict.dictinitoption",
       {sorted_list_sql("pg_catalog.regexp_split_to_array(t.dictinitoption, ', (?=[^ ]+ = )')")}},
  };
  const auto found = own.find(std::string(catalog) + "." + std::string(column));
  return found == own.end() ? nullptr : &found->second;
}

std::vector<catalog_column> extra_columns_of(std::string_view catalog) {
  catalog_column extra;
  if (catalog == "pg_authid") {
    extra.name = "comment";
    extra.sql = "pg_catalog.shobj_description(t.oid, 'pg_authid')";
    return {extra};
  }
  if (catalog == "pg_attribute") {
    extra.name = "number";
    extra.sql = "t.attnum";
    extra.kind = column_kind::hidden;
    return {extra};
  }
  return {};
}

std::string privileges_sql(const catalog_layout& of) {
  const std::string acl = "t." + of.columns[*of.privileges].name;
  const std::string standard = arguments_of_default(of.name);
  if (standard.empty()) {
    return "case when " + acl + " is not null then " + listed(acl) + " end";
  }
  // The functions that PostgreSQL made with a range type have what the default privileges were at that time. pg_dump
  // does not tell it, and no schema does.
  const std::string told =
      of.name == "pg_proc"
          ? " and not exists (select from pg_catalog.pg_depend d where d.classid = " + class_literal("pg_proc") +
                " and d.objid = t.oid and d.deptype = 'i' and" + " d.refclassid = " + class_literal("pg_type") + ")"
          : "";
  return "case when " + acl + " is not null" + told + " then nullif(" + listed(acl) + ", " +
         listed("pg_catalog.acldefault(" + standard + ")") + ") end";
}

std::string changed_privileges_sql(const catalog_layout& of) {
  const std::string acl = "t." + of.columns[*of.privileges].name;
  const std::string standard = arguments_of_default(of.name);
  const std::string at_first =
      standard.empty() ? "i.initprivs" : "coalesce(i.initprivs, pg_catalog.acldefault(" + standard + "))";
  return "select t.oid, " + listed(acl) + " from pg_catalog." + of.name + " t left join pg_catalog.pg_init_privs i on" +
         " i.classoid = " + class_literal(of.name) + " and i.objoid = t.oid and i.objsubid = 0 where " + acl +
         " is not null and " + acl + " is distinct from i.initprivs and " + listed(acl) + " <> " + listed(at_first) +
         " and (t.oid < 16384 or exists (select from pg_catalog.pg_depend d where d.classid = " +
         class_literal(of.name) + " and d.objid = t.oid and d.objsubid = 0 and d.deptype = 'e'))";
}

// OIDs below 16384 are what initdb made.
std::string rows_of(const catalog_layout& of) {
  static const std::string of_no_toast =
      "r.relnamespace <> 'pg_toast'::pg_catalog.regnamespace and r.relpersistence <> 't'";
  static const std::map<std::string, std::string, std::less<>> own{
      {"pg_attribute",
       "join pg_catalog.pg_class r on r.oid = t.attrelid where t.attrelid >= 16384 and t.attnum > 0 and not"
       // Columns of an index follow from its keys, but for what ALTER INDEX sets; those of sequences are always the
       // same.
       " t.attisdropped and r.relkind <> 'S' and (r.relkind not in ('i', 'I') or t.attoptions is not null or"
       " coalesce(t.attstattarget, -1) <> -1) and " +
           of_no_toast},
      {"pg_class", "join pg_catalog.pg_class r on r.oid = t.oid where t.oid >= 16384 and " + of_no_toast},
      {"pg_index", "join pg_catalog.pg_class r on r.oid = t.indexrelid where t.indexrelid >= 16384 and " + of_no_toast},
      {"pg_type", "where t.oid >= 16384 and t.typnamespace <> 'pg_toast'::pg_catalog.regnamespace"},
      {"pg_namespace", "where t.oid >= 16384 or t.nspname = 'public'"},
      {"pg_extension", "where true"},
      {"pg_auth_members", "where t.member >= 16384"},
      {"pg_db_role_setting", "where t.setrole >= 16384 and t.setdatabase = 0"},
      {"pg_subscription",
       "where t.subdbid = (select d.oid from pg_catalog.pg_database d where d.datname ="
       " pg_catalog.current_database())"},
      {"pg_description",
       "where t.objoid >= 16384 or t.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and t.objoid ="
       " (select n.oid from pg_catalog.pg_namespace n where n.nspname = 'public')"},
      {"pg_seclabel", "where t.objoid >= 16384"},
      // Other dependencies follow from what is told anyway. These somebody chose: the column that a sequence belongs
      // to, what goes with an extension (DEPENDS ON EXTENSION), members of an operator family that are no class's.
      {"pg_depend",
       "where t.objid >= 16384 and (t.deptype = 'x' or t.deptype in ('a', 'i') and t.refobjsubid > 0 and t.classid ="
       " 'pg_catalog.pg_class'::pg_catalog.regclass and t.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and"
       " (select s.relkind = 'S' from pg_catalog.pg_class s where s.oid = t.objid) or t.classid in"
       " ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass) and t.refclassid in"
       " ('pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass))"},
  };
  if (const auto found = own.find(of.name); found != own.end()) {
    return found->second;
  }
  if (of.has_oid) {
    return "where t.oid >= 16384";
  }
  return of.key.empty() ? std::string() : "where t." + of.columns[of.key.front()].name + "::pg_catalog.oid >= 16384";
}

}  // namespace squall::kit::walk
