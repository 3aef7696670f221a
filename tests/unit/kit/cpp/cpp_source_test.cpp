// Real headers, compiled by the real compiler.
#include "kit/sources/cpp/cpp_source.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <string>

#include "project.hpp"

using namespace cpp_source_tests;

namespace {

const object_id users = table_id("public", "users");

}  // namespace

TEST_CASE("every column type is spelled as format_type() spells it") {
  project p;
  const auto r = p.read(R"cpp(
    using namespace squall;
    namespace app {
    enum class Mood { sad, so_so, happy };
    template <class M>
    struct All {
      col<M, boolean()> c_boolean;
      col<M, smallint()> c_smallint;
      col<M, integer()> c_integer;
      col<M, bigint()> c_bigint;
      col<M, real()> c_real;
      col<M, double_precision()> c_double;
      col<M, numeric()> c_numeric;
      col<M, numeric(10, 2)> c_numeric_10_2;
      col<M, decimal(10)> c_decimal_10;
      col<M, pg::text()> c_text;
      col<M, varchar()> c_varchar;
      col<M, varchar(255)> c_varchar_255;
      col<M, character(3)> c_character;
      col<M, bytea()> c_bytea;
      col<M, uuid()> c_uuid;
      col<M, date()> c_date;
      col<M, time()> c_time;
      col<M, time(3)> c_time_3;
      col<M, timetz()> c_timetz;
      col<M, timestamp()> c_timestamp;
      col<M, timestamptz(3)> c_timestamptz_3;
      col<M, interval()> c_interval;
      col<M, json()> c_json;
      col<M, jsonb()> c_jsonb;
      col<M, enumeration<Mood>()> c_mood;
      col<M, enumeration<Mood>().array()> c_moods;
      col<M, integer().array().array()> c_matrix;
      col<M, pg::text().array_with_nulls()> c_texts;
    };
    inline constexpr auto all = table<All, "all_types">();
    }  // namespace app
  )cpp");
  const auto t = table_id("public", "all_types");
  const std::map<std::string, std::string> expected{
      {"c_boolean", "boolean"},
      {"c_smallint", "smallint"},
      {"c_integer", "integer"},
      {"c_bigint", "bigint"},
      {"c_real", "real"},
      {"c_double", "double precision"},
      {"c_numeric", "numeric"},
      {"c_numeric_10_2", "numeric(10,2)"},
      {"c_decimal_10", "numeric(10,0)"},
      {"c_text", "text"},
      {"c_varchar", "character varying"},
      {"c_varchar_255", "character varying(255)"},
      {"c_character", "character(3)"},
      {"c_bytea", "bytea"},
      {"c_uuid", "uuid"},
      {"c_date", "date"},
      {"c_time", "time without time zone"},
      {"c_time_3", "time(3) without time zone"},
      {"c_timetz", "time with time zone"},
      {"c_timestamp", "timestamp without time zone"},
      {"c_timestamptz_3", "timestamp(3) with time zone"},
      {"c_interval", "interval"},
      {"c_json", "json"},
      {"c_jsonb", "jsonb"},
      {"c_mood", "public.mood"},
      {"c_moods", "public.mood[]"},
      {"c_matrix", "integer[]"},
      {"c_texts", "text[]"},
  };
  for (const auto& [name, type] : expected) CHECK(have<column>(r, column_id(t, name)).type.sql == type);
  CHECK(have<enum_type>(r, enum_id("public", "mood")).labels == std::vector<std::string>{"sad", "so_so", "happy"});
  CHECK(have<column>(r, column_id(t, "c_moods")).type.user_type == enum_id("public", "mood"));
}

TEST_CASE("defaults of every kind are the author's text") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    enum class Role { user, admin };
    template <class M>
    struct Users {
      col<M, uuid().primary_key().default_random()> id;
      col<M, varchar().default_sql("gen_random_uuid()")> token;
      col<M, boolean().default_(true).not_null()> is_active;
      col<M, integer().default_(-7)> n;
      col<M, double_precision().default_(0.1)> ratio;
      col<M, numeric(10, 2).default_(0)> price;
      col<M, pg::text().default_("it's")> status;
      col<M, enumeration<Role>().default_(Role::admin)> role;
      col<M, timestamp().default_now()> created_at;
      col<M, pg::text().array().default_empty()> tags;
      col<M, jsonb().default_empty()> images;
      col<M, jsonb().default_("{}")> settings;
    };
    inline constexpr auto users = table<Users, "users">();
    }  // namespace app
  )cpp");
  const std::map<std::string, std::string> expected{
      {"id", "gen_random_uuid()"},
      {"token", "gen_random_uuid()"},
      {"is_active", "true"},
      {"n", "-7"},
      {"ratio", "0.1"},
      {"price", "0"},
      {"status", "'it''s'"},
      {"role", "'admin'"},
      {"created_at", "now()"},
      {"tags", "'{}'"},
      {"images", "'[]'"},
      {"settings", "'{}'"},
  };
  for (const auto& [name, sql] : expected) {
    const auto& c = have<column>(r, column_id(users, name));
    REQUIRE(c.default_value.has_value());
    CHECK(c.default_value->sql == sql);
  }
}

TEST_CASE("keys, references, indexes and checks become objects with the server's own names") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Users {
      col<M, uuid().primary_key()> id;
      col<M, varchar(255).not_null().unique()> email;
      col<M, integer().check("age > 0")> age;
      col<M, uuid().references<Users>("id", {.on_delete = set_null})> manager_id;
    };
    inline constexpr auto users = table<Users, "users">([](auto t) {
      return list(index("idx_users_email").on(t.email),
                  index()
                      .on(desc(t.age), sql("lower(email)"))
                      .where("age > 3")
                      .using_("btree")
                      .include(t.id)
                      .with("fillfactor", "70"),
                  unique_index("one").on(op_class(t.email, "text_pattern_ops")), check("grown_up", "age >= 18"),
                  comment("people"));
    });
    template <class M>
    struct Members {
      col<M, integer()> tenant;
      col<M, integer()> number;
      col<M, uuid().references(
                 users.id,
                 {.on_delete = cascade, .on_update = restrict_, .match = match_full, .timing = initially_deferred})>
          user_id;
    };
    inline constexpr auto members = table<Members, "members", "auth">([](auto t) {
      return list(
          primary_key(t.tenant, t.number), unique().on(t.number, t.user_id).nulls_not_distinct(),
          foreign_key(t.tenant, t.number).references(columns<Members>("tenant", "number")).on_delete(no_action));
    });
    }  // namespace app
  )cpp");
  const auto members = table_id("auth", "members");
  CHECK(r.model.contains(schema_id("auth")));
  CHECK(have<primary_key>(r, on(users, object_kind::primary_key, "users_pkey")).columns ==
        std::vector<std::string>{"id"});
  CHECK(have<unique>(r, on(users, object_kind::unique, "users_email_key")).columns ==
        std::vector<std::string>{"email"});
  const auto& age = have<check>(r, on(users, object_kind::check, "users_age_check"));
  CHECK(age.condition.sql == "age > 0");
  CHECK(age.condition.references == std::vector<object_id>{column_id(users, "age")});
  CHECK(have<foreign_key>(r, on(users, object_kind::foreign_key, "users_manager_id_fkey")).on_delete ==
        foreign_key_action::set_null);
  CHECK(have<table>(r, users).comment == "people");
  const auto& wide = have<index>(r, on(users, object_kind::index, "users_age_expr_idx"));
  REQUIRE(wide.keys.size() == 2);
  CHECK(wide.keys[0].descending);
  CHECK(wide.keys[0].nulls_first);
  CHECK(wide.keys[1].expression->sql == "lower(email)");
  CHECK(wide.where->sql == "age > 3");
  CHECK(wide.include == std::vector<std::string>{"id"});
  CHECK(wide.storage_parameters.at("fillfactor") == "70");
  CHECK(have<index>(r, on(users, object_kind::index, "one")).keys[0].operator_class == "text_pattern_ops");

  CHECK(have<primary_key>(r, on(members, object_kind::primary_key, "members_pkey")).columns ==
        std::vector<std::string>{"tenant", "number"});
  CHECK(have<column>(r, column_id(members, "tenant")).not_null);
  CHECK(have<unique>(r, on(members, object_kind::unique, "members_number_user_id_key")).nulls_not_distinct);
  const auto& key = have<foreign_key>(r, on(members, object_kind::foreign_key, "members_user_id_fkey"));
  CHECK(key.referenced_table == users);
  CHECK(key.on_delete == foreign_key_action::cascade);
  CHECK(key.on_update == foreign_key_action::restrict);
  CHECK(key.match == foreign_key_match::full);
  CHECK(key.timing == constraint_timing::initially_deferred);
  CHECK(have<foreign_key>(r, on(members, object_kind::foreign_key, "members_tenant_number_fkey")).referenced_columns ==
        std::vector<std::string>{"tenant", "number"});
}

TEST_CASE("serial columns own a sequence, identity columns have theirs inside") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Users {
      col<M, serial().primary_key()> id;
      col<M, bigint().generated_always_as_identity({.start = 100, .increment = 10})> number;
      col<M, smallint().generated_by_default_as_identity()> small;
      col<M, bigint().generated_by_default_as_identity(
                 {.start = -5, .increment = -2, .minimum = -1234567890123, .maximum = -3, .cache = 300, .cycle = true})>
          down;
    };
    inline constexpr auto users = table<Users, "users">();
    }  // namespace app
  )cpp");
  const auto& id = have<column>(r, column_id(users, "id"));
  CHECK(id.default_value->sql == "nextval('public.users_id_seq'::regclass)");
  const auto& s = have<sequence>(r, sequence_id("public", "users_id_seq"));
  CHECK(s.data_type == "integer");
  CHECK(s.options.maximum == 2147483647);
  CHECK(s.owned_by == column_id(users, "id"));
  const auto& number = have<column>(r, column_id(users, "number"));
  REQUIRE(number.identity.has_value());
  CHECK(number.identity->kind == identity_kind::always);
  CHECK(number.identity->options.start == 100);
  CHECK(number.identity->options.increment == 10);
  CHECK(number.not_null);
  CHECK(have<column>(r, column_id(users, "small")).identity->options.maximum == 32767);
  const auto& down = have<column>(r, column_id(users, "down")).identity->options;
  CHECK(down.start == -5);
  CHECK(down.increment == -2);
  CHECK(down.minimum == -1234567890123);
  CHECK(down.maximum == -3);
  CHECK(down.cache == 300);
  CHECK(down.cycle);
}

TEST_CASE("names are taken as they are, whatever stands in them") {
  project p;
  const std::string longest(63, 'x');
  const auto r = p.read(
      "namespace app { using namespace squall;\n"
      "template <class M> struct Order { col<M, integer().named(\"naïve \\\"quoted\\\" name\").unique()> a;"
      " col<M, integer().primary_key()> class_; };\n"
      "inline constexpr auto order = table<Order, \"Order\", \"My Schema\">();\n"
      "template <class M> struct Longest { col<M, integer().unique()> id; };\n"
      "inline constexpr auto longest = table<Longest, \"" +
      longest + "\">();\n}\n");
  const auto order = table_id("My Schema", "Order");
  CHECK(r.model.contains(column_id(order, "naïve \"quoted\" name")));
  CHECK(r.model.contains(column_id(order, "class")));
  CHECK(r.model.contains(on(order, object_kind::unique, "Order_naïve \"quoted\" name_key")));
  CHECK(r.model.contains(on(table_id("public", longest), object_kind::unique, std::string(56, 'x') + "_id_key")));
}

TEST_CASE("several headers are one schema") {
  project p;
  const auto a =
      p.write("db/users.hpp",
              "#pragma once\n#include <squall/schema.hpp>\nnamespace app { template <class M> struct Users { "
              "squall::col<M, squall::uuid().primary_key()> id; }; inline constexpr auto users = "
              "squall::table<Users, \"users\">(); }\n");
  const auto b =
      p.write("db/posts.hpp",
              "#pragma once\n#include \"users.hpp\"\nnamespace app { template <class M> struct Posts { "
              "squall::col<M, squall::uuid().references(users.id)> user_id; }; inline constexpr auto posts = "
              "squall::table<Posts, \"posts\">(); }\n");
  const auto r = read_cpp_headers(p.options({a, b}));
  CHECK(r.model.contains(users));
  CHECK(have<foreign_key>(r, on(table_id("public", "posts"), object_kind::foreign_key, "posts_user_id_fkey"))
            .referenced_table == users);
}

TEST_CASE("intentions are carried beside the model") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Users {
      col<M, pg::text().renamed_from("name").not_null().backfill("'?'")> full_name;
      col<M, numeric(10, 2).using_("price::numeric(10,2)")> price;
    };
    inline constexpr auto users = table<Users, "users">([](auto) { return list(renamed_from("people")); });
    }  // namespace app
  )cpp");
  CHECK(r.intended.renamed_from.at(column_id(users, "full_name")) == "name");
  CHECK(r.intended.renamed_from.at(users) == "people");
  CHECK(r.intended.backfills.at(column_id(users, "full_name")) == "'?'");
  CHECK(r.intended.using_expressions.at(column_id(users, "price")) == "price::numeric(10,2)");
}

TEST_CASE("the cache answers until a file that went in has another content") {
  project p;
  const std::string head =
      "#pragma once\n#include <squall/schema.hpp>\n#include \"more.hpp\"\nnamespace app { template "
      "<class M> struct Users { squall::col<M, squall::NAMED> a; }; inline constexpr auto users = "
      "squall::table<Users, \"users\">(); }\n";
  const auto header = p.write("db/schema.hpp", head);
  p.write("db/more.hpp", "#define NAMED text()\n");
  auto options = p.options({header});
  CHECK(have<column>(read_cpp_headers(options), column_id(users, "a")).type.sql == "text");

  // A compiler that cannot run: only the cache can answer now.
  const auto start = std::chrono::steady_clock::now();
  CHECK(have<column>(read_cpp_headers(options), column_id(users, "a")).type.sql == "text");
  MESSAGE("cached: ", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), " s");

  p.write("db/more.hpp", "#define NAMED integer()\n");
  CHECK(have<column>(read_cpp_headers(options), column_id(users, "a")).type.sql == "integer");

  for (const auto& entry : fs::directory_iterator(options.cache_directory)) std::ofstream(entry.path()) << "damaged";
  CHECK(have<column>(read_cpp_headers(options), column_id(users, "a")).type.sql == "integer");
}

TEST_CASE("of several headers only those are compiled that changed, or read a file that did") {
  project p;
  const auto header = [](const std::string& table, const std::string& before) {
    return "#pragma once\n#include <squall/schema.hpp>\n" + before + "namespace app { template <class M> struct " +
           table + "_row { squall::col<M, squall::integer()> a; }; inline constexpr auto " + table +
           " = squall::table<" + table + "_row, \"" + table + "\">(); }\n";
  };
  std::vector<fs::path> headers;
  for (const char* name : {"a", "b", "c"}) {
    headers.push_back(
        p.write("db/" + std::string(name) + ".hpp", header(name, *name == 'c' ? "#include \"b.hpp\"\n" : "")));
  }
  const auto log = p.root / "log";
  auto options = p.options(headers);
  options.compiler =
      p.write("compiler", "#!/bin/sh\necho \"$@\" >> '" + log.string() + "'\nexec g++ \"$@\"\n").string();
  fs::permissions(options.compiler, fs::perms::owner_all);
  options.jobs = 1;
  const auto runs = [&] {
    std::ifstream file(log);
    const auto lines = std::count(std::istreambuf_iterator<char>(file), {}, '\n');
    fs::remove(log);
    return lines;
  };
  CHECK(read_cpp_headers(options).model.contains(table_id("public", "c")));
  CHECK(runs() == 4);  // and the linker

  p.write("db/a.hpp", header("other", ""));
  const auto changed = read_cpp_headers(options);
  CHECK(changed.model.contains(table_id("public", "other")));
  CHECK(changed.model.contains(table_id("public", "b")));
  CHECK(!changed.model.contains(table_id("public", "a")));
  CHECK(runs() == 2);

  p.write("db/b.hpp", header("b", "// which c reads\n"));
  CHECK(read_cpp_headers(options).model.contains(table_id("public", "c")));
  CHECK(runs() == 3);
}

TEST_CASE("a header's mistakes are one clear error") {
  project p;
  const auto read = [&](const std::string& body) { return message_of([&] { p.read(body); }); };
  CHECK(message_of([&] { read_cpp_headers(p.options({p.root / "none.hpp"})); }).find("none.hpp is not there") !=
        std::string::npos);
  CHECK(read("int x = ;\n").find("schema.hpp:3:9: error") != std::string::npos);
  CHECK(read("").find("declares no table") != std::string::npos);
  CHECK(read("namespace app { using namespace squall; template <class M> struct A { col<M, uuid()> id; };"
             "inline constexpr auto a = table<A, \"t\">(); template <class M> struct B { col<M, uuid()> id; };"
             "inline constexpr auto b = table<B, \"t\">(); }\n")
            .find("table t is declared twice") != std::string::npos);
  CHECK(read("namespace app { using namespace squall; template <class M> struct A { col<M, "
             "uuid().references<A>(\"no\")> id; };"
             "inline constexpr auto a = table<A, \"t\">(); }\n")
            .find("has no such column") != std::string::npos);
  CHECK(read("namespace app { using namespace squall; template <class M> struct A { col<M, uuid().primary_key()> id; "
             "col<M, uuid().primary_key()> b; };"
             "inline constexpr auto a = table<A, \"t\">(); }\n")
            .find("primary_key(t.a, t.b)") != std::string::npos);
  CHECK(read("namespace app { using namespace squall; template <class M> struct A { col<M, uuid()> id; };"
             "inline constexpr auto a = table<A, \"t\">(); struct S { S() { __builtin_trap(); } }; inline S s; }\n")
            .find("crashed while it was loaded") != std::string::npos);
}
