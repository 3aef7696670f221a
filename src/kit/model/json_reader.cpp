#include "kit/model/json_reader.hpp"

#include <limits>

namespace squall::kit {

namespace {
/// No object of the formats comes near; a 64-bit set then knows which fields were asked for.
constexpr std::size_t most_fields = 64;
}  // namespace

void json_reader::fail(const std::string& why) const {
  const std::string where = path();
  throw error(where.empty() ? why : where + ": " + why);
}

std::string json_reader::path() const {
  if (parent_ == nullptr) {
    return std::string(root_);
  }
  std::string path = parent_->path();
  if (name_.empty()) {
    return path + "[" + std::to_string(at_) + "]";
  }
  return path.empty() ? std::string(name_) : path + "." + std::string(name_);
}

void json_reader::require_map() const {
  if (!value_.is_object()) {
    fail(std::string("an object is expected, not ") + value_.type_name());
  }
}

void json_reader::require_object() const {
  require_map();
  if (value_.size() > most_fields) {
    fail("too many fields");
  }
}

void json_reader::require_array() const {
  if (!value_.is_array()) {
    fail(std::string("an array is expected, not ") + value_.type_name());
  }
}

const json_reader::json* json_reader::field(std::string_view name) {
  require_object();
  std::size_t place = 0;
  for (auto it = value_.begin(); it != value_.end(); ++it, ++place) {
    if (it.key() == name) {
      known_ |= std::uint64_t{1} << place;
      return &it.value();
    }
  }
  return nullptr;
}

void json_reader::require(std::string_view name) {
  if (field(name) == nullptr) {
    fail("field \"" + std::string(name) + "\" is missing");
  }
}

void json_reader::finish() const {
  require_object();
  std::size_t place = 0;
  for (auto it = value_.begin(); it != value_.end(); ++it, ++place) {
    if ((known_ >> place & 1U) == 0) {
      fail("unknown field \"" + it.key() + "\"");
    }
  }
}

std::string json_reader::as_text() const {
  if (!value_.is_string()) {
    fail(std::string("a string is expected, not ") + value_.type_name());
  }
  return value_.get<std::string>();
}

std::int64_t json_reader::as_integer() const {
  if (!value_.is_number_integer()) {
    fail(std::string("a whole number is expected, not ") + (value_.is_number() ? "a fraction" : value_.type_name()));
  }
  if (value_.is_number_unsigned() &&
      value_.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    fail("the number is too large");
  }
  return value_.get<std::int64_t>();
}

bool json_reader::as_boolean() const {
  if (!value_.is_boolean()) {
    fail(std::string("true or false is expected, not ") + value_.type_name());
  }
  return value_.get<bool>();
}

bool json_reader::boolean(std::string_view name) {
  const json* found = field(name);
  return found != nullptr && child(*found, name).as_boolean();
}

std::string json_reader::text(std::string_view name, std::string_view by_default) {
  const json* found = field(name);
  return found == nullptr ? std::string(by_default) : child(*found, name).as_text();
}

std::string json_reader::required_text(std::string_view name) {
  require(name);
  return text(name);
}

std::int64_t json_reader::integer(std::string_view name, std::int64_t by_default) {
  const json* found = field(name);
  return found == nullptr ? by_default : child(*found, name).as_integer();
}

std::vector<std::string> json_reader::texts(std::string_view name) {
  std::vector<std::string> list;
  each(name, [&](const json_reader& element) { list.push_back(element.as_text()); });
  return list;
}

std::vector<std::string> json_reader::required_texts(std::string_view name) {
  require(name);
  return texts(name);
}

}  // namespace squall::kit
