#include "kit/diff/similarity.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kit/base/text.hpp"

namespace squall::kit {

namespace {

constexpr double plausible_score = 0.35;

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// Common members of two sorted ranges, as a share of all.
template <class Range>
double overlap(const Range& a, const Range& b) {
  std::vector<typename Range::value_type> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  return ratio(common.size(), a.size() + b.size() - common.size());
}

/// Of Levenshtein: a swap of neighbours counts twice, unlike in edit_distance(), which looks for typos.
std::size_t levenshtein_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = std::exchange(row[j + 1], std::min({row[j] + 1, row[j + 1] + 1, replaced}));
    }
  }
  return row[b.size()];
}

std::set<std::string> words_of(const std::string& name) {
  std::set<std::string> words;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t end = std::min(name.find('_', from), name.size());
    if (end > from) {
      words.insert(name.substr(from, end - from));
    }
    from = end + 1;
  }
  return words;
}

/// The type without its modifiers: `character varying`, `timestamp with time zone`; arrays keep their brackets.
std::string bare_type(const std::string& sql) {
  const std::size_t open = sql.find('(');
  const std::size_t close = sql.find(')', open);
  return open == std::string::npos || close == std::string::npos ? sql : sql.substr(0, open) + sql.substr(close + 1);
}

/// Types that people change into one another; 0 for one that stands alone.
int family_of(const std::string& base) {
  static constexpr std::array<std::string_view, 6> numbers{"smallint", "integer",          "bigint",
                                                           "numeric",  "double precision", "real"};
  static constexpr std::array<std::string_view, 4> texts{"text", "character varying", "character", "citext"};
  static constexpr std::array<std::string_view, 3> times{"timestamp with time zone", "timestamp without time zone",
                                                         "date"};
  static constexpr std::array<std::string_view, 2> documents{"json", "jsonb"};
  const auto is_in = [&](const auto& names) { return std::find(names.begin(), names.end(), base) != names.end(); };
  return is_in(numbers) ? 1 : is_in(texts) ? 2 : is_in(times) ? 3 : is_in(documents) ? 4 : 0;
}

template <class Function>
void for_each_in(const database& db, object_kind kind, const std::string& schema, Function function) {
  for (auto it = db.objects.lower_bound({kind, schema, {}, {}});
       it != db.objects.end() && it->first.kind == kind && it->first.schema == schema; ++it) {
    function(it->first);
  }
}

double schema_similarity(const database& before, const object_id& a, const database& after, const object_id& b) {
  const auto contents = [](const database& db, const object_id& id) {
    std::set<std::string> names;
    for (const auto kind : {object_kind::enum_type, object_kind::sequence, object_kind::table}) {
      for_each_in(db, kind, id.name, [&](const object_id& inside) { names.insert(inside.name); });
    }
    return names;
  };
  return overlap(contents(before, a), contents(after, b));
}

double enum_similarity(const enum_type& a, const enum_type& b) {
  return overlap(std::set<std::string>(a.labels.begin(), a.labels.end()),
                 std::set<std::string>(b.labels.begin(), b.labels.end()));
}

/// Columns of one name count whole when their types are the same, and half when not.
double table_similarity(const database& before, const object_id& a, const database& after, const object_id& b) {
  auto in_a = before.objects.lower_bound(column_id(a, ""));
  auto in_b = after.objects.lower_bound(column_id(b, ""));
  const auto ended = [](const database& db, auto it, const object_id& table) {
    return it == db.objects.end() || it->first.kind != object_kind::column || it->first.schema != table.schema ||
           it->first.table != table.name;
  };
  double common = 0;
  double all = 0;
  while (!ended(before, in_a, a) || !ended(after, in_b, b)) {
    all += 1;
    const int order = ended(before, in_a, a)  ? 1
                      : ended(after, in_b, b) ? -1
                                              : in_a->first.name.compare(in_b->first.name);
    if (order == 0) {
      common += std::get<column>(in_a->second).type == std::get<column>(in_b->second).type ? 1.0 : 0.5;
    }
    in_a = order <= 0 ? std::next(in_a) : in_a;
    in_b = order >= 0 ? std::next(in_b) : in_b;
  }
  return all > 0 ? common / all : 0.5;
}

/// The kinds of the constraints and indexes that a column is part of.
std::set<object_kind> uses_of(const database& db, const object_id& column) {
  std::set<object_kind> uses;
  for (const auto kind : {object_kind::primary_key, object_kind::unique, object_kind::check, object_kind::foreign_key,
                          object_kind::index}) {
    for (auto it = db.objects.lower_bound({kind, column.schema, column.table, {}});
         it != db.objects.end() && it->first.kind == kind && it->first.owner_table() == column.owner_table(); ++it) {
      const auto needed = dependencies_of(it->first, it->second);
      if (std::find(needed.begin(), needed.end(), column) != needed.end()) {
        uses.insert(kind);
      }
    }
  }
  return uses;
}

double column_similarity(const database& before, const object_id& a, const database& after, const object_id& b) {
  const auto& old_column = std::get<column>(before.objects.at(a));
  const auto& new_column = std::get<column>(after.objects.at(b));
  const auto old_uses = uses_of(before, a);
  const auto new_uses = uses_of(after, b);
  const double uses = old_uses.empty() && new_uses.empty() ? 1.0 : overlap(old_uses, new_uses);
  const bool same_place = old_column.position == new_column.position;
  const bool same_null = old_column.not_null == new_column.not_null;
  return 0.55 * type_similarity(old_column.type, new_column.type) + 0.25 * uses + (same_place ? 0.12 : 0) +
         (same_null ? 0.08 : 0);
}

}  // namespace

double name_similarity(std::string_view a, std::string_view b) {
  const std::string x = lower_case(a);
  const std::string y = lower_case(b);
  const std::size_t longer = std::max(x.size(), y.size());
  const std::size_t shorter = std::min(x.size(), y.size());
  if (longer == 0) {
    return 1;
  }
  double best = 1 - ratio(levenshtein_distance(x, y), longer);
  best = std::max(best, overlap(words_of(x), words_of(y)));
  if (shorter >= 3 && (x.find(y) != std::string::npos || y.find(x) != std::string::npos)) {
    best = std::max(best, 0.5 + 0.5 * ratio(shorter, longer));
  }
  return best;
}

double type_similarity(const type_name& a, const type_name& b) {
  if (a == b) {
    return 1;
  }
  const std::string x = bare_type(a.sql);
  const std::string y = bare_type(b.sql);
  if (x == y) {
    return 0.8;
  }
  return family_of(x) != 0 && family_of(x) == family_of(y) ? 0.5 : 0;
}

double similarity(const database& before, const object_id& dropped, const database& after, const object_id& created) {
  double content = 0;
  switch (created.kind) {
    case object_kind::schema:
      content = schema_similarity(before, dropped, after, created);
      break;
    case object_kind::enum_type:
      content = enum_similarity(*before.find<enum_type>(dropped), *after.find<enum_type>(created));
      break;
    case object_kind::table:
      content = table_similarity(before, dropped, after, created);
      break;
    case object_kind::column:
      content = column_similarity(before, dropped, after, created);
      break;
    default:
      content = before.objects.at(dropped) == after.objects.at(created) ? 1 : 0;
      break;
  }
  return 0.4 * name_similarity(dropped.name, created.name) + 0.6 * content;
}

bool is_plausible(const database& before, const object_id& dropped, const database& after, const object_id& created,
                  double score) {
  const auto* old_column = before.find<column>(dropped);
  const auto* new_column = after.find<column>(created);
  const bool same_type = old_column != nullptr && new_column != nullptr && old_column->type == new_column->type;
  return same_type || score >= plausible_score;
}

}  // namespace squall::kit
