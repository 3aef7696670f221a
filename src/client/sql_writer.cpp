#include "squall/query/sql_writer.hpp"

namespace squall::detail {

void append_text(std::string& text, const char* more, std::size_t size) { text.append(more, size); }

void reserve_text(std::string& text) {
  constexpr std::size_t usual_size = 512;
  text.reserve(usual_size);
}

}  // namespace squall::detail
