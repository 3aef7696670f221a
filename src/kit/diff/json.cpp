#include "kit/diff/json.hpp"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "kit/model/json.hpp"
#include "kit/model/json_reader.hpp"

namespace squall::kit {

namespace {

/// In the order of change_verb.
constexpr std::array<std::string_view, 4> verbs{"create", "drop", "alter", "rename"};
static_assert(verbs.size() == static_cast<std::size_t>(change_verb::rename) + 1);

std::optional<std::pair<object_id, object>> optional_object(json_reader& fields, std::string_view name) {
  std::optional<std::pair<object_id, object>> found;
  fields.with(name, [&](const json_reader& inner) { found = object_from_json(inner.value(), inner.path()); });
  return found;
}

std::optional<object_id> optional_id(json_reader& fields, std::string_view name) {
  std::optional<object_id> found;
  fields.with(name, [&](const json_reader& inner) { found = object_id_from_json(inner.value(), inner.path()); });
  return found;
}

void require(const json_reader& fields, bool there, bool wanted, const char* name) {
  if (there != wanted) {
    fields.fail("field \"" + std::string(name) + (wanted ? "\" is missing" : "\" does not belong to this verb"));
  }
}

}  // namespace

nlohmann::ordered_json to_json(const change& c) {
  nlohmann::ordered_json value;
  value["verb"] = verbs.at(static_cast<std::size_t>(c.verb));
  if (c.verb == change_verb::rename) {
    value["from"] = to_json(c.id);
    value["to"] = to_json(c.renamed_to.value());
    return value;
  }
  if (c.before) {
    value["before"] = object_to_json(c.id, *c.before);
  }
  if (c.after) {
    value["after"] = object_to_json(c.id, *c.after);
  }
  return value;
}

change change_from_json(const nlohmann::ordered_json& value, std::string_view path) {
  json_reader fields(value, path);
  change c;
  fields.require("verb");
  fields.with("verb", [&](const json_reader& verb) { c.verb = static_cast<change_verb>(verb.as_choice(verbs)); });
  auto before = optional_object(fields, "before");
  auto after = optional_object(fields, "after");
  auto from = optional_id(fields, "from");
  c.renamed_to = optional_id(fields, "to");
  fields.finish();

  const bool renames = c.verb == change_verb::rename;
  require(fields, before.has_value(), c.verb == change_verb::drop || c.verb == change_verb::alter, "before");
  require(fields, after.has_value(), c.verb == change_verb::create || c.verb == change_verb::alter, "after");
  require(fields, from.has_value(), renames, "from");
  require(fields, c.renamed_to.has_value(), renames, "to");
  if (before && after && before->first != after->first) {
    fields.fail("\"before\" and \"after\" are not the same object");
  }
  if (renames) {
    c.id = *std::move(from);
    return c;
  }
  c.id = before ? before->first : after->first;
  if (before) {
    c.before = std::move(before->second);
  }
  if (after) {
    c.after = std::move(after->second);
  }
  return c;
}

}  // namespace squall::kit
