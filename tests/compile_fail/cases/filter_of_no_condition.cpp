// expect: squall: where.., having.. and joins take a condition
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/conditional.hpp"
#include "squall/query/insert_select.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(filter(count(), users.is_active)).from(users).all();
#else
  (void)db.select(filter(count(), users.age)).from(users).all();
#endif
}
