#include "kit/plan/sql_parts.hpp"

#include <fmt/format.h>

#include <array>

namespace squall::kit {
namespace {

struct type_alias {
  std::string_view head;  // before the modifier
  std::string_view tail;  // after the modifier
  std::string_view readable;
};

// Manual, 8.1 table 8.1: the aliases that people write.
constexpr std::array aliases{
    type_alias{"character varying", "", "varchar"},
    type_alias{"character", "", "char"},
    type_alias{"bit varying", "", "varbit"},
    type_alias{"timestamp", " without time zone", "timestamp"},
    type_alias{"timestamp", " with time zone", "timestamptz"},
    type_alias{"time", " without time zone", "time"},
    type_alias{"time", " with time zone", "timetz"},
};

// The range that a sequence of this type covers.
struct sequence_range {
  std::int64_t minimum;
  std::int64_t maximum;
};

sequence_range range_of(std::string_view data_type) {
  if (data_type == "smallint") {
    return {INT16_MIN, INT16_MAX};
  }
  if (data_type == "integer") {
    return {INT32_MIN, INT32_MAX};
  }
  return {INT64_MIN, INT64_MAX};
}

}  // namespace

std::string sql_column_list(const std::vector<std::string>& names, bool last_is_period) {
  std::string out;
  for (const auto& name : names) {
    const bool is_period = last_is_period && &name == &names.back();
    out += (out.empty() ? "" : ", ") + std::string(is_period ? "PERIOD " : "") + sql_identifier(name);
  }
  return out;
}

std::string readable_type(std::string_view type) {
  std::string_view array;
  if (const auto bracket = type.find('['); bracket != std::string_view::npos && type.find('"') > bracket) {
    array = type.substr(bracket);
    type = type.substr(0, bracket);
  }
  for (const auto& alias : aliases) {
    if (!type.starts_with(alias.head) || !type.ends_with(alias.tail) ||
        type.size() < alias.head.size() + alias.tail.size()) {
      continue;
    }
    const auto modifier = type.substr(alias.head.size(), type.size() - alias.head.size() - alias.tail.size());
    if (modifier.empty() || (modifier.front() == '(' && modifier.back() == ')')) {
      return fmt::format("{}{}{}", alias.readable, modifier, array);
    }
  }
  return fmt::format("{}{}", type, array);
}

std::string sql_sequence_options(const sequence_options& options, std::string_view data_type) {
  const auto range = range_of(data_type);
  const bool up = options.increment > 0;
  const std::int64_t usual_minimum = up ? 1 : range.minimum;
  const std::int64_t usual_maximum = up ? range.maximum : -1;
  std::string out;
  if (options.increment != 1) {
    out += fmt::format(" INCREMENT BY {}", options.increment);
  }
  if (options.minimum != usual_minimum) {
    out += fmt::format(" MINVALUE {}", options.minimum);
  }
  if (options.maximum != usual_maximum) {
    out += fmt::format(" MAXVALUE {}", options.maximum);
  }
  if (options.start != (up ? options.minimum : options.maximum)) {
    out += fmt::format(" START WITH {}", options.start);
  }
  if (options.cache != 1) {
    out += fmt::format(" CACHE {}", options.cache);
  }
  if (options.cycle) {
    out += " CYCLE";
  }
  return out;
}

bounds_change compare_bounds(const sequence_options& before, const sequence_options& after) {
  if (after.minimum <= before.minimum && after.maximum >= before.maximum) {
    return bounds_change::wider;
  }
  return after.minimum > before.maximum || after.maximum < before.minimum ? bounds_change::apart
                                                                          : bounds_change::narrower;
}

std::string sql_sequence_changes(const sequence_options& before, const sequence_options& after, bool set) {
  const std::string_view lead = set ? " SET " : " ";
  std::string out;
  const auto add = [&](std::string_view words, std::int64_t old_value, std::int64_t new_value) {
    if (old_value != new_value) {
      out += fmt::format("{}{} {}", lead, words, new_value);
    }
  };
  add("INCREMENT BY", before.increment, after.increment);
  add("MINVALUE", before.minimum, after.minimum);
  add("MAXVALUE", before.maximum, after.maximum);
  add("START WITH", before.start, after.start);
  add("CACHE", before.cache, after.cache);
  if (before.cycle != after.cycle) {
    out += fmt::format("{}{}", lead, after.cycle ? "CYCLE" : "NO CYCLE");
  }
  return out;
}

std::string sql_identity(const object_id& id, const identity_column& identity, std::string_view column_type) {
  auto options = sql_sequence_options(identity.options, column_type);
  if (!identity.sequence_name.empty()) {
    options = " SEQUENCE NAME " + sql_name(sequence_id(id.schema, identity.sequence_name)) + options;
  }
  return fmt::format("GENERATED {} AS IDENTITY{}", identity.kind == identity_kind::always ? "ALWAYS" : "BY DEFAULT",
                     options.empty() ? "" : fmt::format(" ({})", options.substr(1)));
}

std::string sql_timing(constraint_timing timing) {
  switch (timing) {
    case constraint_timing::deferrable:
      return " DEFERRABLE";
    case constraint_timing::initially_deferred:
      return " DEFERRABLE INITIALLY DEFERRED";
    case constraint_timing::not_deferrable:
      break;
  }
  return {};
}

std::string sql_role(const std::string& name) { return name.empty() ? "CURRENT_USER" : sql_identifier(name); }

std::string sql_alter_table(const object_id& id) { return "ALTER TABLE " + sql_name(id.owner_table()); }

std::string sql_attach_partition(const object_id& partition, const table& value) {
  return fmt::format("{} ATTACH PARTITION {} {}", sql_alter_table(*value.partition_of), sql_name(partition),
                     value.partition_bound);
}

}  // namespace squall::kit
