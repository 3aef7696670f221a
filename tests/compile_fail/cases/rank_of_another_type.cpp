// expect: squall: this value cannot be one of those that are ordered
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)db.select(squall::rank("a@b.c", users.email)).from(users).one();
#else
  (void)db.select(squall::rank(7, users.email)).from(users).one();
#endif
}
