#include "squall/query/sql_writer.hpp"

namespace squall::detail {

void reserve_text(std::string& text) {
  constexpr std::size_t usual_size = 512;
  text.reserve(usual_size);
}

}  // namespace squall::detail
