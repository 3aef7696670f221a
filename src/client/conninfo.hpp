// Connection strings, as the connection reads them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace squall::detail {

/// The length of `postgresql://`, when `conninfo` is a URL.
std::optional<std::size_t> url_scheme_length(std::string_view conninfo);

/// What is wrong with the user and password of a URL, empty when nothing is. libpq would take a part of such a password
/// for the host, and show it in its error.
std::string url_problem(std::string_view conninfo);

}  // namespace squall::detail
