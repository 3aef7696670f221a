// libpg_query behind C++ types.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace squall::kit::detail {

/// Bytes [begin, end) of a text.
struct text_range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A text whose statements cannot be told apart. `offset` is the byte where the trouble starts.
class split_failure : public std::runtime_error {
 public:
  split_failure(const std::string& message, std::size_t offset) : std::runtime_error(message), offset_(offset) {}
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }

 private:
  std::size_t offset_;
};

/// The statements of `sql`, without their semicolons, and without the white space and comments around them. Statements
/// that the parser does not know (newer syntax, mistakes) are kept: the server decides about them.
std::vector<text_range> split_statements(const std::string& sql);

/// The statement's parse tree, `{"IndexStmt": {…}}`; nothing when libpg_query does not understand it.
std::optional<nlohmann::json> parse_statement(const std::string& sql);

/// True when the lexer is between tokens after `sql`: in no string, quoted name or block comment.
bool ends_between_tokens(const std::string& sql);

/// Where the next thing that is no white space and no comment starts, at or after `from`.
std::size_t skip_space_and_comments(std::string_view sql, std::size_t from);

}  // namespace squall::kit::detail
