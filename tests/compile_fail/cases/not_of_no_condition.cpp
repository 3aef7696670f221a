// expect: squall: ! takes a condition
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(!users.is_active);
#else
  (void)(!users.email);
#endif
}
