// Strict reading of JSON: every field is asked for by name and type, and none may be left over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/base/error.hpp"

namespace squall::kit {

/// A value inside a document, with the way to it for errors. Readers point to their parents and live on the stack.
class json_reader {
 public:
  using json = nlohmann::ordered_json;

  json_reader(const json& value, std::string_view document_path) : value_(value), root_(document_path) {}

  [[nodiscard]] const json& value() const { return value_; }

  /// `objects[3].type: <why>`
  [[noreturn]] void fail(const std::string& why) const;
  [[nodiscard]] std::string path() const;

  void require_object() const;

  // Fields of an object. Absent ones leave the default; `required_…` throws.
  [[nodiscard]] bool boolean(std::string_view name);
  [[nodiscard]] std::string text(std::string_view name, std::string_view by_default = "");
  [[nodiscard]] std::string required_text(std::string_view name);
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t by_default);
  [[nodiscard]] std::vector<std::string> texts(std::string_view name);
  [[nodiscard]] std::vector<std::string> required_texts(std::string_view name);
  /// The value's place among `words`.
  template <class Words>
  [[nodiscard]] std::size_t as_choice(const Words& words) const {
    const std::string word = as_text();
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == word) {
        return i;
      }
    }
    fail("unknown value \"" + word + "\"");
  }
  /// Calls `read(json_reader)` when the field is there.
  template <class Read>
  bool with(std::string_view name, Read read) {
    const json* found = field(name);
    if (found != nullptr) {
      json_reader inner = child(*found, name);
      read(inner);
    }
    return found != nullptr;
  }
  /// Calls `read(json_reader)` for each element of an array; absent is empty.
  template <class Read>
  void each(std::string_view name, Read read) {
    if (const json* found = field(name)) {
      json_reader list = child(*found, name);
      list.require_array();
      for (std::size_t i = 0; i < found->size(); ++i) {
        json_reader element((*found)[i], &list, {}, i);
        read(element);
      }
    }
  }

  /// Calls `read(key, json_reader)` for each field of the object `name`, whatever its fields are called.
  template <class Read>
  void each_field(std::string_view name, Read read) {
    if (const json* found = field(name)) {
      const json_reader inner = child(*found, name);
      inner.require_map();
      for (auto it = found->begin(); it != found->end(); ++it) {
        json_reader entry = inner.child(it.value(), it.key());
        read(it.key(), entry);
      }
    }
  }
  /// Throws when the field is not there.
  void require(std::string_view name);

  /// Throws when the object has a field that nobody asked for.
  void finish() const;

  [[nodiscard]] std::string as_text() const;
  [[nodiscard]] std::int64_t as_integer() const;
  [[nodiscard]] bool as_boolean() const;
  void require_array() const;
  void require_map() const;

 private:
  json_reader(const json& value, const json_reader* parent, std::string_view name, std::size_t at)
      : value_(value), parent_(parent), name_(name), at_(at) {}
  [[nodiscard]] json_reader child(const json& value, std::string_view name) const { return {value, this, name, 0}; }

  /// The field's value, which is then known; nullptr when absent.
  const json* field(std::string_view name);

  const json& value_;
  const json_reader* parent_ = nullptr;
  std::string_view root_;    ///< of a reader without a parent
  std::string_view name_;    ///< of a field; empty for an element
  std::size_t at_ = 0;       ///< of an element
  std::uint64_t known_ = 0;  ///< the fields asked for, by their place in the object
};

}  // namespace squall::kit
