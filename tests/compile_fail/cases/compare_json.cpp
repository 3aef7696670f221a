// expect: squall: these two cannot be compared
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)is_null(users.raw);
#else
  (void)(users.raw == users.raw);
#endif
}
