// Pieces of C++ as a person would lay them out: lines of at most 120 characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squall::kit {

inline constexpr std::size_t cpp_line_length = 120;

/// `text` as one C++ string literal: "it's", "a \"quoted\" word".
std::string cpp_string(std::string_view text);

/// A number as a literal; the smallest one has none of its own in C++.
std::string cpp_number(std::int64_t number);

/// `text` as an argument: a raw string `R"sql(…)sql"` when it has several lines, else one literal.
std::string cpp_sql_string(std::string_view text);

/// One link of a chain of calls: `.default_sql(` + text + `)`.
struct cpp_link {
  std::string before;
  std::optional<std::string> text = {};  ///< as it is in SQL; becomes a literal, in several pieces where it is long
  std::string after = {};
};

/// A chain: `index("a").on(t.b).where(sql("…"))`.
using cpp_chain = std::vector<cpp_link>;

/// The chain on one line when it fits between `column` and what follows (`tail` characters), else one link a line,
/// indented by `indent`.
std::string lay_out(const cpp_chain& chain, std::size_t column, std::size_t indent, std::size_t tail);

/// `head` + the items, separated by commas, + `end`: on one line when it fits, else filled, or one a line when an item
/// has several lines. The first item stands behind `head`; the others are indented to it.
std::string lay_out_list(std::string_view head, const std::vector<cpp_chain>& items, std::string_view end,
                         std::size_t indent);

/// Words as comment lines (`/// …`), folded to the line's length.
std::string cpp_comment(std::string_view words, std::string_view lead, std::size_t indent);

}  // namespace squall::kit
