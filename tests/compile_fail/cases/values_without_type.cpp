// expect: squall: the first row of values.. says the types
#include "schema.hpp"
#include "squall/query/values.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)values<"v", "id">(std::optional<int>{});
#else
  (void)values<"v", "id">(nullptr);
#endif
}
