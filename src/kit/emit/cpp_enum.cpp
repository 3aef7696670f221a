#include <fmt/format.h>

#include "kit/emit/cpp_table.hpp"
#include "kit/emit/cpp_text.hpp"

namespace squall::kit {

std::string write_cpp_enum(const cpp_schema& schema, const object_id& id) {
  const cpp_enum& declared = schema.enums.at(id);
  std::vector<cpp_chain> enumerators;
  for (const auto& name : declared.enumerators) {
    enumerators.push_back({{name}});
  }
  const std::string head = fmt::format("enum class {} {{ ", declared.name);
  std::string line = lay_out_list(head, enumerators, " };", 0);
  if (line.find('\n') == std::string::npos) {
    return line + "\n";
  }
  std::string out = fmt::format("enum class {} {{\n", declared.name);
  for (const auto& name : declared.enumerators) {
    out += "  " + name + ",\n";
  }
  return out + "};\n";
}

std::string write_cpp_enum_traits(const cpp_schema& schema, const object_id& id) {
  const cpp_enum& declared = schema.enums.at(id);
  if (!declared.has_traits) {
    return {};
  }
  const std::string type = schema.space + "::" + declared.name;
  std::string out = fmt::format("template <>\nstruct squall::enum_traits<{}> {{\n", type);
  out += fmt::format("  static constexpr std::string_view name = {};\n", cpp_string(id.name));
  if (id.schema != "public") {
    out += fmt::format("  static constexpr std::string_view schema = {};\n", cpp_string(id.schema));
  }
  if (declared.traits_labels) {
    const auto& labels = std::get<enum_type>(schema.model->objects.at(id)).labels;
    out += fmt::format("  static constexpr std::array<std::pair<{}, std::string_view>, {}> labels{{{{\n", type,
                       labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
      out += fmt::format("      {{{}::{}, {}}},\n", type, declared.enumerators[i], cpp_string(labels[i]));
    }
    out += "  }};\n";
  }
  return out + "};\n";
}

}  // namespace squall::kit
