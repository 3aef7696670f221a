// expect: squall: erase.. without where.. deletes every row
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.erase(users).all_rows().execute();
#else
  db.erase(users).execute();
#endif
}
