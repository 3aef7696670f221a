#include "kit/sources/catalog/reading_transaction.hpp"

#include <iterator>
#include <utility>

#include "squall/errors.hpp"

namespace squall::kit::catalog {

namespace {

using statements = std::vector<std::string>;

/// Everything that pg_get_expr(), format_type() and quote_ident() heed (manual, 20.11 and 20.13), and no JIT: it costs
/// more than these queries take.
constexpr const char* settings =
    "select pg_catalog.set_config(s.name, s.value, true) from (values ('search_path', ''), ('quote_all_identifiers', "
    "'off'),"
    " ('standard_conforming_strings', 'on'), ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'), ('TimeZone', "
    "'UTC'),"
    " ('extra_float_digits', '1'), ('bytea_output', 'hex'), ('xmlbinary', 'base64'), ('lc_monetary', 'C'), ('jit', "
    "'off'))"
    " as s(name, value)";

struct brackets {
  statements open;
  statements close;
  std::string abandon;  ///< after a failure in between
};

brackets brackets_for(transaction_status status) {
  if (status == transaction_status::in_transaction) {
    return {{"savepoint squall_reading", settings},
            {"rollback to savepoint squall_reading", "release savepoint squall_reading"},
            "rollback to savepoint squall_reading; release savepoint squall_reading"};
  }
  return {{"begin transaction isolation level repeatable read read only", settings}, {"commit"}, "rollback"};
}

void abandon(connection& db, const std::string& sql) noexcept {
  try {
    db.run(sql);
  } catch (const squall::error&) {
    // The session is lost, or never got as far as the bracket: the first failure is the one to tell.
    return;
  }
}

}  // namespace

reading run_in_reading_transaction(connection& db, std::vector<std::string> queries, const std::string& fingerprint,
                                   prepared_queries* again) {
  const bool own_transaction = db.status() != transaction_status::in_transaction;
  auto [open, close, on_failure] = brackets_for(db.status());
  if (own_transaction) {
    open.push_back(fingerprint);
    close.push_back(fingerprint);
  }
  statements all = std::move(open);
  const auto before = std::ssize(all);
  all.insert(all.end(), std::make_move_iterator(queries.begin()), std::make_move_iterator(queries.end()));
  const auto behind = std::ssize(close);
  all.insert(all.end(), std::make_move_iterator(close.begin()), std::make_move_iterator(close.end()));
  reading read;
  try {
    read.results = prepared_queries::pipeline(db, all, again);
  } catch (const squall::error&) {
    abandon(db, on_failure);
    throw;
  }
  auto& results = read.results;
  read.changed =
      own_transaction && results[static_cast<std::size_t>(before - 1)].text(0, 0) != results.back().text(0, 0);
  results.erase(results.begin(), results.begin() + before);
  results.erase(results.end() - behind, results.end());
  return read;
}

}  // namespace squall::kit::catalog
