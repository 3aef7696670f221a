// What is said about objects of every kind once they are there: comments, security labels, owners, privileges.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "kit/base/error.hpp"
#include "kit/model/default_names.hpp"
#include "kit/plan/object_statements.hpp"
#include "kit/plan/sql_parts.hpp"
#include "kit/plan/statements.hpp"

namespace squall::kit {
namespace {

// The word behind GRANT … ON; empty for kinds without privileges (manual, 5.8).
std::string_view grant_words(const object& value) {
  switch (kind_of(value)) {
    case object_kind::table:
    case object_kind::column:
    case object_kind::view:
    case object_kind::materialized_view:
      return "TABLE";
    case object_kind::base_type:
    case object_kind::enum_type:
    case object_kind::domain:
    case object_kind::composite_type:
    case object_kind::range_type:
      return "TYPE";
    case object_kind::aggregate:
      return "FUNCTION";
    case object_kind::foreign_server:
      return "FOREIGN SERVER";
    case object_kind::routine:
    case object_kind::schema:
    case object_kind::language:
    case object_kind::sequence:
    case object_kind::foreign_data_wrapper:
    case object_kind::system_object:
      return sql_words(value);
    default:
      return {};
  }
}

std::string grant_object(const object_id& id, const object& value) {
  if (id.kind == object_kind::column) {
    return "TABLE " + sql_name(id.owner_table());
  }
  if (id.kind == object_kind::system_object) {
    return id.name + " " + id.signature;
  }
  if (id.kind == object_kind::aggregate) {
    return fmt::format("FUNCTION {}({})", sql_name(id), id.signature);
  }
  return fmt::format("{} {}", grant_words(value), sql_target(id));
}

// The sequence of a serial column belongs to the owner of the table, always.
bool has_owner_of_its_own(const object& value) {
  const auto* s = std::get_if<sequence>(&value);
  return s == nullptr || !s->owned_by;
}

/// `before` as ALTER … OWNER TO leaves it: what the new owner had as one of the others is now the owner's, together
/// with what the old one had (aclnewowner() in PostgreSQL's acl.c).
access_control under_new_owner(access_control before, const std::string& owner) {
  if (owner.empty() || before.owner == owner) {
    return before;
  }
  const auto names = [](std::string_view grantee, const std::string& name) {
    return [grantee, &name](const privilege& p) { return p.grantee == grantee && p.name == name; };
  };
  const privilege_list all = std::exchange(before.granted, {});
  for (const auto& p : all) {
    if (p.grantee != owner) {
      before.granted.push_back(p);
      continue;
    }
    const auto owners = names(owner_grantee, p.name);
    if (std::any_of(all.begin(), all.end(), owners)) {
      continue;  // the owner could pass it on already
    }
    std::erase_if(before.revoked, owners);
    if (p.grantable) {  // beyond what an owner usually has, so it is on both lists
      before.granted.push_back({std::string(owner_grantee), p.name, true});
      before.revoked.push_back({std::string(owner_grantee), p.name, false});
    }
  }
  return before;
}

class finisher {
 public:
  finisher(const object_id& id, const object& after, const access_control& given)
      : id_(id), after_(after), given_(given) {}

  /// What the object has from its creation on; of an identity column: its sequence.
  [[nodiscard]] const access_control& given() const { return given_; }

  void comment(std::string_view words, const std::string& target, const std::string& before, const std::string& now) {
    if (before != now) {
      out_.push_back(
          fmt::format("COMMENT ON {} {} IS {}", words, target, now.empty() ? std::string("NULL") : sql_literal(now)));
    }
  }

  void labels(std::string_view words, const std::string& target, const option_map& before, const option_map& now) {
    const auto label = [&](const std::string& provider, const std::string& text) {
      out_.push_back(
          fmt::format("SECURITY LABEL FOR {} ON {} {} IS {}", sql_identifier(provider), words, target, text));
    };
    for (const auto& [provider, text] : before) {
      if (!now.contains(provider)) {
        label(provider, "NULL");
      }
    }
    for (const auto& [provider, text] : now) {
      const auto old = before.find(provider);
      if (old == before.end() || old->second != text) {
        label(provider, sql_literal(text));
      }
    }
  }

  void owner(const access_control& before, const access_control& now) {
    if (now.owner == before.owner || !has_owner_of_its_own(after_)) {
      return;
    }
    const std::string role = sql_role(now.owner);
    out_.push_back(fmt::format("ALTER {} {} OWNER TO {}", sql_words(after_), sql_target(id_), role));
    // The family that came with the class has an owner too.
    if (const auto* c = std::get_if<operator_class>(&after_); c != nullptr && c->family.empty()) {
      out_.push_back(fmt::format("ALTER OPERATOR FAMILY {} OWNER TO {}", sql_target(id_), role));
    }
  }

  void grants(const std::string& object, const std::string& column, const std::string& owner,
              const access_control& before, const access_control& now) {
    auto statements = sql_grants({.lead = {}, .object = object, .column = column, .owner = owner}, before.granted,
                                 before.revoked, now.granted, now.revoked);
    if (!statements.empty() && grant_words(after_).empty()) {
      throw error(describe(id_) + " has privileges, which PostgreSQL does not have for its kind");
    }
    out_.insert(out_.end(), statements.begin(), statements.end());
  }

  // ALTER … DEPENDS ON EXTENSION.
  void dependents(std::string_view words, const std::string& target, const std::vector<std::string>& before,
                  const std::vector<std::string>& now) {
    const auto alter = [&](const std::vector<std::string>& names, const std::vector<std::string>& but,
                           std::string_view what) {
      for (const auto& name : names) {
        if (std::find(but.begin(), but.end(), name) == but.end()) {
          out_.push_back(
              fmt::format("ALTER {} {} {}DEPENDS ON EXTENSION {}", words, target, what, sql_identifier(name)));
        }
      }
    };
    alter(before, now, "NO ");
    alter(now, before, "");
  }

  // Of a column of a view: comment, labels and privileges.
  void view_columns(const std::map<std::string, view_column>& before, const std::map<std::string, view_column>& now,
                    const std::string& owner, const access_control& view_before, const access_control& view_now) {
    static const view_column nothing{};
    const auto said = [](const std::map<std::string, view_column>& columns, const std::string& name) -> const auto& {
      const auto it = columns.find(name);
      return it == columns.end() ? nothing : it->second;
    };
    auto names = before;
    names.insert(now.begin(), now.end());
    for (const auto& [name, ignored] : names) {
      const auto target = fmt::format("{}.{}", sql_name(id_), sql_identifier(name));
      const auto& a = said(before, name);
      const auto& b = said(now, name);
      comment("COLUMN", target, a.comment, b.comment);
      labels("COLUMN", target, a.access.labels, b.access.labels);
      grants("TABLE " + sql_name(id_), name, owner, left_to_column(a.access, view_before, view_now), b.access);
    }
  }

  sql_list take() { return std::move(out_); }

 private:
  const object_id& id_;
  const object& after_;
  const access_control& given_;
  sql_list out_;
};

// The comments of what is no object of the model but part of one.
void comment_parts(finisher& f, const object_id& id, const domain* before, const domain& now) {
  for (const auto& c : now.checks) {
    std::string old;
    if (before != nullptr) {
      for (const auto& o : before->checks) {
        // A constraint that is made again has lost its comment; see alter_object() of domains.
        if (o.name == c.name && o.condition == c.condition && (o.not_valid || !c.not_valid)) {
          old = o.comment;
        }
      }
    }
    f.comment("CONSTRAINT", fmt::format("{} ON DOMAIN {}", sql_identifier(c.name), sql_name(id)), old, c.comment);
  }
}

void comment_parts(finisher& f, const object_id& id, const composite_type* before, const composite_type& now) {
  for (const auto& a : now.attributes) {
    std::string old;
    if (before != nullptr) {
      for (const auto& o : before->attributes) {
        old = o.name == a.name ? o.comment : old;
      }
    }
    f.comment("COLUMN", fmt::format("{}.{}", sql_name(id), sql_identifier(a.name)), old, a.comment);
  }
}

// The sequence behind an identity column. One that was there keeps its name when the table or column gets another.
void comment_parts(finisher& f, const object_id& id, const column* before, const column& now) {
  if (!now.identity) {
    return;
  }
  const identity_column usual{.options = {}, .sequence_access = f.given()};
  const auto& old = before == nullptr || !before->identity ? usual : *before->identity;
  const auto& name = old.sequence_name.empty() ? now.identity->sequence_name : old.sequence_name;
  const auto sequence =
      sql_name(sequence_id(id.schema, name.empty() ? make_object_name(id.table, id.name, "seq") : name));
  f.comment("SEQUENCE", sequence, old.sequence_comment, now.identity->sequence_comment);
  f.labels("SEQUENCE", sequence, old.sequence_access.labels, now.identity->sequence_access.labels);
  f.grants("SEQUENCE " + sequence, {}, {}, old.sequence_access, now.identity->sequence_access);
}

template <class T>
void comment_parts(finisher& f, const object_id& id, const T* before, const T& now) {
  if constexpr (requires { now.index_comment; }) {
    f.comment("INDEX", sql_name(id), before == nullptr ? std::string() : before->index_comment, now.index_comment);
  }
  if constexpr (requires { now.depends_on_extensions; }) {
    f.dependents(sql_words(object(now)), sql_target(id),
                 before == nullptr ? std::vector<std::string>() : before->depends_on_extensions,
                 now.depends_on_extensions);
  }
}

// Of PostgreSQL's own objects only PL/pgSQL's comment is known to have another before.
std::string comment_of_system(const std::string& comment) {
  return comment.empty() ? "PL/pgSQL procedural language" : comment;
}

}  // namespace

access_control left_to_column(access_control of_column, const access_control& before, const access_control& after) {
  const auto find = [](const access_control& access, const privilege& p) {
    return std::find_if(access.granted.begin(), access.granted.end(),
                        [&](const privilege& q) { return q.grantee == p.grantee && q.name == p.name; });
  };
  std::erase_if(of_column.granted, [&](privilege& p) {
    const auto was = find(before, p);
    const auto is = find(after, p);
    if (was == before.granted.end()) {
      return false;
    }
    p.grantable = p.grantable && !(was->grantable && is != after.granted.end() && !is->grantable);
    return is == after.granted.end();
  });
  return of_column;
}

std::vector<std::string> finishing_statements(const object_id& id, const object* before, const object& after,
                                              const default_privileges& given) {
  const access_control usual{{}, given.granted, given.revoked, {}};
  finisher f(id, after, usual);
  const std::string target = sql_target(id);
  const auto words = sql_words(after);
  if (id.kind == object_kind::system_object) {
    f.comment(id.name, target, comment_of_system(before == nullptr ? std::string() : comment_text(*before)),
              comment_of_system(comment_text(after)));
  } else if (comment_of(after) != nullptr) {
    f.comment(words, target, before == nullptr ? std::string() : comment_text(*before), comment_text(after));
  }
  const auto* access = access_of(after);
  const auto* old = before == nullptr ? nullptr : access_of(*before);
  static const access_control none;  // a column has no privileges by default
  const auto& old_access = old != nullptr ? *old : id.kind == object_kind::column ? none : usual;
  std::visit(
      [&]<class T>(const T& now) { comment_parts(f, id, before == nullptr ? nullptr : std::get_if<T>(before), now); },
      after);
  if (access == nullptr) {
    return f.take();
  }
  f.labels(words, target, old_access.labels, access->labels);
  f.owner(old_access, *access);
  f.grants(grant_object(id, after), id.kind == object_kind::column ? id.name : std::string(), access->owner,
           under_new_owner(old_access, access->owner), *access);
  std::visit(
      [&]<class T>(const T& now) {
        if constexpr (std::is_same_v<T, view> || std::is_same_v<T, materialized_view>) {
          const auto* was = before == nullptr ? nullptr : std::get_if<T>(before);
          f.view_columns(was == nullptr ? std::map<std::string, view_column>() : was->columns, now.columns,
                         access->owner, under_new_owner(old_access, access->owner), *access);
        }
      },
      after);
  return f.take();
}

}  // namespace squall::kit
