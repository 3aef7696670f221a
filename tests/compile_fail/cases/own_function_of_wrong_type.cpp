// expect: squall: this argument does not fit the function
// more errors
#include "schema.hpp"
#include "squall/query/routines.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(sql_function<"f", std::string(std::string)>(users.email)).from(users).all();
#else
  (void)db.select(sql_function<"f", std::string(std::string)>(users.age)).from(users).all();
#endif
}
