// expect: squall: over.. takes an aggregate or a window function
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/conditional.hpp"
#include "squall/query/insert_select.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(over(count())).from(users).all();
#else
  (void)db.select(over(users.email)).from(users).all();
#endif
}
