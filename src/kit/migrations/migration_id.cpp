// Migration ids: made, and found by what a person types.
#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>

#include "kit/base/error.hpp"
#include "kit/base/text.hpp"
#include "kit/migrations/folder.hpp"

namespace squall::kit {
namespace {

constexpr std::size_t time_length = 14;  // YYYYMMDDHHMMSS
constexpr std::size_t slug_limit = 80;   // with the time well below the 255 bytes of a file name

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string slug_of(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_digit(lower) || (lower >= 'a' && lower <= 'z')) {
      slug += lower;
    } else if (!slug.empty() && slug.back() != '_') {
      slug += '_';
    }
    if (slug.size() == slug_limit) {
      break;
    }
  }
  while (!slug.empty() && slug.back() == '_') {
    slug.pop_back();
  }
  return slug.empty() ? "migration" : slug;
}

std::string format_time(std::time_t time) {
  std::tm utc{};
  ::gmtime_r(&time, &utc);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y%m%d%H%M%S", &utc);
  return text.data();
}

/// The time in an id, if it starts with one.
std::optional<std::time_t> time_of(const std::string& id) {
  if (id.size() < time_length || !std::all_of(id.begin(), id.begin() + time_length, is_digit)) {
    return std::nullopt;
  }
  const auto number = [&](std::size_t at, std::size_t length) { return std::stoi(id.substr(at, length)); };
  std::tm utc{};
  utc.tm_year = number(0, 4) - 1900;
  utc.tm_mon = number(4, 2) - 1;
  utc.tm_mday = number(6, 2);
  utc.tm_hour = number(8, 2);
  utc.tm_min = number(10, 2);
  utc.tm_sec = number(12, 2);
  return ::timegm(&utc);
}

/// The id without its time: what a person calls the migration.
std::string name_of(const std::string& id) {
  const auto underscore = id.find('_');
  return underscore == std::string::npos ? id : id.substr(underscore + 1);
}

std::string list_of(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) {
    text += (text.empty() ? "" : ", ") + id;
  }
  return text;
}

}  // namespace

std::string make_migration_id(std::string_view name, const std::vector<migration>& existing) {
  std::time_t time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  for (const migration& m : existing) {
    if (const auto other = time_of(m.id); other && *other >= time) {
      time = *other + 1;  // two in one second, or a clock that was wrong once
    }
  }
  return format_time(time) + "_" + slug_of(name);
}

std::string resolve_migration(const std::string& text, const std::vector<std::string>& ids) {
  if (std::find(ids.begin(), ids.end(), text) != ids.end()) {
    return text;
  }
  std::vector<std::string> found;
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    names.push_back(name_of(id));
    if (!text.empty() && (id.starts_with(text) || names.back() == text)) {
      found.push_back(id);
    }
  }
  if (found.size() == 1) {
    return found[0];
  }
  if (found.size() > 1) {
    throw error("`" + text + "` may be any of these migrations: " + list_of(found), "type more of the id",
                exit_code::usage);
  }
  names.insert(names.end(), ids.begin(), ids.end());
  const auto near = nearest_name(text, names);
  throw error("there is no migration `" + text + "`",
              near ? "did you mean `" + *near + "`?" : "`squall status` lists them", exit_code::usage);
}

}  // namespace squall::kit
