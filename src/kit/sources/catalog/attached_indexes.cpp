#include "kit/sources/catalog/attached_indexes.hpp"

#include <utility>

#include "kit/model/default_names.hpp"

namespace squall::kit::catalog {

namespace {

/// True for the name that the server gives to what has none. One with a number tells that it was not free, which
/// depends on what was made first: such an index is an object of its own.
bool has_usual_name(const attached_indexes::entry& taken) {
  const bool primary = taken.constraint == 'p';
  const std::string second = primary ? std::string{} : join_for_name(taken.attributes);
  const std::string_view label = primary                   ? "pkey"
                                 : taken.constraint == 'x' ? "excl"
                                 : taken.constraint == 'u' ? "key"
                                                           : "idx";
  return taken.id.name == make_object_name(taken.id.table, second, label);
}

}  // namespace

void attached_indexes::take(entry taken) {
  const auto parent = state_.parents.find(taken.index_oid);
  const auto* known =
      parent == state_.parents.end() ? nullptr : state_.find_object(system_catalog::relation, parent->second.front());
  if (known == nullptr) {
    add(std::move(taken), false);
    return;
  }
  taken.value.attached_to = known->name;
  attached_.push_back(std::move(taken));
}

void attached_indexes::settle() {
  for (auto& taken : attached_) {
    const auto parent = parents_.find(state_.parents.at(taken.index_oid).front());
    bool implied = false;
    const bool is_made_with_parent = parent != parents_.end() && !parent->second.value.only &&
                                     parent->second.constraint == taken.constraint && has_usual_name(taken);
    if (is_made_with_parent) {
      index made = parent->second.value;
      made.attached_to = taken.value.attached_to;
      made.comment.clear();
      for (auto& key : made.keys) {
        key.statistics_target.reset();
      }
      implied = taken.value == made;
    }
    add(std::move(taken), implied);
  }
  attached_.clear();
}

void attached_indexes::add(entry taken, bool implied) {
  if (taken.constraint != '\0') {
    state_.constraint_indexes.emplace(taken.index_oid, constraint_index{std::move(taken.value), implied});
  } else if (!implied) {
    state_.add(std::move(taken.id), std::move(taken.value));
  }
}

}  // namespace squall::kit::catalog
