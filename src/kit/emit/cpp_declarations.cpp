#include "kit/emit/cpp_declarations.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "kit/emit/cpp_table.hpp"
#include "kit/emit/cpp_text.hpp"
#include "kit/model/default_names.hpp"

namespace squall::kit {
namespace {

class declaration_writer {
 public:
  explicit declaration_writer(cpp_schema& schema) : schema_(schema) {}

  cpp_declarations write() {
    for (const auto& [id, value] : schema_.model->objects) {
      if (const auto* s = std::get_if<kit::schema>(&value)) {
        write_schema(id, *s);
      } else if (const auto* e = std::get_if<extension>(&value)) {
        write_extension(id, *e);
      } else if (const auto* labels = std::get_if<enum_type>(&value)) {
        write_enum(id, *labels);
      } else if (const auto* range = std::get_if<range_type>(&value)) {
        write_range(id, *range);
      } else if (const auto* d = std::get_if<domain>(&value)) {
        write_domain(id, *d);
      } else if (const auto* numbers = std::get_if<sequence>(&value)) {
        write_sequence(id, *numbers);
      }
    }
    return std::move(made_);
  }

 private:
  void say(const object_id& id, object value) { schema_.expressed.objects.insert_or_assign(id, std::move(value)); }

  std::string name_for(const object_id& id, std::string_view kind) {
    const std::string name = snake_case_of(id.name);
    return schema_.names.take_exactly(name) ? name : schema_.names.take(fmt::format("{}_{}", name, kind));
  }

  static void add(std::vector<cpp_chain>& options, std::string_view name, const std::string& text) {
    if (!text.empty()) {
      options.push_back({{fmt::format(".{} = ", name), text}});
    }
  }

  void declare(const std::string& head, const std::vector<cpp_chain>& options) {
    const std::string gap = head.ends_with('(') ? "{" : ", {";
    made_.before_tables += options.empty() ? head + ");\n" : lay_out_list(head + gap, options, "});\n", 0);
  }

  /// Those that tables name are there without it.
  void write_schema(const object_id& id, const kit::schema& value) {
    if (*schema_.model == empty_database()) {  // a header that declares nothing would be taken for a mistake
      declare(fmt::format("inline const auto {} = schema({}", name_for(id, "schema"), cpp_string(id.name)), {});
      return;
    }
    const bool needs_words = !value.comment.empty() || !value.access.owner.empty();
    if (id.name == "public" || (!needs_words && schema_.expressed.contains(id))) {
      return;
    }
    std::vector<cpp_chain> options;
    add(options, "comment", value.comment);
    add(options, "owner", value.access.owner);
    declare(fmt::format("inline const auto {} = schema({}", name_for(id, "schema"), cpp_string(id.name)), options);
    kit::schema said{.comment = value.comment, .access = {}};
    said.access.owner = value.access.owner;
    say(id, std::move(said));
  }

  /// Of a version there is no word, as in pg_dump: another server has another one.
  void write_extension(const object_id& id, const extension& value) {
    if (!value.schema.empty() && !schema_.model->contains(schema_id(value.schema))) {
      return;  // of the system: to be named, it would have to be declared
    }
    std::vector<cpp_chain> options;
    add(options, "schema", value.schema);
    add(options, "comment", value.comment);
    declare(fmt::format("inline const auto {} = extension({}", name_for(id, "extension"), cpp_string(id.name)),
            options);
    say(id, value);
    if (!value.schema.empty()) {
      schema_.expressed.objects.try_emplace(schema_id(value.schema), kit::schema{});
    }
  }

  /// Those of columns are there without it.
  void write_enum(const object_id& id, const enum_type& value) {
    const auto declared = schema_.enums.find(id);
    const bool needs_words = !value.comment.empty() || !value.access.owner.empty();
    if (declared == schema_.enums.end() || (!needs_words && schema_.types_of_columns.contains(id))) {
      return;
    }
    std::vector<cpp_chain> options;
    add(options, "comment", value.comment);
    add(options, "owner", value.access.owner);
    declare(fmt::format("inline const auto {} = enum_type<{}>(", name_for(id, "type"), declared->second.name), options);
    enum_type said{.labels = value.labels, .comment = value.comment, .access = {}};
    said.access.owner = value.access.owner;
    say(id, std::move(said));
  }

  /// A canonical function takes and returns the range: SQL makes both.
  void write_range(const object_id& id, const range_type& value) {
    // In the order of range_options.
    static constexpr std::array<std::pair<std::string_view, const char*>, 4> words{
        {{"operator_class", "SUBTYPE_OPCLASS"},
         {"collation", "COLLATION"},
         {"difference", "SUBTYPE_DIFF"},
         {"multirange", "MULTIRANGE_TYPE_NAME"}}};
    if (value.options.contains("CANONICAL")) {
      return;
    }
    std::vector<cpp_chain> options;
    for (const auto& [word, name] : words) {
      if (const auto text = value.options.find(name); text != value.options.end()) {
        add(options, word, text->second);
      }
    }
    add(options, "comment", value.comment);
    add(options, "owner", value.access.owner);
    const auto subtype = value.options.find("SUBTYPE");
    if (subtype == value.options.end()) {
      return;
    }
    declare(fmt::format("inline const auto {} = range_type<{}>({}", name_for(id, "range"), cpp_name_arguments(id),
                        cpp_string(subtype->second)),
            options);
    range_type said = value;
    said.access = {};
    said.access.owner = value.access.owner;
    say(id, std::move(said));
    schema_.expressed.objects.try_emplace(schema_id(id.schema), kit::schema{});
  }

  void write_domain(const object_id& id, const domain& value) {
    const bool one_check = value.checks.empty() || (value.checks.size() == 1 && !value.checks.front().not_valid &&
                                                    value.checks.front().comment.empty());
    if (!one_check || !value.not_null_name.empty()) {
      return;
    }
    std::vector<cpp_chain> options;
    if (!value.checks.empty()) {
      const auto& check = value.checks.front();
      add(options, "check", check.condition);
      add(options, "check_name", check.name == make_object_name(id.name, {}, "check") ? "" : check.name);
    }
    if (value.not_null) {
      options.push_back({{".not_null = true"}});
    }
    add(options, "default_", value.default_value ? value.default_value->sql : "");
    add(options, "collation", value.collation);
    add(options, "comment", value.comment);
    declare(fmt::format("inline const auto {} = domain<{}>({}", name_for(id, "domain"), cpp_name_arguments(id),
                        cpp_string(value.base.sql)),
            options);
    domain said = value;
    said.access = {};
    say(id, std::move(said));
    schema_.expressed.objects.try_emplace(schema_id(id.schema), kit::schema{});
  }

  static void add_number(std::vector<cpp_chain>& options, std::string_view name, std::int64_t number,
                         std::int64_t usual) {
    if (number != usual) {
      options.push_back({{fmt::format(".{} = {}", name, cpp_number(number))}});
    }
  }

  void write_sequence(const object_id& id, const sequence& value) {
    if (schema_.expressed.contains(id)) {
      return;  // a serial column's
    }
    std::string owner;
    if (value.owned_by) {
      const auto table = schema_.tables.find(value.owned_by->owner_table());
      const auto member = table == schema_.tables.end() ? std::map<std::string, std::string>::const_iterator()
                                                        : table->second.members.find(value.owned_by->name);
      if (table == schema_.tables.end() || member == table->second.members.end()) {
        return;
      }
      owner = table->second.constant + "." + member->second;
    }
    const auto& o = value.options;
    const bool ascending = o.increment > 0;
    const bool small = value.data_type == "smallint";
    const bool big = value.data_type == "bigint";
    std::vector<cpp_chain> options;
    add(options, "type", big ? "" : value.data_type);
    add_number(options, "start", o.start, ascending ? o.minimum : o.maximum);
    add_number(options, "increment", o.increment, 1);
    add_number(options, "minimum", o.minimum, ascending ? 1 : small ? INT16_MIN : big ? INT64_MIN : INT32_MIN);
    add_number(options, "maximum", o.maximum, !ascending ? -1 : small ? INT16_MAX : big ? INT64_MAX : INT32_MAX);
    add_number(options, "cache", o.cache, 1);
    if (o.cycle) {
      options.push_back({{".cycle = true"}});
    }
    if (value.unlogged) {
      options.push_back({{".unlogged = true"}});
    }
    add(options, "comment", value.comment);
    const std::string head =
        fmt::format("inline const auto {} = sequence<{}>({}", name_for(id, "sequence"), cpp_name_arguments(id), owner);
    const std::string gap = owner.empty() || options.empty() ? "" : ", ";
    (owner.empty() ? made_.before_tables : made_.behind_tables) +=
        options.empty() ? head + ");\n" : lay_out_list(head + gap + "{", options, "});\n", 0);
    sequence said = value;
    said.access = {};
    say(id, std::move(said));
    schema_.expressed.objects.try_emplace(schema_id(id.schema), kit::schema{});
  }

  cpp_schema& schema_;
  cpp_declarations made_;
};

}  // namespace

cpp_declarations write_cpp_declarations(cpp_schema& schema) { return declaration_writer(schema).write(); }

}  // namespace squall::kit
