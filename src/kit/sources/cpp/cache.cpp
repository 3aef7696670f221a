#include "kit/sources/cpp/cache.hpp"

#include <nlohmann/json.hpp>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/sha256.hpp"
#include "kit/sources/cpp/schema_json.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

// The first line lists the inputs, the rest is the schema: a miss costs no parsing of the model.
constexpr std::string_view format_name = "squall-schema-cache 2";

bool inputs_unchanged(const nlohmann::json& inputs) {
  for (const auto& entry : inputs) {
    const fs::path path = entry.at(0).get<std::string>();
    std::error_code missing;
    if (!fs::is_regular_file(path, missing))
      return false;
    if (sha256_file(path) != entry.at(1).get<std::string>())
      return false;
  }
  return true;
}

}  // namespace

schema_cache::schema_cache(fs::path directory, std::string settings)
    : directory_(std::move(directory)), settings_(std::move(settings)) {}

fs::path schema_cache::file() const { return directory_ / (settings_ + ".schema"); }

std::optional<described_schema> schema_cache::find() const {
  std::error_code missing;
  if (directory_.empty() || !fs::is_regular_file(file(), missing))
    return std::nullopt;
  try {
    const std::string content = read_file(file());
    const auto newline = content.find('\n');
    if (newline == std::string::npos)
      return std::nullopt;
    const auto head = nlohmann::json::parse(content.substr(0, newline));
    const auto body = std::string_view(content).substr(newline + 1);
    if (head.at("format") != format_name || head.at("digest") != sha256_hex(body))
      return std::nullopt;
    if (!inputs_unchanged(head.at("inputs")))
      return std::nullopt;
    return schema_from_json(body);
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  } catch (const error&) {
    return std::nullopt;
  }
}

void schema_cache::store(const std::vector<fs::path>& inputs, const described_schema& schema) const {
  if (directory_.empty())
    return;
  const std::string body = schema_to_json(schema);
  nlohmann::json head{{"format", format_name}, {"digest", sha256_hex(body)}, {"inputs", nlohmann::json::array()}};
  for (const auto& path : inputs) head["inputs"].push_back({path.string(), sha256_file(path)});
  write_file_atomically(file(), head.dump() + "\n" + body);
}

}  // namespace squall::kit
