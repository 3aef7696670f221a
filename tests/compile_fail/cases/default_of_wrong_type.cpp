// expect: squall: this default does not fit
// more errors
#include "schema.hpp"

template <class M>
struct Comments {
#ifndef MISTAKE
  col<M, boolean().default_(true)> pinned;
#else
  col<M, boolean().default_(1)> pinned;
#endif
};
inline constexpr auto comments = table<Comments, "comments">();

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE

#else

#endif
}
