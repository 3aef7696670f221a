// expect: squall: these two cannot be compared
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.is_active == true);
#else
  (void)(users.is_active == 1);
#endif
}
