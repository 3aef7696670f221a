// expect: squall: this is no array
#include "schema.hpp"
#include "squall/functions.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(element(string_to_array(users.email, "@"), 1)).from(users).all();
#else
  (void)db.select(element(users.email, 1)).from(users).all();
#endif
}
