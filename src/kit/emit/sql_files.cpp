#include "kit/emit/sql_files.hpp"

#include <fmt/format.h>

#include <map>

#include "kit/emit/creation.hpp"
#include "kit/emit/made_together.hpp"

namespace squall::kit {
namespace {

/// A name as the name of a file: what might mean something to a file system or a shell is written `%2F`.
std::string file_name(const std::string& name) {
  std::string out;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                       c == '-' || (c == '.' && !out.empty()) || static_cast<unsigned char>(c) >= 0x80;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out.empty() ? "%" : out;
}

/// The folder of a kind: `tables`, `functions`.
std::string folder_of(object_kind kind) {
  switch (kind) {
    case object_kind::base_type:
    case object_kind::enum_type:
    case object_kind::domain:
    case object_kind::composite_type:
    case object_kind::range_type:
      return "types";
    case object_kind::routine:
      return "functions";
    case object_kind::operator_family:
      return "operator_families";
    case object_kind::operator_class:
      return "operator_classes";
    case object_kind::operator_:
      return "operators";
    case object_kind::access_method:
      return "access_methods";
    case object_kind::statistics:
      return "statistics";
    case object_kind::policy:
      return "policies";
    case object_kind::text_search_dictionary:
      return "text_search_dictionaries";
    // These act on what comes after them; files are read in the order of their names.
    case object_kind::default_privileges:
      return "zz_default_privileges";
    case object_kind::event_trigger:
      return "zz_event_triggers";
    default:
      return std::string(to_string(kind)) + "s";
  }
}

/// The object itself, or the table or view that it belongs to.
object_id table_of(const database& model, const object_id& id) {
  if (id.belongs_to_table()) {
    for (const auto kind : {object_kind::table, object_kind::view, object_kind::materialized_view}) {
      const object_id owner{kind, id.schema, {}, id.table};
      if (model.contains(owner)) {
        return owner;
      }
    }
    return id.owner_table();
  }
  if (const auto* value = model.find<sequence>(id); value != nullptr && value->owned_by) {
    return value->owned_by->owner_table();
  }
  if (const auto* value = model.find<statistics>(id); value != nullptr) {
    return value->table;
  }
  return id;
}

/// In which object's file another one stands: what a table has in the table's, and what can be made in one order only
/// in one file.
class file_chooser {
 public:
  explicit file_chooser(const database& model)
      : model_(model), tables_(tables_made_in_one_order(model)), types_(types_by_function(model)) {}

  [[nodiscard]] object_id home_of(const object_id& id) const {
    if (const auto type = types_.find(id); type != types_.end()) {
      return type->second;
    }
    const object_id home = table_of(model_, id);
    const auto together = tables_.find(home);
    return together == tables_.end() ? home : together->second;
  }

 private:
  const database& model_;
  std::map<object_id, object_id> tables_;  ///< by those made with them
  std::map<object_id, object_id> types_;   ///< by their functions
};

std::string path_of(const object_id& id) {
  const identity_parts parts = identity_parts_of(id.kind);
  // Routines and operators of one name share a file: a signature makes no good file name.
  const bool overloaded =
      id.kind == object_kind::routine || id.kind == object_kind::aggregate || id.kind == object_kind::operator_;
  std::string name = file_name(id.name);
  if (parts.signature && !overloaded && !id.signature.empty()) {
    name += "+" + file_name(id.signature);
  }
  if (id.kind == object_kind::schema) {
    return fmt::format("schemas/{}/schema.sql", name);
  }
  const std::string folder = folder_of(id.kind);
  return id.schema.empty() ? fmt::format("{}/{}.sql", folder, name)
                           : fmt::format("schemas/{}/{}/{}.sql", file_name(id.schema), folder, name);
}

}  // namespace

std::map<std::string, std::string> emit_sql_files(const database& model) {
  const file_chooser files_of(model);
  std::map<std::string, std::string> files;
  write_creation(model, [&](const object_id& id, const std::string& sql) {
    if (id == object_id{}) {
      return;  // a setting: whoever reads the files has its own
    }
    std::string& text = files[path_of(files_of.home_of(id))];
    text += (text.empty() ? "" : "\n") + sql + ";\n";
  });
  if (files.empty()) {  // a folder without a file would be taken for a mistake
    files[path_of(schema_id("public"))] = "-- Nothing is in it yet.\n";
  }
  return files;
}

std::string emit_sql_script(const database& model) {
  std::string out;
  write_creation(model, [&](const object_id& /*id*/, const std::string& sql) {
    out += out.empty() ? "" : "\n";
    out += sql;
    out += ";\n";
  });
  return out;
}

}  // namespace squall::kit
