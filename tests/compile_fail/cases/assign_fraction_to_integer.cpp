// expect: squall: a value of that type cannot be stored
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.age = 2);
#else
  (void)(users.age = 2.5);
#endif
}
