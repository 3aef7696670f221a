// expect: squall: both sides of && and [|][|] have to be conditions
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.is_active && users.email == "a");
#else
  (void)(users.is_active && users.email);
#endif
}
