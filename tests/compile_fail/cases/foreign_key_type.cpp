// expect: squall: foreign key column type differs
// more errors
#include "schema.hpp"

template <class M>
struct Comments {
#ifndef MISTAKE
  col<M, uuid().references(users.id)> author_id;
#else
  col<M, integer().references(users.id)> author_id;
#endif
};
inline constexpr auto comments = table<Comments, "comments">();

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE

#else

#endif
}
