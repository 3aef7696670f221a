// hstore, of the extension of that name.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace squall {

// A template, so that a source file that has no hstore does not pay for it.
template <class Text>
class basic_hstore;

/// Texts by their keys; a value may be NULL.
using hstore_t = basic_hstore<std::string>;

namespace detail {

hstore_t parse_hstore(std::string_view text);
std::string hstore_text(const hstore_t& value);

}  // namespace detail

/// A map, in the order of its keys; its members are std::map's. No std::map: every file with a query would compile that
/// header. Iterators show values and do not change them; operator[] and insert_or_assign() do, and end iterators.
///
///     hstore_t settings{{"color", "red"}, {"size", std::nullopt}};
///     settings["weight"] = "3 kg";
///     for (const auto& [key, text] : settings) …
template <class Text>
class basic_hstore {
 public:
  using key_type = Text;
  using mapped_type = std::optional<Text>;
  using value_type = std::pair<Text, std::optional<Text>>;
  using size_type = std::size_t;
  using const_iterator = typename std::vector<value_type>::const_iterator;
  using iterator = const_iterator;

  basic_hstore() = default;
  /// Of keys that come twice the first counts, as in std::map.
  basic_hstore(std::initializer_list<value_type> entries) : basic_hstore(entries.begin(), entries.end()) {}
  template <class Iterator>
  basic_hstore(Iterator first, Iterator last) {
    for (; first != last; ++first) emplace(first->first, first->second);
  }

  [[nodiscard]] const_iterator begin() const noexcept { return entries_.begin(); }
  [[nodiscard]] const_iterator end() const noexcept { return entries_.end(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }

  [[nodiscard]] const_iterator find(std::string_view key) const {
    const std::size_t at = place_of(key);
    return is_at(at, key) ? begin() + static_cast<std::ptrdiff_t>(at) : end();
  }
  [[nodiscard]] bool contains(std::string_view key) const { return is_at(place_of(key), key); }
  [[nodiscard]] std::size_t count(std::string_view key) const { return contains(key) ? 1 : 0; }
  /// Throws std::out_of_range when there is no such key.
  [[nodiscard]] const mapped_type& at(std::string_view key) const {
    const std::size_t place = place_of(key);
    if (!is_at(place, key))
      throw std::out_of_range("hstore_t::at: there is no such key");
    return entries_[place].second;
  }
  [[nodiscard]] mapped_type& at(std::string_view key) {
    return const_cast<mapped_type&>(static_cast<const basic_hstore&>(*this).at(key));
  }
  /// The value of the key, which is made with NULL when it is not there.
  mapped_type& operator[](Text key) {
    const std::size_t place = emplace_at(std::move(key), std::nullopt).first;
    return entries_[place].second;
  }

  /// Leaves a key that is there as it is. @return where the key is, and whether it is new
  std::pair<const_iterator, bool> emplace(Text key, mapped_type text) {
    const auto [place, is_new] = emplace_at(std::move(key), std::move(text));
    return {begin() + static_cast<std::ptrdiff_t>(place), is_new};
  }
  std::pair<const_iterator, bool> insert(value_type entry) {
    return emplace(std::move(entry.first), std::move(entry.second));
  }
  std::pair<const_iterator, bool> insert_or_assign(Text key, mapped_type text) {
    const auto [place, is_new] = emplace_at(std::move(key), std::nullopt);
    entries_[place].second = std::move(text);
    return {begin() + static_cast<std::ptrdiff_t>(place), is_new};
  }
  /// @return how many were there
  std::size_t erase(std::string_view key) {
    const std::size_t place = place_of(key);
    if (!is_at(place, key))
      return 0;
    entries_.erase(begin() + static_cast<std::ptrdiff_t>(place));
    return 1;
  }
  void clear() noexcept { entries_.clear(); }

  friend bool operator==(const basic_hstore&, const basic_hstore&) = default;

  /// Reads what PostgreSQL prints: `"a"=>"1", "b"=>NULL`. Throws decode_error.
  static basic_hstore parse(std::string_view text) { return detail::parse_hstore(text); }

  /// `"a"=>"1", "b"=>NULL`, in the order of the keys.
  friend std::string to_string(const basic_hstore& value) { return detail::hstore_text(value); }

 private:
  /// Where the key is, or belongs.
  [[nodiscard]] std::size_t place_of(std::string_view key) const {
    std::size_t first = 0;
    for (std::size_t last = entries_.size(); first < last;) {
      const std::size_t middle = first + (last - first) / 2;
      if (std::string_view(entries_[middle].first) < key)
        first = middle + 1;
      else
        last = middle;
    }
    return first;
  }
  [[nodiscard]] bool is_at(std::size_t place, std::string_view key) const {
    return place < entries_.size() && entries_[place].first == key;
  }
  std::pair<std::size_t, bool> emplace_at(Text key, mapped_type text) {
    const std::size_t place = place_of(key);
    const bool is_new = !is_at(place, key);
    if (is_new)
      entries_.emplace(begin() + static_cast<std::ptrdiff_t>(place), std::move(key), std::move(text));
    return {place, is_new};
  }

  std::vector<value_type> entries_;  // by their keys
};

}  // namespace squall
