#include "kit/sources/cpp/column_record.hpp"

#include <fmt/format.h>

#include <bit>
#include <limits>

#include "kit/base/error.hpp"
#include "kit/model/sql_text.hpp"

namespace squall::kit {
namespace {

using definition::default_kind;
using definition::sql_type;

/// `timestamp(3) without time zone`
std::string with_precision(std::string_view name, std::int32_t precision, std::string_view rest = {}) {
  return precision < 0 ? fmt::format("{}{}", name, rest) : fmt::format("{}({}){}", name, precision, rest);
}

/// `vector(3)`, `geometry(Point,4326)`
std::string custom_type(const definition::column_record& r) {
  if (r.type_text.data == nullptr)
    return fmt::format("{}.{}", sql_identifier(text_view(r.type_schema)), sql_identifier(text_view(r.type_name)));
  const auto type = text_view(r.type_text);
  if (r.length < 0)
    return std::string(type);
  return type.ends_with(')') ? fmt::format("{},{})", type.substr(0, type.size() - 1), r.length)
                             : with_precision(type, r.length);
}

std::string element_type(const definition::column_record& r) {
  switch (r.type) {
    case sql_type::boolean:
      return "boolean";
    case sql_type::smallint:
      return "smallint";
    case sql_type::integer:
      return "integer";
    case sql_type::bigint:
      return "bigint";
    case sql_type::real:
      return "real";
    case sql_type::double_precision:
      return "double precision";
    case sql_type::numeric:
      return r.length < 0 ? "numeric" : fmt::format("numeric({},{})", r.length, r.scale < 0 ? 0 : r.scale);
    case sql_type::text_:
      return "text";
    case sql_type::varchar:
      return with_precision("character varying", r.length);
    case sql_type::character:
      return with_precision("character", r.length);
    case sql_type::bytea:
      return "bytea";
    case sql_type::uuid:
      return "uuid";
    case sql_type::date:
      return "date";
    case sql_type::time:
      return with_precision("time", r.length, " without time zone");
    case sql_type::timetz:
      return with_precision("time", r.length, " with time zone");
    case sql_type::timestamp:
      return with_precision("timestamp", r.length, " without time zone");
    case sql_type::timestamptz:
      return with_precision("timestamp", r.length, " with time zone");
    case sql_type::interval:
      return with_precision("interval", r.length);
    case sql_type::json:
      return "json";
    case sql_type::jsonb:
      return "jsonb";
    case sql_type::enumeration:
      return sql_name(enum_of(*r.enumeration));
    case sql_type::custom:
      return custom_type(r);
  }
  throw error(fmt::format("column type {} is unknown to this tool", static_cast<int>(r.type)),
              "the header was compiled against other Squall headers than the tool's; use those of one version");
}

struct bounds {
  std::int64_t minimum;
  std::int64_t maximum;
};
bounds bounds_of(sql_type type) {
  switch (type) {
    case sql_type::smallint:
      return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
    case sql_type::integer:
      return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    default:
      return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
  }
}

std::string_view type_word(sql_type type) {
  return type == sql_type::smallint ? "smallint" : type == sql_type::integer ? "integer" : "bigint";
}

}  // namespace

object_id enum_of(const definition::enum_record& record) {
  const auto schema = text_view(record.schema);
  return enum_id(std::string(schema.empty() ? "public" : schema), std::string(text_view(record.name)));
}

std::vector<std::string> text_list(const definition::text* items, std::uint32_t count) {
  std::vector<std::string> list;
  for (std::uint32_t i = 0; i < count; ++i) list.emplace_back(text_view(items[i]));
  return list;
}

option_map options_of(const definition::parameter_record* options, std::uint32_t count) {
  option_map map;
  for (std::uint32_t i = 0; i < count; ++i) map[std::string(text_view(options[i].name))] = text_view(options[i].value);
  return map;
}

void take_settings(column& value, const definition::column_record& r) {
  value.not_null_name = text_view(r.not_null_name);
  value.not_null_no_inherit = r.not_null_no_inherit.data != nullptr;
  value.storage = text_view(r.storage);
  value.compression = text_view(r.compression);
  if (r.statistics_target.data != nullptr)
    value.statistics_target = std::stoll(std::string(text_view(r.statistics_target)));
  value.options = options_of(r.options, r.option_count);
  value.foreign_options = options_of(r.foreign_options, r.foreign_option_count);
}

type_name type_of(const definition::column_record& record) {
  type_name type;
  type.sql = element_type(record);
  // PostgreSQL keeps no number of dimensions: integer[][] is integer[] to it (manual, 8.15.1).
  if (record.dimensions > 0)
    type.sql += "[]";
  if (record.enumeration != nullptr)
    type.user_type = enum_of(*record.enumeration);
  return type;
}

std::optional<sql_expression> default_of(const definition::column_record& r) {
  const auto expression = [](std::string sql) { return sql_expression{std::move(sql), {}}; };
  switch (r.default_is) {
    case default_kind::none:
      return std::nullopt;
    case default_kind::boolean:
      return expression(r.default_value != 0 ? "true" : "false");
    case default_kind::integer:
      return expression(std::to_string(r.default_value));
    case default_kind::real:
      return expression(fmt::format("{}", std::bit_cast<double>(r.default_value)));
    case default_kind::text:
    case default_kind::enumerator:
      return expression(sql_literal(text_view(r.default_text)));
    case default_kind::now:
      return expression("now()");
    case default_kind::random_uuid:
      return expression("gen_random_uuid()");
    case default_kind::empty:
      return expression(r.dimensions > 0 ? "'{}'" : "'[]'");
    case default_kind::sql:
      return expression(std::string(text_view(r.default_text)));
  }
  return std::nullopt;
}

std::optional<identity_column> identity_of(const definition::column_record& r) {
  if (r.identity == definition::identity_mode::none)
    return std::nullopt;
  identity_column identity;
  identity.kind = r.identity == definition::identity_mode::always ? identity_kind::always : identity_kind::by_default;
  const auto limits = bounds_of(r.type);
  const bool ascending = r.sequence_increment > 0;
  auto& o = identity.options;
  o.increment = r.sequence_increment;
  o.minimum = r.sequence_minimum != 0 ? r.sequence_minimum : ascending ? 1 : limits.minimum;
  o.maximum = r.sequence_maximum != 0 ? r.sequence_maximum : ascending ? limits.maximum : -1;
  o.start = r.sequence_start != 0 ? r.sequence_start : ascending ? o.minimum : o.maximum;
  o.cache = r.sequence_cache;
  o.cycle = r.sequence_cycle != 0;
  return identity;
}

sequence serial_sequence(definition::sql_type type) {
  sequence s;
  s.data_type = type_word(type);
  s.options.maximum = bounds_of(type).maximum;
  return s;
}

}  // namespace squall::kit
