// expect: squall: a column.s table is neither in from.. nor in a join of the statement
#include "schema.hpp"
#include "squall/functions.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.update(users).set(users.email = "x").all_rows().returning(squall::old_value(users.email)).all();
#else
  (void)db.select(squall::old_value(users.email)).from(users).all();
#endif
}
