// expect: squall: there is no arithmetic
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.age + 1);
#else
  (void)(users.email + 1);
#endif
}
