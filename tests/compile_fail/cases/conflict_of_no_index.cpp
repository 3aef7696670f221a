// expect: squall: on_conflict.. takes the columns or expressions
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/conditional.hpp"
#include "squall/query/insert_select.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.insert(users)
      .values({.email = "a", .first_name = "b", .role = Role::user})
      .on_conflict(lower(users.email))
      .do_nothing()
      .execute();
#else
  db.insert(users)
      .values({.email = "a", .first_name = "b", .role = Role::user})
      .on_conflict(concat(users.email, "x"))
      .do_nothing()
      .execute();
#endif
}
