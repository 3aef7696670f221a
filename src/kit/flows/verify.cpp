#include "kit/flows/verify.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "kit/migrations/folder.hpp"
#include "kit/proof/proof.hpp"

namespace squall::kit {
namespace {

std::set<std::string> chosen(const std::vector<migration>& all, const std::vector<std::string>& only) {
  std::vector<std::string> ids;
  std::transform(all.begin(), all.end(), std::back_inserter(ids), [](const migration& m) { return m.id; });
  if (only.empty()) {
    return {ids.begin(), ids.end()};
  }
  std::set<std::string> out;
  for (const std::string& text : only) {
    out.insert(resolve_migration(text, ids));
  }
  return out;
}

}  // namespace

proof_failed::proof_failed(const std::string& what, std::vector<proof_finding> findings)
    : error(what,
            "nothing was written; --unproven writes it all the same, and says so in its file; please report it, with "
            "the schema before and after",
            exit_code::found),
      findings_(std::move(findings)) {}

std::vector<verified_migration> verify(const config& c, managed_server& scratch, const verify_options& options) {
  const std::vector<migration> all = read_migrations(c.out);
  const std::set<std::string> wanted = chosen(all, options.only);
  std::vector<verified_migration> out;
  database origin = empty_database();
  for (const migration& m : all) {
    database target = origin;
    apply(target, m.changes);
    if (wanted.contains(m.id)) {
      const claim what{origin, target, m.changes, m.up_sql, m.down_sql, m.hazards, nullptr};
      out.push_back({m.id, prove(what, scratch, {c.postgres_bin, options.rows, true, true})});
      if (options.progress) {
        options.progress(out.back());
      }
    }
    origin = std::move(target);
  }
  return out;
}

}  // namespace squall::kit
