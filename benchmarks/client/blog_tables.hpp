// The tables of the nested reads, and the hand-written side of them: three queries, joined by their keys.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "benchmarks/client/libpq_twin.hpp"
#include "benchmarks/client/workload.hpp"
#include "squall/relations.hpp"
#include "squall/squall.hpp"

namespace squall::bench::blog {

template <class M>
struct Users {
  col<M, pg::bigint().primary_key()> id;
  col<M, pg::text().not_null()> email;
  col<M, pg::text().not_null()> name;
  col<M, pg::text()> bio;
  col<M, pg::integer()> age;
  col<M, pg::boolean().not_null()> is_active;
  col<M, pg::timestamptz().not_null()> created_at;
};
inline constexpr auto users = table<Users, "users">();

template <class M>
struct Posts {
  col<M, pg::bigint().primary_key()> id;
  col<M, pg::bigint().not_null().references(users.id)> user_id;
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
  rel<M, many(blog::posts, blog::posts.user_id)> posts;
};
inline constexpr auto users_r = relations<UsersRelations>(users);
template <class M>
struct PostsRelations {
  rel<M, many(blog::tags).through(post_tags.post_id, post_tags.tag_id)> tags;
};
inline constexpr auto posts_r = relations<PostsRelations>(posts);

/// That many users with 5 posts each, of 2 of 1,000 tags each.
inline std::string setup(int count) {
  const std::string number = std::to_string(count);
  return "create table users (id bigint primary key, email text not null, name text not null, bio text, age integer, "
         "is_active boolean not null, created_at timestamptz not null);"
         "create table posts (id bigint primary key, user_id bigint not null references users, title text not null, "
         "body text not null, created_at timestamptz not null);"
         "create index on posts (user_id);"
         "create table tags (id integer primary key, name text not null);"
         "create table post_tags (post_id bigint not null references posts, tag_id integer not null references tags, "
         "primary key (post_id, tag_id));"
         "insert into users select i, 'user' || i || '@example.com', 'User ' || i, "
         "case when i % 3 > 0 then repeat('lorem ipsum ', 8) end, case when i % 4 > 0 then 20 + i % 50 end, "
         "i % 2 = 0, timestamptz '2024-01-01 00:00Z' + i * interval '37.123457 s' from generate_series(1, " +
         number +
         ") i;"
         "insert into posts select i, 1 + i % " +
         number +
         ", 'Post ' || i, repeat('body text ', 5 + i % 5), timestamptz '2024-06-01 00:00Z' + i * interval '1 s' "
         "from generate_series(1, 5 * " +
         number +
         ") i;"
         "insert into tags select i, 'tag' || i from generate_series(1, 1000) i;"
         "insert into post_tags select i, 1 + (i + n * 7) % 1000 from generate_series(1, 5 * " +
         number + ") i, generate_series(0, 1) n;";
}

struct tag_row {
  std::int32_t id;
  std::string name;
};
struct post_row {
  std::int64_t id, user_id;
  std::string title, body;
  std::int64_t created_at;
  std::vector<tag_row> tags;
};
struct user_row {
  std::int64_t id;
  std::string email, name;
  std::optional<std::string> bio;
  std::optional<std::int32_t> age;
  bool is_active;
  std::int64_t created_at;
  std::vector<post_row> posts;
};

/// An array of bigints as a parameter (array_recv), taken from the first column.
inline std::string keys_of(const PGresult* rows) {
  const int count = PQntuples(rows);
  std::string array;
  array.reserve(20 + static_cast<std::size_t>(count) * 12);
  const auto put = [&array](std::uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) array += static_cast<char>(v >> shift & 255U);
  };
  for (const std::uint32_t head : {1U, 0U, 20U, static_cast<std::uint32_t>(count), 1U}) put(head);
  for (int i = 0; i < count; ++i) {
    put(8);
    array.append(PQgetvalue(rows, i, 0), 8);
  }
  return array;
}

/// Three prepared statements.
struct three_queries {
  pq_session session;

  three_queries(const std::string& url, const char* users_sql) : session(url, users_sql) {
    prepare("posts",
            "select id, user_id, title, body, created_at from posts where user_id = any($1::bigint[]) order by id");
    prepare("tags",
            "select pt.post_id, t.id, t.name from post_tags pt join tags t on t.id = pt.tag_id "
            "where pt.post_id = any($1::bigint[])");
  }
  void prepare(const char* name, const char* sql) const {
    (void)session.expect(pq_result(PQprepare(session.get(), name, sql, 0, nullptr)), PGRES_COMMAND_OK);
  }
  [[nodiscard]] pq_result run(const char* name, const std::string& keys) const {
    const char* const value = keys.data();
    const int length = static_cast<int>(keys.size());
    const int binary = 1;
    return session.expect(
        pq_result(PQexecPrepared(session.get(), name, keys.empty() ? 0 : 1, &value, &length, &binary, 1)),
        PGRES_TUPLES_OK);
  }

  [[nodiscard]] std::vector<user_row> read() const {
    const auto text = [](const PGresult* r, int row, int column) {
      return std::string(PQgetvalue(r, row, column), static_cast<std::size_t>(PQgetlength(r, row, column)));
    };
    std::vector<user_row> found;
    std::unordered_map<std::int64_t, std::size_t> user_of;
    pq_result r = run("statement", {});
    const int user_count = PQntuples(r.get());
    found.reserve(static_cast<std::size_t>(user_count));
    user_of.reserve(static_cast<std::size_t>(user_count));
    for (int i = 0; i < user_count; ++i) {
      user_row& user = found.emplace_back();
      user.id = big_endian<std::int64_t>(PQgetvalue(r.get(), i, 0));
      user.email = text(r.get(), i, 1);
      user.name = text(r.get(), i, 2);
      if (PQgetisnull(r.get(), i, 3) == 0)
        user.bio = text(r.get(), i, 3);
      if (PQgetisnull(r.get(), i, 4) == 0)
        user.age = big_endian<std::int32_t>(PQgetvalue(r.get(), i, 4));
      user.is_active = *PQgetvalue(r.get(), i, 5) != 0;
      user.created_at = big_endian<std::int64_t>(PQgetvalue(r.get(), i, 6));
      user_of.emplace(user.id, found.size() - 1);
    }

    r = run("posts", keys_of(r.get()));
    const int post_count = PQntuples(r.get());
    std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> post_of;
    post_of.reserve(static_cast<std::size_t>(post_count));
    for (int i = 0; i < post_count; ++i) {
      const auto user_id = big_endian<std::int64_t>(PQgetvalue(r.get(), i, 1));
      const std::size_t at = user_of.at(user_id);
      post_row& post = found[at].posts.emplace_back();
      post.id = big_endian<std::int64_t>(PQgetvalue(r.get(), i, 0));
      post.user_id = user_id;
      post.title = text(r.get(), i, 2);
      post.body = text(r.get(), i, 3);
      post.created_at = big_endian<std::int64_t>(PQgetvalue(r.get(), i, 4));
      post_of.emplace(post.id, std::pair(at, found[at].posts.size() - 1));
    }

    r = run("tags", keys_of(r.get()));
    const int tag_count = PQntuples(r.get());
    for (int i = 0; i < tag_count; ++i) {
      const auto [user, post] = post_of.at(big_endian<std::int64_t>(PQgetvalue(r.get(), i, 0)));
      found[user].posts[post].tags.push_back(
          {big_endian<std::int32_t>(PQgetvalue(r.get(), i, 1)), text(r.get(), i, 2)});
    }
    return found;
  }
};

/// 1,000 users, 5,000 posts, 10,000 times a tag.
template <class Rows>
void expect_all(const Rows& rows) {
  std::size_t found_posts = 0;
  std::size_t found_tags = 0;
  for (const auto& user : rows) {
    found_posts += user.posts.size();
    for (const auto& post : user.posts) found_tags += post.tags.size();
  }
  if (rows.size() != 1000 || found_posts != 5000 || found_tags != 10000)
    throw std::runtime_error("rows are missing");
}

template <class Read>
operation reading(const std::string& url, Read read) {
  return [db = std::make_shared<database>(url), read] { expect_all(read(*db)); };
}
inline operation by_three_queries(const std::string& url, const char* users_sql) {
  return [queries = std::make_shared<three_queries>(url, users_sql)] { expect_all(queries->read()); };
}
/// The server makes JSON of the posts and tags, which is received and not even parsed.
inline operation by_json(const std::string& url, const char* users_sql) {
  const std::string sql = std::string("select u.*, p.j from (") + users_sql +
                          ") u left join lateral (select coalesce(json_agg(json_build_array(x.id, x.user_id, x.title, "
                          "x.body, x.created_at, t.j) order by x.id), '[]'::json) j from posts x left join lateral "
                          "(select coalesce(json_agg(json_build_array(g.id, g.name)), '[]'::json) j from post_tags pt "
                          "join tags g on g.id = pt.tag_id where pt.post_id = x.id) t on true where x.user_id = u.id) "
                          "p on true order by u.id";
  return [db = pq_session(url, sql.c_str())] {
    const pq_result r =
        db.expect(pq_result(PQexecPrepared(db.get(), "statement", 0, nullptr, nullptr, nullptr, 1)), PGRES_TUPLES_OK);
    if (PQntuples(r.get()) != 1000)
      throw std::runtime_error("rows are missing");
  };
}

/// `read(database&)` is the nested read of the users that `users_sql` gives, of `count` in all.
template <class Read>
workload nested_workload(std::string name, int count, const char* users_sql, Read read) {
  return {std::move(name),
          1.1,
          setup(count),
          [read](const std::string& url) { return reading(url, [read](database& db) { return read(db).all(); }); },
          [users_sql](const std::string& url) { return by_three_queries(url, users_sql); },
          20,
          {{"one statement",
            [read](const std::string& url) {
              return reading(url, [read](database& db) { return read(db).one_statement().all(); });
            }},
           {"JSON by libpq", [users_sql](const std::string& url) { return by_json(url, users_sql); }}}};
}

}  // namespace squall::bench::blog
