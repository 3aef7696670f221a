// expect: squall: this column is written by the database
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)(posts.title = "a");
#else
  (void)(posts.id = 1);
#endif
}
