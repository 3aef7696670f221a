#include "squall/errors.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "squall/outcome.hpp"

namespace squall {

namespace {

// The start of a statement that a message shows; scripts can be megabytes.
std::string shortened(std::string_view statement) {
  constexpr std::size_t most = 500;
  if (statement.size() <= most)
    return std::string(statement);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(statement[end]) & 0xC0) == 0x80) --end;  // not within a character
  return std::string(statement.substr(0, end)) + " …";
}

std::string text_of(const error_fields& fields) {
  std::string text = fields.message.empty() ? "the server gave no reason" : fields.message;
  if (!fields.sqlstate.empty())
    text += fmt::format(" ({})", fields.sqlstate);
  if (!fields.statement.empty())
    text += fmt::format(" in: {}", shortened(fields.statement));
  return text;
}

struct shared_fields final : detail::shared_object {
  explicit shared_fields(error_fields&& given) : fields(std::move(given)) {}
  error_fields fields;
};

template <class Error>
[[noreturn]] void throw_as(error_fields fields) {
  throw Error(std::move(fields));
}

struct leaf {
  std::string_view sqlstate;  // or the two characters of a class
  void (*raise)(error_fields);
};

// PostgreSQL manual, appendix A. States come before the classes that hold them.
constexpr std::array leaves{
    leaf{"23502", throw_as<not_null_violation>},    leaf{"23503", throw_as<foreign_key_violation>},
    leaf{"23505", throw_as<unique_violation>},      leaf{"23514", throw_as<check_violation>},
    leaf{"23P01", throw_as<exclusion_violation>},   leaf{"23", throw_as<constraint_violation>},
    leaf{"40001", throw_as<serialization_failure>}, leaf{"40P01", throw_as<deadlock_detected>},
    leaf{"55P03", throw_as<lock_not_available>},    leaf{"57014", throw_as<query_canceled>},
    leaf{"57P01", throw_as<connection_error>},      leaf{"57P02", throw_as<connection_error>},
    leaf{"57P03", throw_as<connection_error>},      leaf{"08", throw_as<connection_error>},
    leaf{"42", throw_as<statement_error>},
};

}  // namespace

database_error::database_error(error_fields fields)
    : error(text_of(fields)), fields_(detail::make_shared_object<shared_fields>(std::move(fields))) {}

const error_fields& database_error::fields() const noexcept {
  return static_cast<const shared_fields*>(fields_.get())->fields;
}

void throw_database_error(error_fields fields) {
  // libpq's own failures have no SQLSTATE.
  auto* raise = fields.sqlstate.empty() ? &throw_as<connection_error> : &throw_as<database_error>;
  for (const leaf& l : leaves) {
    if (fields.sqlstate.starts_with(l.sqlstate)) {
      raise = l.raise;
      break;
    }
  }
  raise(std::move(fields));
  std::abort();  // raise() threw
}

namespace detail {
void throw_no_error() { throw usage_error("error() of an outcome that has a value"); }
}  // namespace detail

}  // namespace squall
