// expect: squall: unnest<.*> names as many columns as it takes arrays|squall: unnest.*names as many columns
#include "schema.hpp"
#include "squall/query/table_functions.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)unnest<"t", "a", "b">(std::vector<int>{1}, std::vector<int>{2});
#else
  (void)unnest<"t", "a">(std::vector<int>{1}, std::vector<int>{2});
#endif
}
