// Parsing JSON into json_node, by nlohmann-json's SAX interface: that way numbers keep all their digits.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "squall/errors.hpp"
#include "squall/types/json_document.hpp"

namespace squall {

namespace {

constexpr std::size_t max_depth = 512;

// The member functions that nlohmann::json_sax asks for; each returns whether to go on.
class tree_builder {
 public:
  bool null() { return add({}); }
  bool boolean(bool value) {
    json_node node;
    node.kind = json_kind::boolean;
    node.boolean = value;
    return add(std::move(node));
  }
  bool number_integer(std::int64_t value) { return add_number(std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return add_number(std::to_string(value)); }
  bool number_float(double, const std::string& digits) {
    std::string text = digits;
    // The lexer may have put the decimal point of the C locale in.
    std::replace(text.begin(), text.end(), ',', '.');
    return add_number(std::move(text));
  }
  bool string(std::string& value) {
    json_node node;
    node.kind = json_kind::string;
    node.text = std::move(value);
    return add(std::move(node));
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return open(json_kind::object); }
  bool key(std::string& name) {
    key_ = std::move(name);
    return true;
  }
  bool end_object() { return close(); }
  bool start_array(std::size_t) { return open(json_kind::array); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: …"
    const std::string_view what = e.what();
    const std::size_t bracket = what.find("] ");
    problem_ = fmt::format("at byte {}: {}", position, bracket == what.npos ? what : what.substr(bracket + 2));
    return false;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }
  json_node take() { return std::move(root_); }

 private:
  bool add(json_node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return true;
    }
    node.key = std::exchange(key_, {});
    open_.back()->items.push_back(std::move(node));
    return true;
  }
  bool add_number(std::string digits) {
    json_node node;
    node.kind = json_kind::number;
    node.text = std::move(digits);
    return add(std::move(node));
  }
  bool open(json_kind kind) {
    if (open_.size() == max_depth) {
      problem_ = fmt::format("it is nested deeper than {} levels", max_depth);
      return false;
    }
    json_node node;
    node.kind = kind;
    json_node* parent = open_.empty() ? nullptr : open_.back();
    add(std::move(node));
    // A parent's items do not move while a child is open: only the innermost one grows.
    open_.push_back(parent == nullptr ? &root_ : &parent->items.back());
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  json_node root_;
  std::vector<json_node*> open_;
  std::string key_;
  std::string problem_ = "it is not complete";
};

}  // namespace

json_node parse_json(std::string_view text) {
  tree_builder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
    throw decode_error("this is no JSON: " + builder.problem());
  return builder.take();
}

}  // namespace squall
