// Options by their names, in the order in which they were given.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squall::kit {

/// Storage parameters, settings, options. PostgreSQL keeps their order and pg_dump prints it, but it means nothing: two
/// maps that differ in order alone are equal. They are few, so that a search walks through them.
class option_map {
 public:
  using value_type = std::pair<std::string, std::string>;
  using iterator = std::vector<value_type>::iterator;
  using const_iterator = std::vector<value_type>::const_iterator;

  option_map() = default;
  option_map(std::initializer_list<value_type> options) {
    for (const auto& [name, value] : options) {
      emplace(name, value);
    }
  }

  [[nodiscard]] iterator begin() { return options_.begin(); }
  [[nodiscard]] iterator end() { return options_.end(); }
  [[nodiscard]] const_iterator begin() const { return options_.begin(); }
  [[nodiscard]] const_iterator end() const { return options_.end(); }
  [[nodiscard]] bool empty() const { return options_.empty(); }
  [[nodiscard]] std::size_t size() const { return options_.size(); }

  [[nodiscard]] const_iterator find(std::string_view name) const {
    return std::find_if(begin(), end(), [&](const value_type& option) { return option.first == name; });
  }
  [[nodiscard]] bool contains(std::string_view name) const { return find(name) != end(); }
  /// Throws std::out_of_range when there is none of the name.
  [[nodiscard]] const std::string& at(std::string_view name) const {
    const auto found = find(name);
    if (found == end()) {
      throw std::out_of_range("there is no option " + std::string(name));
    }
    return found->second;
  }

  /// Behind the others; nothing when there is one of the name.
  void emplace(std::string_view name, std::string_view value) {
    if (!contains(name)) {
      options_.emplace_back(name, value);
    }
  }
  /// The value of a name, made when it is not there.
  std::string& operator[](std::string_view name) {
    emplace(name, {});
    return options_[static_cast<std::size_t>(find(name) - begin())].second;
  }
  void clear() { options_.clear(); }
  std::size_t erase(std::string_view name) {
    return std::erase_if(options_, [&](const value_type& option) { return option.first == name; });
  }
  /// What stood under a name, which is taken out.
  std::optional<std::string> extract(std::string_view name) {
    const auto found = find(name);
    if (found == end()) {
      return std::nullopt;
    }
    std::optional<std::string> value = found->second;
    erase(name);
    return value;
  }

  friend bool operator==(const option_map& a, const option_map& b) {
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const value_type& option) {
             const auto other = b.find(option.first);
             return other != b.end() && other->second == option.second;
           });
  }

 private:
  std::vector<value_type> options_;
};

}  // namespace squall::kit
