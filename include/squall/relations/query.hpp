// db.query(table): rows with the rows that they are related to, to any depth.
//
//     for (const auto& post : db.query(posts)
//                                 .with(posts_r.author, posts_r.comments.with(comments_r.author).limit(3))
//                                 .where(posts.status == PostStatus::published)
//                                 .order_by(desc(posts.created_at))
//                                 .all())
//       use(post.title, post.author.email, post.comments.size());
#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/statement.hpp"
#include "squall/relations/options.hpp"
#include "squall/relations/read.hpp"
#include "squall/relations/text.hpp"

namespace squall {

template <class Session, class Tag, class... C>
class nested_query;

namespace detail {
template <class Session, class Tag>
struct nested_query_with {
  template <class... C>
  using make = nested_query<Session, Tag, C...>;
};
}  // namespace detail

/// A nested read in the making. One statement whatever the depth: all() gives a std::vector of rows, first() the first
/// row or std::nullopt, one() the one row.
template <class Session, class Tag, class... C>
class [[nodiscard("squall: a statement does nothing until all(), first() or one()")]] nested_query
    : public detail::level_options<Tag, nested_query<Session, Tag, C...>,
                                   detail::nested_query_with<Session, Tag>::template make, C...> {
  using root = detail::level<Tag, void, C...>;

 public:
  using core = detail::nested_core<root>;
  /// `select_t` of the table with the members of the relations that with() loads.
  using row_type = detail::row_of_level<root>;

  constexpr nested_query(Session session, detail::pack<C...> clauses)
      : session_(session), clauses_(std::move(clauses)) {}

  /// The SQL text. A constant of the program unless a part is known at run time only.
  static constexpr std::string_view sql()
    requires core::is_static
  {
    check();
    return detail::static_sql<core>.view();
  }
  [[nodiscard]] std::string sql() const
    requires(!core::is_static)
  {
    check();
    std::string text;
    detail::sql_writer w(text);
    core::write(w, &clauses_);
    return text;
  }

  /// The rows. `arguments` are the values of param<0>, param<1>, ….
  template <class... Argument>
  [[nodiscard]] std::vector<row_type> all(const Argument&... arguments) const {
    check();
    std::vector<row_type> rows;
    detail::read_levels(detail::execute_text<core>(session_.get(), clauses_, arguments...),
                        detail::nested_layouts<root>, &rows);
    return rows;
  }
  template <class... Argument>
  [[nodiscard]] std::optional<row_type> first(const Argument&... arguments) const {
    auto rows = at_most(1).all(arguments...);
    if (rows.empty())
      return std::nullopt;
    return std::move(rows.front());
  }
  template <class... Argument>
  [[nodiscard]] row_type one(const Argument&... arguments) const {
    auto rows = at_most(2).all(arguments...);
    if (rows.size() != 1)
      detail::throw_row_count(static_cast<int>(rows.size()));
    return std::move(rows.front());
  }

  /// How the server will run the statement: its plan. Include <squall/query/explain.hpp>.
  template <class Database, class... Argument>
  [[nodiscard]] std::string explain(Database& db, const explain_options& options = {},
                                    const Argument&... arguments) const {
    check();
    return detail::explain_text<core>(db.connection(), clauses_, options, arguments...);
  }

  // For level_options and write_list.
  [[nodiscard]] constexpr const detail::pack<C...>& clauses() const { return clauses_; }
  template <class Query, class Clauses>
  constexpr Query remake(Clauses clauses) const {
    return Query(session_, std::move(clauses));
  }

 private:
  static constexpr void check() {
    (void)sizeof(detail::check_tables<detail::stray_name<core>::make(), !core::stray().found()>);
  }
  constexpr auto at_most([[maybe_unused]] int rows) const {
    if constexpr (detail::has_rank<detail::rank::limit, C...>)
      return *this;
    else
      return this->limit(rows);
  }

  Session session_;
  [[no_unique_address]] detail::pack<C...> clauses_;
};

namespace detail {
template <class Session, class Table>
constexpr auto begin_query(Session session, const Table&) {
  static_assert(is_table<Table>, "squall: query() takes a table");
  return nested_query<Session, tag_of<Table>>(session, {});
}
}  // namespace detail

/// A nested read that belongs to no database, for its text.
template <class Table>
constexpr auto query(const Table& table) {
  return detail::begin_query(detail::unbound{}, table);
}

}  // namespace squall
