// Names of objects as people write them on the command line: `users`, `users.email`, `auth."User".id`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kit/model/object_id.hpp"

namespace squall::kit {

/// A name as written: parts between dots, a part in double quotes taken whole (`""` is one quote). A kind and a
/// colon may stand before it (`table:posts`, `enum_type:mood`) where the name alone means two things.
struct object_name {
  std::optional<object_kind> kind;
  std::vector<std::string> parts;
};

/// Throws kit::error (usage) for an empty part, an unclosed quote or a kind that does not exist.
object_name parse_object_name(std::string_view text);

/// Whether `name` means `id`. Schema `public` may be left out, every other one must be written.
bool means(const object_name& name, const object_id& id);

/// Splits `old=new` at the first `=` outside quotes. Throws kit::error (usage) when there is none.
std::pair<std::string, std::string> split_assignment(std::string_view text);

}  // namespace squall::kit
