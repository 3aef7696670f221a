// expect: squall: update.. without where.. changes every row
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.update(users).set(users.age = 1).all_rows().execute();
#else
  db.update(users).set(users.age = 1).execute();
#endif
}
