// Whatever is in a value or a name: the statement stays what it is. Each statement that the server gets is parsed, and
// its tree has to be that of the same statement with a harmless word in the place of the hostile text.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kit/sql/sql_parser.hpp"
#include "squall/copy.hpp"
#include "squall/notifications.hpp"
#include "squall/pipeline.hpp"
#include "squall/query.hpp"
#include "squall/query/explain.hpp"
#include "squall/query/identifier.hpp"
#include "squall/query/pagination.hpp"
#include "squall/query/subquery.hpp"
#include "squall/query/table_functions.hpp"
#include "squall/query/values.hpp"
#include "squall/relations.hpp"
#include "squall/stream.hpp"
#include "squall/tracing.hpp"
#include "unit/client/value_source.hpp"
#include "unit/query/shop_database.hpp"

namespace hostile_test {

using namespace shop;
using namespace squall::literals;

template <class M>
struct UsersRelations {
  rel<M, many(shop::posts, shop::posts.author_id)> posts;
};
inline constexpr auto users_r = relations<UsersRelations>(users);

/// Names that are hostile in the program itself.
template <class M>
struct Traps {
  col<M, integer().primary_key().named("id\" = 0; drop table users; --")> id;
  col<M, text().named("a'b\\c$1/*")> words;
};
inline constexpr auto traps = table<Traps, "traps\"; drop table users; --">();
constexpr const char* create_traps =
    R"(create table "traps""; drop table users; --" ("id"" = 0; drop table users; --" integer primary key, "a'b\c$1/*" text))";

namespace {

using squall::test::value_source;

/// What ends a string, a name or a comment, and what would come then. 63 bytes at most: it is a name, too.
std::string hostile_text(value_source& random) {
  std::string text = random.pick<const char*>({"'", "\"", "\\", "$", "--", "/*", ";", "{", "%"});
  const std::size_t size = 1 + random.below(62);
  while (true) {
    const char* const more = random.pick<const char*>({"'",
                                                       "''",
                                                       "\"",
                                                       "\"\"",
                                                       "\\",
                                                       "\\'",
                                                       "$$",
                                                       "$1",
                                                       "$a$",
                                                       "--",
                                                       "/*",
                                                       "*/",
                                                       ";",
                                                       "; drop table users; --",
                                                       "' or true --",
                                                       "\" or true --",
                                                       "'; select 1; '",
                                                       "E'",
                                                       "U&'\\0027'",
                                                       "{}",
                                                       "{0}",
                                                       "%s",
                                                       "?",
                                                       ":a",
                                                       "\n",
                                                       "\t",
                                                       "NULL",
                                                       ")",
                                                       "(",
                                                       ",",
                                                       " union select null ",
                                                       "é",
                                                       "💧",
                                                       "\xE2\x80\x99",
                                                       "benign"});
    if (text.size() + std::string_view(more).size() > size)
      return text;
    text += more;
  }
}

struct statement_log : statement_observer {
  std::vector<std::string> texts;
  void ended(const statement_span& span) override {
    texts.emplace_back(span.statement);
    CHECK_MESSAGE(!span.failed, span.statement << ": " << span.error);
  }
};

/// The tree without the places of its nodes in the text, `given` replaced, and cursors, which are numbered.
nlohmann::json structure(const nlohmann::json& tree, const std::string& given) {
  if (tree.is_string() && tree.get_ref<const std::string&>().starts_with("squall_cursor"))
    return "a cursor";
  if (tree.is_string())
    return tree == given ? nlohmann::json("the given text") : tree;
  if (!tree.is_structured())
    return tree;
  nlohmann::json out = tree.is_array() ? nlohmann::json::array() : nlohmann::json::object();
  for (const auto& [key, value] : tree.items()) {
    if (tree.is_array())
      out.push_back(structure(value, given));
    else if (key.find("location") == std::string::npos && key.find("_len") == std::string::npos)
      out[key] = structure(value, given);
  }
  return out;
}
std::vector<nlohmann::json> structures(const std::vector<std::string>& texts, const std::string& given) {
  std::vector<nlohmann::json> all;
  for (const std::string& text : texts) {
    REQUIRE_MESSAGE(kit::detail::split_statements(text).size() == 1, text);
    const auto tree = kit::detail::parse_statement(text);
    REQUIRE_MESSAGE(tree, text);
    all.push_back(structure(*tree, given));
  }
  return all;
}

struct way {
  const char* name;
  std::function<void(squall::database&, const std::string&)> go;
};

const std::vector<way> values{
    {"compared",
     [](auto& db, auto& s) { CHECK(db.select().from(categories).where(categories.name == s).all().empty()); }},
    {"inserted as a row, changed, erased",
     [](auto& db, auto& s) {
       CHECK(db.insert(categories).values({.id = 7, .name = s}).returning(categories.name).one() == s);
       CHECK(db.update(categories).set({.name = s}).where(categories.name == s).execute() == 1);
       CHECK(
           db.update(categories).set(categories.name = s).where(categories.id == 7).returning(categories.name).one() ==
           s);
       CHECK(db.erase(categories).where(categories.name == s).execute() == 1);
     }},
    {"inserted by assignments, and on conflict",
     [](auto& db, auto& s) {
       db.insert(categories)
           .values(categories.id = 1, categories.name = s)
           .on_conflict(categories.id)
           .do_update(categories.name = s)
           .execute();
       CHECK(db.select(categories.name).from(categories).where(categories.id == 1).one() == s);
       db.update(categories).set(categories.name = "one").where(categories.id == 1).execute();
     }},
    {"inserted in rows",
     [](auto& db, auto& s) {
       const std::vector<insert_t<Categories>> rows{{.id = 8, .name = s}, {.id = 9, .name = s + "9"}};
       db.insert(categories).values(rows).execute();
       CHECK(db.erase(categories).where(in(categories.name, std::vector<std::string>{s, s + "9"})).execute() == 2);
     }},
    {"in a condition of run time",
     [](auto& db, auto& s) {
       condition c;
       c &= categories.name != s;
       CHECK(db.select().from(categories).where(c).all().size() == 2);
       CHECK(db.select().from(categories).where_if(true, categories.name == s).all().empty());
     }},
    {"in a fragment",
     [](auto& db, auto& s) {
       CHECK(db.select(sql<std::string>("concat({}, {})", s, std::string{})).one() == s);
       CHECK(db.select().from(categories).where(sql<bool>("{} = {} /* {} */", categories.name, s, 1)).all().empty());
     }},
    {"in VALUES and unnest",
     [](auto& db, auto& s) {
       const auto v = squall::values<"v", "word">(s);
       CHECK(db.select(v["word"_c]).from(v).one() == s);
       const auto u = squall::unnest<"u", "word">(std::vector<std::string>{s, s});
       CHECK(db.select(u["word"_c]).from(u).all() == std::vector<std::string>{s, s});
     }},
    {"in arrays and JSON",
     [](auto& db, auto& s) {
       const auto& e = everything;
       const auto row = db.insert(e)
                            .values({.id = 1, .box = Dimensions{1, 2, s}, .tags = std::vector<std::string>{s, s}})
                            .returning()
                            .one();
       CHECK(row.tags == std::vector<std::string>{s, s});
       CHECK(row.box->unit == s);
       CHECK(db.erase(e).where(e.tags == std::vector<std::string>{s, s}).execute() == 1);
     }},
    {"in a subquery",
     [](auto& db, auto& s) {
       CHECK(db.select()
                 .from(categories)
                 .where(exists(select(users.id).from(users).where(users.email == s)))
                 .all()
                 .empty());
     }},
    {"in a stream and in a cursor",
     [](auto& db, auto& s) {
       for (const auto& word : db.stream(select(sql<std::string>("concat({})", s)))) CHECK(word == s);
       db.transaction([&](auto& tx) {
         for (const auto& word : tx.cursor(select(sql<std::string>("concat({})", s)))) CHECK(word == s);
       });
     }},
    {"in a pipeline and in a batch",
     [](auto& db, auto& s) {
       const auto echo = select(sql<std::string>("concat({}::text)", param<0, std::string>));
       (void)db.pipeline(select().from(categories).where(categories.name == s),
                         select().from(users).where(users.email == s));
       CHECK(db.batch(echo, std::vector<std::string>{s, s}).size() == 2);
     }},
    {"in COPY, there and back as literals",
     [](auto& db, auto& s) {
       db.copy_in(categories, std::vector<insert_t<Categories>>{{.id = 7, .name = s}});
       for (const auto& row :
            db.copy_out(select()
                            .from(categories)
                            .where(categories.name == s && in(categories.name, std::vector<std::string>{s}))))
         CHECK(row.name == s);
       CHECK(db.erase(categories).where(categories.id == 7).execute() == 1);
     }},
    {"in a nested read",
     [](auto& db, auto& s) {
       const auto query = db.query(users).with(users_r.posts.where(posts.title == s)).where(users.email == s);
       CHECK(query.by_level().all().empty());
       CHECK(query.one_statement().all().empty());
     }},
    {"in a key of a page",
     [](auto& db, auto& s) {
       constexpr auto keys = keyset(categories.name);
       const auto after = keys.after(s);
       CHECK(db.select().from(categories).where(after).all().size() <= 2);
     }},
    {"in a plan",
     [](auto& db, auto& s) { CHECK(!db.select().from(categories).where(categories.name == s).explain(db).empty()); }},
    {"in a notification", [](auto& db, auto& s) { notify(db, "channel", s); }},
};

const std::vector<way> names{
    {"as an identifier",
     [](auto& db, auto& s) {
       CHECK(db.select(sql<std::int32_t>("(select {} from (select 7 as {}) as {})", identifier(s), identifier(s),
                                         identifier(s)))
                 .one() == 7);
     }},
    {"as an identifier of run time, beside a value",
     [](auto& db, auto& s) {
       condition c;
       c &= sql<bool>("exists (select from (select {} as {}) q where {} = {})", s, identifier(s), identifier(s), s);
       CHECK(db.select().from(categories).where(c).all().size() == 2);
     }},
    {"as a channel",
     [](auto& db, auto& s) {
       listener heard(db);
       heard.listen(s);
       notify(db, s, s);
       const auto got = heard.wait(std::chrono::seconds(5));
       REQUIRE(got);
       CHECK(got->channel == s);
       CHECK(got->payload == s);
     }},
};

struct observed : shop_database {
  std::shared_ptr<statement_log> log = std::make_shared<statement_log>();
  observed() {
    db.connection().run(create_traps);
    db.connection().run("insert into categories values (1, 'one'), (2, 'two')");
    add_user("ann@b.c");
    db.connection().observe(log);
  }

  std::vector<nlohmann::json> structure_of(const way& w, const std::string& text) {
    log->texts.clear();
    w.go(db, text);
    return structures(log->texts, text);
  }
  void check(const std::vector<way>& ways) {
    value_source random;
    for (const way& w : ways) {
      CAPTURE(std::string(w.name));
      (void)structure_of(w, "warm up");  // what is prepared or asked for once
      const auto harmless = structure_of(w, "harmless");
      for (int i = 0; i < 200; ++i) {
        const std::string text = hostile_text(random);
        CAPTURE(text);
        const bool same = structure_of(w, text) == harmless;
        CHECK(same);
      }
    }
    CHECK(db.select(categories.name).from(categories).order_by(categories.id).all() ==
          std::vector<std::string>{"one", "two"});
    CHECK(db.select(users.email).from(users).all() == std::vector<std::string>{"ann@b.c"});
  }
};

TEST_CASE_FIXTURE(observed, "a hostile value never changes what a statement is") { check(values); }

TEST_CASE_FIXTURE(observed, "a hostile name never changes what a statement is") { check(names); }

TEST_CASE_FIXTURE(observed, "hostile names in the program are names, and nothing else") {
  const auto& t = traps;
  CHECK(db.insert(t).values({.id = 1, .words = "a"}).returning(t.words).one() == "a");
  CHECK(
      db.insert(t).values(t.id = 2, t.words = "b").on_conflict(t.id).do_update(t.words = excluded(t.words)).execute() ==
      1);
  CHECK(db.update(t).set(t.words = concat(t.words, "!")).where(t.id == 2).execute() == 1);
  constexpr auto other = alias<"o\"; drop table users; --">(t);
  const auto rows = db.select(as<"w\" from users; --">(t.words), other.id)
                        .from(t)
                        .inner_join(other, other.id == t.id)
                        .order_by(t.id)
                        .all();
  REQUIRE(rows.size() == 2);
  CHECK(rows[1]["w\" from users; --"_c] == "b!");
  const auto q = squall::subquery<"q' or \"1\" --">(select(t.words).from(t));
  CHECK(db.select(coalesce(q[t.words], "")).from(q).order_by(q[t.words]).all() == std::vector<std::string>{"a", "b!"});
  CHECK(db.copy_in(t, std::vector<insert_t<Traps>>{{.id = 3, .words = "c"}}) == 1);
  CHECK(db.erase(t).where(t.id > 0).execute() == 3);
  for (const std::string& text : log->texts) CHECK_MESSAGE(kit::detail::split_statements(text).size() == 1, text);
  CHECK(db.select(users.email).from(users).one() == "ann@b.c");
}

}  // namespace
}  // namespace hostile_test
