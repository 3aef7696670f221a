#include "kit/flows/query_check.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <string_view>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "squall/query/statement.hpp"

namespace squall::kit {
namespace {

/// The record of a statement up to its types (squall::detail::static_text).
struct record_head {
  std::uint64_t mark[2];
  std::uint32_t size, parameters, results, version;
};
constexpr std::uint32_t record_version = 2;
constexpr std::uint32_t largest_text = 1U << 24U;
constexpr std::uint32_t most_results = 1664;  // the columns that a result can have
constexpr std::uint32_t most_parameters = 65535;

/// The statement whose record begins at `at`; nothing when these bytes are no record.
std::optional<program_statement> statement_at(std::string_view bytes, std::size_t at) {
  record_head head{};
  if (bytes.size() - at < sizeof head)
    return std::nullopt;
  std::memcpy(&head, bytes.data() + at, sizeof head);
  if (head.version != record_version || head.size == 0 || head.size > largest_text || head.results > most_results ||
      head.parameters > most_parameters)
    return std::nullopt;
  const std::size_t types = std::size_t{head.parameters} + head.results;
  const std::size_t types_at = at + sizeof head;
  const std::size_t text_at = types_at + sizeof(std::uint32_t) * std::max<std::size_t>(types, 1);
  if (text_at + head.size + 1 > bytes.size() || bytes[text_at + head.size] != '\0')
    return std::nullopt;
  const std::string_view text = bytes.substr(text_at, head.size);
  if (text.find('\0') != std::string_view::npos)
    return std::nullopt;
  std::vector<std::uint32_t> oids(types);
  if (types > 0)
    std::memcpy(oids.data(), bytes.data() + types_at, types * sizeof(std::uint32_t));
  const auto results_at = oids.begin() + static_cast<std::ptrdiff_t>(head.parameters);
  return program_statement{std::string(text), {oids.begin(), results_at}, {results_at, oids.end()}};
}

/// Types that Squall reads alike: text, varchar, char, name, unknown; and arrays of them.
std::uint32_t family_of(std::uint32_t oid) {
  switch (oid) {
    case 1043:
    case 1042:
    case 19:
    case 705:
      return 25;
    case 1015:
    case 1014:
    case 1003:
      return 1009;
    default:
      return oid;
  }
}

constexpr std::uint32_t first_user_oid = 16384;  // enums, domains, types of extensions: not known to a program

class checker {
 public:
  checker(connection& db, std::size_t large_rows) : db_(db), large_rows_(large_rows) {
    // A plan for any values, as a prepared statement gets it in time; a table is read whole only where no index helps.
    db_.run("set plan_cache_mode = force_generic_plan; set enable_seqscan = off");
  }

  void check(const program_statement& s) {
    if (!prepare(s))
      return;
    check_types(s);
    check_plan(s);
    db_.run("deallocate squall_check");
  }
  std::vector<query_finding> findings;

 private:
  using result_pointer = std::unique_ptr<PGresult, void (*)(PGresult*)>;

  void add(query_problem kind, const program_statement& s, std::string message) {
    findings.push_back({kind, s.sql, std::move(message)});
  }
  /// As the program does, by the extended protocol.
  bool prepare(const program_statement& s) {
    const result_pointer prepared(PQprepare(db_.native_handle(), "squall_check", s.sql.c_str(),
                                            static_cast<int>(s.parameters.size()), s.parameters.data()),
                                  &PQclear);
    if (PQresultStatus(prepared.get()) == PGRES_COMMAND_OK)
      return true;
    const char* const message = PQresultErrorField(prepared.get(), PG_DIAG_MESSAGE_PRIMARY);
    if (message == nullptr || PQstatus(db_.native_handle()) != CONNECTION_OK)
      throw error(std::string("the connection was lost: ") + PQerrorMessage(db_.native_handle()));
    add(query_problem::refused, s, message);
    return false;
  }
  void check_types(const program_statement& s) {
    if (s.types.empty())
      return;
    const result_pointer described(PQdescribePrepared(db_.native_handle(), "squall_check"), &PQclear);
    if (PQresultStatus(described.get()) != PGRES_COMMAND_OK)
      return;
    if (static_cast<std::size_t>(PQnfields(described.get())) != s.types.size()) {
      add(query_problem::type_differs, s,
          fmt::format("it gives {} columns, and the program reads {}", PQnfields(described.get()), s.types.size()));
      return;
    }
    for (std::size_t i = 0; i < s.types.size(); ++i) {
      const std::uint32_t given = PQftype(described.get(), static_cast<int>(i));
      if (s.types[i] == 0 || given >= first_user_oid || family_of(given) == family_of(s.types[i]))
        continue;
      add(query_problem::type_differs, s,
          fmt::format("column {} (\"{}\") is {}, and the program reads {}", i + 1,
                      PQfname(described.get(), static_cast<int>(i)), type_name(given), type_name(s.types[i])));
    }
  }
  std::string type_name(std::uint32_t oid) {
    return std::string(db_.query("select format_type($1::oid, null)", {std::to_string(oid)}).text(0, 0));
  }
  void check_plan(const program_statement& s) {
    std::string explain = "explain (format json) execute squall_check";
    for (std::size_t i = 0; i < s.parameters.size(); ++i) explain += i == 0 ? "(null" : ", null";
    if (!s.parameters.empty())
      explain += ')';
    std::string plan;
    try {
      plan = db_.run(explain).text(0, 0);
    } catch (const database_error&) {
      return;  // NULL for a LIMIT or an OFFSET that a function of the server refuses: no plan to look at
    }
    const result scans = db_.query(
        "select distinct scan ->> 'Relation Name', scan ->> 'Filter', c.reltuples::bigint "
        "from jsonb_path_query($1::jsonb, '$.** ? (@.\"Node Type\" == \"Seq Scan\" && exists(@.\"Filter\"))') as scan "
        "join pg_class c on c.relname = scan ->> 'Relation Name' and c.relkind in ('r', 'm') "
        "where c.reltuples >= $2::bigint order by 1, 2",
        {plan, std::to_string(large_rows_)});
    for (int i = 0; i < scans.rows(); ++i)
      add(query_problem::scans_table, s,
          fmt::format("no index serves the condition {} on {}, which has {} rows", scans.text(i, 1), scans.text(i, 0),
                      scans.text(i, 2)));
  }

  connection& db_;
  std::size_t large_rows_;
};

}  // namespace

std::vector<program_statement> statements_in(const std::filesystem::path& file) {
  const std::string bytes = read_file(file);
  std::set<program_statement> found;
  const char* const end = bytes.data() + bytes.size();
  for (const char* at = bytes.data();; ++at) {
    at = static_cast<const char*>(::memmem(at, static_cast<std::size_t>(end - at),
                                           static_cast<const void*>(detail::statement_mark),
                                           sizeof detail::statement_mark));
    if (at == nullptr)
      break;
    if (auto statement = statement_at(bytes, static_cast<std::size_t>(at - bytes.data())))
      found.insert(std::move(*statement));
  }
  // first() and one() are the same statement with a limit of their own.
  std::vector<program_statement> statements;
  for (const program_statement& statement : found) {
    const std::string_view text = statement.sql;
    if ((text.ends_with(" limit 1") || text.ends_with(" limit 2")) &&
        found.contains({statement.sql.substr(0, text.size() - 8), statement.parameters, statement.types}))
      continue;
    statements.push_back(statement);
  }
  return statements;
}

std::vector<query_finding> check_statements(connection& db, const std::vector<program_statement>& statements,
                                            std::size_t large_rows) {
  checker all(db, large_rows);
  for (const program_statement& s : statements) all.check(s);
  return std::move(all.findings);
}

}  // namespace squall::kit
