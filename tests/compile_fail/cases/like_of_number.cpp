// expect: squall: like.. and its kin take texts
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)like(users.email, "a%");
#else
  (void)like(users.age, "1%");
#endif
}
