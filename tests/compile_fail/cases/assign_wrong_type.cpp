// expect: squall: a value of that type cannot be stored
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.is_active = true);
#else
  (void)(users.is_active = "yes");
#endif
}
