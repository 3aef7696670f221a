// 1,000 of 20,000 users with their 5 posts each and the tags of these.
#include "benchmarks/client/blog_tables.hpp"

namespace squall::bench {

workload nested_page() {
  return blog::nested_workload(
      "nested_page", 20000, "select id, email, name, bio, age, is_active, created_at from users order by id limit 1000",
      [](database& db) {
        using namespace blog;
        return db.query(users).with(users_r.posts.with(posts_r.tags).order_by(posts.id)).order_by(users.id).limit(1000);
      });
}

}  // namespace squall::bench
