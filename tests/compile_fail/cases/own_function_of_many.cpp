// expect: squall: this function is called with another number of arguments
#include "schema.hpp"
#include "squall/query/routines.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(sql_function<"f", std::string(std::string)>(users.email)).from(users).all();
#else
  (void)db.select(sql_function<"f", std::string(std::string)>(users.email, 1)).from(users).all();
#endif
}
