#include "kit/emit/creation.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "kit/diff/diff.hpp"
#include "kit/emit/plain_tables.hpp"
#include "kit/model/sql_text.hpp"
#include "kit/plan/plan.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

class creation_writer {
 public:
  creation_writer(const database& model, const statement_sink& write)
      : model_(model), write_(write), parts_(find_plain_parts(model)) {}

  void write() {
    for (const auto& t : parts_.tables) {
      plain_.insert(t.table->first);
    }
    write_planned(empty_database(), early());
    for (const auto& t : parts_.tables) {
      write_table(t);
      made_.insert(t.table->first);
    }
    for (const auto& t : parts_.tables) {
      write_late(t);
    }
    write_owners(true);
    // What the rest stands on is looked at, too: a typed table is compared with its type.
    database there = early();
    there.objects.merge(empty_database().objects);
    database all = rest();
    all.objects.insert(there.objects.begin(), there.objects.end());
    write_planned(there, all);
    write_owners(false);
  }

 private:
  void write_planned(const database& there, const database& objects) {
    plan steps = make_plan(there, changes_between(there, objects), {.online = false, .intended = {}});
    for (auto& s : steps.steps) {
      write_(s.objects.empty() ? object_id{} : s.objects.front(), std::move(s.sql));
    }
  }

  /// Who owns a sequence is said when the column is there.
  database early() const {
    database out;
    for (const auto* entry : parts_.early) {
      auto& value = out.objects.emplace_hint(out.objects.end(), *entry)->second;
      if (auto* numbers = std::get_if<sequence>(&value)) {
        numbers->owned_by.reset();
      }
    }
    return out;
  }

  database rest() const {
    std::set<const object_id*> early;
    for (const auto* entry : parts_.early) {
      early.insert(&entry->first);
    }
    const auto is_table_part = [](object_kind kind) {
      return kind == object_kind::column || kind == object_kind::index || is_constraint(kind);
    };
    database out;
    for (const auto& entry : model_.objects) {
      const auto& id = entry.first;
      const bool of_plain = (id.kind == object_kind::table || is_table_part(id.kind)) && is_plain(id.owner_table());
      if (!of_plain && !early.contains(&id)) {
        out.objects.emplace_hint(out.objects.end(), entry);
      }
    }
    return out;
  }

  bool is_plain(const object_id& table) const { return plain_.contains(table); }

  void finish(const object_id& id, const object& value) {
    for (auto& sql : finishing_statements(id, nullptr, value)) {
      write_(id, std::move(sql));
    }
  }

  static std::vector<std::string> column_lines(const plain_table& t) {
    std::vector<std::string> out;
    for (const auto& c : t.columns) {
      out.push_back(sql_column_definition(*c.id, *c.value));
    }
    sql_align_types(t.columns, out);
    return out;
  }

  /// True when CREATE TABLE can say it: the table and its key are there.
  bool is_inline(const plain_table& t, const foreign_key& key) const {
    const auto& to = key.referenced_table;
    if (to != t.table->first && !made_.contains(to)) {
      return false;
    }
    for (const auto kind : {object_kind::primary_key, object_kind::unique}) {
      for (auto it = model_.objects.lower_bound({kind, to.schema, to.name, ""});
           it != model_.objects.end() && it->first.kind == kind && it->first.owner_table() == to; ++it) {
        const auto* primary = std::get_if<primary_key>(&it->second);
        const auto& columns = primary != nullptr ? primary->columns : std::get<unique>(it->second).columns;
        if (columns.size() == key.referenced_columns.size() &&
            std::is_permutation(columns.begin(), columns.end(), key.referenced_columns.begin())) {
          return true;
        }
      }
    }
    return false;
  }

  void write_table(const plain_table& t) {
    const auto& [id, value] = *t.table;
    const auto& settings = std::get<table>(value);
    std::vector<std::string> lines = column_lines(t);
    std::vector<plain_table::entry> said = t.constraints;
    for (const auto* f : t.foreign_keys) {
      if (is_inline(t, std::get<foreign_key>(f->second))) {
        said.push_back(f);
      } else {
        late_.insert(&f->first);
      }
    }
    std::sort(said.begin(), said.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    for (const auto* c : said) {
      lines.push_back(sql_constraint_definition(c->first, c->second));
    }
    write_(id, sql_create_table(id, settings, lines));
    finish(id, value);
    for (const auto& c : t.columns) {
      finish(*c.id, model_.objects.at(*c.id));
    }
    for (const auto* c : said) {
      finish(c->first, c->second);
    }
    for (auto& sql : sql_new_table_settings(id, settings)) {
      write_(id, std::move(sql));
    }
    for (const auto* i : t.indexes) {
      write_(i->first, sql_create_index(i->first, i->first.name, std::get<index>(i->second), false));
      finish(i->first, i->second);
    }
    for (auto& sql : sql_table_index_settings(id, nullptr, settings)) {
      write_(id, std::move(sql));
    }
  }

  void write_late(const plain_table& t) {
    for (const auto* f : t.foreign_keys) {
      if (late_.contains(&f->first)) {
        write_(f->first, sql_create(f->first, f->second));
        finish(f->first, f->second);
      }
    }
  }

  void write_owners(bool plain) {
    for (const auto* entry : parts_.early) {
      const auto* numbers = std::get_if<sequence>(&entry->second);
      if (numbers != nullptr && numbers->owned_by && is_plain(numbers->owned_by->owner_table()) == plain) {
        write_(entry->first, sql_sequence_owner(entry->first, numbers->owned_by));
      }
    }
  }

  const database& model_;
  const statement_sink& write_;
  plain_parts parts_;
  std::set<object_id> plain_;
  std::set<object_id> made_;
  std::set<const object_id*> late_;
};

}  // namespace

void write_creation(const database& model, const statement_sink& write) { creation_writer(model, write).write(); }

}  // namespace squall::kit
