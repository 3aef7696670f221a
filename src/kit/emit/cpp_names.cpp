#include "kit/emit/cpp_names.hpp"

#include <array>
#include <utility>

#include "squall/schema/enums.hpp"

namespace squall::kit {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || is_digit(c); }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

bool ends_with(std::string_view text, std::string_view ending) { return text.ends_with(ending); }

std::string replace_end(std::string_view text, std::size_t cut, std::string_view with) {
  return std::string(text.substr(0, text.size() - cut)).append(with);
}

}  // namespace

std::string cpp_identifier(std::string_view name) {
  std::string made;
  for (const char c : name) {
    if (is_word(c)) {
      made += c;
    } else if (made.empty() || made.back() != '_') {
      made += '_';
    }
  }
  if (made.size() > 1 && made.back() == '_') {
    made.pop_back();
  }
  if (made.empty() || made == "_") {
    return "unnamed";
  }
  // `_2fa` is fine; `_Id` is for the implementation (C++ [lex.name]).
  if (is_digit(made.front())) {
    made.insert(0, "_");
  } else if (made.front() == '_' && is_upper(made[1])) {
    made.erase(0, 1);
  }
  return made;
}

std::string pascal_case(std::string_view name) {
  std::string made;
  bool starts_word = true;
  for (const char c : cpp_identifier(name)) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    // Two numbers keep their `_`: v1_2 and v12 are not one name.
    if (starts_word && is_digit(c) && !made.empty() && is_digit(made.back())) {
      made += '_';
    }
    made += starts_word ? to_upper(c) : c;
    starts_word = false;
  }
  if (made.empty() || is_digit(made.front())) {
    made.insert(0, "T");
  }
  return made;
}

std::string snake_case_of(std::string_view name) {
  std::string made;
  detail::snake_case(cpp_identifier(name), [&](char c) { made += c; });
  for (std::size_t at = made.find("__"); at != std::string::npos; at = made.find("__")) {
    made.erase(at, 1);
  }
  return made;
}

std::string singular_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> irregular{{{"people", "person"},
                                                                                            {"children", "child"},
                                                                                            {"data", "datum"},
                                                                                            {"media", "medium"},
                                                                                            {"criteria", "criterion"},
                                                                                            {"indices", "index"},
                                                                                            {"vertices", "vertex"},
                                                                                            {"matrices", "matrix"},
                                                                                            {"men", "man"},
                                                                                            {"women", "woman"},
                                                                                            {"mice", "mouse"},
                                                                                            {"movies", "movie"},
                                                                                            {"cookies", "cookie"},
                                                                                            {"analyses", "analysis"}}};
  // What ends so is no plural, or one that nobody takes apart.
  static constexpr std::array<std::string_view, 13> unchanged{
      "ss", "us", "is", "news", "series", "species", "data", "status", "bus", "media", "info", "settings", "stats"};
  std::string lower;
  for (const char c : name) {
    lower += to_lower(c);
  }
  const auto begins_word = [&](std::size_t at) { return at == 0 || is_upper(name[at]) || name[at - 1] == '_'; };
  for (const auto ending : unchanged) {
    if (ends_with(lower, ending) && (ending.size() < 4 || begins_word(lower.size() - ending.size()))) {
      return std::string(name);
    }
  }
  for (const auto& [many, one] : irregular) {
    const std::size_t at = lower.size() - many.size();
    if (ends_with(lower, many) && begins_word(at)) {
      std::string made = replace_end(name, many.size(), one);
      made[at] = is_upper(name[at]) ? to_upper(made[at]) : made[at];
      return made;
    }
  }
  if (ends_with(lower, "ies") && lower.size() > 4) {
    return replace_end(name, 3, "y");
  }
  for (const std::string_view ending : {"sses", "shes", "ches", "xes", "zzes"}) {
    if (ends_with(lower, ending)) {
      return replace_end(name, 2, "");
    }
  }
  return ends_with(lower, "s") && lower.size() > 2 ? replace_end(name, 1, "") : std::string(name);
}

std::string enum_name_of(std::string_view name) {
  std::string made;
  detail::snake_case(name, [&](char c) { made += c; });
  return made;
}

std::string identifier_pool::take(const std::string& wanted) {
  if (take_exactly(wanted)) {
    return wanted;
  }
  std::string name = wanted + "_";
  for (int i = 2; !take_exactly(name); ++i) {
    name = wanted + "_" + std::to_string(i);
  }
  return name;
}

bool identifier_pool::take_exactly(const std::string& wanted) {
  return is_free(wanted) && taken_.insert(wanted).second;
}

bool identifier_pool::is_free(const std::string& name) const {
  return !is_taken_in_cpp(name) && !taken_.contains(name);
}

}  // namespace squall::kit
