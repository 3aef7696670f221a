#include "kit/flows/object_name.hpp"

#include <fmt/format.h>

#include "kit/base/error.hpp"

namespace squall::kit {
namespace {

[[noreturn]] void bad_name(std::string_view text, std::string_view why) {
  throw error(fmt::format("`{}` is not the name of an object: {}", text, why),
              "write users, users.email or auth.users.email; a name with other characters in double quotes",
              exit_code::usage);
}

/// The first `wanted` that stands outside double quotes, or npos.
std::size_t find_unquoted(std::string_view text, char wanted) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == wanted && !quoted) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::string unquote(std::string_view part, std::string_view whole) {
  if (part.empty()) {
    bad_name(whole, "a part is empty");
  }
  if (part.front() != '"') {
    if (part.find('"') != std::string_view::npos) {
      bad_name(whole, "a quote stands inside a part");
    }
    return std::string(part);
  }
  if (part.size() < 3 || part.back() != '"') {
    bad_name(whole, "a quote is not closed, or nothing stands in it");
  }
  std::string result;
  const std::string_view inner = part.substr(1, part.size() - 2);
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '"' && (++i == inner.size() || inner[i] != '"')) {
      bad_name(whole, "a quote inside quotes is written twice");
    }
    result += inner[i];
  }
  return result;
}

}  // namespace

object_name parse_object_name(std::string_view text) {
  object_name name;
  std::string_view rest = text;
  if (const std::size_t colon = find_unquoted(rest, ':'); colon != std::string_view::npos) {
    try {
      name.kind = parse_object_kind(rest.substr(0, colon));
    } catch (const error&) {
      bad_name(text, fmt::format("there is no kind of object called `{}`", rest.substr(0, colon)));
    }
    rest.remove_prefix(colon + 1);
  }
  for (;;) {
    const std::size_t dot = find_unquoted(rest, '.');
    name.parts.push_back(unquote(rest.substr(0, dot), text));
    if (dot == std::string_view::npos) {
      break;
    }
    rest.remove_prefix(dot + 1);
  }
  if (name.parts.size() > 3) {
    bad_name(text, "it has more than schema, table and name");
  }
  return name;
}

bool means(const object_name& name, const object_id& id) {
  if (name.kind && *name.kind != id.kind) {
    return false;
  }
  std::vector<std::string> parts;
  for (const std::string* part : {&id.table, &id.name}) {
    if (!part->empty()) {
      parts.push_back(*part);
    }
  }
  if (id.schema == "public" && name.parts == parts) {
    return true;
  }
  if (!id.schema.empty()) {
    parts.insert(parts.begin(), id.schema);
  }
  return name.parts == parts;
}

std::pair<std::string, std::string> split_assignment(std::string_view text) {
  const std::size_t equals = find_unquoted(text, '=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    throw error(fmt::format("`{}` is not of the form old=new", text), "write --rename users.name=users.full_name",
                exit_code::usage);
  }
  return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

}  // namespace squall::kit
