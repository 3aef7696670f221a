// expect: squall: these two cannot be compared
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(users.id == posts.author_id);
#else
  (void)(users.id == posts.id);
#endif
}
