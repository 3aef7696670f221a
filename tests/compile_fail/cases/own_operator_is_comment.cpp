// expect: squall: this is no name of an operator
// more errors
#include "schema.hpp"
#include "squall/query/routines.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)sql_operator<"<~>", bool(int, int)>(users.age, 1);
#else
  (void)sql_operator<"<--", bool(int, int)>(users.age, 1);
#endif
}
