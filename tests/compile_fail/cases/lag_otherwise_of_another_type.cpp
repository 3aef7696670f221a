// expect: squall: lag.. and lead.. give a value of the expression.s type
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(over(squall::lag(users.email, 1, "none"))).from(users).all();
#else
  (void)db.select(over(squall::lag(users.email, 1, 7))).from(users).all();
#endif
}
