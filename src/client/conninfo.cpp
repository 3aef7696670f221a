// Connection strings (manual, 34.1.1), and hiding what is secret in them.
#include "client/conninfo.hpp"

#include <algorithm>
#include <optional>

#include "squall/client/connection.hpp"

namespace squall {

namespace {

constexpr std::string_view mask = "***";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// password, sslpassword, oauth_client_secret, and whatever libpq may add in their manner.
bool is_secret(std::string_view keyword) {
  std::string name;
  for (const char c : keyword) name += lower(c);
  return name.find("password") != name.npos || name.find("secret") != name.npos;
}

int hex_digit(char c) {
  c = lower(c);
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
    } else {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

// Where user and password end in what follows "://": at the last '@' before the parameters. libpq ends them at the
// first one, but a password with a raw '@' or '/' in it must not be shown because of that.
std::size_t end_of_credentials(std::string_view rest) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::size_t first = rest.substr(0, slash).find('@');
  const std::size_t parameters = rest.find('?', first == rest.npos ? 0 : first);
  return rest.substr(0, parameters).rfind('@');
}

std::string redact_parameters(std::string_view parameters) {
  std::string out;
  while (!parameters.empty()) {
    const std::size_t end = std::min(parameters.find('&'), parameters.size());
    const std::string_view parameter = parameters.substr(0, end);
    const std::size_t equals = parameter.find('=');
    const bool hide = equals != parameter.npos && is_secret(percent_decoded(parameter.substr(0, equals)));
    out += hide ? parameter.substr(0, equals + 1) : parameter;
    if (hide)
      out += mask;
    if (end < parameters.size())
      out += '&';
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
  }
  return out;
}

std::string redact_url(std::string_view url, std::size_t scheme) {
  std::string out(url.substr(0, scheme));
  std::string_view rest = url.substr(scheme);
  if (const std::size_t at = end_of_credentials(rest); at != rest.npos) {
    const std::size_t colon = rest.substr(0, at).find(':');
    out += rest.substr(0, std::min(colon, at));
    if (colon != rest.npos && colon < at)
      (out += ':') += mask;
    rest.remove_prefix(at);
  }
  const std::size_t parameters = std::min(rest.find('?'), rest.size());
  out += rest.substr(0, parameters);
  if (parameters < rest.size()) {
    out += '?';
    out += redact_parameters(rest.substr(parameters + 1));
  }
  return out;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Walks a keyword string as libpq does (conninfo_parse): a value ends at a space, or at the quote that began it, and a
// backslash takes the next character as it is.
std::string redact_keywords(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  const auto copy_spaces = [&] {
    while (at < text.size() && is_space(text[at])) out += text[at++];
  };
  for (copy_spaces(); at < text.size(); copy_spaces()) {
    const std::size_t start = at;
    while (at < text.size() && text[at] != '=' && !is_space(text[at])) ++at;
    const std::string_view keyword = text.substr(start, at - start);
    std::size_t equals = at;
    while (equals < text.size() && is_space(text[equals])) ++equals;
    // No keyword at all: part of a password with a space, perhaps.
    if (equals == text.size() || text[equals] != '=')
      return out += mask;
    out += keyword;
    out += text.substr(at, equals + 1 - at);
    at = equals + 1;
    copy_spaces();
    const std::size_t value = at;
    const bool quoted = at < text.size() && text[at] == '\'';
    if (quoted)
      ++at;
    while (at < text.size() && (quoted ? text[at] != '\'' : !is_space(text[at]))) at += text[at] == '\\' ? 2 : 1;
    if (quoted)
      ++at;
    at = std::min(at, text.size());
    if (is_secret(keyword))
      out += mask;
    else if (keyword == "dbname")
      out += redact_conninfo(text.substr(value, at - value));
    else
      out += text.substr(value, at - value);
  }
  return out;
}

}  // namespace

std::optional<std::size_t> detail::url_scheme_length(std::string_view conninfo) {
  for (const std::string_view scheme : {"postgresql://", "postgres://"})
    if (conninfo.starts_with(scheme))
      return scheme.size();
  return std::nullopt;
}

std::string detail::url_problem(std::string_view conninfo) {
  const auto scheme = url_scheme_length(conninfo);
  if (!scheme)
    return {};
  const std::string_view rest = conninfo.substr(*scheme);
  const std::size_t at = end_of_credentials(rest);
  if (at == rest.npos || rest.substr(0, at).find_first_of("@/") == rest.npos)
    return {};
  return "user or password hold '@' or '/': write them as %40 and %2F";
}

std::string redact_conninfo(std::string_view conninfo) {
  if (const auto scheme = detail::url_scheme_length(conninfo))
    return redact_url(conninfo, *scheme);
  // Some other URL, or a name of a database: there is no keyword in it.
  if (const std::size_t scheme = conninfo.find("://"); scheme != conninfo.npos && conninfo.find('=') > scheme)
    return redact_url(conninfo, scheme + 3);
  if (conninfo.find('=') == conninfo.npos && conninfo.find_first_of(" \t\r\n") == conninfo.npos)
    return std::string(conninfo);
  return redact_keywords(conninfo);
}

std::string quote_identifier(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"')
      out += '"';
    out += c;
  }
  return out += '"';
}

}  // namespace squall
