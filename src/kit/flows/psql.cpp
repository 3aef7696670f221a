#include "kit/flows/psql.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <memory>
#include <string_view>

#include "kit/base/error.hpp"
#include "kit/server/server.hpp"

namespace squall::kit {
namespace {

struct options_deleter {
  void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};

/// A value of a keyword string (PostgreSQL manual, 34.1.1.1): in quotes, quotes and backslashes escaped.
std::string quoted(std::string_view value) {
  std::string result = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') {
      result += '\\';
    }
    result += c;
  }
  return result + "'";
}

std::string find_psql(const std::optional<std::filesystem::path>& postgres_bin) {
  try {
    const std::filesystem::path beside = find_postgres_bin(postgres_bin) / "psql";
    if (std::filesystem::exists(beside)) {
      return beside.string();
    }
  } catch (const error&) {
    // A client needs no server programs.
  }
  return "psql";
}

}  // namespace

psql_call make_psql_call(const std::string& url, const std::optional<std::filesystem::path>& postgres_bin) {
  // libpq's own message may quote the URL, and with it the password.
  const std::unique_ptr<PQconninfoOption, options_deleter> options(PQconninfoParse(url.c_str(), nullptr));
  if (!options) {
    throw error("the database's URL is not one that PostgreSQL understands", "check `url` in squall.toml");
  }
  psql_call call;
  call.program = find_psql(postgres_bin);
  for (const PQconninfoOption* o = options.get(); o->keyword != nullptr; ++o) {
    if (o->val == nullptr) {
      continue;
    }
    if (std::string_view(o->keyword) == "password") {
      call.password = o->val;
    } else {
      call.conninfo += fmt::format("{}{}={}", call.conninfo.empty() ? "" : " ", o->keyword, quoted(o->val));
    }
  }
  return call;
}

}  // namespace squall::kit
