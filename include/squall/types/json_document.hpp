// Reading and writing JSON, as json_codec does it. Light: no JSON library in sight.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squall {

enum class json_kind : std::uint8_t { null, boolean, number, string, array, object };

/// One value of a parsed JSON text. Numbers keep their digits as they were written, so nothing is lost in reading.
struct json_node {
  json_kind kind = json_kind::null;
  bool boolean = false;
  std::string key;               ///< the name, when this is a member of an object
  std::string text;              ///< a string's characters, a number's digits
  std::vector<json_node> items;  ///< of an array or object, in order; a name's last occurrence counts
};

/// Parses `text`. Throws decode_error when it is no JSON, or nested deeper than 512 levels.
json_node parse_json(std::string_view text);

/// Where a json_codec reads: one value, and the way to it for messages. Cheap to copy. It must not outlive the node
/// and the reader that it came from.
class json_reader {
 public:
  explicit json_reader(const json_node& root) noexcept : node_(&root) {}

  [[nodiscard]] json_kind kind() const noexcept { return node_->kind; }
  [[nodiscard]] bool is_null() const noexcept { return node_->kind == json_kind::null; }
  [[nodiscard]] const json_node& node() const noexcept { return *node_; }

  // Each throws decode_error with the path when the value is something else.
  [[nodiscard]] bool boolean() const;
  /// An integer within [lowest, highest].
  [[nodiscard]] std::int64_t integer(std::int64_t lowest, std::int64_t highest) const;
  [[nodiscard]] std::uint64_t unsigned_integer(std::uint64_t highest) const;
  [[nodiscard]] double number() const;
  [[nodiscard]] const std::string& string() const;
  /// The text of a number as it stands.
  [[nodiscard]] const std::string& number_text() const;
  [[nodiscard]] std::size_t array_size() const;
  /// Element `i` of an array, or member `i` of an object: node().key is its name.
  [[nodiscard]] json_reader element(std::size_t i) const { return {node_->items[i], *this, i}; }
  [[nodiscard]] std::size_t object_size() const;
  /// The member of that name; nullptr when the object has none. Of a name that stands twice the last one counts, as in
  /// jsonb.
  [[nodiscard]] const json_node* find(std::string_view name) const;
  [[nodiscard]] json_reader below(const json_node& child) const {
    return {child, *this, static_cast<std::size_t>(&child - node_->items.data())};
  }

  /// `$.rooms[2].name`
  [[nodiscard]] std::string path() const;
  /// Throws decode_error: `JSON at $.rooms[2].name: expected …`.
  [[noreturn]] void fail(std::string_view problem) const;

 private:
  json_reader(const json_node& node, const json_reader& parent, std::size_t index) noexcept
      : node_(&node), parent_(&parent), index_(index) {}
  void expect(json_kind kind) const;

  const json_node* node_;
  const json_reader* parent_ = nullptr;
  std::size_t index_ = 0;
};

/// Where a json_codec writes. Commas and colons come by themselves.
class json_writer {
 public:
  void begin_object() { open('{'); }
  void key(std::string_view name);
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void null() { raw("null"); }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void integer(std::int64_t value);
  void unsigned_integer(std::uint64_t value);
  /// The shortest text that reads back as the same double. Throws usage_error for NaN and infinity: JSON has none.
  void number(double value);
  void number(float value);
  void string(std::string_view value);
  /// JSON text as it is; it must be one value.
  void raw(std::string_view json);
  /// A parsed value, exactly as it was read.
  void node(const json_node& value);

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void quote(std::string_view value);

  std::string text_;
  bool needs_comma_ = false;
};

}  // namespace squall
