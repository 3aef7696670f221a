// expect: squall: the rows of values.. have the types of its first row
#include "schema.hpp"
#include "squall/query/values.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)values<"v", "id", "name">(1, "a").row(2, "b");
#else
  (void)values<"v", "id", "name">(1, "a").row("2", "b");
#endif
}
