// expect: squall: this column is NOT NULL
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  std::optional<int> v;
  (void)(users.age = v);
#else
  std::optional<std::string> v;
  (void)(users.email = v);
#endif
}
