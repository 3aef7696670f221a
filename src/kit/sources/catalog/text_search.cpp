// Text search parsers, templates, dictionaries and configurations.
#include <algorithm>

#include <fmt/format.h>

#include "kit/base/text.hpp"
#include "kit/sources/catalog/object_rows.hpp"
#include "kit/sources/catalog/sql_fragments.hpp"

namespace squall::kit::catalog {

namespace {

std::string parsers_query(const query_scope& scope) {
  return fmt::format(
      "select x.oid, n.nspname, x.prsname, '', {} as \"START\", {} as \"GETTOKEN\", {} as \"END\", {} as \"LEXTYPES\","
      " {} as \"HEADLINE\" from pg_catalog.pg_ts_parser x{} where {}",
      function_name("x.prsstart::oid"), function_name("x.prstoken::oid"), function_name("x.prsend::oid"),
      function_name("x.prslextype::oid"), function_name("x.prsheadline::oid"), in_schemas(scope, "x.prsnamespace"),
      is_own("pg_ts_parser", "x.oid"));
}

std::string templates_query(const query_scope& scope) {
  return fmt::format(
      "select x.oid, n.nspname, x.tmplname, '', {} as \"INIT\", {} as \"LEXIZE\" from pg_catalog.pg_ts_template x{}"
      " where {}",
      function_name("x.tmplinit::oid"), function_name("x.tmpllexize::oid"), in_schemas(scope, "x.tmplnamespace"),
      is_own("pg_ts_template", "x.oid"));
}

std::string dictionaries_query(const query_scope& scope) {
  return fmt::format(
      "select x.oid, n.nspname, x.dictname, '', pg_catalog.format('%I.%I', tn.nspname, t.tmplname), x.dictinitoption"
      " from pg_catalog.pg_ts_dict x join pg_catalog.pg_ts_template t on t.oid = x.dicttemplate"
      " join pg_catalog.pg_namespace tn on tn.oid = t.tmplnamespace{} where {}",
      in_schemas(scope, "x.dictnamespace"), is_own("pg_ts_dict", "x.oid"));
}

/// The end of the next element of `list` that is followed by `separator`, outside of quotes.
std::size_t end_of(std::string_view list, char separator, std::size_t from) {
  char quote = '\0';
  for (std::size_t at = from; at < list.size(); ++at) {
    const char c = list[at];
    if (quote == '\0' && c == separator) {
      return at;
    }
    if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (quote == '\'' && c == '\\') {
      ++at;  // serialize_deflist() writes E'' as soon as there is a backslash
    } else if (c == quote) {
      quote = '\0';  // a doubled quote starts the next piece at once
    }
  }
  return list.size();
}

/// `language = 'english', stopwords = 'it''s'`, as pg_ts_dict.dictinitoption has it.
void add_dictionary_options(std::string_view list, option_map& options) {
  for (std::size_t at = 0; at < list.size();) {
    const auto end = end_of(list, ',', at);
    const auto equals = std::min(end_of(list, '=', at), end);
    if (equals < end) {
      options.emplace(trim(list.substr(at, equals - at)), trim(list.substr(equals + 1, end - equals - 1)));
    }
    at = end + 1;
  }
}

void build_dictionaries(const result& rows, reading_state& state) {
  build_rows<object_kind::text_search_dictionary, system_catalog::text_search_dictionary>(
      rows, state, [](const row& r) {
        text_search_dictionary value;
        value.options.emplace("TEMPLATE", r.text(4));
        add_dictionary_options(r.text(5), value.options);
        return value;
      });
}

// One row a token type that is mapped; one row with a NULL for a configuration without any.
std::string configurations_query(const query_scope& scope) {
  return fmt::format(
      "select x.oid, n.nspname, x.cfgname, '', pg_catalog.format('%I.%I', pn.nspname, p.prsname),"
      " m.token, m.dictionaries from pg_catalog.pg_ts_config x join pg_catalog.pg_ts_parser p on p.oid = x.cfgparser"
      " join pg_catalog.pg_namespace pn on pn.oid = p.prsnamespace{}"
      " left join lateral (select pg_catalog.quote_ident(t.alias) as token,"
      "   pg_catalog.string_agg(pg_catalog.format('%I.%I', dn.nspname, d.dictname), ', ' order by m.mapseqno)"
      "    as dictionaries"
      "  from pg_catalog.pg_ts_config_map m join pg_catalog.pg_ts_dict d on d.oid = m.mapdict"
      "  join pg_catalog.pg_namespace dn on dn.oid = d.dictnamespace"
      "  join pg_catalog.ts_token_type(x.cfgparser) t on t.tokid = m.maptokentype"
      "  where m.mapcfg = x.oid group by t.alias) m on true where {} order by x.oid",
      in_schemas(scope, "x.cfgnamespace"), is_own("pg_ts_config", "x.oid"));
}

void build_configurations(const result& rows, reading_state& state) {
  text_search_configuration value;
  const int count = rows.rows();
  for (int i = 0; i < count; ++i) {
    const row r{rows, i};
    if (!r.is_null(5)) {
      value.options.emplace("MAPPING FOR " + std::string{r.text(5)}, r.text(6));
    }
    if (i + 1 == count || row{rows, i + 1}.object(0) != r.object(0)) {
      auto id = identity_of(r, object_kind::text_search_configuration);
      value.options.emplace("PARSER", r.text(4));
      read_surroundings(value, {system_catalog::text_search_configuration, r.object(0), 0}, id, state);
      state.add(std::move(id), std::move(value));
      value = {};
    }
  }
}

}  // namespace

catalog_part text_search_parsers_part() {
  return options_part<object_kind::text_search_parser, system_catalog::text_search_parser>(parsers_query);
}

catalog_part text_search_templates_part() {
  return options_part<object_kind::text_search_template, system_catalog::text_search_template>(templates_query);
}

catalog_part text_search_dictionaries_part() {
  return {dictionaries_query,
          register_rows<object_kind::text_search_dictionary, system_catalog::text_search_dictionary>,
          build_dictionaries};
}

catalog_part text_search_configurations_part() {
  return {configurations_query,
          register_rows<object_kind::text_search_configuration, system_catalog::text_search_configuration>,
          build_configurations};
}

}  // namespace squall::kit::catalog
