// hstore: its text, and hstore_send in contrib/hstore/hstore_io.c.
#include "squall/types/hstore.hpp"

#include "client/text_scanner.hpp"
#include "client/wire_reader.hpp"
#include "squall/client/codec.hpp"

namespace squall {
namespace {

void print_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  out += '"';
}

std::string scan_quoted(detail::text_scanner& from) {
  from.expect('"');
  std::string text;
  while (!from.skip('"')) {
    from.skip('\\');
    text += from.take();
  }
  return text;
}

}  // namespace

hstore_t detail::parse_hstore(std::string_view text) {
  detail::text_scanner from("hstore", text);
  hstore_t value;
  while (!from.at_end()) {
    if (!value.empty() && !from.skip(", "))
      from.fail();
    auto key = scan_quoted(from);
    if (!from.skip("=>"))
      from.fail();
    std::optional<std::string> word;
    if (!from.skip("NULL"))
      word = scan_quoted(from);
    value.insert_or_assign(std::move(key), std::move(word));
  }
  return value;
}

std::string detail::hstore_text(const hstore_t& value) {
  std::string out;
  for (const auto& [key, text] : value) {
    if (!out.empty())
      out += ", ";
    print_quoted(out, key);
    out += "=>";
    if (text)
      print_quoted(out, *text);
    else
      out += "NULL";
  }
  return out;
}

void codec<hstore_t>::append(std::string& out, const hstore_t& value) {
  detail::append(out, detail::array_length(value.size()));
  for (const auto& [key, text] : value) {
    detail::append_field<codec<std::string>>(out, key);
    if (text)
      detail::append_field<codec<std::string>>(out, *text);
    else
      detail::append(out, std::int32_t{-1});
  }
}

hstore_t codec<hstore_t>::decode(const char* data, int length) {
  detail::wire_reader from("hstore", data, length);
  hstore_t value;
  const std::size_t count = from.count<std::int32_t>(8);
  for (std::size_t i = 0; i < count; ++i) {
    std::string key(from.bytes(from.count<std::int32_t>(1)));
    std::optional<std::string> text;
    if (const auto size = from.number<std::int32_t>(); size >= 0)
      text = from.bytes(static_cast<std::size_t>(size));
    else if (size != -1)
      from.fail("a length is out of range");
    value.insert_or_assign(std::move(key), std::move(text));
  }
  from.finish();
  return value;
}

}  // namespace squall
