// All of 1,000 users with their 5 posts each and the tags of these, as rows within rows.
#include "benchmarks/client/blog_tables.hpp"

namespace squall::bench {
namespace {

constexpr const char* users_sql = "select id, email, name, bio, age, is_active, created_at from users order by id";

auto read(database& db) {
  using namespace blog;
  return db.query(users).with(users_r.posts.with(posts_r.tags).order_by(posts.id)).order_by(users.id);
}
operation by_squall(const std::string& url) {
  return blog::reading(url, [](database& db) { return read(db).all(); });
}
operation by_one_statement(const std::string& url) {
  return blog::reading(url, [](database& db) { return read(db).one_statement().all(); });
}
operation by_libpq(const std::string& url) { return blog::by_three_queries(url, users_sql); }
operation by_json(const std::string& url) { return blog::by_json(url, users_sql); }

}  // namespace

workload nested_read() {
  return {"nested_read",
          1.1,
          blog::setup(1000),
          by_squall,
          by_libpq,
          20,
          {{"one statement", by_one_statement}, {"JSON by libpq", by_json}}};
}

}  // namespace squall::bench
