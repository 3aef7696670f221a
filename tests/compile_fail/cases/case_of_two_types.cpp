// expect: squall: the branches of a CASE have one type
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/conditional.hpp"
#include "squall/query/insert_select.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(case_when(users.is_active, 1).else_(2)).from(users).all();
#else
  (void)db.select(case_when(users.is_active, 1).else_("2")).from(users).all();
#endif
}
