#include "kit/proof/readings.hpp"

#include <future>
#include <iterator>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/diff/diff.hpp"
#include "kit/proof/dump_statements.hpp"
#include "kit/sources/canonical.hpp"
#include "kit/sources/expressions.hpp"

namespace squall::kit {
namespace {

/// The deparse of a deparse repeats itself after this many rounds at the latest.
constexpr int most_rounds = 3;

/// Texts of the same expressions of the same objects of both models, where they are not the same.
std::vector<two_spellings> spellings_of(const database& is, const database& should_be) {
  std::vector<two_spellings> out;
  for (const auto& [id, value] : is.objects) {
    const auto other = should_be.objects.find(id);
    if (other == should_be.objects.end()) {
      continue;
    }
    const auto texts = expression_texts(value);
    const auto wanted = expression_texts(other->second);
    for (std::size_t i = 0; i < texts.size() && texts.size() == wanted.size(); ++i) {
      if (texts[i] != wanted[i] && !texts[i].empty() && !wanted[i].empty()) {
        out.emplace_back(texts[i], wanted[i]);
      }
    }
  }
  return out;
}

/// @param spellings receives the texts that turned out to mean the same.
std::vector<std::string> model_differences(database is, database should_be, managed_server& scratch,
                                           std::vector<two_spellings>& spellings) {
  if (is == should_be) {
    return {};
  }
  auto texts = spellings_of(is, should_be);
  settle_spelling(is, should_be, scratch);
  std::vector<std::string> out;
  for (const change& c : changes_between(is, should_be)) {
    out.push_back("catalog: " + describe(c) + " would be left to do");
  }
  if (out.empty()) {
    spellings = std::move(texts);
  }
  return out;
}

/// What the dump says after another round through the server.
std::string restored(const std::string& dump, managed_server& scratch, const std::filesystem::path& pg_dump) {
  workbench bench{scratch};
  bench.run({{"the dump", without_psql_commands(dump, "the dump")}});
  return dump_text(pg_dump, bench.url(), {decoy_schema});
}

std::vector<std::string> with_title(const char* title, std::vector<std::string> lines) {
  for (auto& line : lines) {
    line.insert(0, title);
  }
  return lines;
}

std::vector<std::string> dumped_differences(std::string is, std::string should_be, managed_server& scratch,
                                            const std::filesystem::path& pg_dump) {
  const auto statements = normal_statements(is);
  const auto wanted = normal_statements(should_be);
  if (statements == wanted) {
    return {};
  }
  auto found = with_title("pg_dump: ", dump_differences(statements, wanted));
  try {
    for (int round = 1; round < most_rounds; ++round) {
      is = restored(is, scratch, pg_dump);
      should_be = restored(should_be, scratch, pg_dump);
      if (normal_statements(is) == normal_statements(should_be)) {
        return {};
      }
    }
  } catch (const error& problem) {
    found.push_back("pg_dump: and its text cannot be restored: " + std::string(problem.what()));
  }
  return found;
}

}  // namespace

witnesses::witnesses(connection& db, const std::filesystem::path& postgres_bin, other_witnesses wanted) {
  if (wanted != other_witnesses::walk_alone) {
    pg_dump_ = find_pg_dump(postgres_bin, db.server_version());
  }
  if (wanted != other_witnesses::pg_dump_alone) {
    walker_.emplace(db);
  }
}

std::vector<std::string> witnesses::names() const {
  std::vector<std::string> out{"catalog"};
  if (pg_dump_) {
    out.emplace_back("pg_dump");
  }
  if (walker_) {
    out.emplace_back("catalog walk");
  }
  return out;
}

std::optional<std::string> witnesses::dump(const std::string& url) const {
  return pg_dump_ ? std::optional(dump_text(*pg_dump_, url, {decoy_schema})) : std::nullopt;
}

std::optional<catalog_walk> witnesses::walk(workbench& bench) {
  return walker_ ? std::optional(walker_->walk(bench.session(), {decoy_schema}, &bench.prepared())) : std::nullopt;
}

reading witnesses::read(workbench& bench, bool quick) {
  std::future<std::optional<std::string>> dumped;
  if (!quick || !walker_) {
    dumped = std::async(std::launch::async, [&] { return dump(bench.url()); });
  }
  reading out{bench.read().model, {{}, walk(bench)}};
  if (dumped.valid()) {
    out.others.dump = dumped.get();
  }
  return out;
}

std::vector<std::string> witnesses::differences(const reading& is, const reading& should_be,
                                                managed_server& scratch) const {
  std::vector<two_spellings> spellings;
  auto found = model_differences(is.model, should_be.model, scratch, spellings);
  const auto append = [&](std::vector<std::string> more) {
    found.insert(found.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  if (pg_dump_ && is.others.dump && should_be.others.dump) {
    append(dumped_differences(*is.others.dump, *should_be.others.dump, scratch, *pg_dump_));
  }
  if (is.others.walk && should_be.others.walk) {
    append(with_title("catalog walk: ", walk_differences(*is.others.walk, *should_be.others.walk, spellings)));
  }
  return found;
}

}  // namespace squall::kit
