// db.query(table): rows with the rows that they are related to, to any depth.
//
//     for (const auto& post : db.query(posts)
//                                 .with(posts_r.author, posts_r.comments.with(comments_r.author).limit(3))
//                                 .where(posts.status == PostStatus::published)
//                                 .order_by(desc(posts.created_at))
//                                 .all())
//       use(post.title, post.author.email, post.comments.size());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/query/statement.hpp"
#include "squall/relations/by_level.hpp"
#include "squall/relations/options.hpp"
#include "squall/relations/read.hpp"
#include "squall/relations/text.hpp"

namespace squall {

template <class Session, class Tag, class... C>
class nested_query;

namespace detail {
/// The caller says how the rows are read.
enum class read_strategy : std::uint8_t { chosen_here, one_statement, by_level };
template <read_strategy Strategy>
struct strategy_clause {
  static constexpr int rank = rank::strategy;
  static constexpr bool is_static = true;
  static constexpr bool has_values = false;
  static constexpr read_strategy strategy = Strategy;
};
template <class C>
inline constexpr read_strategy strategy_of = read_strategy::chosen_here;
template <read_strategy Strategy>
inline constexpr read_strategy strategy_of<strategy_clause<Strategy>> = Strategy;

template <class Root, bool Ok>
struct check_by_level {
  static_assert(
      Ok,
      "squall: this nested read cannot go by level: a relation joins columns that are neither integers, uuids, "
      "bools, dates nor timestamps, or a level with a limit() and others below it has an ordering_list, or its "
      "table no column that is the primary key; leave by_level() out");
};

template <class Session, class Tag>
struct nested_query_with {
  template <class... C>
  using make = nested_query<Session, Tag, C...>;
};
}  // namespace detail

/// A nested read in the making. One round trip and one snapshot whatever the depth: all() gives a std::vector of rows,
/// first() the first row or std::nullopt, one() the one row.
template <class Session, class Tag, class... C>
class [[nodiscard("squall: a statement does nothing until all(), first() or one()")]] nested_query
    : public detail::level_options<Tag, nested_query<Session, Tag, C...>,
                                   detail::nested_query_with<Session, Tag>::template make, C...> {
  using root = detail::level<Tag, void, C...>;
  using strategy = detail::read_strategy;
  template <strategy Wanted>
  static constexpr bool is_told = ((detail::strategy_of<C> == Wanted) || ...);

  /// A level is a statement of its own, where nothing speaks against it.
  static consteval bool reads_by_level() {
    if constexpr (root::child_count == 0 || is_told<strategy::one_statement>)
      return false;
    else if constexpr (is_told<strategy::by_level>)
      return true;
    else if constexpr (detail::is_of_one_row<root> || !detail::can_read_by_level<root>() ||
                       !detail::is_ordered_as_told<root>())
      return false;
    else if constexpr (core::is_static)
      return detail::is_repeatable(detail::level_path<root, void>{nullptr, nullptr});
    else
      return true;
  }

 public:
  using core = detail::nested_core<root>;
  /// `select_t` of the table with the members of the relations that with() loads.
  using row_type = detail::row_of_level<root>;

  constexpr nested_query(Session session, detail::pack<C...> clauses)
      : session_(session), clauses_(std::move(clauses)) {}

  /// The same as one statement, also where a statement a level would be faster.
  constexpr auto one_statement() const { return this->add(detail::strategy_clause<strategy::one_statement>{}); }
  /// The same as a statement a level, in one round trip, also where this is not the default: in an open transaction,
  /// which should be REPEATABLE READ then; and with a where() above other levels that Squall cannot know to find the
  /// same rows twice.
  constexpr auto by_level() const { return this->add(detail::strategy_clause<strategy::by_level>{}); }

  /// The SQL text of the one statement. A constant of the program unless a part is known at run time only.
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

  /// The SQL texts of the statements that all() sends: of each level, or of the one statement alone. In an open
  /// transaction it is the one, whatever this says.
  [[nodiscard]] std::vector<std::string> statements() const {
    check();
    if constexpr (reads_by_level())
      if (is_told<strategy::by_level> || is_repeatable())
        return detail::texts_by_level<root>(clauses_);
    return {std::string(sql())};
  }

  /// The rows. `arguments` are the values of param<0>, param<1>, ….
  template <class... Argument>
  [[nodiscard]] std::vector<row_type> all(const Argument&... arguments) const {
    check();
    std::vector<row_type> rows;
    if constexpr (reads_by_level()) {
      if constexpr (is_told<strategy::by_level>) {
        (void)sizeof(detail::check_by_level<root, detail::can_read_by_level<root>()>);
        detail::read_by_level<root>(session_.get(), clauses_, rows, arguments...);
        return rows;
      } else if (may_read_by_level()) {
        detail::read_by_level<root>(session_.get(), clauses_, rows, arguments...);
        return rows;
      }
    }
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
  /// In an open transaction each statement may see a snapshot of its own.
  bool may_read_by_level() const { return session_.get().status() == transaction_status::idle && is_repeatable(); }
  bool is_repeatable() const {
    if constexpr (core::is_static)
      return true;
    else
      return detail::is_repeatable(detail::level_path<root, void>{&clauses_, nullptr});
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
