// expect: squall: after.. takes a value for each key
#include "schema.hpp"
#include "squall/query/pagination.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)keyset(users.email, users.id).after("a", uuid_t{});
#else
  (void)keyset(users.email, users.id).after("a");
#endif
}
