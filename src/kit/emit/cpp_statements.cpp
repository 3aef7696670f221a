#include "kit/emit/cpp_statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "kit/base/text.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {
namespace {

std::string literals(const std::vector<std::string>& texts, std::string (*as)(std::string_view)) {
  std::string out;
  for (const auto& text : texts) {
    out += (out.empty() ? "" : ", ") + as(text);
  }
  return out;
}

/// What somebody took from the owner stands in no entry, and neither do labels.
bool is_sayable(const access_control& access) {
  return access.labels.empty() && access.revoked.empty() &&
         std::none_of(access.granted.begin(), access.granted.end(),
                      [](const privilege& p) { return p.grantee == owner_grantee; });
}

/// One GRANT.
struct grant_line {
  std::vector<std::string> privileges;
  std::vector<std::string> grantees;
  bool grantable = false;
};

/// The grants in the order in which they were made; who was granted the same one after the other is named together.
std::vector<grant_line> lines_of(const privilege_list& granted) {
  std::vector<grant_line> lines;
  for (const bool grantable : {false, true}) {
    std::vector<grant_line> own;
    for (const auto& p : granted) {
      if (p.grantable != grantable) {
        continue;
      }
      const std::string grantee = p.grantee.empty() ? "public" : p.grantee;
      const auto known =
          std::find_if(own.begin(), own.end(), [&](const grant_line& l) { return l.grantees.front() == grantee; });
      if (known == own.end()) {
        own.push_back({{lower_case(p.name)}, {grantee}, grantable});
      } else {
        known->privileges.push_back(lower_case(p.name));
      }
    }
    for (auto& line : own) {
      const bool same = !lines.empty() && lines.back().grantable == grantable &&
                        std::is_permutation(line.privileges.begin(), line.privileges.end(),
                                            lines.back().privileges.begin(), lines.back().privileges.end());
      if (same) {
        lines.back().grantees.push_back(line.grantees.front());
      } else {
        lines.push_back(std::move(line));
      }
    }
  }
  return lines;
}

class statement_writer {
 public:
  statement_writer(cpp_schema& schema, const object_id& relation)
      : schema_(schema), relation_(relation), declared_(schema.tables.at(relation)) {}

  std::vector<cpp_chain> write() {
    say_access();
    say_column_access();
    for (const auto& part : schema_.parts_of(relation_)) {
      if (const auto* t = std::get_if<trigger>(part.value)) {
        say_trigger(*part.id, *t);
      } else if (const auto* s = std::get_if<statistics>(part.value)) {
        say_statistics(*part.id, *s);
      }
    }
    return std::move(entries_);
  }

 private:
  const database& model() const { return *schema_.model; }
  object& expressed(const object_id& id) { return schema_.expressed.objects.at(id); }

  /// `t.a, t.b`; nothing when the list has no such columns.
  [[nodiscard]] std::optional<std::string> columns_of(const std::vector<std::string>& names) const {
    std::string out;
    for (const auto& name : names) {
      const auto member = declared_.members.find(name);
      if (member == declared_.members.end()) {
        return std::nullopt;
      }
      out += (out.empty() ? "t." : ", t.") + member->second;
    }
    return out;
  }

  void add_grants(const privilege_list& granted, const std::string& columns) {
    for (const auto& line : lines_of(granted)) {
      std::string privileges;
      for (const auto& p : line.privileges) {
        privileges += (privileges.empty() ? "" : ", ") + p;
      }
      cpp_chain chain{{fmt::format("grant({})", cpp_string(privileges))}};
      if (!columns.empty()) {
        chain.push_back({".columns(" + columns + ")"});
      }
      chain.push_back({".to(" + literals(line.grantees, cpp_string) + ")"});
      if (line.grantable) {
        chain.push_back({".with_grant_option()"});
      }
      entries_.push_back(std::move(chain));
    }
  }

  void say_access() {
    const access_control& access = *access_of(model().objects.at(relation_));
    if (!is_sayable(access)) {
      return;
    }
    if (!access.owner.empty()) {
      entries_.push_back({{fmt::format("owner({})", cpp_string(access.owner))}});
    }
    add_grants(access.granted, {});
    *access_of(expressed(relation_)) = access;
  }

  /// Neighbours with the same grants share them.
  void say_column_access() {
    std::vector<std::string> names;
    const privilege_list* granted = nullptr;
    const auto flush = [&] {
      if (granted != nullptr) {
        add_grants(*granted, columns_of(names).value());
      }
      names.clear();
      granted = nullptr;
    };
    for (const auto& c : declared_.columns) {
      const auto known = schema_.expressed.objects.find(*c.id);
      const bool said =
          known != schema_.expressed.objects.end() && !c.value->access.granted.empty() && is_sayable(c.value->access);
      if (!said) {
        continue;
      }
      if (granted != nullptr && *granted != c.value->access.granted) {
        flush();
      }
      granted = &c.value->access.granted;
      names.push_back(c.id->name);
      std::get<column>(known->second).access = c.value->access;
    }
    flush();
  }

  void say_trigger(const object_id& id, const trigger& v) {
    if (v.inherited) {
      return;  // altered, never declared
    }
    cpp_chain chain{{fmt::format("trigger({})", cpp_string(id.name))}};
    chain.push_back({v.timing == trigger_timing::after        ? ".after()"
                     : v.timing == trigger_timing::instead_of ? ".instead_of()"
                                                              : ".before()"});
    for (const auto& event : v.events) {
      if (event != "UPDATE" || v.update_columns.empty()) {
        chain.push_back({fmt::format(".on_{}()", lower_case(event))});
      } else if (const auto columns = columns_of(v.update_columns)) {
        chain.push_back({fmt::format(".on_update_of({})", *columns)});
      } else {
        return;
      }
    }
    if (v.constraint) {
      chain.push_back({".constraint()"});
    }
    if (v.deferral != constraint_timing::not_deferrable) {
      const bool deferred = v.deferral == constraint_timing::initially_deferred;
      chain.push_back({deferred ? ".deferrable(initially_deferred)" : ".deferrable()"});
    }
    if (v.referenced_table) {
      chain.push_back({".from(", sql_name(*v.referenced_table), ")"});
    }
    if (!v.old_table.empty()) {
      chain.push_back({".referencing_old(", v.old_table, ")"});
    }
    if (!v.new_table.empty()) {
      chain.push_back({".referencing_new(", v.new_table, ")"});
    }
    chain.push_back({v.for_each_row ? ".for_each_row()" : ".for_each_statement()"});
    if (!v.when.empty()) {
      chain.push_back({".when(", v.when, ")"});
    }
    chain.push_back({".execute(", fmt::format("{}({})", v.function, literals(v.arguments, sql_literal)), ")"});
    if (v.enabled != firing::origin) {
      chain.push_back({v.enabled == firing::disabled  ? ".disabled()"
                       : v.enabled == firing::replica ? ".enabled_replica()"
                                                      : ".enabled_always()"});
    }
    add_comment(chain, v.comment);
    entries_.push_back(std::move(chain));
    trigger said = v;
    said.depends_on_extensions.clear();
    schema_.expressed.objects.insert_or_assign(id, std::move(said));
  }

  void say_statistics(const object_id& id, const statistics& v) {
    const auto columns = columns_of(v.columns);
    const bool target_sayable = !v.target || (*v.target >= 0 && *v.target <= 10000);
    if (id.schema != relation_.schema || !columns || !target_sayable) {
      return;
    }
    std::string keys = *columns;
    for (const auto& expression : v.expressions) {
      keys += fmt::format("{}sql({})", keys.empty() ? "" : ", ", cpp_sql_string(expression));
    }
    cpp_chain chain{{fmt::format("statistics({})", cpp_string(id.name))}, {".on(" + keys + ")"}};
    if (!v.kinds.empty()) {
      chain.push_back({".kinds(" + literals(v.kinds, cpp_string) + ")"});
    }
    if (v.target) {
      chain.push_back({fmt::format(".target({})", *v.target)});
    }
    add_comment(chain, v.comment);
    entries_.push_back(std::move(chain));
    statistics said = v;
    said.access = {};
    schema_.expressed.objects.insert_or_assign(id, std::move(said));
  }

  static void add_comment(cpp_chain& chain, const std::string& comment) {
    if (!comment.empty()) {
      chain.push_back({".comment(", comment, ")"});
    }
  }

  cpp_schema& schema_;
  const object_id& relation_;
  const cpp_table& declared_;
  std::vector<cpp_chain> entries_;
};

}  // namespace

std::vector<cpp_chain> statement_entries(cpp_schema& schema, const object_id& relation) {
  return statement_writer(schema, relation).write();
}

}  // namespace squall::kit
