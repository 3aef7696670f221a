#include "kit/sources/canonical.hpp"

#include <set>
#include <variant>

#include "kit/sources/expressions.hpp"
#include "kit/sources/workbench.hpp"

namespace squall::kit {

namespace {

/// The objects of both models whose expressions read differently.
std::set<object_id> spelt_differently(const database& a, const database& b) {
  std::set<object_id> ids;
  for (const auto& [id, value] : a.objects) {
    const auto other = b.objects.find(id);
    if (other != b.objects.end() && expression_texts(value) != expression_texts(other->second)) {
      ids.insert(id);
    }
  }
  return ids;
}

/// What the objects `ids` need to exist, and themselves: their tables with all columns, and every schema, type and
/// sequence.
database with_surroundings(const database& model, const std::set<object_id>& ids) {
  std::set<object_id> tables;
  for (const auto& id : ids) {
    tables.insert(id.owner_table());
  }
  database reduced;
  const auto is_needed = [&](const object_id& id) {
    if (id.kind == object_kind::table || id.kind == object_kind::column) {
      return tables.contains(id.owner_table());
    }
    return !id.belongs_to_table() || ids.contains(id);
  };
  for (const auto& [id, value] : model.objects) {
    if (is_needed(id)) {
      reduced.objects.emplace(id, value);
    }
  }
  for (auto& [id, value] : reduced.objects) {
    if (auto* s = std::get_if<sequence>(&value); s != nullptr && s->owned_by && !reduced.contains(*s->owned_by)) {
      s->owned_by.reset();
    }
  }
  return reduced;
}

/// Gives the objects `ids` of `model` the words that the server ends up with.
void settle_beside(database& model, const std::set<object_id>& ids, managed_server& scratch) {
  workbench bench{scratch};
  const database reduced = with_surroundings(model, ids);
  database made = bench.create(reduced);
  std::set<object_id> changed;
  for (const auto& id : ids) {
    if (expression_texts(made.objects.at(id)) != expression_texts(model.objects.at(id))) {
      changed.insert(id);
    }
  }
  bench.settle(made, changed);
  for (const auto& id : changed) {
    take_expressions(model.objects.at(id), made.objects.at(id));
  }
}

}  // namespace

database canonicalize(const database& model, managed_server& scratch) {
  workbench bench{scratch};
  database made = bench.create(model);
  bench.settle(made, spelt_differently(made, model));
  return made;
}

canonical_pair canonicalize_pair(const database& live, const database& author, managed_server& scratch) {
  workbench bench{scratch};
  canonical_pair pair{live, bench.create(author)};
  const auto ids = spelt_differently(pair.live, pair.author);
  if (!ids.empty()) {
    bench.settle(pair.author, ids);
    settle_beside(pair.live, ids, scratch);
  }
  return pair;
}

}  // namespace squall::kit
