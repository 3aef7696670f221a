// The text of a statement, and its execution.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "squall/client/connection.hpp"
#include "squall/client/deferred_text.hpp"
#include "squall/query/checks.hpp"
#include "squall/query/decode.hpp"
#include "squall/query/from.hpp"
#include "squall/query/sink.hpp"

namespace squall {

/// How EXPLAIN writes a plan.
enum class explain_format : std::uint8_t { text, json, yaml, xml };

/// What EXPLAIN shows (PostgreSQL manual, EXPLAIN). See explain.hpp.
struct explain_options {
  /// Runs the statement, with times and numbers of rows. What it changes is rolled back.
  bool analyze = false;
  bool verbose = false;
  bool costs = true;
  bool buffers = false;
  bool settings = false;
  bool wal = false;    ///< with analyze
  bool timing = true;  ///< with analyze
  explain_format format = explain_format::text;
};

namespace detail {

/// What a statement's record in a program begins with: `squall check --queries` finds it in the program's file.
inline constexpr std::uint64_t statement_mark[] = {0x016c6c6175717303, 0x0a0d1a7972657571};

/// SQL text of a known length, in read-only data. Its address identifies the prepared statement. In front of it stands
/// what a check of the program's file needs: it costs nothing when the program runs.
template <std::size_t N, std::size_t Types>
struct static_text {
  std::uint64_t mark[2]{statement_mark[0], statement_mark[1]};
  std::uint32_t size = N;
  std::uint32_t parameters = 0;
  std::uint32_t results = 0;
  std::uint32_t version = 2;
  std::uint32_t types[Types == 0 ? 1 : Types]{};  ///< OIDs of its parameters and of what it gives; 0: whatever
  char text[N + 1]{};
  [[nodiscard]] constexpr std::string_view view() const { return {text, N}; }
};

/// The OIDs of the values that a statement gives; none where it gives no rows, or where they are not known.
template <class Text>
struct result_types {
  static constexpr std::size_t count = 0;
  static constexpr void write(std::uint32_t*) {}
};
template <class... C>
  requires((C::rank == rank::fields || C::rank == rank::returning) || ...)
struct result_types<statement_core<C...>> {
  using reader = statement_reader<statement_core<C...>, C...>;
  static constexpr std::size_t count = reader::width;
  static constexpr void write(std::uint32_t* oids) { reader::write_types(oids); }
};
struct text_sizes {
  std::size_t text, parameters;
};
template <class Text>
consteval text_sizes sizes_of_text() {
  sql_writer counter;
  Text::write(counter, nullptr);
  return {counter.size(), counter.parameters()};
}
template <class Text>
consteval auto make_static_sql() {
  constexpr text_sizes sizes = sizes_of_text<Text>();
  static_text<sizes.text, sizes.parameters + result_types<Text>::count> made;
  made.parameters = static_cast<std::uint32_t>(sizes.parameters);
  made.results = static_cast<std::uint32_t>(result_types<Text>::count);
  sql_writer w(made.text, made.types);
  Text::write(w, nullptr);
  result_types<Text>::write(made.types + sizes.parameters);
  return made;
}
/// The text of a statement whose shape is known: made once, at compile time.
template <class Text>
inline constexpr auto static_sql = make_static_sql<Text>();

/// What binds a text's values: itself, or, to save a function for each text, what it would call.
template <class Text>
struct text_binding {
  using type = Text;
};
template <class Text>
  requires requires { typename Text::binding; }
struct text_binding<Text> {
  using type = typename Text::binding;
};
template <class Text>
using binding_of = typename text_binding<Text>::type;

/// A statement of which `Rows` rows are wanted: first() and one() don't let the server make more than that. PostgreSQL
/// takes the LIMIT after a row lock, too (manual, SELECT).
template <class Core, int Rows>
struct limited {
  static constexpr bool is_static = Core::is_static;
  static constexpr bool has_values = Core::has_values;
  static constexpr bool text_follows_from_columns = false;  // SELECT has no row
  using store = typename Core::store;
  using binding = binding_of<Core>;
  static constexpr void write(sql_writer& w, const store* s) {
    Core::write(w, s);
    w.put(Rows == 1 ? " limit 1" : " limit 2");
  }
  template <class Sink>
  static void bind(Sink& sink, const store& s) {
    binding::bind(sink, s);
  }
};

template <class Core, int Rows>
struct result_types<limited<Core, Rows>> : result_types<Core> {};

/// UPDATE or DELETE found no condition at run time: it would change every row.
[[noreturn]] void throw_no_condition();
[[noreturn]] void throw_row_count(int rows);

/// UPDATE and DELETE: every row is changed when it was said, never because a run-time condition was empty.
template <class Text>
concept needs_condition = requires { requires Text::needs_condition; };

template <class Text>
void make_text(const void* store, std::string& text) {
  reserve_text(text);
  sql_writer w(text);
  Text::write(w, static_cast<const typename Text::store*>(store));
  if constexpr (needs_condition<Text>)
    if (!w.wrote_condition())
      throw_no_condition();
}

/// A few sizes: statements share the writers of their parameters.
consteval std::size_t room_for(std::size_t parameters) { return parameters == 0 ? 4 : (parameters + 3) / 4 * 4; }

/// `session` is a connection, or what else has execute_prepared(): a queue of a pipeline, a stream.
template <class Text, class Session, class... Argument>
auto execute_text(Session& session, const typename Text::store& store, const Argument&... arguments) {
  if constexpr (Text::is_static) {
    constexpr const auto& sql = static_sql<Text>;
    static_parameters<room_for(sql.parameters)> parameters;
    if constexpr (Text::has_values) {
      argument_sink<Argument...> sink(parameters, arguments...);
      binding_of<Text>::bind(sink, store);
    }
    return session.execute_prepared(sql.text, std::string_view(sql.text, sql.size), parameters);
  } else if constexpr (std::is_same_v<Session, connection> && follows_from_columns<Text>) {
    dynamic_parameters parameters;
    argument_sink<Argument...> sink(parameters, arguments...);
    binding_of<Text>::bind(sink, store);
    return session.execute_prepared(deferred_text(&make_text<Text>, sink.columns(), &store), parameters);
  } else {
    std::string sql;
    make_text<Text>(&store, sql);
    dynamic_parameters parameters;
    if constexpr (Text::has_values) {
      argument_sink<Argument...> sink(parameters, arguments...);
      binding_of<Text>::bind(sink, store);
    }
    return session.execute_prepared(nullptr, sql, parameters);
  }
}

/// EXPLAIN of a statement; in explain.hpp.
template <class Text, class... Argument>
std::string explain_text(connection& session, const typename Text::store& store, const explain_options& options,
                         const Argument&... arguments);

/// The objects of a row are known by their addresses: all rows are read by one call.
template <class Reader>
concept reads_by_address = requires(typename Reader::type& row) { Reader::addresses(row); };

template <class Reader>
std::vector<typename Reader::type> read_all(const result& rows) {
  using row = typename Reader::type;
  const int count = rows.rows();
  std::vector<row> all(static_cast<std::size_t>(count));
  if constexpr (std::is_same_v<row, bool>) {  // std::vector<bool> has no bools to read into
    for (int i = 0; i < count; ++i) {
      bool value = false;
      Reader::read(rows, i, 0, value);
      all[static_cast<std::size_t>(i)] = value;
    }
  } else if constexpr (reads_by_address<Reader>) {
    if (count != 0)
      read_rows(rows, Reader::width, &Reader::readers[0], Reader::addresses(all[0]).at, &Reader::origin, sizeof(row));
  } else {
    int i = 0;
    for (row& into : all) Reader::read(rows, i++, 0, into);
  }
  return all;
}
template <class Reader>
std::optional<typename Reader::type> read_first(const result& rows) {
  std::optional<typename Reader::type> first;
  if (rows.rows() > 0)
    Reader::read(rows, 0, 0, first.emplace());
  return first;
}
template <class Reader>
typename Reader::type read_one(const result& rows) {
  if (rows.rows() != 1)
    throw_row_count(rows.rows());
  typename Reader::type one{};
  Reader::read(rows, 0, 0, one);
  return one;
}

/// The session of a statement that was made by a free function: none.
struct unbound {
  [[noreturn]] static connection& get() { throw usage_error("this statement belongs to no database"); }
};
/// The session of `db.select()…`.
struct bound_to {
  connection* session;
  [[nodiscard]] connection& get() const { return *session; }
};

template <bool Ok>
struct check_bound {
  static_assert(Ok,
                "squall: this statement belongs to no database; run it with db.all(…), db.first(…), db.one(…) or "
                "db.execute(…), or begin it with db.select(…)");
};
template <bool Ok>
struct check_gives_rows {
  static_assert(Ok, "squall: this statement gives no rows; add returning(), or run it with execute()");
};
template <bool Ok>
struct check_gives_no_rows {
  static_assert(Ok, "squall: this statement gives rows; read them with all(), first() or one()");
};

/// The statements' common part: the clauses so far, and the verbs that run them.
template <class Session, class... C>
class statement {
 public:
  using core = statement_core<C...>;

  /// The SQL text. A constant of the program unless the statement has parts that are known at run time only.
  static constexpr std::string_view sql()
    requires core::is_static
  {
    check();
    return static_sql<core>.view();
  }
  [[nodiscard]] std::string sql() const
    requires(!core::is_static)
  {
    check();
    std::string text;
    sql_writer w(text);
    core::write(w, &store_);
    return text;
  }

  /// How the server will run the statement: its plan. `q.explain(db, {.analyze = true})`; include
  /// <squall/query/explain.hpp>.
  template <class Database, class... Argument>
  [[nodiscard]] std::string explain(Database& db, const explain_options& options = {},
                                    const Argument&... arguments) const {
    check();
    return explain_text<core>(db.connection(), store_, options, arguments...);
  }

  // Public for aggregate initialization alone: constructors, inherited ones above all, are a third of what a statement
  // costs a compiler.
  Session session_;
  [[no_unique_address]] pack<C...> store_;

 protected:
  /// What can be checked once the statement is whole. `auto`, so that decltype(check()) checks and makes no code.
  static constexpr auto check() {
    (void)sizeof(check_tables<stray_name<core>::make(), !core::stray().found()>);
    (void)sizeof(check_unique_tables<has_unique_references<C...>()>);
  }

  friend struct statement_access;
};

template <class Query>
struct query_reader;
template <template <class, class...> class Query, class Session, class... C>
struct query_reader<Query<Session, C...>> {
  using type = statement_reader<statement_core<C...>, C...>;
};
template <class Query>
using reader_of_query = typename query_reader<Query>::type;

/// An insert whose vector of rows can turn out empty.
template <class Query>
inline constexpr bool can_be_empty = requires(const Query& query) { query.is_empty(); };

/// How statements are run: the same for `db.select()….all()` and `db.all(select()…)`.
struct statement_access {
  template <class Query>
  static constexpr const auto& store(const Query& query) {
    return query.store_;
  }
  template <class Query>
  static constexpr auto session(const Query& query) {
    return query.session_;
  }
  /// The text into a writer and the values into a sink of the caller's.
  template <class Query>
  static void write(const Query& query, sql_writer& w) {
    check<Query>();
    Query::core::write(w, &query.store_);
  }
  template <class Query, class Sink>
  static void bind(const Query& query, Sink& sink) {
    if constexpr (Query::core::has_values)
      Query::core::bind(sink, query.store_);
  }
  /// The statement and one clause more, that it has no member for.
  template <class Query, class Clause>
  static constexpr auto add(const Query& query, Clause clause) {
    return Query::template with_clause<Clause>(query, std::move(clause));
  }
  template <class Query>
  static constexpr void check() {
    (void)sizeof(decltype(Query::check())*);
  }
  template <class Query, class... Argument>
  static auto all(connection& session, const Query& query, const Argument&... arguments) {
    (void)sizeof(check_gives_rows<Query::gives_rows>);
    if constexpr (Query::gives_rows) {
      (void)sizeof(decltype(Query::check())*);
      using reader = reader_of_query<Query>;
      if constexpr (can_be_empty<Query>)
        if (query.is_empty())
          return std::vector<typename reader::type>{};
      return read_all<reader>(execute_text<typename Query::core>(session, query.store_, arguments...));
    }
  }
  template <class Query, class... Argument>
  static auto first(connection& session, const Query& query, const Argument&... arguments) {
    (void)sizeof(check_gives_rows<Query::gives_rows>);
    if constexpr (Query::gives_rows) {
      (void)sizeof(decltype(Query::check())*);
      using reader = reader_of_query<Query>;
      if constexpr (can_be_empty<Query>)
        if (query.is_empty())
          return std::optional<typename reader::type>{};
      return read_first<reader>(
          execute_text<typename Query::template limited_core<1>>(session, query.store_, arguments...));
    }
  }
  template <class Query, class... Argument>
  static auto one(connection& session, const Query& query, const Argument&... arguments) {
    (void)sizeof(check_gives_rows<Query::gives_rows>);
    if constexpr (Query::gives_rows) {
      (void)sizeof(decltype(Query::check())*);
      if constexpr (can_be_empty<Query>)
        if (query.is_empty())
          throw_row_count(0);
      return read_one<reader_of_query<Query>>(
          execute_text<typename Query::template limited_core<2>>(session, query.store_, arguments...));
    }
  }
  template <class Query, class... Argument>
  static std::int64_t execute(connection& session, const Query& query, const Argument&... arguments) {
    (void)sizeof(check_gives_no_rows<!Query::gives_rows>);
    if constexpr (!Query::gives_rows) {
      (void)sizeof(decltype(Query::check())*);
      if constexpr (can_be_empty<Query>)
        if (query.is_empty())
          return 0;
      return execute_text<typename Query::core>(session, query.store_, arguments...).affected_rows();
    }
    return 0;
  }
};

}  // namespace detail
}  // namespace squall
