#include "kit/plan/renamed_parts.hpp"

#include <string>
#include <utility>

#include "kit/plan/in_place.hpp"
#include "kit/plan/index_parts.hpp"
#include "kit/plan/moved_tables.hpp"
#include "kit/plan/settle.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

class part_renamer {
 public:
  part_renamer(const database& before, const database& base, const database& after,
               const std::map<object_id, object_id>& survivors)
      : before_(before), base_(base), after_(after), survivors_(survivors) {
    for (const auto& [id, value] : before.objects) {
      if (const auto* t = std::get_if<table>(&value); t != nullptr && t->partition_of) {
        partitions_[*t->partition_of].push_back(id);
      }
    }
  }

  std::vector<step> run() {
    for (const auto& [whole, partitions] : partitions_) {
      for (const auto& index : children_of(before_, whole)) {
        if (const auto* now = now_of(index); now != nullptr && has_index(index.kind) && !is_only(value_of(index))) {
          visit(whole, {index, index.name}, {*now, now->name});
        } else if (now != nullptr && index.kind == object_kind::foreign_key && attached_to(value_of(index)).empty()) {
          rename_keys(whole, index.name, now->name);
        }
      }
    }
    return std::move(out_);
  }

 private:
  /// An index that somebody named, and what it or its part in a partition is called.
  struct named {
    object_id index;
    std::string name;
  };

  [[nodiscard]] const object& value_of(const object_id& id) const { return before_.objects.at(id); }
  [[nodiscard]] const object_id* now_of(const object_id& id) const {
    const auto it = survivors_.find(id);
    return it == survivors_.end() ? nullptr : &it->second;
  }

  void visit(const object_id& whole, const named& was, const named& is) {
    const auto found = partitions_.find(whole);
    if (found == partitions_.end()) {
      return;
    }
    for (const auto& partition : found->second) {
      const auto* now = now_of(partition);
      if (now == nullptr || !stays(whole, *now) || said_part(before_, partition, was.index.kind, was.name) ||
          said_part(after_, *now, is.index.kind, is.name)) {
        continue;
      }
      const named part{was.index, usual_part_name(partition, was.index, value_of(was.index))};
      const named part_now{is.index, usual_part_name(*now, is.index, base_.objects.at(is.index))};
      if (part.name != part_now.name) {
        rename({is.index.kind, now->schema, now->name, part.name}, part_now.name);
      }
      visit(partition, part, part_now);
    }
  }

  // The part of a foreign key is called as the key where nobody says otherwise, and RENAME CONSTRAINT does not reach
  // it.
  void rename_keys(const object_id& whole, const std::string& was, const std::string& is) {
    const auto found = partitions_.find(whole);
    if (found == partitions_.end()) {
      return;
    }
    for (const auto& partition : found->second) {
      const auto* now = now_of(partition);
      if (now == nullptr || !stays(whole, *now)) {
        continue;
      }
      const auto said = said_part(before_, partition, object_kind::foreign_key, was);
      const auto said_now = said_part(after_, *now, object_kind::foreign_key, is);
      if (!said && was != is) {
        rename({object_kind::foreign_key, now->schema, now->name, was}, is);
      }
      rename_keys(partition, said ? said->name : was, said_now ? said_now->name : is);
    }
  }

  [[nodiscard]] bool stays(const object_id& whole, const object_id& partition_now) const {
    const auto* whole_now = now_of(whole);
    const auto* now = after_.find<table>(partition_now);
    return whole_now != nullptr && now != nullptr && now->partition_of == *whole_now;
  }

  void rename(const object_id& part, const std::string& name) {
    const bool plain = part.kind == object_kind::index;
    out_.push_back({.sql = sql_rename(part, name),
                    .lock = plain ? lock_mode::share_update_exclusive : lock_mode::access_exclusive,
                    .objects = {part}});
  }

  const database& before_;
  const database& base_;
  const database& after_;
  const std::map<object_id, object_id>& survivors_;
  std::map<object_id, std::vector<object_id>> partitions_;
  std::vector<step> out_;
};

}  // namespace

std::vector<step> rename_parts(const database& before, const database& base, const database& after,
                               const std::map<object_id, object_id>& survivors) {
  return part_renamer(before, base, after, survivors).run();
}

}  // namespace squall::kit
