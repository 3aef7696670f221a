#include "kit/emit/cpp_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace squall::kit {
namespace {

/// The characters of `text` between the quotes of a literal.
std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 8);
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '?':
        out += out.ends_with('?') ? "\\?" : "?";  // no trigraph
        break;
      default:
        // Octal: it ends after three digits, whatever follows.
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          out += fmt::format("\\{:03o}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
          out += c;
        }
    }
  }
  return out;
}

/// Characters, not bytes, as an editor counts them.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The width of the last line of `text`, which begins at `column`.
std::size_t end_column(std::string_view text, std::size_t column) {
  const auto at = text.rfind('\n');
  return at == std::string_view::npos ? column + width(text) : width(text.substr(at + 1));
}

bool is_raw(std::string_view text) {
  return text.find('\n') != std::string_view::npos && std::none_of(text.begin(), text.end(), [](char c) {
           return c != '\n' && c != '\t' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f);
         });
}

/// The first `length` bytes or fewer: up to behind a space, and never inside a character.
std::size_t cut(std::string_view text, std::size_t length) {
  if (text.size() <= length) {
    return text.size();
  }
  const auto space = text.rfind(' ', length - 1);
  if (space != std::string_view::npos && space > length / 2) {
    return space + 1;
  }
  std::size_t end = length;
  while (end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return end;
}

/// The literal in pieces, one below the other.
std::string pieces(std::string_view text, std::size_t column) {
  const std::size_t room = column + 40 < cpp_line_length ? cpp_line_length - column - 8 : 40;
  std::string out;
  while (!text.empty()) {
    const std::size_t n = cut(text, room);
    out += out.empty() ? "" : "\n" + std::string(column, ' ');
    out += '"' + escape(text.substr(0, n)) + '"';
    text.remove_prefix(n);
  }
  return out;
}

std::string one_line(const cpp_link& link) {
  return link.text ? link.before + cpp_sql_string(*link.text) + link.after : link.before + link.after;
}

std::string one_line(const cpp_chain& chain) {
  std::string out;
  for (const auto& link : chain) {
    out += one_line(link);
  }
  return out;
}

bool has_raw(const cpp_chain& chain) {
  return std::any_of(chain.begin(), chain.end(), [](const cpp_link& l) { return l.text && is_raw(*l.text); });
}

std::string fit(const cpp_link& link, std::size_t column, std::size_t tail) {
  std::string line = one_line(link);
  if (!link.text || is_raw(*link.text) || column + width(line) + tail <= cpp_line_length) {
    return line;
  }
  return link.before + pieces(*link.text, end_column(link.before, column)) + link.after;
}

}  // namespace

std::string cpp_string(std::string_view text) { return '"' + escape(text) + '"'; }

std::string cpp_number(std::int64_t number) {
  return number == INT64_MIN ? fmt::format("{} - 1", INT64_MIN + 1) : std::to_string(number);
}

std::string cpp_sql_string(std::string_view text) {
  if (!is_raw(text)) {
    return cpp_string(text);
  }
  std::string delimiter = "sql";
  for (int i = 1; text.find(")" + delimiter + "\"") != std::string_view::npos; ++i) {
    delimiter = "sql" + std::to_string(i);
  }
  return fmt::format("R\"{0}({1}){0}\"", delimiter, text);
}

std::string lay_out(const cpp_chain& chain, std::size_t column, std::size_t indent, std::size_t tail) {
  std::string line = one_line(chain);
  if (has_raw(chain) || column + width(line) + tail <= cpp_line_length) {
    return line;
  }
  std::string out;
  std::size_t at = column;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (i > 0) {
      out += "\n" + std::string(indent, ' ');
      at = indent;
    }
    out += fit(chain[i], at, tail);
  }
  return out;
}

std::string lay_out_list(std::string_view head, const std::vector<cpp_chain>& items, std::string_view end,
                         std::size_t indent) {
  std::string out(head);
  std::size_t at = indent + width(head);
  const std::size_t margin = at;
  bool fresh = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool last = i + 1 == items.size();
    const std::size_t tail = last ? width(end) : 1;
    if (!fresh) {
      const bool fits = !has_raw(items[i]) && at + 1 + width(one_line(items[i])) + tail <= cpp_line_length;
      out += fits ? " " : "\n" + std::string(margin, ' ');
      at = fits ? at + 1 : margin;
    }
    const std::string item = lay_out(items[i], at, margin + 4, tail);
    out += item;
    const bool broken = item.find('\n') != std::string::npos;
    at = broken ? cpp_line_length : at + width(item) + tail;  // after several lines a new one begins
    out += last ? end : ",";
    fresh = false;
  }
  return items.empty() ? out.append(end) : out;
}

std::string cpp_comment(std::string_view words, std::string_view lead, std::size_t indent) {
  const std::string start = std::string(indent, ' ') + std::string(lead);
  std::string out;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) {
      // A backslash at the end would continue the comment.
      out += start + line + (line.back() == '\\' ? " ." : "") + '\n';
    }
    line.clear();
  };
  while (!words.empty()) {
    const auto n = std::min(words.find_first_of(" \n\r\t"), words.size());
    const auto word = words.substr(0, n);
    if (!line.empty() && width(start) + width(line) + 1 + width(word) > cpp_line_length) {
      flush();
    }
    if (!word.empty()) {
      line += (line.empty() ? "" : " ") + std::string(word);
    }
    words.remove_prefix(std::min(n + 1, words.size()));
  }
  flush();
  return out;
}

}  // namespace squall::kit
