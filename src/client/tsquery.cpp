// tsquery: from tsquerysend to the text of tsqueryout (utils/adt/tsquery.c).
#include <fmt/format.h>

#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"

namespace squall {
namespace {

constexpr std::uint8_t item_value = 1;
constexpr std::uint8_t item_operator = 2;
enum class search_operator : std::uint8_t { not_ = 1, and_ = 2, or_ = 3, phrase = 4 };

int priority_of(search_operator op) {
  switch (op) {
    case search_operator::or_:
      return 1;
    case search_operator::and_:
      return 2;
    case search_operator::phrase:
      return 3;
    default:
      return 4;
  }
}

// Prints a query out of its items, which come in prefix order, the right operand before the left.
class query_printer {
 public:
  query_printer(const char* data, int length) : from_("tsquery", data, length) {}

  std::string print() {
    items_ = from_.count<std::int32_t>(3);
    std::string out;
    if (items_ > 0)
      out = operand(0, false, 0);
    if (items_ > 0)
      from_.fail("it has items behind its end");
    from_.finish();
    return out;
  }

 private:
  // As deep as a query of any sense; more would be a query made to break the reader.
  static constexpr int deepest = 10'000;

  std::string operand(int parent_priority, bool right_of_phrase, int depth) {
    if (items_ == 0 || depth > deepest)
      from_.fail("its operators and operands do not fit each other");
    --items_;
    const auto kind = from_.number<std::uint8_t>();
    if (kind == item_value)
      return word();
    if (kind != item_operator)
      from_.fail("it has an unknown item");
    const auto op = from_.number<std::uint8_t>();
    if (op < 1 || op > 4)
      from_.fail("it has an unknown operator");
    return operation(static_cast<search_operator>(op), parent_priority, right_of_phrase, depth);
  }

  std::string word() {
    const auto weights = from_.number<std::uint8_t>();
    const bool prefix = from_.number<std::uint8_t>() != 0;
    std::string out = "'";
    for (const char c : from_.c_string()) {
      if (c == '\'' || c == '\\')
        out += c;
      out += c;
    }
    out += '\'';
    if (prefix || weights != 0)
      out += ':';
    if (prefix)
      out += '*';
    for (int bit = 3; bit >= 0; --bit)
      if ((weights & 1 << bit) != 0)
        out += static_cast<char>('D' - bit);
    return out;
  }

  std::string operation(search_operator op, int parent_priority, bool right_of_phrase, int depth) {
    const int priority = priority_of(op);
    // A negation that is an operand of one that binds tighter cannot be: nothing does.
    if (op == search_operator::not_) {
      const bool parentheses = priority < parent_priority;
      return fmt::format("{}!{}{}", parentheses ? "( " : "", operand(priority, false, depth + 1),
                         parentheses ? " )" : "");
    }
    std::string sign = op == search_operator::and_ ? " & " : " | ";
    if (op == search_operator::phrase) {
      const auto distance = from_.number<std::uint16_t>();
      sign = distance == 1 ? " <-> " : fmt::format(" <{}> ", distance);
    }
    // a <-> (b <-> c) is not (a <-> b) <-> c, so the right one keeps its parentheses.
    const bool parentheses = priority < parent_priority || (op == search_operator::phrase && right_of_phrase);
    const std::string right = operand(priority, op == search_operator::phrase, depth + 1);
    const std::string left = operand(priority, false, depth + 1);
    return fmt::format("{}{}{}{}{}", parentheses ? "( " : "", left, sign, right, parentheses ? " )" : "");
  }

  detail::wire_reader from_;
  std::size_t items_ = 0;
};

}  // namespace

tsquery_t codec<tsquery_t>::decode(const char* data, int length) { return {query_printer(data, length).print()}; }

namespace detail {
std::string_view text_of_version_1(std::string_view type, const char* data, int length) {
  if (length < 1 || *data != '\1')
    throw_malformed(type, "unknown version");
  return {data + 1, static_cast<std::size_t>(length - 1)};
}
}  // namespace detail

}  // namespace squall
