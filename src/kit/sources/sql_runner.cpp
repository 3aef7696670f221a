#include "kit/sources/sql_runner.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/base/text.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/model/sql_tokens.hpp"
#include "kit/sources/tablespaces.hpp"
#include "kit/sql/sql_parser.hpp"
#include "squall/errors.hpp"

namespace squall::kit {

namespace {

/// What does not go into one transaction with its neighbours, or needs them committed.
bool wants_to_be_alone(std::string_view sqlstate) { return sqlstate == "25001" || sqlstate == "55P04"; }

constexpr const char* unchecked = "set check_function_bodies = off";

/// True when a statement of `sql` changes what the statements after it do (manual, ALTER DEFAULT PRIVILEGES, CREATE
/// EVENT TRIGGER).
bool acts_on_later_statements(std::string_view sql) {
  if (!contains_in_any_case(sql, "privileges") && !contains_in_any_case(sql, "event")) {
    return false;  // of most files, without looking at their words
  }
  const auto tokens = scan_sql(sql);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    const auto reads = [&](std::string_view a, std::string_view b, std::string_view c) {
      return tokens[i].is_word(a) && tokens[i + 1].is_word(b) && tokens[i + 2].is_word(c);
    };
    if (reads("alter", "default", "privileges") || reads("create", "event", "trigger")) {
      return true;
    }
  }
  return false;
}

}  // namespace

// Manual, appendix A.
bool may_come_right(std::string_view sqlstate) {
  static constexpr std::array states{
      "42P01",  // undefined_table
      "42883",  // undefined_function
      "42704",  // undefined_object
      "42703",  // undefined_column
      "3F000",  // invalid_schema_name
      "42830",  // invalid_foreign_key: the key that it refers to
      "42P17",  // invalid_object_definition
      "55000",  // object_not_in_prerequisite_state
      "42809",  // wrong_object_type: a shell
      "42804",  // datatype_mismatch: a cast
      "42846",  // cannot_coerce: a cast
      "42725",  // ambiguous_function: the overload that fits best
      "42P13",  // invalid_function_definition: a cast in a body of BEGIN ATOMIC
  };
  return std::find(states.begin(), states.end(), sqlstate) != states.end();
}

void sql_runner::reset_session() {
  db_.run("reset session authorization");
  db_.run("reset all");
  db_.run("set TimeZone = 'UTC'");
  db_.run(unchecked);
  db_.run("set client_min_messages = warning");
}

bool sql_runner::run(pending& one) {
  try {
    if (one.search_path) {
      db_.run("select pg_catalog.set_config('search_path', " + sql_literal(*one.search_path) + ", false)");
    }
    db_.run(one.piece.sql);
    return true;
  } catch (const connection_error&) {
    throw;
  } catch (const database_error& e) {
    one.message = e.fields().message;
    one.hint = e.fields().hint;
    one.position = e.fields().position;
    if (!may_come_right(e.fields().sqlstate) && !wants_to_be_alone(e.fields().sqlstate)) {
      fail(one);
    }
    return false;
  }
}

void sql_runner::fail(const pending& one) {
  std::string where = one.piece.place;
  if (one.piece.is_file) {
    const std::string& text = one.whole.empty() ? one.piece.sql : one.whole;
    where += ":" + std::to_string(line_at(text, one.offset, one.position));
  }
  throw error(where + ": " + one.message, one.hint);
}

bool sql_runner::holds_back(const pending& one, const std::vector<pending>& before) const {
  return one.acts_on_later && !in_any_order_ && (more_ == more_to_come::objects || !before.empty());
}

void sql_runner::attempt(std::vector<sql_piece> pieces, more_to_come more) {
  more_ = more;
  for (auto& piece : pieces) {
    make_tablespaces_named_in(piece.sql, db_);
    reset_session();
    const bool acts_on_later = acts_on_later_statements(piece.sql);
    pending one{.piece = std::move(piece), .acts_on_later = acts_on_later};
    if (holds_back(one, waiting_) || !run(one)) {
      waiting_.push_back(std::move(one));
    }
  }
  reset_session();
}

bool sql_runner::attempt_waiting() {
  const auto before = waiting_.size();
  std::vector<pending> still;
  for (auto& one : waiting_) {
    reset_session();
    if (holds_back(one, still) || !run(one)) {
      still.push_back(std::move(one));
    }
  }
  waiting_ = std::move(still);
  reset_session();
  return waiting_.size() < before;
}

/// Statement by statement, each with the search_path that the statements before it have set. @return how many ran.
std::size_t sql_runner::run_statements(const pending& whole, std::vector<pending>& later) {
  std::vector<detail::text_range> ranges;
  try {
    ranges = detail::split_statements(whole.piece.sql);
  } catch (const detail::split_failure& failure) {
    auto broken = whole;
    broken.offset = failure.offset();
    broken.message = failure.what();
    broken.position = 0;
    fail(broken);
  }
  reset_session();
  std::size_t ran = ranges.size();
  for (const auto& range : ranges) {
    std::string sql = whole.piece.sql.substr(range.begin, range.end - range.begin);
    const bool acts_on_later = acts_on_later_statements(sql);
    pending one{.piece = {whole.piece.place, std::move(sql), whole.piece.is_file},
                .acts_on_later = acts_on_later,
                .offset = range.begin,
                .whole = whole.piece.sql};
    if (holds_back(one, later) || !run(one)) {
      one.search_path = std::string{db_.query("show search_path").text(0, 0)};
      later.push_back(std::move(one));
      --ran;
    }
  }
  return ran;
}

bool sql_runner::attempt_apart() {
  if (std::exchange(is_apart_, true)) {
    return false;
  }
  std::size_t ran = 0;
  std::vector<pending> later;
  for (const auto& one : waiting_) {
    if (one.whole.empty()) {
      ran += run_statements(one, later);
    } else {
      later.push_back(one);
    }
  }
  waiting_ = std::move(later);
  return ran > 0;
}

void sql_runner::finish() {
  more_ = more_to_come::nothing;
  while (!waiting_.empty()) {
    if (attempt_waiting() || attempt_apart()) {
      continue;
    }
    if (std::exchange(in_any_order_, true)) {
      fail(waiting_.front());
    }
  }
}

std::string without_psql_commands(const std::string& text, const std::string& place) {
  if (text.find('\\') == std::string::npos) {
    return text;
  }
  std::string out;
  out.reserve(text.size());
  std::size_t clean = 0;  // in `out`: the lexer is between tokens here
  bool in_rows = false;
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::string_view content{text.data() + line, end - line};
    if (in_rows) {
      in_rows = trim(content) != "\\.";
      out += '\n';  // lines keep their numbers
    } else if (content.starts_with('\\') && detail::ends_between_tokens(out.substr(clean))) {
      clean = out.size();
      if (!content.starts_with("\\restrict") && !content.starts_with("\\unrestrict")) {
        throw error(place + ":" + std::to_string(line_at(text, line, 1)) +
                        ": psql's own commands cannot run here: " + std::string{trim(content)},
                    "leave the line out");
      }
      out += '\n';
    } else if (content.starts_with("COPY ") && trim(content).ends_with("FROM stdin;") &&
               detail::ends_between_tokens(out.substr(clean))) {
      clean = out.size();
      in_rows = true;
      out += '\n';
    } else {
      out += content;
      out += '\n';
    }
    line = end + 1;
  }
  return out;
}

}  // namespace squall::kit
