// expect: squall: this column is NOT NULL
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.age = nullptr);
#else
  (void)(users.email = nullptr);
#endif
}
