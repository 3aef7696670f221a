#include "kit/emit/cpp_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "kit/emit/cpp_default.hpp"
#include "kit/emit/cpp_options.hpp"
#include "kit/emit/cpp_parts.hpp"
#include "kit/emit/cpp_statements.hpp"
#include "kit/emit/cpp_text.hpp"
#include "kit/emit/cpp_types.hpp"
#include "kit/model/default_names.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {
namespace {

std::int64_t largest_of(std::string_view type) {
  return type == "smallint" ? INT16_MAX : type == "integer" ? INT32_MAX : INT64_MAX;
}
std::int64_t smallest_of(std::string_view type) {
  return type == "smallint" ? INT16_MIN : type == "integer" ? INT32_MIN : INT64_MIN;
}

class table_writer {
 public:
  table_writer(cpp_schema& schema, const object_id& id) : schema_(schema), id_(id), declared_(schema.tables.at(id)) {
    for (const auto& [column, member] : declared_.members) {
      members_.insert(member);
    }
  }

  std::string write_struct() {
    columns_ = column_parts_of(schema_, id_);
    std::string body;
    for (const auto& c : declared_.columns) {
      body += write_column(c);
    }
    return fmt::format("template <class M>\nstruct {} {{\n{}}};\n", declared_.structure, body);
  }

  std::string write_table() {
    std::string out = write_struct();
    out += fmt::format("inline constexpr auto {} = table<{}, {}>({});\n", declared_.constant, declared_.structure,
                       cpp_name_arguments(id_), cpp_list_of(entries()));
    if (!declared_.row.empty()) {
      out += fmt::format("using {} = select_t<{}>;\n", declared_.row, declared_.structure);
    }
    return out;
  }

  std::string write_partition() {
    const auto& value = std::get<table>(model().objects.at(id_));
    const std::string list = cpp_list_of(entries());
    return fmt::format("inline const auto {} = partition<{}>({}, {}{});\n", declared_.constant, cpp_name_arguments(id_),
                       schema_.tables.at(*value.partition_of).constant, cpp_sql_string(value.partition_bound),
                       list.empty() ? "" : ", " + list);
  }

 private:
  const database& model() const { return *schema_.model; }
  void say(const object_id& id, object value) { schema_.expressed.objects.insert_or_assign(id, std::move(value)); }

  /// A name of squall that a member of this struct hides.
  std::string visible(const std::string& name, std::string_view space) const {
    return members_.contains(name) ? std::string(space) + "::" + name : name;
  }

  std::string write_column(const column_entry& c) {
    cpp_chain chain = type_of(c);
    const column& value = *c.value;
    column said = value;
    said.access = {};
    const bool has_word = value.not_null && !value.not_null_inherited && !value.not_null_not_valid;
    if (value.not_null_not_valid) {
      said.not_null = said.not_null_not_valid = false;
      said.not_null_name.clear();
    }
    const column_parts& parts = columns_[c.id->name];
    if (parts.primary_key) {
      chain.push_back({".primary_key()"});
    } else if (has_word && !is_serial_ && !value.identity && value.not_null_name.empty() &&
               !value.not_null_no_inherit) {
      chain.push_back({".not_null()"});
    }
    if (has_word && !value.not_null_name.empty()) {
      chain.push_back({".not_null_named(", value.not_null_name, ")"});
    }
    if (value.not_null_no_inherit) {
      chain.push_back({".not_null_no_inherit()"});
    }
    if (parts.unique) {
      chain.push_back(*parts.unique);
    }
    if (value.default_value && !is_serial_) {
      const auto [enumeration, labels] = enumeration_of(value);
      chain.push_back(cpp_default(value, enumeration, labels));
    }
    if (value.identity) {
      chain.push_back(identity_of(value, said));
      if (!value.identity->sequence_name.empty()) {
        chain.push_back({".identity_sequence(", value.identity->sequence_name, ")"});
      }
      said.identity->sequence_comment.clear();
      said.identity->sequence_access = {};
    }
    if (value.generated) {
      chain.push_back(
          {value.generated_virtual ? ".generated_virtual_as(" : ".generated_always_as(", value.generated->sql, ")"});
    }
    for (const auto& link : parts.reference) {
      chain.push_back(link);
    }
    if (parts.check) {
      chain.push_back({".check(", parts.check, ")"});
    }
    if (!value.collation.empty()) {
      chain.push_back({".collate(", value.collation, ")"});
    }
    add_options(chain, value);
    if (!value.comment.empty()) {
      chain.push_back({".comment(", value.comment, ")"});
    }
    const std::string& member = declared_.members.at(c.id->name);
    const bool follows = member == c.id->name || member == c.id->name + "_";
    if (!follows) {
      chain.push_back({".named(", c.id->name, ")"});
    }
    if (model().contains(*c.id)) {
      say(*c.id, std::move(said));
    }
    const std::string end = fmt::format("> {};", member);
    return "  col<M, " + lay_out(chain, 9, 13, end.size()) + end + "\n";
  }

  static void add_options(cpp_chain& chain, const column& value) {
    if (!value.storage.empty()) {
      chain.push_back({".storage(", value.storage, ")"});
    }
    if (!value.compression.empty()) {
      chain.push_back({".compression(", value.compression, ")"});
    }
    if (value.statistics_target) {
      chain.push_back({fmt::format(".statistics({})", *value.statistics_target)});
    }
    for (const auto& [name, setting] : value.options) {
      chain.push_back({fmt::format(".option({}, {})", cpp_string(name), cpp_string(setting))});
    }
    for (const auto& [name, setting] : value.foreign_options) {
      chain.push_back({fmt::format(".foreign_option({}, {})", cpp_string(name), cpp_string(setting))});
    }
  }

  std::pair<const cpp_enum*, const enum_type*> enumeration_of(const column& value) const {
    if (!value.type.user_type || value.type.sql.ends_with("[]")) {
      return {};
    }
    const auto it = schema_.enums.find(*value.type.user_type);
    if (it == schema_.enums.end()) {
      return {};
    }
    return {&it->second, model().find<enum_type>(it->first)};
  }

  cpp_chain type_of(const column_entry& c) {
    const column& value = *c.value;
    is_serial_ = false;
    if (value.type.user_type && schema_.enums.contains(*value.type.user_type)) {
      const std::string call =
          fmt::format("{}<{}>()", visible("enumeration", "pg"), schema_.enums.at(*value.type.user_type).name);
      return value.type.sql.ends_with("[]") ? cpp_chain{{call}, {".array()"}} : cpp_chain{{call}};
    }
    const cpp_type type = cpp_type_of(value.type);
    if (const auto sequence = serial_sequence_of(c)) {
      is_serial_ = true;
      kit::sequence said;
      said.data_type = value.type.sql;
      said.options.maximum = largest_of(value.type.sql);
      said.owned_by = *c.id;
      say(*sequence, said);
      const std::string name = value.type.sql == "integer"  ? "serial"
                               : value.type.sql == "bigint" ? "bigserial"
                                                            : "smallserial";
      return {{visible(name, "pg") + "()"}};
    }
    const std::string function = type.ambiguous ? "pg::" + type.function : visible(type.function, "pg");
    const std::string of_domain = type.function == "sql_type" ? cpp_value_of_domain(model(), value.type) : "";
    cpp_chain chain{{function + of_domain + "(" + type.arguments + ")"}};
    if (type.array) {
      chain.push_back({".array()"});
    }
    return chain;
  }

  /// The sequence of a column that serial() describes completely.
  std::optional<object_id> serial_sequence_of(const column_entry& c) const {
    const column& value = *c.value;
    const std::string& type = value.type.sql;
    if (!value.not_null || !value.default_value || (type != "smallint" && type != "integer" && type != "bigint")) {
      return std::nullopt;
    }
    const object_id id = sequence_id(id_.schema, make_object_name(id_.name, c.id->name, "seq"));
    const auto* made = model().find<sequence>(id);
    if (made == nullptr || made->owned_by != *c.id || made->data_type != type || made->unlogged) {
      return std::nullopt;
    }
    sequence_options usual;
    usual.maximum = largest_of(type);
    const bool default_is_next =
        value.default_value->sql == fmt::format("nextval({}::regclass)", sql_literal(sql_name(id)));
    return made->options == usual && default_is_next ? std::optional(id) : std::nullopt;
  }

  /// What the options of the identity say; those that have no spelling are taken out of `said`.
  static cpp_link identity_of(const column& value, column& said) {
    const sequence_options& o = value.identity->options;
    const bool ascending = o.increment > 0;
    const std::int64_t minimum = ascending ? 1 : smallest_of(value.type.sql);
    const std::int64_t maximum = ascending ? largest_of(value.type.sql) : -1;
    std::vector<std::string> options;
    // 0 means "as usual" there.
    const bool sayable = o.minimum != 0 && o.maximum != 0 && o.start != 0;
    const std::int64_t start = ascending ? o.minimum : o.maximum;
    if (sayable) {
      const auto add = [&](std::string_view name, std::int64_t number, std::int64_t usual) {
        if (number != usual) {
          options.push_back(fmt::format(".{} = {}", name, cpp_number(number)));
        }
      };
      add("start", o.start, start);
      add("increment", o.increment, 1);
      add("minimum", o.minimum, minimum);
      add("maximum", o.maximum, maximum);
      add("cache", o.cache, 1);
      if (o.cycle) {
        options.emplace_back(".cycle = true");
      }
    } else {
      said.identity->options = {};
      said.identity->options.maximum = largest_of(value.type.sql);
    }
    const std::string_view name = value.identity->kind == identity_kind::always ? "generated_always_as_identity"
                                                                                : "generated_by_default_as_identity";
    const std::string list = fmt::format("{}", fmt::join(options, ", "));
    return {fmt::format(".{}({})", name, list.empty() ? "" : "{" + list + "}")};
  }

  std::vector<cpp_chain> entries() {
    std::vector<cpp_chain> entries = table_options_of(schema_, id_);
    const auto append = [&](std::vector<cpp_chain> more) {
      std::move(more.begin(), more.end(), std::back_inserter(entries));
    };
    append(list_entries(schema_, id_, columns_));
    append(index_options_of(schema_, id_));
    append(statement_entries(schema_, id_));
    if (const auto& comment = std::get<table>(model().objects.at(id_)).comment; !comment.empty()) {
      entries.push_back({{"comment(", comment, ")"}});
    }
    return entries;
  }

  cpp_schema& schema_;
  const object_id& id_;
  const cpp_table& declared_;
  std::set<std::string> members_;
  std::map<std::string, column_parts> columns_;
  bool is_serial_ = false;
};

}  // namespace

std::string write_cpp_struct(cpp_schema& schema, const object_id& id) {
  return table_writer(schema, id).write_struct();
}

std::string cpp_list_of(const std::vector<cpp_chain>& entries) {
  if (entries.empty()) {
    return {};
  }
  const std::string list = lay_out_list("  return list(", entries, ");\n", 0);
  // A parameter that is not used has no name.
  const bool uses_columns = list.find("t.") != std::string::npos;
  return fmt::format("[](auto{}) {{\n{}}}", uses_columns ? " t" : "", list);
}

std::string cpp_name_arguments(const object_id& id) {
  return cpp_string(id.name) + (id.schema == "public" ? "" : ", " + cpp_string(id.schema));
}

std::string write_cpp_relation(cpp_schema& schema, const object_id& id) {
  switch (id.kind) {
    case object_kind::table: {
      table_writer writer(schema, id);
      return schema.tables.at(id).is_partition ? writer.write_partition() : writer.write_table();
    }
    case object_kind::composite_type:
      return write_cpp_composite(schema, id);
    default:
      return write_cpp_view(schema, id);
  }
}

}  // namespace squall::kit
