// expect: squall: do_update.. needs the columns of a unique index
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.insert(users)
      .values({.email = "a", .first_name = "b"})
      .on_conflict(users.email)
      .do_update(users.age = 1)
      .execute();
#else
  db.insert(users).values({.email = "a", .first_name = "b"}).on_conflict().do_update(users.age = 1).execute();
#endif
}
