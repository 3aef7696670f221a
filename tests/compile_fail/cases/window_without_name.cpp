// expect: squall: window.. takes windows with a name
#include "schema.hpp"
#include "squall/query/named_windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(over(count(), window<"w">(partition_by()))).from(users).window(window<"w">(partition_by())).all();
#else
  (void)db.select(users.email).from(users).window(partition_by(users.role)).all();
#endif
}
