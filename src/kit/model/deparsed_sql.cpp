#include "kit/model/deparsed_sql.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "kit/model/sql_tokens.hpp"

namespace squall::kit {
namespace {

class array_casts {
 public:
  explicit array_casts(std::string_view sql) : sql_(sql), tokens_(scan_sql(sql)) {}

  std::string removed() {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (const auto array = cast_array_at(i)) {
        const auto& [first, last] = *array;  // ARRAY and ]
        const std::size_t begin = offset_of(i + 2);
        const std::size_t end = offset_of(last + 1);  // the bracket behind the array
        const std::size_t from = offset_of(first);
        out.append(sql_.substr(copied, begin - copied)).append(sql_.substr(from, end - from));
        copied = offset_of(last + 6);  // the bracket that ANY's argument ends with
        i = last;
      }
    }
    return out.append(sql_.substr(copied));
  }

 private:
  [[nodiscard]] std::size_t offset_of(std::size_t token) const {
    return static_cast<std::size_t>(tokens_[token].text.data() - sql_.data());
  }
  [[nodiscard]] bool symbol(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].is_symbol(text);
  }
  [[nodiscard]] bool word(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].is_word(text);
  }

  /// The places of ARRAY and its `]`, where `ANY ((ARRAY['…'::character varying, …])::text[])` begins.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> cast_array_at(std::size_t any) const {
    if (!(word(any, "any") || word(any, "all")) || !symbol(any + 1, "(") || !symbol(any + 2, "(") ||
        !word(any + 3, "array") || !symbol(any + 4, "[")) {
      return std::nullopt;
    }
    std::size_t at = any + 5;
    for (;; ++at) {
      const bool element = at < tokens_.size() && tokens_[at].kind == sql_token_kind::string && symbol(at + 1, "::") &&
                           word(at + 2, "character") && word(at + 3, "varying");
      if (!element) {
        return std::nullopt;
      }
      at += 4;
      if (!symbol(at, ",")) {
        break;
      }
    }
    const bool cast = symbol(at, "]") && symbol(at + 1, ")") && symbol(at + 2, "::") && word(at + 3, "text") &&
                      symbol(at + 4, "[") && symbol(at + 5, "]") && symbol(at + 6, ")");
    return cast ? std::optional(std::pair(any + 3, at)) : std::nullopt;
  }

  std::string_view sql_;
  std::vector<sql_token> tokens_;
};

}  // namespace

std::string parsed_alike(std::string_view sql) { return array_casts(sql).removed(); }

}  // namespace squall::kit
