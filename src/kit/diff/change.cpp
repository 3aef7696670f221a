#include "kit/diff/change.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/diff/rename_map.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {

namespace {

/// Folds one list of changes into a model.
class folder {
 public:
  explicit folder(database& db) : db_(db) {}

  void apply(const change& c) {
    require_parts(c);
    switch (c.verb) {
      case change_verb::create:
        return create(c);
      case change_verb::drop:
        return drop(c);
      case change_verb::alter:
        return alter(c);
      case change_verb::rename:
        return rename(c);
    }
  }

 private:
  [[noreturn]] static void fail(const change& c, const std::string& why) {
    throw error("cannot " + describe(c) + ": " + why,
                "the changes were made for another state of the database; compare the order of the migrations");
  }

  static void require_parts(const change& c) {
    const bool needs_before = c.verb == change_verb::drop || c.verb == change_verb::alter;
    const bool needs_after = c.verb == change_verb::create || c.verb == change_verb::alter;
    if (c.before.has_value() != needs_before || c.after.has_value() != needs_after ||
        c.renamed_to.has_value() != (c.verb == change_verb::rename)) {
      fail(c, "the change is malformed, it has not the parts that its verb needs");
    }
    for (const auto* value : {&c.before, &c.after}) {
      if (*value && kind_of(**value) != c.id.kind) {
        fail(c, "the change is malformed, it holds an object of kind " + std::string(to_string(kind_of(**value))));
      }
    }
  }

  void create(const change& c) {
    const auto [it, inserted] = db_.objects.try_emplace(c.id, *c.after);
    if (!inserted) {
      fail(c, "it exists already");
    }
    if (c.id.kind == object_kind::table) {
      new_tables_.insert(c.id);
    } else if (auto* created = std::get_if<column>(&it->second)) {
      place(c.id, *created);
    }
  }

  /// The columns of a table that is made here stand where they are said to; a column that is added to a table that
  /// is there already comes last, as ALTER TABLE … ADD COLUMN puts it.
  void place(const object_id& id, column& created) {
    const bool says_where = created.position > 0;
    if (says_where && new_tables_.contains(id.owner_table())) {
      return;
    }
    int last = 0;
    for (const auto& other : columns_of(db_, id.owner_table())) {
      if (*other.id != id) {
        last = std::max(last, other.value->position);
      }
    }
    created.position = last + 1;
  }

  object& current(const change& c) {
    const auto it = db_.objects.find(c.id);
    if (it == db_.objects.end()) {
      fail(c, "it does not exist");
    }
    if (c.before && it->second != *c.before) {
      fail(c, "it is not as the change expects it to be");
    }
    return it->second;
  }

  void drop(const change& c) {
    current(c);
    db_.objects.erase(c.id);
    new_tables_.erase(c.id);
  }

  void alter(const change& c) {
    object& value = current(c);
    object wanted = *c.after;
    if (const auto* old_column = std::get_if<column>(&value)) {
      auto& new_column = std::get<column>(wanted);
      new_column.position = old_column->position;  // PostgreSQL cannot move a column
      if (old_column->identity && new_column.identity) {
        new_column.identity->sequence_name = old_column->identity->sequence_name;  // nor does it make another sequence
      }
    }
    value = std::move(wanted);
  }

  void rename(const change& c) {
    apply_rename(db_, c.id, *c.renamed_to);
    if (new_tables_.erase(c.id) != 0) {
      new_tables_.insert(*c.renamed_to);
    }
  }

  database& db_;
  std::set<object_id> new_tables_;
};

}  // namespace

std::string describe(const change& c) {
  switch (c.verb) {
    case change_verb::create:
      return "create " + describe(c.id);
    case change_verb::drop:
      return "drop " + describe(c.id);
    case change_verb::alter:
      return "alter " + describe(c.id);
    case change_verb::rename:
      break;
  }
  std::string sentence = "rename " + describe(c.id);
  if (c.renamed_to) {
    const bool same_parent = c.renamed_to->schema == c.id.schema && c.renamed_to->table == c.id.table;
    sentence += " to " + (same_parent ? sql_identifier(c.renamed_to->name) : display_name(*c.renamed_to));
  }
  return sentence;
}

change inverse(const change& c) {
  change back = c;
  std::swap(back.before, back.after);
  switch (c.verb) {
    case change_verb::create:
      back.verb = change_verb::drop;
      break;
    case change_verb::drop:
      back.verb = change_verb::create;
      break;
    case change_verb::alter:
      break;
    case change_verb::rename:
      if (!c.renamed_to) {
        throw error("cannot undo \"" + describe(c) + "\": the change does not say the new name");
      }
      back.id = *c.renamed_to;
      back.renamed_to = c.id;
      break;
  }
  return back;
}

object_id name_before(object_id id, std::span<const change> changes) {
  for (auto it = changes.rbegin(); it != changes.rend(); ++it) {
    if (it->verb == change_verb::rename) {
      rename_map back;
      back.add(*it->renamed_to, it->id);
      id = back.follow(id);
    }
  }
  return id;
}

void apply(database& db, const std::vector<change>& changes) {
  folder fold(db);
  for (const auto& c : changes) {
    fold.apply(c);
  }
}

}  // namespace squall::kit
