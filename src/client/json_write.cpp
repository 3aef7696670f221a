#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <iterator>

#include "squall/errors.hpp"
#include "squall/types/json_document.hpp"

namespace squall {

namespace {

// The shortest text that reads back the same, with a mark of being no integer, so that -0.0 keeps its sign.
template <class F>
void append_float(std::string& out, F value) {
  if (!std::isfinite(value))
    throw usage_error("JSON has no NaN and no infinity; use std::optional for a number that may be missing");
  char text[64];
  const char* end = std::to_chars(text, text + sizeof text, value).ptr;
  const std::string_view digits(text, static_cast<std::size_t>(end - text));
  out += digits;
  if (digits.find_first_of(".e") == digits.npos)
    out += ".0";
}

}  // namespace

void json_writer::separate() {
  if (needs_comma_)
    text_ += ',';
  needs_comma_ = true;
}

void json_writer::open(char bracket) {
  separate();
  text_ += bracket;
  needs_comma_ = false;
}

void json_writer::close(char bracket) {
  text_ += bracket;
  needs_comma_ = true;
}

void json_writer::key(std::string_view name) {
  separate();
  quote(name);
  text_ += ':';
  needs_comma_ = false;
}

void json_writer::integer(std::int64_t value) {
  separate();
  fmt::format_to(std::back_inserter(text_), "{}", value);
}

void json_writer::unsigned_integer(std::uint64_t value) {
  separate();
  fmt::format_to(std::back_inserter(text_), "{}", value);
}

void json_writer::number(double value) {
  separate();
  append_float(text_, value);
}

void json_writer::number(float value) {
  separate();
  append_float(text_, value);
}

void json_writer::string(std::string_view value) {
  separate();
  quote(value);
}

void json_writer::raw(std::string_view json) {
  separate();
  text_ += json;
}

void json_writer::node(const json_node& value) {
  switch (value.kind) {
    case json_kind::null:
      return null();
    case json_kind::boolean:
      return boolean(value.boolean);
    case json_kind::number:
      return raw(value.text);
    case json_kind::string:
      return string(value.text);
    case json_kind::array:
      begin_array();
      for (const json_node& item : value.items) node(item);
      return end_array();
    case json_kind::object:
      begin_object();
      for (const json_node& item : value.items) {
        key(item.key);
        node(item);
      }
      return end_object();
  }
}

void json_writer::quote(std::string_view value) {
  text_ += '"';
  for (const char c : value) {
    switch (c) {
      case '"':
        text_ += "\\\"";
        break;
      case '\\':
        text_ += "\\\\";
        break;
      case '\b':
        text_ += "\\b";
        break;
      case '\f':
        text_ += "\\f";
        break;
      case '\n':
        text_ += "\\n";
        break;
      case '\r':
        text_ += "\\r";
        break;
      case '\t':
        text_ += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          fmt::format_to(std::back_inserter(text_), "\\u{:04x}", static_cast<unsigned>(c));
        else
          text_ += c;
    }
  }
  text_ += '"';
}

}  // namespace squall
