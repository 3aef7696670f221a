#include "kit/sources/cpp/cache.hpp"

#include <nlohmann/json.hpp>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/sha256.hpp"
#include "kit/sources/cpp/schema_json.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

// The first line lists the inputs, the rest is the body: a miss costs no parsing of it.
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

content_cache::content_cache(fs::path file, std::string_view format) : file_(std::move(file)), format_(format) {}

std::optional<cached_content> content_cache::find() const {
  std::error_code missing;
  if (file_.empty() || !fs::is_regular_file(file_, missing))
    return std::nullopt;
  try {
    std::string content = read_file(file_);
    const auto newline = content.find('\n');
    if (newline == std::string::npos)
      return std::nullopt;
    const auto head = nlohmann::json::parse(content.substr(0, newline));
    content.erase(0, newline + 1);
    if (head.at("format") != format_ || head.at("digest") != sha256_hex(content) ||
        !inputs_unchanged(head.at("inputs")))
      return std::nullopt;
    cached_content found;
    for (const auto& entry : head.at("inputs")) found.inputs.emplace_back(entry.at(0).get<std::string>());
    found.body = std::move(content);
    return found;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  } catch (const error&) {
    return std::nullopt;
  }
}

void content_cache::store(const cached_content& content) const {
  if (file_.empty())
    return;
  nlohmann::json head{{"format", format_}, {"digest", sha256_hex(content.body)}, {"inputs", nlohmann::json::array()}};
  for (const auto& path : content.inputs) head["inputs"].push_back({path.string(), sha256_file(path)});
  write_file_atomically(file_, head.dump() + "\n" + content.body);
}

schema_cache::schema_cache(const fs::path& directory, const std::string& settings)
    : content_(directory.empty() ? fs::path{} : directory / (settings + ".schema"), "squall-schema-cache 2") {}

std::optional<described_schema> schema_cache::find() const {
  const auto content = content_.find();
  if (!content)
    return std::nullopt;
  try {
    return schema_from_json(content->body);
  } catch (const error&) {
    return std::nullopt;
  }
}

void schema_cache::store(const std::vector<fs::path>& inputs, const described_schema& schema) const {
  content_.store({inputs, schema_to_json(schema)});
}

}  // namespace squall::kit
