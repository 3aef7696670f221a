#include "kit/sources/catalog/attached_indexes.hpp"

#include <utility>

#include "kit/model/default_names.hpp"

namespace squall::kit::catalog {

namespace {

/// True for the name that the server gives to what has none, and for that name with a number, which it takes when the
/// name is not free (ChooseIndexName() in PostgreSQL's indexcmds.c).
bool has_usual_name(const attached_indexes::entry& taken) {
  const bool primary = taken.constraint == 'p';
  const std::string second = primary ? std::string{} : join_for_name(taken.attributes);
  const std::string label = primary                   ? "pkey"
                            : taken.constraint == 'x' ? "excl"
                            : taken.constraint == 'u' ? "key"
                                                      : "idx";
  const auto& name = taken.id.name;
  const auto digits = name.find_last_not_of("0123456789") + 1;
  return name == make_object_name(taken.id.table, second, label) ||
         name == make_object_name(taken.id.table, second, label + name.substr(digits));
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
    if (parent != parents_.end() && !parent->second.only && has_usual_name(taken)) {
      index made = parent->second;
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
