// expect: squall: these two cannot be compared
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.email == "a@b.c");
#else
  (void)(users.email == 5);
#endif
}
