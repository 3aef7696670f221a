// All of 1,000 users with their 5 posts each and the tags of these, as rows within rows.
#include "benchmarks/client/blog_tables.hpp"

namespace squall::bench {

workload nested_read() {
  return blog::nested_workload(
      "nested_read", 1000, "select id, email, name, bio, age, is_active, created_at from users order by id",
      [](database& db) {
        using namespace blog;
        return db.query(users).with(users_r.posts.with(posts_r.tags).order_by(posts.id)).order_by(users.id);
      });
}

}  // namespace squall::bench
