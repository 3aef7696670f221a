// expect: squall: tablesample.. and only.. take a table
#include "schema.hpp"
#include "squall/query/tablesample.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)tablesample<"system">(users, 1);
#else
  (void)tablesample<"system">(users.email, 1);
#endif
}
