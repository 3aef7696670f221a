// expect: squall: unnest.. takes arrays
#include "schema.hpp"
#include "squall/query/table_functions.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)unnest<"t">(std::vector<int>{1});
#else
  (void)unnest<"t">(users.email);
#endif
}
