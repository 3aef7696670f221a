// expect: squall: these two cannot be compared
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.role == Role::admin);
#else
  (void)(users.role == "admin");
#endif
}
