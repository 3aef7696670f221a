// expect: squall: this argument does not fit the function
// more errors
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/conditional.hpp"
#include "squall/query/insert_select.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(initcap(users.email)).from(users).all();
#else
  (void)db.select(initcap(users.age)).from(users).all();
#endif
}
