#include "kit/model/default_names.hpp"

namespace squall::kit {

std::string_view clip_name(std::string_view text, std::size_t limit) {
  if (text.size() <= limit)
    return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

namespace {

template <class Taken>
std::string choose(std::string_view first, std::string_view second, std::string_view label, Taken taken) {
  for (int pass = 0;; ++pass) {
    const std::string numbered = std::string(label) + (pass == 0 ? "" : std::to_string(pass));
    std::string name = make_object_name(first, second, numbered);
    if (!taken(name))
      return name;
  }
}

}  // namespace

std::string make_object_name(std::string_view first, std::string_view second, std::string_view label) {
  const std::size_t overhead = (label.empty() ? 0 : label.size() + 1) + (second.empty() ? 0 : 1);
  const std::size_t available = longest_name - overhead;
  std::size_t first_bytes = first.size();
  std::size_t second_bytes = second.size();
  while (first_bytes + second_bytes > available) {
    if (first_bytes > second_bytes)
      --first_bytes;
    else
      --second_bytes;
  }
  std::string name(clip_name(first, first_bytes));
  if (!second.empty())
    name.append("_").append(clip_name(second, second_bytes));
  if (!label.empty())
    name.append("_").append(label);
  return name;
}

std::string join_for_name(const std::vector<std::string>& columns) {
  std::string joined;
  for (const auto& column : columns) {
    if (!joined.empty())
      joined += '_';
    joined += column;
    if (joined.size() >= longest_name)
      break;
  }
  return joined;
}

bool name_registry::take_relation(const std::string& schema, const std::string& name) {
  return relations_.emplace(schema, name).second;
}

bool name_registry::take_type(const std::string& schema, const std::string& name) {
  return types_.emplace(schema, name).second;
}

bool name_registry::take_constraint(const std::string& schema, const std::string& table, const std::string& name) {
  return constraints_[{schema, table}].insert(name).second;
}

std::string name_registry::choose_relation(const std::string& schema, std::string_view first, std::string_view second,
                                           std::string_view label) {
  auto name = choose(first, second, label, [&](const std::string& n) { return relations_.contains({schema, n}); });
  relations_.emplace(schema, name);
  return name;
}

std::string name_registry::choose_constraint(const std::string& schema, const std::string& table,
                                             std::string_view second, std::string_view label, bool is_relation) {
  auto& taken = constraints_[{schema, table}];
  auto name = choose(table, second, label, [&](const std::string& n) {
    return taken.contains(n) || (is_relation && relations_.contains({schema, n}));
  });
  taken.insert(name);
  if (is_relation)
    relations_.emplace(schema, name);
  return name;
}

}  // namespace squall::kit
