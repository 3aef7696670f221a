// Squall's side of benchmarks/peers.
#include <memory>
#include <string>

#include "benchmarks/client/new_users.hpp"
#include "benchmarks/peer_clients/serve.hpp"
#include "squall/relations.hpp"
#include "squall/squall.hpp"

namespace squall::bench::peers {

inline constexpr auto new_users = table<Users, "new_users">();

template <class M>
struct Posts {
  col<M, pg::bigint().primary_key()> id;
  col<M, pg::uuid().not_null().references(users.id)> user_id;
  col<M, pg::text().not_null()> title;
  col<M, pg::text().not_null()> body;
  col<M, pg::timestamptz().not_null()> created_at;
};
inline constexpr auto posts = table<Posts, "posts">();

template <class M>
struct Tags {
  col<M, pg::integer().primary_key()> id;
  col<M, pg::text().not_null()> name;
};
inline constexpr auto tags = table<Tags, "tags">();

template <class M>
struct PostTags {
  col<M, pg::bigint().not_null().references(posts.id)> post_id;
  col<M, pg::integer().not_null().references(tags.id)> tag_id;
};
inline constexpr auto post_tags =
    table<PostTags, "post_tags">([](auto t) { return list(primary_key(t.post_id, t.tag_id)); });

template <class M>
struct UsersRelations {
  rel<M, many(peers::posts, peers::posts.user_id)> posts;
};
inline constexpr auto users_r = relations<UsersRelations>(users);
template <class M>
struct PostsRelations {
  rel<M, many(peers::tags).through(post_tags.post_id, post_tags.tag_id)> tags;
};
inline constexpr auto posts_r = relations<PostsRelations>(posts);

namespace {

operations connect(const std::string& url) {
  auto db = std::make_shared<database>(url);
  operations all;
  all["nested_read"] = [db] {
    const auto rows =
        db->query(users).with(users_r.posts.with(posts_r.tags).order_by(posts.id)).order_by(users.id).limit(1000).all();
    std::size_t found_posts = 0;
    std::size_t found_tags = 0;
    for (const auto& user : rows) {
      found_posts += user.posts.size();
      for (const auto& post : user.posts) found_tags += post.tags.size();
    }
    expect(rows.size() == 1000 && found_posts == 5000 && found_tags == 10000, "rows are missing");
  };
  all["point_select"] = [db, ids = db->select(users.id).from(users).order_by(users.id).limit(5000).all(),
                         i = std::size_t{0}]() mutable {
    const auto user = db->select().from(users).where(users.id == ids[i++ % ids.size()]).first();
    expect(user && !user->email.empty(), "the row is not there");
  };
  all["select_rows"] = [db] {
    expect(db->select().from(users).limit(10'000).all().size() == 10'000, "rows are missing");
  };
  all["insert_row"] = [db, rows = some_new_users(1'000), i = std::size_t{0}]() mutable {
    expect(db->insert(new_users).values(rows[i++ % rows.size()]).execute() == 1, "the row was not taken");
  };
  return all;
}

}  // namespace
}  // namespace squall::bench::peers

int main(int, char** argv) {
  return squall::bench::peers::serve([&] { return squall::bench::peers::connect(argv[1]); });
}
