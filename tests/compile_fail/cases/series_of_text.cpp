// expect: squall: generate_series.. counts integers and numerics
#include "schema.hpp"
#include "squall/query/table_functions.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)generate_series<"n">(1, users.age);
#else
  (void)generate_series<"n">(1, users.email);
#endif
}
