// What the statements of each kind are made of: one overload a kind, so that a kind without one does not compile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/model/model.hpp"

namespace squall::kit {

using sql_list = std::vector<std::string>;
/// Nothing: it cannot be altered so.
using sql_alteration = std::optional<sql_list>;

/// The words that name the kind in DDL: TEXT SEARCH PARSER, MATERIALIZED VIEW. Of a routine without a value: ROUTINE.
std::string_view sql_words(object_kind kind);
/// FUNCTION or PROCEDURE, TABLE or FOREIGN TABLE.
std::string_view sql_words(const object& value);

/// What stands behind the words in ALTER, DROP, COMMENT ON and SECURITY LABEL ON: `s.f(integer)`, `t ON s.users`,
/// `(integer AS text)`, `s.users.email`.
std::string sql_target(const object_id& id);

/// A role, PUBLIC when it is empty.
std::string sql_grantee(const std::string& name);
/// A setting's name, which may have dots: `search_path`, `app.tenant`.
std::string sql_setting_name(std::string_view name);
/// "SFUNC = f, HASHES": options of DDL with their values as SQL text; those that are "true" as their word alone.
std::string sql_definition_options(const option_map& options, std::string_view first = {});
/// "a, b, c" of what is SQL text already.
std::string sql_joined(const sql_list& items, std::string_view between = ", ");
/// $tag$text$tag$ with a tag that ends nothing inside of `text`.
std::string sql_dollar_quoted(std::string_view text);

/// "", DISABLE, ENABLE REPLICA, ENABLE ALWAYS; ENABLE for `origin`.
std::string_view sql_firing(firing value);

/// GRANT and REVOKE: what leads from one list of privileges to another. `lead` stands in front of each statement,
/// `object` is what stands behind ON, `column` raw or empty.
struct grant_target {
  std::string lead;
  std::string object;
  std::string column;
  std::string owner;  ///< raw; empty: CURRENT_USER
};
sql_list sql_grants(const grant_target& target, const std::vector<privilege>& granted_before,
                    const std::vector<privilege>& revoked_before, const std::vector<privilege>& granted,
                    const std::vector<privilege>& revoked);

sql_list create_object(const object_id& id, const role& v);
sql_list create_object(const object_id& id, const schema& v);
sql_list create_object(const object_id& id, const extension& v);
sql_list create_object(const object_id& id, const language& v);
sql_list create_object(const object_id& id, const base_type& v);
sql_list create_object(const object_id& id, const domain& v);
sql_list create_object(const object_id& id, const composite_type& v);
sql_list create_object(const object_id& id, const range_type& v);
sql_list create_object(const object_id& id, const collation& v);
sql_list create_object(const object_id& id, const conversion& v);
sql_list create_object(const object_id& id, const routine& v);
sql_list create_object(const object_id& id, const aggregate& v);
sql_list create_object(const object_id& id, const sql_operator& v);
sql_list create_object(const object_id& id, const operator_family& v);
sql_list create_object(const object_id& id, const operator_class& v);
sql_list create_object(const object_id& id, const cast& v);
sql_list create_object(const object_id& id, const transform& v);
sql_list create_object(const object_id& id, const access_method& v);
sql_list create_object(const object_id& id, const text_search_parser& v);
sql_list create_object(const object_id& id, const text_search_template& v);
sql_list create_object(const object_id& id, const text_search_dictionary& v);
sql_list create_object(const object_id& id, const text_search_configuration& v);
sql_list create_object(const object_id& id, const foreign_data_wrapper& v);
sql_list create_object(const object_id& id, const foreign_server& v);
sql_list create_object(const object_id& id, const user_mapping& v);
sql_list create_object(const object_id& id, const view& v);
sql_list create_object(const object_id& id, const materialized_view& v);
sql_list create_object(const object_id& id, const statistics& v);
sql_list create_object(const object_id& id, const trigger& v);
sql_list create_object(const object_id& id, const rule& v);
sql_list create_object(const object_id& id, const policy& v);
sql_list create_object(const object_id& id, const event_trigger& v);
sql_list create_object(const object_id& id, const publication& v);
sql_list create_object(const object_id& id, const subscription& v);
sql_list create_object(const object_id& id, const default_privileges& v);
sql_list create_object(const object_id& id, const system_object& v);

sql_alteration alter_object(const object_id& id, const role& a, const role& b);
sql_alteration alter_object(const object_id& id, const schema& a, const schema& b);
sql_alteration alter_object(const object_id& id, const extension& a, const extension& b);
sql_alteration alter_object(const object_id& id, const language& a, const language& b);
sql_alteration alter_object(const object_id& id, const base_type& a, const base_type& b);
sql_alteration alter_object(const object_id& id, const domain& a, const domain& b);
sql_alteration alter_object(const object_id& id, const composite_type& a, const composite_type& b);
sql_alteration alter_object(const object_id& id, const range_type& a, const range_type& b);
sql_alteration alter_object(const object_id& id, const collation& a, const collation& b);
sql_alteration alter_object(const object_id& id, const conversion& a, const conversion& b);
sql_alteration alter_object(const object_id& id, const routine& a, const routine& b);
sql_alteration alter_object(const object_id& id, const aggregate& a, const aggregate& b);
sql_alteration alter_object(const object_id& id, const sql_operator& a, const sql_operator& b);
sql_alteration alter_object(const object_id& id, const operator_family& a, const operator_family& b);
sql_alteration alter_object(const object_id& id, const operator_class& a, const operator_class& b);
sql_alteration alter_object(const object_id& id, const cast& a, const cast& b);
sql_alteration alter_object(const object_id& id, const transform& a, const transform& b);
sql_alteration alter_object(const object_id& id, const access_method& a, const access_method& b);
sql_alteration alter_object(const object_id& id, const text_search_parser& a, const text_search_parser& b);
sql_alteration alter_object(const object_id& id, const text_search_template& a, const text_search_template& b);
sql_alteration alter_object(const object_id& id, const text_search_dictionary& a, const text_search_dictionary& b);
sql_alteration alter_object(const object_id& id, const text_search_configuration& a,
                            const text_search_configuration& b);
sql_alteration alter_object(const object_id& id, const foreign_data_wrapper& a, const foreign_data_wrapper& b);
sql_alteration alter_object(const object_id& id, const foreign_server& a, const foreign_server& b);
sql_alteration alter_object(const object_id& id, const user_mapping& a, const user_mapping& b);
sql_alteration alter_object(const object_id& id, const view& a, const view& b);
sql_alteration alter_object(const object_id& id, const materialized_view& a, const materialized_view& b);
sql_alteration alter_object(const object_id& id, const statistics& a, const statistics& b);
sql_alteration alter_object(const object_id& id, const trigger& a, const trigger& b);
sql_alteration alter_object(const object_id& id, const rule& a, const rule& b);
sql_alteration alter_object(const object_id& id, const policy& a, const policy& b);
sql_alteration alter_object(const object_id& id, const event_trigger& a, const event_trigger& b);
sql_alteration alter_object(const object_id& id, const publication& a, const publication& b);
sql_alteration alter_object(const object_id& id, const subscription& a, const subscription& b);
sql_alteration alter_object(const object_id& id, const default_privileges& a, const default_privileges& b);
sql_alteration alter_object(const object_id& id, const system_object& a, const system_object& b);

}  // namespace squall::kit
