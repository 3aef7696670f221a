// expect: squall: these two cannot be compared
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)between(users.age, 1, 2);
#else
  (void)between(users.age, 1, "2");
#endif
}
