#include "client/statement_cache.hpp"

#include <fmt/format.h>

#include <random>

#include "squall/errors.hpp"

namespace squall::detail {

statement_cache::statement_cache() {
  std::random_device random;
  prefix_ = fmt::format("squall_{:08x}{:08x}_", random(), random());
}

std::size_t statement_cache::text_hash::operator()(const text_key& key) const noexcept {
  std::size_t hash = std::hash<std::string_view>{}(key.sql);
  for (const std::uint32_t type : key.types) hash = hash * 31 + type;
  return hash;
}

std::size_t statement_cache::deferred_hash::operator()(const deferred_key& key) const noexcept {
  return std::hash<deferred_text::writer>{}(key.writer) ^ std::hash<std::uint64_t>{}(key.columns);
}

std::string statement_cache::new_name() { return prefix_ + std::to_string(++names_); }

const prepared_statement* statement_cache::find(const void* key, std::string_view sql,
                                                std::span<const std::uint32_t> types) {
  if (key != nullptr) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end())
      return nullptr;
    if (!found->second.is_for(sql, types))
      throw usage_error(fmt::format("one key for two statements: '{}' and '{}'", found->second.sql, sql));
    return &found->second;
  }
  const auto found = by_text_.find(text_key{sql, types});
  if (found == by_text_.end())
    return nullptr;
  recent_.splice(recent_.begin(), recent_, found->second);
  return &*found->second;
}

const prepared_statement* statement_cache::find(const deferred_text& text, std::span<const std::uint32_t> types) {
  const auto found = shortcuts_.find({text.written_by(), text.columns()});
  if (found == shortcuts_.end() || !std::ranges::equal(found->second->types, types))
    return nullptr;
  recent_.splice(recent_.begin(), recent_, found->second);
  return &*found->second;
}

void statement_cache::add_shortcut(const deferred_text& text, std::span<const std::uint32_t> types) {
  const auto found = by_text_.find(text_key{text.view(), types});
  if (found == by_text_.end())
    return;
  const deferred_key key{text.written_by(), text.columns()};
  auto& mine = found->second->shortcuts;
  if (std::ranges::find(mine, key) == mine.end())
    mine.push_back(key);
  shortcuts_.insert_or_assign(key, found->second);
}

void statement_cache::drop_shortcuts(recent_list::iterator entry) {
  for (const deferred_key& key : entry->shortcuts)
    if (const auto found = shortcuts_.find(key); found != shortcuts_.end() && found->second == entry)
      shortcuts_.erase(found);
}

const prepared_statement& statement_cache::add(const void* key, prepared_statement statement) {
  if (key != nullptr)
    return by_key_.insert_or_assign(key, std::move(statement)).first->second;
  if (by_text_.size() >= capacity_by_text) {
    // A copy: the key that is looked up would go with the entry.
    const prepared_statement oldest = recent_.back();
    remove(nullptr, oldest.sql, oldest.types);
  }
  recent_.push_front(std::move(statement));
  by_text_.emplace(text_key{recent_.front().sql, recent_.front().types}, recent_.begin());
  return recent_.front();
}

void statement_cache::remove(const void* key, std::string_view sql, std::span<const std::uint32_t> types) {
  if (key != nullptr) {
    auto node = by_key_.extract(key);
    if (!node.empty())
      garbage_.push_back(std::move(node.mapped().name));
    return;
  }
  const auto found = by_text_.find(text_key{sql, types});
  if (found == by_text_.end())
    return;
  const auto entry = found->second;
  by_text_.erase(found);
  drop_shortcuts(entry);
  garbage_.push_back(std::move(entry->name));
  recent_.erase(entry);
}

void statement_cache::forget(const void* key, std::string_view sql, std::span<const std::uint32_t> types) {
  const std::size_t before = garbage_.size();
  remove(key, sql, types);
  garbage_.resize(before);
}

void statement_cache::clear() noexcept {
  by_key_.clear();
  by_text_.clear();
  shortcuts_.clear();
  recent_.clear();
  garbage_.clear();
}

}  // namespace squall::detail
