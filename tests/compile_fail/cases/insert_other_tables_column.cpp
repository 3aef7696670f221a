// expect: squall: this column belongs to another table
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.insert(posts).values(posts.title = "a", posts.author_id = uuid_t{}).execute();
#else
  db.insert(posts).values(posts.title = "a", posts.author_id = uuid_t{}, users.age = 1).execute();
#endif
}
