// The text of the statements of table_sql.hpp. Part of the definition build only.
#pragma once

#include "squall/query/literal_sql.hpp"
#include "squall/schema/table_sql.hpp"

namespace squall {
namespace detail {

/// A statement in the making.
class statement_text {
 public:
  statement_text& sql(std::string_view text) {
    if (pieces_.empty() || pieces_.back().is != sql_piece::part::text)
      pieces_.push_back({});
    pieces_.back().text += text;
    return *this;
  }
  statement_text& name(std::string_view identifier);
  statement_text& literal(std::string_view text);
  /// PUBLIC, or a role by its name.
  statement_text& role(std::string_view role) { return role == "public" ? sql("PUBLIC") : name(role); }
  statement_text& roles(const std::vector<std::string>& list) {
    for (std::size_t i = 0; i < list.size(); ++i) sql(i == 0 ? "" : ", ").role(list[i]);
    return *this;
  }
  statement_text& table() { return add(sql_piece::part::table); }
  /// The schema that the table is in.
  statement_text& schema() { return add(sql_piece::part::schema); }
  statement_text& column(std::uint32_t id) {
    add(sql_piece::part::column).pieces_.back().column = id;
    return *this;
  }
  statement_text& columns(const std::vector<std::uint32_t>& ids) {
    for (std::size_t i = 0; i < ids.size(); ++i) sql(i == 0 ? "" : ", ").column(ids[i]);
    return *this;
  }
  /// Text in which `{table}` stands for the table.
  statement_text& pattern(std::string_view text) {
    constexpr std::string_view mark = "{table}";
    for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark)) {
      sql(text.substr(0, at)).table();
      text.remove_prefix(at + mark.size());
    }
    return sql(text);
  }
  /// What list() takes.
  extra_definition labelled(std::string label) {
    extra_definition made;
    made.kind = definition::extra_kind::statement;
    made.name = std::move(label);
    made.statement = std::move(pieces_);
    return made;
  }

 private:
  statement_text& add(sql_piece::part part) {
    pieces_.push_back({part, {}, 0});
    return *this;
  }
  std::vector<sql_piece> pieces_;
};

inline std::string quote_identifier(std::string_view name) {
  std::string quoted;
  sql_writer(quoted).identifier(name);
  return quoted;
}
inline statement_text& statement_text::name(std::string_view identifier) { return sql(quote_identifier(identifier)); }
inline statement_text& statement_text::literal(std::string_view text) { return sql(quote_literal(text)); }

/// `kind "name"`, for messages; the table is added when it is known.
inline std::string label_of(std::string_view kind, std::string_view name) {
  return std::string(kind) + " " + quote_identifier(name);
}

}  // namespace detail

inline detail::extra_definition policy_builder::definition() && {
  detail::statement_text s;
  s.sql("CREATE POLICY ").name(name_).sql(" ON ").table();
  if (restrictive_)
    s.sql(" AS RESTRICTIVE");
  if (!command_.empty())
    s.sql(" FOR ").sql(command_);
  if (!roles_.empty())
    s.sql(" TO ").roles(roles_);
  if (!using_sql_.empty())
    s.sql(" USING (").sql(using_sql_).sql(")");
  if (!check_sql_.empty())
    s.sql(" WITH CHECK (").sql(check_sql_).sql(")");
  if (!comment_.empty())
    s.sql(";\nCOMMENT ON POLICY ").name(name_).sql(" ON ").table().sql(" IS ").literal(comment_);
  return s.labelled(detail::label_of("policy", name_));
}

inline detail::extra_definition trigger_builder::definition() && {
  detail::statement_text s;
  s.sql(constraint_ ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ").name(name_).sql(" ").sql(fires_);
  for (std::size_t i = 0; i < events_.size(); ++i) {
    s.sql(i == 0 ? " " : " OR ").sql(events_[i]);
    if (events_[i] == "UPDATE" && !update_of_.empty())
      s.sql(" OF ").columns(update_of_);
  }
  s.sql(" ON ").table();
  if (!from_.empty())
    s.sql(" FROM ").sql(from_);
  if (timing_ != constraint_timing::not_deferrable)
    s.sql(timing_ == constraint_timing::initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE");
  if (!old_table_.empty() || !new_table_.empty()) {
    s.sql(" REFERENCING");
    if (!old_table_.empty())
      s.sql(" OLD TABLE AS ").name(old_table_);
    if (!new_table_.empty())
      s.sql(" NEW TABLE AS ").name(new_table_);
  }
  s.sql(for_each_row_ ? " FOR EACH ROW" : " FOR EACH STATEMENT");
  if (!when_.empty())
    s.sql(" WHEN (").sql(when_).sql(")");
  s.sql(" EXECUTE FUNCTION ").sql(execute_);
  if (!enabled_.empty())
    s.sql(";\nALTER TABLE ").table().sql(" ").sql(enabled_).sql(" TRIGGER ").name(name_);
  if (!comment_.empty())
    s.sql(";\nCOMMENT ON TRIGGER ").name(name_).sql(" ON ").table().sql(" IS ").literal(comment_);
  return s.labelled(detail::label_of("trigger", name_));
}

inline detail::extra_definition grant_builder::definition() && {
  detail::statement_text s;
  s.sql(revoke_ ? (with_grant_option_ ? "REVOKE GRANT OPTION FOR " : "REVOKE ") : "GRANT ");
  if (columns_.empty()) {
    s.sql(privileges_);
  } else {
    // Each privilege has its own list of columns (manual, GRANT).
    std::string_view rest = privileges_;
    for (bool first = true; !rest.empty(); first = false) {
      const auto comma = rest.find(',');
      s.sql(first ? "" : ", ").sql(rest.substr(0, comma)).sql(" (").columns(columns_).sql(")");
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  }
  s.sql(" ON ").table().sql(revoke_ ? " FROM " : " TO ").roles(roles_);
  if (with_grant_option_ && !revoke_)
    s.sql(" WITH GRANT OPTION");
  return s.labelled(std::string(revoke_ ? "revoke " : "grant ") + privileges_);
}

inline detail::extra_definition statistics_builder::definition() && {
  detail::statement_text s;
  const auto put_name = [&] { s.schema().sql(".").name(name_); };
  s.sql("CREATE STATISTICS ");
  put_name();
  if (!kinds_.empty())
    s.sql(" (").sql(kinds_).sql(")");
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    s.sql(i == 0 ? " ON " : ", ");
    if (keys_[i].column != 0)
      s.column(keys_[i].column);
    else
      s.sql("(").sql(keys_[i].expression).sql(")");
  }
  s.sql(" FROM ").table();
  if (target_ >= 0) {
    s.sql(";\nALTER STATISTICS ");
    put_name();
    s.sql(" SET STATISTICS ").sql(std::to_string(target_));
  }
  if (!comment_.empty()) {
    s.sql(";\nCOMMENT ON STATISTICS ");
    put_name();
    s.sql(" IS ").literal(comment_);
  }
  return s.labelled(detail::label_of("statistics", name_));
}

inline detail::extra_definition owner_of_table::definition() && {
  // ALTER TABLE takes views as well (manual, ALTER TABLE).
  detail::statement_text s;
  s.sql("ALTER TABLE ").table().sql(" OWNER TO ").name(role_);
  return s.labelled("owner");
}

inline detail::extra_definition sql_of_table::definition() && {
  detail::statement_text s;
  return s.pattern(text_).labelled("statement");
}

}  // namespace squall
