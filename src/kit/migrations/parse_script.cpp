// A script file into steps and statements.
#include <algorithm>
#include <regex>

#include "kit/base/error.hpp"
#include "kit/base/text.hpp"
#include "kit/migrations/migration.hpp"
#include "kit/sql/sql_parser.hpp"

namespace squall::kit {
namespace {

using detail::text_range;

struct step_comment {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< after its line
  bool transactional = true;
  bool in_batches = false;
};

class script_parser {
 public:
  script_parser(const std::string& sql, const std::filesystem::path& file) : sql_(sql), file_(file) {}

  std::vector<script_step> steps() {
    std::vector<script_step> result;
    std::size_t begin = sql_.starts_with("\xEF\xBB\xBF") ? 3 : 0;  // a byte order mark is not SQL
    step_comment mode;
    for (const step_comment& comment : step_comments(begin)) {
      add_step(result, {begin, comment.begin}, mode);
      begin = comment.end;
      mode = comment;
    }
    add_step(result, {begin, sql_.size()}, mode);
    return result;
  }

 private:
  [[nodiscard]] int line_of(std::size_t offset) const {
    return 1 + static_cast<int>(std::count(sql_.begin(), sql_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  }
  [[nodiscard]] std::string place(std::size_t offset) const {
    return file_.string() + ":" + std::to_string(line_of(offset));
  }

  /// The lines that look like step comments and really are comments: not lines of a string or a function's body.
  [[nodiscard]] std::vector<step_comment> step_comments(std::size_t from) const {
    static const std::regex marker{R"(^[ \t]*--[ \t]*squall:[ \t]*step\b(.*?)\r?$)", std::regex::icase};
    std::vector<step_comment> found;
    std::size_t clean = from;  // the lexer is between tokens here
    for (std::size_t line = from; line < sql_.size();) {
      const std::size_t end = std::min(sql_.find('\n', line), sql_.size());
      const std::string text = sql_.substr(line, end - line);
      std::smatch match;
      if (text.find("squall:") != std::string::npos && std::regex_match(text, match, marker) &&
          detail::ends_between_tokens(sql_.substr(clean, line - clean))) {
        found.push_back(read_comment(match[1].str(), line));
        found.back().end = std::min(end + 1, sql_.size());
        clean = line;
      }
      line = end + 1;
    }
    return found;
  }

  /// What stands after `step`: a number, and how the step runs.
  [[nodiscard]] step_comment read_comment(const std::string& rest, std::size_t offset) const {
    static const std::regex grammar{
        R"([ \t]*[0-9]+([ \t]+of[ \t]+[0-9]+)?[ \t]*(,[ \t]*((outside) a transaction|in (a|one) transaction|in (batches)))?[ \t]*)",
        std::regex::icase};
    std::smatch match;
    if (!std::regex_match(rest, match, grammar)) {
      throw error(
          place(offset) + ": this step comment is not understood: " + std::string{trim(rest)},
          "write `-- squall: step 2`, `-- squall: step 2, outside a transaction` or `-- squall: step 2, in batches`");
    }
    return {.begin = offset, .transactional = !match[4].matched, .in_batches = match[6].matched};
  }

  void add_step(std::vector<script_step>& steps, text_range range, const step_comment& mode) const {
    script_step step;
    step.transactional = mode.transactional;
    step.in_batches = mode.in_batches;
    const std::string text = sql_.substr(range.begin, range.end - range.begin);
    try {
      for (const text_range& statement : detail::split_statements(text)) {
        step.statements.push_back(
            {text.substr(statement.begin, statement.end - statement.begin), line_of(range.begin + statement.begin)});
      }
    } catch (const detail::split_failure& failure) {
      throw error(place(range.begin + failure.offset()) + ": " + failure.what(),
                  "close the quote, the dollar quote or the comment that starts there");
    }
    if (!step.statements.empty()) {
      steps.push_back(std::move(step));
    }
  }

  const std::string& sql_;
  const std::filesystem::path& file_;
};

}  // namespace

std::vector<script_step> parse_script(const std::string& sql, const std::filesystem::path& file_for_errors) {
  return script_parser{sql, file_for_errors}.steps();
}

}  // namespace squall::kit
