#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "squall/errors.hpp"
#include "squall/types/json_codec.hpp"
#include "squall/types/json_document.hpp"

namespace squall {

namespace {

std::string_view name_of(json_kind kind) {
  switch (kind) {
    case json_kind::null:
      return "null";
    case json_kind::boolean:
      return "a boolean";
    case json_kind::number:
      return "a number";
    case json_kind::string:
      return "a string";
    case json_kind::array:
      return "an array";
    case json_kind::object:
      return "an object";
  }
  return "a value";
}

bool is_plain_name(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9'))
    return false;
  for (const char c : name)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'))
      return false;
  return true;
}

// Digits as they stand, or with a fraction or exponent that makes a whole number: 1e3, 2.0.
template <class I>
bool read_integer(const std::string& digits, I& value) {
  const char* end = digits.data() + digits.size();
  if (const auto r = std::from_chars(digits.data(), end, value); r.ec == std::errc() && r.ptr == end)
    return true;
  if (digits.find_first_of(".eE") == std::string::npos)
    return false;
  try {
    const numeric_t exact(digits);
    const std::string& text = exact.str();
    const std::size_t point = std::min(text.find('.'), text.size());
    if (text.find_first_not_of(".0", point) != std::string::npos)
      return false;
    const auto r = std::from_chars(text.data(), text.data() + point, value);
    return r.ec == std::errc() && r.ptr == text.data() + point;
  } catch (const decode_error&) {  // an exponent out of all range
    return false;
  }
}

}  // namespace

std::string json_reader::path() const {
  if (parent_ == nullptr)
    return "$";
  std::string path = parent_->path();
  if (parent_->kind() == json_kind::array)
    path += fmt::format("[{}]", index_);
  else if (is_plain_name(node_->key))
    path += "." + node_->key;
  else
    path += fmt::format("[\"{}\"]", node_->key);
  return path;
}

void json_reader::fail(std::string_view problem) const {
  throw decode_error(fmt::format("JSON at {}: {}", path(), problem));
}

void json_reader::expect(json_kind kind) const {
  if (node_->kind != kind)
    fail(fmt::format("expected {}, there is {}", name_of(kind), name_of(node_->kind)));
}

bool json_reader::boolean() const {
  expect(json_kind::boolean);
  return node_->boolean;
}

std::int64_t json_reader::integer(std::int64_t lowest, std::int64_t highest) const {
  expect(json_kind::number);
  std::int64_t value = 0;
  if (!read_integer(node_->text, value) || value < lowest || value > highest)
    fail(fmt::format("{} is no integer from {} to {}", node_->text, lowest, highest));
  return value;
}

std::uint64_t json_reader::unsigned_integer(std::uint64_t highest) const {
  expect(json_kind::number);
  std::uint64_t value = 0;
  if (!read_integer(node_->text, value) || value > highest)
    fail(fmt::format("{} is no integer from 0 to {}", node_->text, highest));
  return value;
}

double json_reader::number() const {
  expect(json_kind::number);
  double value = 0;
  const char* end = node_->text.data() + node_->text.size();
  const auto r = std::from_chars(node_->text.data(), end, value);
  if (r.ec == std::errc::result_out_of_range)
    return numeric_t(node_->text).to_double();
  if (r.ec != std::errc() || r.ptr != end)
    fail(fmt::format("{} is no number", node_->text));
  return value;
}

const std::string& json_reader::string() const {
  expect(json_kind::string);
  return node_->text;
}

const std::string& json_reader::number_text() const {
  expect(json_kind::number);
  return node_->text;
}

std::size_t json_reader::array_size() const {
  expect(json_kind::array);
  return node_->items.size();
}

std::size_t json_reader::object_size() const {
  expect(json_kind::object);
  return node_->items.size();
}

const json_node* json_reader::find(std::string_view name) const {
  const auto& items = node_->items;
  for (std::size_t i = items.size(); i-- > 0;)
    if (items[i].key == name)
      return &items[i];
  return nullptr;
}

void json_codec<numeric_t>::write(json_writer& to, const numeric_t& value) {
  if (value.is_finite())
    to.raw(value.str());
  else
    to.string(value.str());
}

numeric_t json_codec<numeric_t>::read(const json_reader& from) {
  try {
    return numeric_t(from.kind() == json_kind::string ? from.string() : from.number_text());
  } catch (const decode_error& e) {
    if (from.kind() != json_kind::string && from.kind() != json_kind::number)
      throw;
    from.fail(e.what());
  }
}

}  // namespace squall
