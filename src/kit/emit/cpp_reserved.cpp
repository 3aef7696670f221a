// Names that a schema header cannot give, or must not hide.
#include <string_view>
#include <unordered_set>

#include "kit/emit/cpp_names.hpp"

namespace squall::kit {
namespace {

using words = std::unordered_set<std::string_view>;

/// C++20 [lex.key], [lex.digraph], and the contextual ones that confuse readers.
const words& keywords() {
  static const words set{"alignas",      "alignof",   "and",       "and_eq",        "asm",
                         "auto",         "bitand",    "bitor",     "bool",          "break",
                         "case",         "catch",     "char",      "char8_t",       "char16_t",
                         "char32_t",     "class",     "co_await",  "co_return",     "co_yield",
                         "compl",        "concept",   "const",     "const_cast",    "consteval",
                         "constexpr",    "constinit", "continue",  "decltype",      "default",
                         "delete",       "do",        "double",    "else",          "dynamic_cast",
                         "enum",         "explicit",  "export",    "extern",        "false",
                         "final",        "float",     "for",       "friend",        "goto",
                         "if",           "import",    "inline",    "int",           "long",
                         "module",       "mutable",   "namespace", "new",           "noexcept",
                         "not",          "not_eq",    "nullptr",   "operator",      "or",
                         "or_eq",        "override",  "private",   "protected",     "public",
                         "register",     "requires",  "return",    "short",         "reinterpret_cast",
                         "signed",       "sizeof",    "static",    "static_assert", "static_cast",
                         "struct",       "switch",    "template",  "this",          "throw",
                         "thread_local", "true",      "try",       "typedef",       "typeid",
                         "typename",     "union",     "unsigned",  "using",         "virtual",
                         "void",         "volatile",  "wchar_t",   "while",         "xor",
                         "xor_eq"};
  return set;
}

/// Macros of the headers that a schema header includes, directly or not, on the platforms where that is known.
const words& macros() {
  static const words set{"NULL",     "EOF",      "TRUE",      "FALSE",         "NAN",        "INFINITY",   "BUFSIZ",
                         "RAND_MAX", "HUGE_VAL", "DOMAIN",    "SING",          "PLOSS",      "TLOSS",      "OVERFLOW",
                         "IN",       "OUT",      "I",         "ERROR",         "CONST",      "VOID",       "DELETE",
                         "OPTIONAL", "STRICT",   "MIN",       "MAX",           "BIG_ENDIAN", "errno",      "assert",
                         "stdin",    "stdout",   "stderr",    "unix",          "linux",      "i386",       "major",
                         "minor",    "makedev",  "offsetof",  "isnan",         "isinf",      "signbit",    "st_atime",
                         "st_mtime", "st_ctime", "UNDERFLOW", "LITTLE_ENDIAN", "BYTE_ORDER", "PDP_ENDIAN", "M"};
  return set;
}

/// `SIGTERM`, `INT_MAX`, `EINVAL`, `SEEK_SET`, …: families of macros, told by how they begin.
bool looks_like_macro(std::string_view name) {
  for (const char c : name) {
    if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_') {
      return false;
    }
  }
  static constexpr std::string_view families[] = {
      "SIG",   "SEEK_", "INT",  "UINT", "CHAR_", "SCHAR_", "UCHAR_", "LONG_", "SHRT", "ULONG", "LLONG",  "LC_",
      "CLOCK", "EXIT_", "FLT_", "DBL_", "LDBL",  "MB_",    "FP_",    "PRI",   "SCN",  "WCHAR", "SQUALL_"};
  for (const auto family : families) {
    if (name.starts_with(family)) {
      return true;
    }
  }
  static const words errors{"EPERM",   "ENOENT", "ESRCH",   "EINTR",  "EIO",       "ENXIO",     "E2BIG",   "ENOEXEC",
                            "EBADF",   "ECHILD", "EAGAIN",  "ENOMEM", "EACCES",    "EFAULT",    "EBUSY",   "EEXIST",
                            "EXDEV",   "ENODEV", "ENOTDIR", "EISDIR", "EINVAL",    "ENFILE",    "EMFILE",  "ENOTTY",
                            "EFBIG",   "ENOSPC", "ESPIPE",  "EROFS",  "EMLINK",    "EPIPE",     "EDOM",    "ERANGE",
                            "EDEADLK", "ENOSYS", "ETIME",   "EPROTO", "ECANCELED", "ETIMEDOUT", "EALREADY"};
  return errors.contains(name);
}

/// What a schema header says without `squall::`, and what queries beside it do.
const words& vocabulary() {
  static const words set{
      // tables and their lists
      "table", "col", "list", "index", "unique_index", "unique", "primary_key", "foreign_key", "check", "comment",
      "renamed_from", "columns", "op_class", "collate", "asc", "desc", "sql", "select_t", "insert_t", "update_t",
      "enum_traits", "schema", "extension", "function", "sql_object", "view", "materialized_view", "view_options",
      "partition", "domain", "composite", "policy", "row_level_security", "force_row_level_security", "trigger",
      "unlogged", "partition_by", "partition_of", "inherits", "with_parameter", "tablespace", "access_method",
      "replica_identity_full", "replica_identity_nothing", "replica_identity_using_index", "replica_identity_index",
      "clustered_on", "validated_check", "foreign_server", "exclude", "grant", "revoke", "revoke_", "of_type", "owner",
      "statistics", "table_sql", "sequence", "enum_type", "range_type", "security_label", "rule", "role",
      // constants
      "no_action", "restrict_", "cascade", "set_null", "set_default", "match_full", "deferrable", "initially_deferred",
      "not_deferrable",
      // types
      "pg", "boolean", "smallint", "integer", "bigint", "serial", "smallserial", "bigserial", "real",
      "double_precision", "numeric", "decimal", "text", "varchar", "character", "char_", "bytea", "uuid", "date",
      "time", "timetz", "timestamp", "timestamptz", "interval", "json", "jsonb", "enumeration", "sql_type", "inet",
      "cidr", "macaddr", "macaddr8", "bit", "varbit", "money", "xml", "tsvector", "tsquery", "int4range", "int8range",
      "numrange", "tsrange", "tstzrange", "daterange", "int4multirange", "int8multirange", "nummultirange",
      "tsmultirange", "tstzmultirange", "datemultirange", "point", "line", "lseg", "box", "path", "polygon", "circle",
      "oid", "pg_lsn", "jsonpath", "name", "char1", "citext", "hstore", "ltree", "lquery", "vector", "halfvec",
      "sparsevec", "geometry", "geography",
      // queries
      "db", "select", "insert", "insert_into", "update", "erase", "delete_from", "from", "where", "count",
      "count_distinct", "sum", "avg", "min", "max", "now", "lower", "upper", "length", "coalesce", "concat", "like",
      "ilike", "not_like", "not_ilike", "in", "not_in", "between", "not_between", "exists", "not_exists", "is_null",
      "is_not_null", "alias", "as", "cast", "excluded", "condition", "placeholder", "transaction", "connection",
      "connect", "database", "error", "required", "settable", "column", "result", "detail", "definition", "std",
      "squall", "relations", "rel", "one", "many", "validate", "seed", "migrate", "case_", "not_", "param", "string",
      "match", "fields", "row", "row_t", "item", "empty", "with", "union_", "window", "rank", "lateral"};
  return set;
}

}  // namespace

bool is_cpp_keyword(std::string_view name) {
  return keywords().contains(name) || macros().contains(name) || looks_like_macro(name);
}

bool is_taken_in_cpp(std::string_view name) { return is_cpp_keyword(name) || vocabulary().contains(name); }

}  // namespace squall::kit
