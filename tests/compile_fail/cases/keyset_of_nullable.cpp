// expect: squall: a key of a keyset.. may not be NULL
#include "schema.hpp"
#include "squall/query/pagination.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)keyset(desc(users.email), users.id);
#else
  (void)keyset(desc(users.age), users.id);
#endif
}
