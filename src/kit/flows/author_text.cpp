#include "kit/flows/author_text.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>

namespace squall::kit {
namespace {

/// The author's spelling where the canonical texts differ, the old spelling where they do not.
template <class T>
void respell(T& canonical, const T& before, const T& author) {
  canonical = canonical == before ? before : author;
}

void respell_object(column& to, const column& before, const column& author) {
  respell(to.type, before.type, author.type);
  respell(to.default_value, before.default_value, author.default_value);
  respell(to.generated, before.generated, author.generated);
  respell(to.collation, before.collation, author.collation);
}

void respell_object(check& to, const check& before, const check& author) {
  respell(to.condition, before.condition, author.condition);
}

void respell_object(index& to, const index& before, const index& author) {
  respell(to.keys, before.keys, author.keys);
  respell(to.where, before.where, author.where);
}

/// Kinds without expressions are the same in both spellings.
template <class T>
void respell_object(T&, const T&, const T&) {}

/// `before`: what the change starts from; nullptr for a create, which is the author's from end to end.
object respelled(const object& canonical, const object* before, const object& author) {
  if (before == nullptr || before->index() != canonical.index() || author.index() != canonical.index()) {
    return author.index() == canonical.index() ? author : canonical;
  }
  object result = canonical;
  std::visit(
      [&](auto& value) {
        using kind = std::remove_cvref_t<decltype(value)>;
        respell_object(value, std::get<kind>(*before), std::get<kind>(author));
      },
      result);
  return result;
}

}  // namespace

std::vector<change> with_author_text(std::vector<change> changes, const database& author) {
  for (change& c : changes) {
    const auto own = author.objects.find(c.id);
    if (c.after && own != author.objects.end()) {
      c.after = respelled(*c.after, c.before ? &*c.before : nullptr, own->second);
    }
  }
  return changes;
}

}  // namespace squall::kit
