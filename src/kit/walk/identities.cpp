#include "kit/walk/identities.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace squall::kit::walk {
namespace {

/// The first OID that no object of initdb's has (manual, 73.2).
constexpr object_number first_normal = 16384;

std::string quoted(std::string_view name) {
  const bool plain = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
                     std::all_of(name.begin(), name.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (plain) {
    return std::string(name);
  }
  std::string out = "\"";
  for (const char c : name) {
    out += c == '"' ? "\"\"" : std::string(1, c);
  }
  return out + "\"";
}

}  // namespace

object_number number_in(std::string_view text) {
  object_number out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

void for_each_number(std::string_view list, const std::function<void(std::string_view)>& visit) {
  constexpr std::string_view separators = "{}, ";
  for (auto at = list.find_first_not_of(separators); at != std::string_view::npos;) {
    const auto end = std::min(list.find_first_of(separators, at), list.size());
    visit(list.substr(at, end - at));
    at = list.find_first_not_of(separators, end);
  }
}

identities::identities(const std::vector<catalog_layout>& layouts, const std::vector<result>& rows)
    : layouts_(layouts), rows_(rows) {
  for (std::size_t c = 0; c < layouts_.size(); ++c) {
    for (int r = 0; r < rows_[c].rows(); ++r) {
      if (!rows_[c].is_null(r, 0)) {
        places_.emplace(object_key(layouts_[c].oid, number_in(rows_[c].text(r, 0))), place{c, r});
      }
    }
    if (layouts_[c].name == "pg_attribute") {
      const auto relation = layouts_[c].place_of("attrelid");
      const auto name = layouts_[c].place_of("attname");
      const auto number = layouts_[c].place_of("number");
      for (int r = 0; r < rows_[c].rows(); ++r) {
        columns_.emplace(object_key(number_in(text(c, r, relation)), number_in(text(c, r, number))),
                         quoted(text(c, r, name)));
      }
    } else if (layouts_[c].name == "pg_type") {
      const auto array = layouts_[c].place_of("typarray");
      for (int r = 0; r < rows_[c].rows(); ++r) {
        if (const auto of = number_in(text(c, r, array)); of != 0) {
          element_of_.emplace(of, number_in(rows_[c].text(r, 0)));
        }
      }
    }
  }
}

std::string_view identities::text(std::size_t catalog, int row, std::size_t column) const {
  return rows_[catalog].text(row, static_cast<int>(column) + 1);
}

std::optional<std::uint64_t> identities::target_of(std::size_t catalog, int row, std::size_t column) const {
  const catalog_column& c = layouts_[catalog].columns[column];
  if (c.kind != column_kind::reference && c.kind != column_kind::address) {
    return std::nullopt;
  }
  const auto object = number_in(text(catalog, row, column));
  if (object == 0) {
    return std::nullopt;
  }
  return object_key(c.kind == column_kind::address ? number_in(text(catalog, row, c.address_of)) : c.catalog_oid,
                    object);
}

std::vector<std::uint64_t> identities::unknown(const std::unordered_map<std::uint64_t, std::string>& known) const {
  std::unordered_set<std::uint64_t> found;
  const auto need = [&](std::uint64_t object) {
    if (!places_.contains(object) && !known.contains(object)) {
      found.insert(object);
    }
  };
  for (std::size_t c = 0; c < layouts_.size(); ++c) {
    for (std::size_t i = 0; i < layouts_[c].columns.size(); ++i) {
      const catalog_column& column = layouts_[c].columns[i];
      const bool list = column.kind == column_kind::references;
      if (!list && column.kind != column_kind::reference && column.kind != column_kind::address) {
        continue;
      }
      for (int r = 0; r < rows_[c].rows(); ++r) {
        if (list) {
          for_each_number(text(c, r, i), [&](std::string_view number) {
            if (number != "0") {
              need(object_key(column.catalog_oid, number_in(number)));
            }
          });
        } else if (const auto target = target_of(c, r, i)) {
          need(*target);
        }
      }
    }
  }
  return {found.begin(), found.end()};
}

void identities::exclude_schemas(const std::vector<std::string>& names) {
  const auto at =
      std::find_if(layouts_.begin(), layouts_.end(), [](const auto& l) { return l.name == "pg_namespace"; });
  const auto c = static_cast<std::size_t>(at - layouts_.begin());
  const auto name = at->place_of("nspname");
  for (int r = 0; r < rows_[c].rows(); ++r) {
    const auto schema = text(c, r, name);
    if (schema.starts_with("pg_") || std::find(names.begin(), names.end(), schema) != names.end()) {
      exclude(object_key(at->oid, number_in(rows_[c].text(r, 0))));
    }
  }
}

// What a row's name refers to was not read when it belongs to a TOAST or temporary table.
bool identities::is_excluded(std::uint64_t object) {
  if (static_cast<object_number>(object) < first_normal && !excluded_.contains(object)) {
    return false;
  }
  const auto known = excluded_.find(object);
  if (known != excluded_.end()) {
    return known->second;
  }
  const auto found = places_.find(object);
  const bool out = found == places_.end() || is_excluded(found->second.catalog, found->second.row);
  excluded_[object] = out;
  return out;
}

bool identities::is_excluded(std::size_t catalog, int row) {
  const catalog_layout& layout = layouts_[catalog];
  if (!rows_[catalog].is_null(row, 0)) {
    const auto known = excluded_.find(object_key(layout.oid, number_in(rows_[catalog].text(row, 0))));
    if (known != excluded_.end() && known->second) {
      return true;
    }
  }
  return std::any_of(layout.key.begin(), layout.key.end(), [&](std::size_t column) {
    const auto target = target_of(catalog, row, column);
    return target && is_excluded(*target);
  });
}

const std::string& identities::object_name(object_number catalog, object_number object) {
  static const std::string none = "-";
  static const std::string gone = "what is gone";
  if (object == 0) {
    return none;
  }
  const auto key = object_key(catalog, object);
  if (const auto known = names_.find(key); known != names_.end()) {
    return known->second;
  }
  if (const auto found = places_.find(key); found != places_.end()) {
    std::string name = row_name(found->second.catalog, found->second.row);
    return names_.emplace(key, std::move(name)).first->second;
  }
  const auto of_server = built_in_->find(key);
  return of_server == built_in_->end() ? gone : of_server->second;
}

std::string identities::column_name(object_number relation, std::string_view number) const {
  object_number attribute = 0;
  std::from_chars(number.data(), number.data() + number.size(), attribute);
  const auto found = columns_.find(object_key(relation, attribute));
  return found == columns_.end() ? std::string(number) : found->second;
}

std::string identities::list_value(std::size_t catalog, int row, const catalog_column& column, std::string_view list) {
  std::vector<std::string> names;
  const object_number of =
      column.kind == column_kind::columns ? number_in(text(catalog, row, column.relation)) : column.catalog_oid;
  for_each_number(list, [&](std::string_view number) {
    names.push_back(column.kind == column_kind::columns ? column_name(of, number) : object_name(of, number_in(number)));
  });
  if (column.is_set) {
    std::sort(names.begin(), names.end());
  }
  std::string out;
  for (const auto& name : names) {
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::optional<std::string> identities::value(std::size_t catalog, int row, std::size_t column) {
  const catalog_column& c = layouts_[catalog].columns[column];
  if (rows_[catalog].is_null(row, static_cast<int>(column) + 1)) {
    return std::nullopt;
  }
  const auto said = text(catalog, row, column);
  switch (c.kind) {
    case column_kind::references:
    case column_kind::columns:
      return list_value(catalog, row, c, said);
    case column_kind::reference:
      return object_name(c.catalog_oid, number_in(said));
    case column_kind::address: {
      const auto of = number_in(text(catalog, row, c.address_of));
      const auto part = text(catalog, row, c.address_part);
      std::string name = object_name(of, number_in(said));
      const auto where = std::find_if(layouts_.begin(), layouts_.end(), [&](const auto& x) { return x.oid == of; });
      if (where != layouts_.end()) {
        name = where->name + " " + name;
      }
      return part == "0" ? name : name + ", column " + column_name(number_in(said), part);
    }
    case column_kind::text:
    case column_kind::hidden:
      break;
  }
  return std::string(said);
}

// A name in a schema, or of what the other parts of the key say: `id of public.users`, `public.f(integer)`.
std::string identities::row_name(std::size_t catalog, int row) {
  const catalog_layout& layout = layouts_[catalog];
  if (layout.name == "pg_type") {
    if (const auto element = element_of_.find(number_in(rows_[catalog].text(row, 0))); element != element_of_.end()) {
      return object_name(layout.oid, element->second) + "[]";
    }
  }
  std::string name;
  std::string schema;
  std::string arguments;
  std::string rest;
  bool nameless = false;
  const auto add_to_rest = [&](std::size_t column) {
    const auto part = value(catalog, row, column);
    if (part && *part != "-" && !part->empty()) {
      rest += (rest.empty() ? "" : ", ") + *part;
    }
  };
  for (const std::size_t column : layout.key) {
    const catalog_column& c = layout.columns[column];
    if (c.is_name) {
      nameless = text(catalog, row, column).empty();
      name = nameless ? "" : quoted(text(catalog, row, column));
    } else if (c.catalog == "pg_namespace" && layout.name != "pg_default_acl" &&
               layout.name != "pg_publication_namespace") {
      schema = value(catalog, row, column).value_or("") + ".";
    } else if (c.kind == column_kind::references) {
      arguments = "(" + value(catalog, row, column).value_or("") + ")";
    } else {
      add_to_rest(column);
    }
  }
  if (nameless) {
    std::for_each(layout.nameless.begin(), layout.nameless.end(), add_to_rest);
  }
  name = schema + name + arguments;
  return name.empty() || rest.empty() ? name + rest : name + " of " + rest;
}

std::string identities::parent_of(std::size_t catalog, int row) {
  for (const std::size_t column : layouts_[catalog].key) {
    const auto target = target_of(catalog, row, column);
    const auto found = target ? places_.find(*target) : places_.end();
    if (found != places_.end()) {
      return layouts_[found->second.catalog].name + " " +
             object_name(layouts_[found->second.catalog].oid, static_cast<object_number>(*target));
    }
  }
  return {};
}

}  // namespace squall::kit::walk
