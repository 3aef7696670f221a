// expect: squall: sum.. and avg.. take numbers
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)sum(users.age);
#else
  (void)sum(users.email);
#endif
}
