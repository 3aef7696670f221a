// expect: deleted|no matching member function
// no squall line
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.insert(users).values({.email = "a", .first_name = "b"}).execute();
#else
  db.insert(users).values({.email = "a"}).execute();
#endif
}
