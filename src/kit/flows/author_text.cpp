#include "kit/flows/author_text.hpp"

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>

#include "kit/model/deparsed_sql.hpp"
#include "kit/sources/expressions.hpp"

namespace squall::kit {
namespace {

/// The author's words for `to`, a text of the server's; where nothing changes against `before`, those of `before`. What
/// the text stands on is the server's to say.
void respell(std::string& to, const std::string* before, const std::string& author) {
  to = before != nullptr && to == *before ? *before : author;
}
void respell(std::optional<sql_expression>& to, const std::optional<sql_expression>* before,
             const std::optional<sql_expression>& author) {
  const bool unchanged = before != nullptr && to == *before;
  const auto& words = unchanged ? *before : author;
  if (to && words) {
    to->sql = words->sql;
  }
}

template <class T, class Member>
auto* member_of(const T* value, Member member) {
  return value == nullptr ? nullptr : &(value->*member);
}

void respell_object(column& to, const column* before, const column& author) {
  respell(to.default_value, member_of(before, &column::default_value), author.default_value);
  respell(to.generated, member_of(before, &column::generated), author.generated);
  respell(to.collation, member_of(before, &column::collation), author.collation);
}

void respell_object(check& to, const check* before, const check& author) {
  respell(to.condition.sql, before == nullptr ? nullptr : &before->condition.sql, author.condition.sql);
}

template <class Index>
void respell_index(Index& to, const Index* before, const Index& author) {
  respell(to.where, member_of(before, &Index::where), author.where);
  if (to.keys.size() != author.keys.size()) {
    return;
  }
  const bool has_before = before != nullptr && before->keys == to.keys;
  for (std::size_t i = 0; i < to.keys.size(); ++i) {
    respell(to.keys[i].expression, has_before ? &before->keys[i].expression : nullptr, author.keys[i].expression);
  }
}
void respell_object(index& to, const index* before, const index& author) { respell_index(to, before, author); }
void respell_object(exclusion& to, const exclusion* before, const exclusion& author) {
  respell_index(to, before, author);
}

/// Kinds without expressions are the same in both spellings.
template <class T>
void respell_object(T&, const T*, const T&) {}

/// The author's words for `to`. `before`: what the change starts from; nullptr for a create.
void write_as_author(object& to, const object* before, const object& author) {
  std::visit(
      [&](auto& value) {
        using kind = std::remove_cvref_t<decltype(value)>;
        respell_object(value, before == nullptr ? nullptr : std::get_if<kind>(before), std::get<kind>(author));
      },
      to);
}

/// What the server printed, so that it parses it to the same again; what does not change keeps the words of `before`.
void write_as_parsed(object& to, const object* before, const object& printed) {
  const auto places = expression_places(to);
  const auto texts = expression_texts(printed);
  const auto old = before == nullptr ? std::vector<std::string>() : expression_texts(*before);
  for (std::size_t i = 0; i < places.size() && places.size() == texts.size(); ++i) {
    const bool unchanged = old.size() == places.size() && places[i] != nullptr && old[i] == *places[i];
    if (places[i] != nullptr && !texts[i].empty() && !unchanged) {
      *places[i] = parsed_alike(texts[i]);
    }
  }
}

/// The changes, with what each brings written by `write(to, before, words)`.
template <class Write>
std::vector<change> rewritten(std::vector<change> changes, const database& words, Write write) {
  for (change& c : changes) {
    const auto own = words.objects.find(c.id);
    if (c.after && own != words.objects.end() && own->second.index() == c.after->index()) {
      write(*c.after, c.before ? &*c.before : nullptr, own->second);
    }
  }
  return changes;
}

}  // namespace

std::vector<change> in_own_words(std::vector<change> changes, const comparable_models& models) {
  return models.author
             ? with_author_text(std::move(changes), *models.author)
             : rewritten(std::move(changes), models.printed ? *models.printed : models.after, write_as_parsed);
}

std::vector<change> with_author_text(std::vector<change> changes, const database& author) {
  return rewritten(std::move(changes), author, write_as_author);
}

std::vector<change> as_recorded(std::vector<change> changes, const database& recorded) {
  database now = recorded;
  for (change& c : changes) {
    if (c.before) {
      c.before = now.objects.at(c.id);
    }
    kit::apply(now, {c});
  }
  return changes;
}

}  // namespace squall::kit
