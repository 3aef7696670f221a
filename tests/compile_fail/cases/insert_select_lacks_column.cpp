// expect: squall: insert.. lacks a column
#include "schema.hpp"
#include "squall/functions.hpp"
#include "squall/query/conditional.hpp"
#include "squall/query/insert_select.hpp"
#include "squall/query/windows.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  db.insert(posts).columns(posts.title, posts.author_id).select(select(users.email, users.id).from(users)).execute();
#else
  db.insert(posts).columns(posts.title).select(select(users.email).from(users)).execute();
#endif
}
