// Ranges and multiranges: their texts (manual, 8.17.5), and range_send in utils/adt/rangetypes.c.
#include "squall/types/range.hpp"

#include "client/text_scanner.hpp"
#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"

namespace squall::detail {
namespace {

constexpr std::uint8_t flag_empty = 0x01;
constexpr std::uint8_t flag_lower_inclusive = 0x02;
constexpr std::uint8_t flag_upper_inclusive = 0x04;
constexpr std::uint8_t flag_lower_infinite = 0x08;
constexpr std::uint8_t flag_upper_infinite = 0x10;
constexpr std::uint8_t all_flags = 0x1f;

void append_bound(std::string& out, const std::string& text) {
  if (!text.empty() && text.find_first_of("\"\\()[], \t\n\v\f\r") == std::string::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += c;
    out += c;
  }
  out += '"';
}

// Up to an unquoted `,` or closing bracket. Nothing at all is no bound; `""` is an empty one.
std::optional<std::string> take_bound(std::string_view& text, std::string_view whole) {
  std::string bound;
  bool quoted = false;
  bool given = false;
  while (true) {
    if (text.empty())
      throw_no_range(whole);
    const char c = text.front();
    if (!quoted && (c == ',' || c == ')' || c == ']'))
      return given ? std::optional(std::move(bound)) : std::nullopt;
    if (!quoted && (c == '(' || c == '['))
      throw_no_range(whole);
    text.remove_prefix(1);
    given = true;
    if (c == '\\' || (c == '"' && quoted && text.starts_with('"'))) {
      if (text.empty())
        throw_no_range(whole);
      bound += text.front();
      text.remove_prefix(1);
    } else if (c == '"') {
      quoted = !quoted;
    } else {
      bound += c;
    }
  }
}

range_fields::bound take_field(wire_reader& from) {
  const auto length = from.count<std::int32_t>(1);
  return {from.bytes(length).data(), static_cast<int>(length)};
}

}  // namespace

void throw_no_range(std::string_view text) { text_scanner("range", text).fail(); }

range_parts take_range(std::string_view& text, std::string_view whole) {
  range_parts parts;
  if (text.starts_with("empty")) {
    text.remove_prefix(5);
    parts.empty = true;
    return parts;
  }
  const auto take = [&] {
    if (text.empty())
      throw_no_range(whole);
    const char c = text.front();
    text.remove_prefix(1);
    return c;
  };
  const char opening = take();
  parts.lower_inclusive = opening == '[';
  if (opening != '[' && opening != '(')
    throw_no_range(whole);
  parts.lower = take_bound(text, whole);
  if (take() != ',')
    throw_no_range(whole);
  parts.upper = take_bound(text, whole);
  const char closing = take();
  parts.upper_inclusive = closing == ']';
  if (closing != ']' && closing != ')')
    throw_no_range(whole);
  return parts;
}

std::vector<range_parts> take_multirange(std::string_view text) {
  std::vector<range_parts> ranges;
  std::string_view rest = text;
  if (!rest.starts_with('{'))
    throw_no_range(text);
  rest.remove_prefix(1);
  while (!rest.starts_with('}')) {
    if (!ranges.empty()) {
      if (!rest.starts_with(','))
        throw_no_range(text);
      rest.remove_prefix(1);
    }
    ranges.push_back(take_range(rest, text));
  }
  if (rest != "}")
    throw_no_range(text);
  return ranges;
}

void append_range_text(std::string& out, const range_parts& parts) {
  if (parts.empty) {
    out += "empty";
    return;
  }
  // An infinite bound is in no range, so PostgreSQL prints it as an exclusive one.
  out += parts.lower && parts.lower_inclusive ? '[' : '(';
  if (parts.lower)
    append_bound(out, *parts.lower);
  out += ',';
  if (parts.upper)
    append_bound(out, *parts.upper);
  out += parts.upper && parts.upper_inclusive ? ']' : ')';
}

std::uint8_t range_flags(bool empty, bool has_lower, bool lower_inclusive, bool has_upper, bool upper_inclusive) {
  if (empty)
    return flag_empty;
  return static_cast<std::uint8_t>((has_lower ? (lower_inclusive ? flag_lower_inclusive : 0) : flag_lower_infinite) |
                                   (has_upper ? (upper_inclusive ? flag_upper_inclusive : 0) : flag_upper_infinite));
}

range_fields read_range(const char* data, int length) {
  wire_reader from("range", data, length);
  const auto flags = from.number<std::uint8_t>();
  if ((flags & ~all_flags) != 0)
    from.fail("it has unknown flags");
  range_fields range;
  range.empty = (flags & flag_empty) != 0;
  if (!range.empty) {
    range.lower_inclusive = (flags & flag_lower_inclusive) != 0;
    range.upper_inclusive = (flags & flag_upper_inclusive) != 0;
    if ((flags & flag_lower_infinite) == 0)
      range.lower = take_field(from);
    if ((flags & flag_upper_infinite) == 0)
      range.upper = take_field(from);
  }
  from.finish();
  return range;
}

multirange_reader::multirange_reader(const char* data, int length) : at_(data), end_(data + length), count_(0) {
  wire_reader from("multirange", data, length);
  // A length and the flags: no range is shorter.
  count_ = from.count<std::int32_t>(5);
  at_ += 4;
}

range_fields::bound multirange_reader::next() {
  wire_reader from("multirange", at_, static_cast<int>(end_ - at_));
  const auto field = take_field(from);
  at_ = field.data + field.length;
  return field;
}

void multirange_reader::finish() const { wire_reader("multirange", at_, static_cast<int>(end_ - at_)).finish(); }

}  // namespace squall::detail
