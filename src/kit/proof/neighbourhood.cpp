#include "kit/proof/neighbourhood.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "kit/model/inheritance.hpp"
#include "kit/model/json.hpp"

namespace squall::kit {
namespace {

/// From here on a part is worth the search for it.
constexpr std::size_t large = 2000;

/// What a table or view is made of goes with it: its identity stands for theirs.
object_id whole_of(const object_id& id) { return id.belongs_to_table() ? id.owner_table() : id; }

/// Kinds of which there are few, and on which what is made elsewhere may depend without saying so.
bool is_always_there(object_kind kind) {
  return kind == object_kind::role || kind == object_kind::schema || kind == object_kind::extension ||
         kind == object_kind::language || kind == object_kind::event_trigger ||
         kind == object_kind::default_privileges || kind == object_kind::system_object || kind == object_kind::cast;
}

/// Kinds with a body that may name what no reference tells of.
bool is_written_in_sql(object_kind kind) {
  return kind == object_kind::routine || kind == object_kind::view || kind == object_kind::materialized_view ||
         kind == object_kind::rule || kind == object_kind::trigger || kind == object_kind::policy;
}

/// In small letters. A name that is no word has its parts in here; where they stand is no matter.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool in_word = std::isalnum(byte) != 0 || c == '_' || byte >= 0x80;
    if (in_word) {
      out.back() += static_cast<char>(std::tolower(byte));
    } else if (!out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) {
    out.pop_back();
  }
  return out;
}

/// Who stands on whom, in wholes: tables and views with all that belongs to them.
class schema_graph {
 public:
  explicit schema_graph(const database& model) : model_(model) {
    for (const auto& [id, value] : model.objects) {
      const object_id whole = present(whole_of(id));
      for (const object_id& need : dependencies_of(id, value)) {
        const object_id other = present(whole_of(need));
        if (other == whole || is_always_there(other.kind)) {
          continue;
        }
        if (id.kind == object_kind::foreign_key) {
          referencing_[other].insert(whole);
        } else {
          needs_[whole].insert(other);
          dependants_[other].insert(whole);
        }
      }
      if (const auto* s = std::get_if<sequence>(&value); s != nullptr && s->owned_by) {
        needs_[whole].insert(present(s->owned_by->owner_table()));
        needs_[present(s->owned_by->owner_table())].insert(whole);
      }
      if (const auto* t = std::get_if<table>(&value)) {
        for (const object_id& parent : parents_of(*t)) {  // what reaches one of a family reaches all of it
          dependants_[whole].insert(parent);
        }
      }
      if (is_written_in_sql(id.kind)) {
        for (std::string& word : words_of(object_to_json(id, value).dump())) {
          mentioned_by_[std::move(word)].insert(whole);
        }
      }
    }
  }

  /// The relation that has the name: what belongs to a view names a table.
  [[nodiscard]] object_id present(object_id id) const {
    if (id.kind == object_kind::table && !model_.contains(id)) {
      for (const object_kind kind : {object_kind::view, object_kind::materialized_view}) {
        if (const object_id other{kind, id.schema, {}, id.name}; model_.contains(other)) {
          return other;
        }
      }
    }
    return id;
  }

  /// `reached` and all that stands on it. What only a foreign key leads from is named, and goes no further.
  void add_dependants(std::set<object_id>& reached, std::set<object_id>& beside) const {
    std::vector<object_id> open(reached.begin(), reached.end());
    while (!open.empty()) {
      const object_id id = open.back();
      open.pop_back();
      const auto reach = [&](const object_id& other) {
        if (reached.insert(other).second) {
          open.push_back(other);
        }
      };
      for_each(dependants_, id, reach);
      const auto words = words_of(id.name);
      if (const auto named = words.empty() ? mentioned_by_.end() : mentioned_by_.find(words.front());
          named != mentioned_by_.end()) {
        std::for_each(named->second.begin(), named->second.end(), reach);
      }
      for_each(referencing_, id, [&](const object_id& other) { beside.insert(other); });
    }
  }

  /// `all` and what it stands on; foreign keys of `reached` count, those of others do not.
  void add_needs(std::set<object_id>& all, const std::set<object_id>& reached) const {
    for (const auto& [referenced, tables] : referencing_) {
      if (std::any_of(tables.begin(), tables.end(), [&](const object_id& id) { return reached.contains(id); })) {
        all.insert(referenced);
      }
    }
    std::vector<object_id> open(all.begin(), all.end());
    while (!open.empty()) {
      const object_id id = open.back();
      open.pop_back();
      for_each(needs_, id, [&](const object_id& other) {
        if (all.insert(other).second) {
          open.push_back(other);
        }
      });
    }
  }

  [[nodiscard]] database part(const std::set<object_id>& wanted) const {
    database out;
    for (const auto& entry : model_.objects) {
      const auto* key = std::get_if<foreign_key>(&entry.second);
      if (wanted.contains(present(whole_of(entry.first))) &&
          (key == nullptr || wanted.contains(present(key->referenced_table)))) {
        out.objects.insert(out.objects.end(), entry);
      }
    }
    return out;
  }

 private:
  template <class F>
  static void for_each(const std::map<object_id, std::set<object_id>>& edges, const object_id& id, F f) {
    if (const auto found = edges.find(id); found != edges.end()) {
      std::for_each(found->second.begin(), found->second.end(), f);
    }
  }

  const database& model_;
  std::map<object_id, std::set<object_id>> needs_;
  std::map<object_id, std::set<object_id>> dependants_;
  std::map<object_id, std::set<object_id>> referencing_;  ///< by foreign key
  std::map<std::string, std::set<object_id>> mentioned_by_;
};

template <class Kinds>
std::set<object_id> objects_of(const database& origin, const database& target, Kinds are_meant) {
  std::set<object_id> out;
  for (const database* model : {&origin, &target}) {
    for (const auto& [id, value] : model->objects) {
      if (are_meant(id.kind)) {
        out.insert(id);
      }
    }
  }
  return out;
}

}  // namespace

std::optional<neighbourhood> neighbourhood_of(const database& origin, const database& target,
                                              const std::vector<change>& changes) {
  if (std::max(origin.objects.size(), target.objects.size()) < large) {
    return std::nullopt;
  }
  const schema_graph before(origin);
  const schema_graph after(target);
  std::set<object_id> reached;
  const auto reach = [&](const object_id& id) {
    reached.insert(before.present(whole_of(id)));
    reached.insert(after.present(whole_of(id)));
  };
  for (const change& c : changes) {
    reach(c.id);
    if (c.renamed_to) {
      reach(*c.renamed_to);
    }
  }
  // A schema or a role that changes may be the matter of everything.
  if (std::any_of(reached.begin(), reached.end(), [](const object_id& id) { return is_always_there(id.kind); })) {
    return std::nullopt;
  }
  std::set<object_id> beside;
  std::set<object_id> all = objects_of(origin, target, is_always_there);
  for (std::size_t size = 0; size != reached.size();) {
    size = reached.size();
    before.add_dependants(reached, beside);
    after.add_dependants(reached, beside);
  }
  all.insert(reached.begin(), reached.end());
  all.insert(beside.begin(), beside.end());
  for (std::size_t size = 0; size != all.size();) {
    size = all.size();
    before.add_needs(all, reached);
    after.add_needs(all, reached);
  }
  const auto is_table = [](object_kind kind) { return kind == object_kind::table; };
  neighbourhood out{before.part(all), after.part(all), 0, objects_of(origin, target, is_table).size()};
  out.tables = objects_of(out.origin, out.target, is_table).size();
  if (out.origin.objects.size() + out.target.objects.size() > (origin.objects.size() + target.objects.size()) / 2) {
    return std::nullopt;
  }
  return out;
}

}  // namespace squall::kit
