// expect: no member named .emial
// no squall line
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)users.email;
#else
  (void)users.emial;
#endif
}
