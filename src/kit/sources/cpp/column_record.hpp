// One column record: its type, its default, its identity.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "kit/model/model.hpp"
#include "squall/schema/definition_abi.hpp"

namespace squall::kit {

inline std::string_view text_view(definition::text t) {
  return t.data == nullptr ? std::string_view{} : std::string_view{t.data, t.size};
}

std::vector<std::string> text_list(const definition::text* items, std::uint32_t count);

/// The texts of a list of options by name.
option_map options_of(const definition::parameter_record* options, std::uint32_t count);

/// Storage, compression, statistics target, options, the constraint behind NOT NULL.
void take_settings(column& value, const definition::column_record& record);

/// The type as format_type() spells it. `schema_of_enums` is where enum types without a schema of their own live.
type_name type_of(const definition::column_record& record);

/// The identity of the record's enum type.
object_id enum_of(const definition::enum_record& record);

/// The DEFAULT expression, if there is one (not of serial columns).
std::optional<sql_expression> default_of(const definition::column_record& record);

/// GENERATED … AS IDENTITY with all of its sequence's settings, if the column is one.
std::optional<identity_column> identity_of(const definition::column_record& record);

/// The settings of the sequence behind a serial column of that type.
sequence serial_sequence(definition::sql_type type);

}  // namespace squall::kit
