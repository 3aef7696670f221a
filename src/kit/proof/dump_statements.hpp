// pg_dump as a witness: what a database holds, as told by a program that shares no code with the catalog source.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace squall::kit {

/// The major version of a PostgreSQL program, 0 when it does not say. Throws kit::error when it is not there.
int major_version_of(const std::filesystem::path& program);

/// The pg_dump to use for a server of that version (150020), beside the server's programs or in PATH: not older than
/// the server. Nothing when there is none.
std::optional<std::filesystem::path> find_pg_dump(const std::filesystem::path& postgres_bin, int server_version);

/// The text of pg_dump --schema-only. Throws kit::error with what pg_dump said.
std::string dump_text(const std::filesystem::path& pg_dump, const std::string& url,
                      const std::vector<std::string>& without_schemas = {});

/// The statements of a dump, each in a normal form, sorted: neither the order of statements nor that of columns,
/// storage parameters, settings and GRANTs says anything.
std::vector<std::string> normal_statements(const std::string& dump);

/// Appends the items of a list to `out`, in order of their text, from the place `from` of `text` up to the `end` that
/// closes it outside of quotes and parentheses. @return the place of the end.
std::size_t sort_list(const std::string& text, std::size_t from, std::string_view end, std::string& out);

/// What one list has and the other does not, for a reader: at most `limit` statements of each, a line each.
std::vector<std::string> dump_differences(const std::vector<std::string>& is, const std::vector<std::string>& should_be,
                                          std::size_t limit = 4);

}  // namespace squall::kit
