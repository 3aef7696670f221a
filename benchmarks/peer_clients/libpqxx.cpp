// The side of libpqxx in benchmarks/peers: prepared statements, rows decoded into structs; what it has no type for
// (uuid, timestamp, JSON) stays text. Nested rows are three queries whose rows are joined by their keys.
#include <cstdint>
#include <memory>
#include <optional>
#include <pqxx/pqxx>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "benchmarks/peer_clients/serve.hpp"

namespace squall::bench::peers {
namespace {

struct tag {
  std::int32_t id;
  std::string name;
};
struct post {
  std::int64_t id;
  std::string user_id, title, body, created_at;
  std::vector<tag> tags;
};
struct user {
  std::string id, email, name;
  std::optional<std::string> bio;
  std::optional<std::int32_t> age;
  bool is_active = false;
  std::string created_at;
  std::optional<std::string> meta;
  std::vector<post> posts;
};

std::string text(const pqxx::field& f) { return {f.c_str(), f.size()}; }
std::optional<std::string> optional_text(const pqxx::field& f) {
  return f.is_null() ? std::nullopt : std::optional(text(f));
}

user decode(const pqxx::row& r) {
  user u;
  u.id = text(r[0]);
  u.email = text(r[1]);
  u.name = text(r[2]);
  u.bio = optional_text(r[3]);
  if (!r[4].is_null())
    u.age = r[4].as<std::int32_t>();
  u.is_active = r[5].as<bool>();
  u.created_at = text(r[6]);
  u.meta = optional_text(r[7]);
  return u;
}

std::string keys_of(const pqxx::result& rows) {
  std::string keys = "{";
  for (const auto& row : rows) keys += (keys.size() > 1 ? "," : "") + text(row[0]);
  return keys + "}";
}

std::vector<user> nested(pqxx::nontransaction& db) {
  std::vector<user> users;
  std::unordered_map<std::string, std::size_t> user_of;
  pqxx::result rows = db.exec_prepared("some_users");
  users.reserve(rows.size());
  for (const auto& row : rows) {
    users.push_back(decode(row));
    user_of.emplace(users.back().id, users.size() - 1);
  }
  rows = db.exec_prepared("posts_of", keys_of(rows));
  std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> post_of;
  for (const auto& row : rows) {
    const std::size_t at = user_of.at(text(row[1]));
    users[at].posts.push_back({row[0].as<std::int64_t>(), text(row[1]), text(row[2]), text(row[3]), text(row[4]), {}});
    post_of.emplace(users[at].posts.back().id, std::pair(at, users[at].posts.size() - 1));
  }
  rows = db.exec_prepared("tags_of", keys_of(rows));
  for (const auto& row : rows) {
    const auto [u, p] = post_of.at(row[0].as<std::int64_t>());
    users[u].posts[p].tags.push_back({row[1].as<std::int32_t>(), text(row[2])});
  }
  return users;
}

struct session {
  pqxx::connection connection;
  std::unique_ptr<pqxx::nontransaction> work;

  explicit session(const std::string& url) : connection(url) {
    const std::string columns = "id, email, name, bio, age, is_active, created_at, meta";
    connection.prepare("by_id", "select " + columns + " from users where id = $1");
    connection.prepare("all_users", "select " + columns + " from users limit 10000");
    connection.prepare("some_users", "select " + columns + " from users order by id limit 1000");
    connection.prepare(
        "posts_of",
        "select id, user_id, title, body, created_at from posts where user_id = any($1::uuid[]) order by id");
    connection.prepare("tags_of",
                       "select pt.post_id, t.id, t.name from post_tags pt join tags t on t.id = pt.tag_id "
                       "where pt.post_id = any($1::bigint[])");
    connection.prepare("insert", "insert into new_users (" + columns + ") values ($1, $2, $3, $4, $5, $6, $7, $8)");
    work = std::make_unique<pqxx::nontransaction>(connection);
  }
};

std::vector<user> some_new_users() {
  std::vector<user> rows;
  for (int i = 0; i < 1000; ++i) {
    user u;
    std::string number = std::to_string(i);
    number.insert(0, 12 - number.size(), '0');
    u.id = "01234567-89ab-4cde-8f01-" + number;
    u.email = "user" + std::to_string(i) + "@example.com";
    u.name = "User " + std::to_string(i);
    if (i % 3 > 0)
      u.bio = std::string(96, 'x');
    if (i % 4 > 0)
      u.age = 20 + i % 50;
    u.is_active = i % 2 == 0;
    u.created_at = "2024-01-01 00:00:37.123457+00";
    u.meta = R"({"plan": "pro"})";
    rows.push_back(std::move(u));
  }
  return rows;
}

operations connect(const std::string& url) {
  auto db = std::make_shared<session>(url);
  operations all;
  all["nested_read"] = [db] {
    const std::vector<user> rows = nested(*db->work);
    std::size_t found_posts = 0;
    std::size_t found_tags = 0;
    for (const user& u : rows) {
      found_posts += u.posts.size();
      for (const post& p : u.posts) found_tags += p.tags.size();
    }
    expect(rows.size() == 1000 && found_posts == 5000 && found_tags == 10000, "rows are missing");
  };
  std::vector<std::string> ids;
  for (const auto& row : db->work->exec("select id from users order by id limit 5000")) ids.push_back(text(row[0]));
  all["point_select"] = [db, ids, i = std::size_t{0}]() mutable {
    const user found = decode(db->work->exec_prepared1("by_id", ids[i++ % ids.size()]));
    expect(!found.email.empty(), "the row is not there");
  };
  all["select_rows"] = [db] {
    const pqxx::result rows = db->work->exec_prepared("all_users");
    std::vector<user> users;
    users.reserve(rows.size());
    for (const auto& row : rows) users.push_back(decode(row));
    expect(users.size() == 10'000, "rows are missing");
  };
  all["insert_row"] = [db, rows = some_new_users(), i = std::size_t{0}]() mutable {
    const user& u = rows[i++ % rows.size()];
    const pqxx::result done =
        db->work->exec_prepared("insert", u.id, u.email, u.name, u.bio, u.age, u.is_active, u.created_at, u.meta);
    expect(done.affected_rows() == 1, "the row was not taken");
  };
  return all;
}

}  // namespace
}  // namespace squall::bench::peers

int main(int, char** argv) {
  return squall::bench::peers::serve([&] { return squall::bench::peers::connect(argv[1]); });
}
