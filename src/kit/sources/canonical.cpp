#include "kit/sources/canonical.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>
#include <variant>

#include "kit/base/error.hpp"
#include "kit/sources/expressions.hpp"
#include "kit/sources/workbench.hpp"

namespace squall::kit {

namespace {

/// Reading counts as the first deparse; D1 → D2 → D2 is the longest way seen (varchar IN).
constexpr int most_rounds = 4;

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

/// Kinds that a probe can be made of beside the original, on the same table.
bool can_be_probed(object_kind kind) {
  return kind == object_kind::column || kind == object_kind::check || kind == object_kind::index;
}

/// The objects `ids` with all that they stand on: whole tables with all columns, and whatever those need in turn.
database with_surroundings(const database& model, const std::set<object_id>& ids) {
  std::deque<object_id> queue(ids.begin(), ids.end());  // grows while it is walked
  std::set<object_id> wanted(ids);
  const auto want = [&](const object_id& id) {
    if (model.contains(id) && wanted.insert(id).second) {
      queue.push_back(id);
    }
  };
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const auto& id = queue[i];
    for (const auto& need : dependencies_of(id, model.objects.at(id))) {
      want(need);
    }
    if (id.kind == object_kind::table) {
      for (const auto& column : columns_of(model, id)) {
        want(*column.id);
      }
    }
  }
  database reduced;
  for (const auto& id : wanted) {
    reduced.objects.emplace(id, model.objects.at(id));
  }
  // Schemas, types, sequences and operators that no reference names (an author's text) do no harm.
  for (const auto& [id, value] : model.objects) {
    const bool small = id.kind == object_kind::schema || id.kind == object_kind::enum_type ||
                       id.kind == object_kind::sequence || id.kind == object_kind::extension;
    if (small) {
      reduced.objects.emplace(id, value);
    }
  }
  for (auto& [id, value] : reduced.objects) {
    if (auto* s = std::get_if<sequence>(&value); s != nullptr && s->owned_by && !reduced.contains(*s->owned_by)) {
      s->owned_by.reset();
    }
    // Nor do indexes that are not needed otherwise.
    if (auto* t = std::get_if<table>(&value)) {
      t->clustered_on.clear();
      t->replica_identity = {};
      t->replica_identity_index.clear();
      t->validated_checks.clear();
    } else if (auto* m = std::get_if<materialized_view>(&value)) {
      m->clustered_on.clear();
    }
    // The privileges of roles that are not needed otherwise do not matter here.
    if (auto* access = access_of(value)) {
      *access = {};
    }
  }
  return reduced;
}

/// Gives those of `ids` whose words the server repeats otherwise the words that it has for them in `made`. @return
/// those.
std::set<object_id> take_respelt(database& model, const database& made, const std::set<object_id>& ids) {
  std::set<object_id> changed;
  for (const auto& id : ids) {
    auto& value = model.objects.at(id);
    if (const auto& respelt = made.objects.at(id); expression_texts(respelt) != expression_texts(value)) {
      take_expressions(value, respelt);
      changed.insert(id);
    }
  }
  return changed;
}

/// Gives the objects `ids` of `model` the words that the server ends up with: made again from their own words until
/// those do not change. What can be probed is, beside the original; what exists under its own name alone (views,
/// policies, domains) takes a database a round.
void settle(database& model, std::set<object_id> ids, managed_server& scratch) {
  for (int round = 1; !ids.empty(); ++round) {
    if (round > most_rounds) {
      throw kit::error("the server spells " + describe(*ids.begin()) + " differently each time it is created",
                       "write it more plainly");
    }
    workbench bench{scratch};
    database made = bench.create(with_surroundings(model, ids));
    ids = take_respelt(model, made, ids);
    std::set<object_id> probed;
    std::copy_if(ids.begin(), ids.end(), std::inserter(probed, probed.end()),
                 [](const object_id& id) { return can_be_probed(id.kind); });
    if (!probed.empty()) {
      bench.settle(made, probed);
      take_respelt(model, made, probed);
      std::erase_if(ids, [&](const object_id& id) { return probed.contains(id); });
    }
  }
}

}  // namespace

database canonicalize(const database& model, managed_server& scratch) {
  database made = create_on_scratch(model, {}, scratch).model;
  settle(made, spelt_differently(made, model), scratch);
  return made;
}

void settle_spelling(database& a, database& b, managed_server& scratch) {
  if (const auto ids = spelt_differently(a, b); !ids.empty()) {
    settle(a, ids, scratch);
    settle(b, ids, scratch);
  }
}

canonical_pair canonicalize_pair(const database& live, const database& author, managed_server& scratch) {
  canonical_pair pair{live, create_on_scratch(author, {}, scratch).model};
  settle_spelling(pair.live, pair.author, scratch);
  return pair;
}

source_result create_on_scratch(const database& model, const std::vector<sql_statement>& statements,
                                managed_server& scratch, const std::vector<declared_view>& views) {
  workbench bench{scratch};
  if (!statements.empty()) {
    return bench.create(model, statements, views);
  }
  source_result result;
  result.model = bench.create(model);
  return result;
}

source_result run_on_scratch(std::vector<sql_piece> files, managed_server& scratch) {
  workbench bench{scratch};
  return bench.run(std::move(files));
}

}  // namespace squall::kit
