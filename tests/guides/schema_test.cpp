// Guide rows about the schema: what is declared is what the database has, and the types that follow.
#include <chrono>
#include <concepts>
#include <type_traits>

#include "guides/schemas/guide_1.hpp"
#include "guides/schemas/guide_2.hpp"
#include "guides/support.hpp"

namespace guides {
namespace {

using squall::connection;
using squall::database;

/// `name type nullability default` of each column, in order.
std::string columns_of(auto& db, const std::string& table) {
  return column(db,
                "select concat_ws(' ', attname, format_type(atttypid, atttypmod), case when attnotnull then 'not null' "
                "end, pg_get_expr(adbin, adrelid)) from pg_attribute left join pg_attrdef on adrelid = attrelid and "
                "adnum = attnum where attrelid = '" +
                    table + "'::regclass and attnum > 0 and not attisdropped order by attnum");
}
std::string index_columns(auto& db, const std::string& index) {
  return value(db, "select regexp_replace(pg_get_indexdef('" + index + "'::regclass), '.*\\((.*)\\)', '\\1')");
}
std::string constraint(auto& db, const std::string& name) {
  return value(db, "select pg_get_constraintdef(oid) from pg_constraint where conname = '" + name + "'");
}

TEST_CASE("G1.04 the users table is what the guide declares") {
  const guide_database made(guide_1_project());
  connection db{made.url()};
  CHECK(columns_of(db, "users") ==
        "id uuid not null gen_random_uuid(),"
        "email character varying(255) not null,"
        "password_hash character varying(255) not null ''::character varying,"
        "first_name character varying(100) not null,"
        "last_name character varying(100) not null,"
        "status user_status not null 'active'::user_status,"
        "role role not null 'user'::role,"
        "is_active boolean not null true,"
        "created_at timestamp without time zone not null now(),"
        "updated_at timestamp without time zone not null now(),"
        "deleted_at timestamp without time zone");
  CHECK(constraint(db, "users_pkey") == "PRIMARY KEY (id)");
  CHECK(constraint(db, "users_email_key") == "UNIQUE (email)");
  CHECK(index_columns(db, "idx_users_email") == "email");
}

TEST_CASE("G1.04 row and insert types follow from the table") {
  using guide_1::NewUser;
  using guide_1::User;
  static_assert(std::is_aggregate_v<User> && std::is_aggregate_v<NewUser>);
  static_assert(std::same_as<decltype(User::id), squall::uuid_t>);
  static_assert(std::same_as<decltype(User::email), std::string>);
  static_assert(std::same_as<decltype(User::is_active), bool>);
  static_assert(std::same_as<decltype(User::created_at), squall::timestamp_t>);
  static_assert(std::same_as<decltype(User::deleted_at), std::optional<squall::timestamp_t>>);
  // Required: not default constructible. That leaving one out does not compile is tested in tests/compile_fail.
  static_assert(!std::is_default_constructible_v<decltype(NewUser::email)>);
  static_assert(std::is_default_constructible_v<decltype(NewUser::is_active)>);

  const guide_database made(guide_1_project());
  database db{made.url()};
  const User user = db.insert(guide_1::users)
                        .values({.email = "a@b.c", .first_name = "Ada", .last_name = "Lovelace"})
                        .returning()
                        .one();
  CHECK(user.is_active);
  CHECK(user.role == guide_1::Role::user);
  CHECK_FALSE(user.deleted_at.has_value());
  CHECK(to_string(user.id) == value(db, "select id::text from users"));
}

TEST_CASE("G1.05 C++ enumerations are PostgreSQL enum types with inferred labels") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  CHECK(value(db, "select enum_range(null::user_status)::text") == "{active,inactive,suspended}");
  CHECK(value(db, "select enum_range(null::role)::text") == "{user,admin,super_admin}");
  const auto user = db.insert(guide_1::users)
                        .values({.email = "a@b.c",
                                 .first_name = "A",
                                 .last_name = "B",
                                 .status = guide_1::UserStatus::suspended,
                                 .role = guide_1::Role::super_admin})
                        .returning()
                        .one();
  CHECK(user.status == guide_1::UserStatus::suspended);
  CHECK(value(db, "select status || '/' || role from users") == "suspended/super_admin");
  CHECK(
      db.select(squall::count()).from(guide_1::users).where(guide_1::users.role == guide_1::Role::super_admin).one() ==
      1);
}

TEST_CASE("G1.06 a foreign key cascades and has its index") {
  const guide_database made(guide_1_project());
  database db{made.url()};
  CHECK(constraint(db, "posts_author_id_fkey") == "FOREIGN KEY (author_id) REFERENCES users(id) ON DELETE CASCADE");
  CHECK(index_columns(db, "idx_posts_author_id") == "author_id");
  const auto user =
      db.insert(guide_1::users).values({.email = "a@b.c", .first_name = "A", .last_name = "B"}).returning().one();
  db.insert(guide_1::posts).values({.title = "t", .content = "c", .author_id = user.id}).execute();
  CHECK_THROWS_AS(
      db.insert(guide_1::posts).values({.title = "t", .content = "c", .author_id = squall::uuid_t{}}).execute(),
      squall::foreign_key_violation);
  db.erase(guide_1::users).where(guide_1::users.id == user.id).execute();
  CHECK(value(db, "select count(*) from posts") == "0");
}

TEST_CASE("G1.08 a jsonb column holds a struct of the user's, and refuses other JSON with a typed error") {
  using guide_1::properties;
  using guide_1::Rooms;
  const guide_database made(guide_1_project());
  database db{made.url()};
  const auto saved = db.insert(properties)
                         .values({.rooms = Rooms{.bedrooms = 3, .living_areas = 1},
                                  .metadata = std::map<std::string, squall::json_t>{{"note", {"\"it's\""}}}})
                         .returning()
                         .one();
  CHECK(saved.rooms == Rooms{.bedrooms = 3, .living_areas = 1});
  CHECK(saved.metadata->at("note").text == "\"it's\"");
  CHECK(value(db, "select rooms->>'bedrooms' from properties") == "3");

  db.connection().run("update properties set rooms = '{\"bedrooms\": \"three\"}'");
  CHECK_THROWS_AS((void)db.select().from(properties).all(), squall::decode_error);
}

TEST_CASE("G1.15 several indexes on a table, with PostgreSQL's options") {
  const project made{
      R"cpp(#pragma once
#include <squall/schema.hpp>
            namespace db {
            using namespace squall;
            template <class M>
            struct Items {
              col<M, integer().primary_key()> id;
              col<M, pg::text().not_null()> name;
              col<M, jsonb()> data;
              col<M, timestamptz()> deleted_at;
            };
            inline constexpr auto items = table<Items, "items">([](auto t) {
              return list(index("i_order").on(desc(t.name).nulls_last(), t.id), index("i_gin").on(t.data).using_("gin"),
                          index("i_class").on(op_class(t.name, "text_pattern_ops")),
                          index("i_collation").on(collate(t.name, "\"C\"")),
                          index("i_with").on(t.name).include(t.deleted_at).with("fillfactor", "70"),
                          unique_index("i_partial").on(sql("lower(name)")).where(t.deleted_at == nullptr),
                          index("i_condition").on(t.id).where(t.name != "it's"), index().on(t.deleted_at));
            });
            }  // namespace db
      )cpp"};
  made.must({"generate", "--name", "init"});
  made.must({"migrate"});
  connection db{made.url()};
  const auto definition = [&](const std::string& name) {
    const auto text = value(db, "select pg_get_indexdef('" + name + "'::regclass)");
    return text.substr(text.find(" USING "));
  };
  CHECK(definition("i_order") == " USING btree (name DESC NULLS LAST, id)");
  CHECK(definition("i_gin") == " USING gin (data)");
  CHECK(definition("i_class") == " USING btree (name text_pattern_ops)");
  CHECK(definition("i_collation") == " USING btree (name COLLATE \"C\")");
  CHECK(definition("i_with") == " USING btree (name) INCLUDE (deleted_at) WITH (fillfactor='70')");
  CHECK(definition("i_partial") == " USING btree (lower(name)) WHERE (deleted_at IS NULL)");
  CHECK(definition("i_condition") == " USING btree (id) WHERE (name <> 'it''s'::text)");
  CHECK(definition("items_deleted_at_idx") == " USING btree (deleted_at)");
  CHECK(made.must({"push"}).find("nothing to do") != std::string::npos);
}

TEST_CASE("G1.16 every type of the documentation's table makes the PostgreSQL type that it names") {
  const project made{R"cpp(#pragma once
#include <squall/schema.hpp>
                           namespace db {
                           using namespace squall;
                           enum class Mood { happy, sad };
                           template <class M>
                           struct Everything {
                             col<M, boolean()> c_boolean;
                             col<M, smallint()> c_smallint;
                             col<M, integer()> c_integer;
                             col<M, bigint()> c_bigint;
                             col<M, smallserial()> c_smallserial;
                             col<M, serial()> c_serial;
                             col<M, bigserial()> c_bigserial;
                             col<M, pg::real()> c_real;
                             col<M, double_precision()> c_double;
                             col<M, numeric()> c_numeric;
                             col<M, numeric(10, 2)> c_numeric_10_2;
                             col<M, pg::text()> c_text;
                             col<M, varchar()> c_varchar;
                             col<M, varchar(255)> c_varchar_255;
                             col<M, character(2)> c_char_2;
                             col<M, bytea()> c_bytea;
                             col<M, uuid()> c_uuid;
                             col<M, pg::date()> c_date;
                             col<M, pg::time()> c_time;
                             col<M, pg::time(3)> c_time_3;
                             col<M, timetz()> c_timetz;
                             col<M, timestamp()> c_timestamp;
                             col<M, timestamp(3)> c_timestamp_3;
                             col<M, timestamptz()> c_timestamptz;
                             col<M, interval()> c_interval;
                             col<M, json()> c_json;
                             col<M, jsonb()> c_jsonb;
                             col<M, enumeration<Mood>()> c_mood;
                             col<M, integer().array()> c_integers;
                             col<M, enumeration<Mood>().array_with_nulls()> c_moods;
                             col<M, pg::text().array().array()> c_matrix;
                           };
                           inline constexpr auto everything = table<Everything, "everything">();
                           }  // namespace db
                     )cpp"};
  made.must({"generate", "--name", "init"});
  made.must({"migrate"});
  connection db{made.url()};
  CHECK(column(db,
               "select substr(attname, 3) || ' ' || format_type(atttypid, atttypmod) from pg_attribute "
               "where attrelid = 'everything'::regclass and attnum > 0 order by attnum") ==
        "boolean boolean,smallint smallint,integer integer,bigint bigint,smallserial smallint,serial integer,"
        "bigserial bigint,real real,double double precision,numeric numeric,numeric_10_2 numeric(10,2),text text,"
        "varchar character varying,varchar_255 character varying(255),char_2 character(2),bytea bytea,uuid uuid,"
        "date date,time time without time zone,time_3 time(3) without time zone,timetz time with time zone,"
        "timestamp timestamp without time zone,timestamp_3 timestamp(3) without time zone,"
        "timestamptz timestamp with time zone,interval interval,json json,jsonb jsonb,mood mood,"
        "integers integer[],moods mood[],matrix text[]");
  CHECK(made.must({"push"}).find("nothing to do") != std::string::npos);
}

TEST_CASE("G2.02 the products table is what the guide declares, and its decimals are exact") {
  const guide_database made(guide_2_project());
  database db{made.url()};
  CHECK(columns_of(db, "products") ==
        "id character varying not null gen_random_uuid(),"
        "name text not null,"
        "description text,"
        "price numeric(10,2) not null,"
        "stock integer not null 0,"
        "images jsonb '[]'::jsonb,"
        "category_id character varying,"
        "user_id character varying,"
        "status text not null 'active'::text,"
        "created_at timestamp without time zone not null now(),"
        "updated_at timestamp without time zone not null now()");
  const guide_2::Product product =
      db.insert(guide_2::products).values({.name = "Tea", .price = squall::numeric_t{"12345678.10"}}).returning().one();
  CHECK(product.price.str() == "12345678.10");
  CHECK(product.status == "active");
  CHECK(product.images == std::vector<std::string>{});
  CHECK(product.id.size() == 36);
  static_assert(std::same_as<decltype(guide_2::Product::price), squall::numeric_t>);
}

TEST_CASE("G2.04 the guide's column types, with and without time zone and precision") {
  using guide_2::column_types;
  const guide_database made(guide_2_project());
  database db{made.url()};
  CHECK(column(db,
               "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'column_types'::regclass "
               "and attnum > 1 order by attnum") ==
        "character varying(255),text,integer,numeric(10,2),real,boolean,timestamp without time zone,"
        "timestamp with time zone,timestamp(3) with time zone,jsonb,integer[]");

  using namespace std::chrono;
  const auto instant = sys_days{2026y / November / 22} + 9h + 30min + microseconds{123456};
  const auto row = db.insert(column_types)
                       .values({.id = 1,
                                .limited_text = "ünï",
                                .whole = -7,
                                .exact = squall::numeric_t{"-0.10"},
                                .inexact = 0.1F,
                                .flag = false,
                                .at_a_clock = local_days{2026y / November / 22} + 9h,
                                .at_an_instant = instant,
                                .at_a_millisecond = instant,
                                .anything = squall::json_t{"{\"a\": [1, null]}"},
                                .numbers = std::vector{3, 1, 2}})
                       .returning()
                       .one();
  CHECK(row.limited_text == "ünï");
  CHECK_FALSE(row.any_text.has_value());
  CHECK(row.whole == -7);
  CHECK(row.exact->str() == "-0.10");
  CHECK(row.inexact == 0.1F);
  CHECK(row.flag == false);
  CHECK(to_string(*row.at_a_clock) == "2026-11-22 09:00:00");
  CHECK(row.at_an_instant->to_sys_time() == instant);
  CHECK(row.at_a_millisecond->to_sys_time() == floor<milliseconds>(instant));
  CHECK(row.anything->text == "{\"a\": [1, null]}");
  CHECK(row.numbers == std::vector{3, 1, 2});
}

TEST_CASE("G2.05 every kind of default and constraint") {
  const guide_database made(guide_2_project());
  database db{made.url()};
  CHECK(constraint(db, "users_email_key") == "UNIQUE (email)");
  CHECK(constraint(db, "products_category_id_fkey") == "FOREIGN KEY (category_id) REFERENCES categories(id)");
  const auto row = db.insert(guide_2::column_types).values({.id = 1}).returning().one();
  CHECK(row.numbers.empty());

  db.insert(guide_2::users).values({.email = "a@b.c"}).execute();
  CHECK_THROWS_AS(db.insert(guide_2::users).values({.email = "a@b.c"}).execute(), squall::unique_violation);
  CHECK_THROWS_AS(db.connection().run("insert into users (id) values ('x')"), squall::not_null_violation);
}

TEST_CASE("G2.06 single and composite indexes") {
  const guide_database made(guide_2_project());
  connection db{made.url()};
  CHECK(index_columns(db, "idx_products_status") == "status");
  CHECK(index_columns(db, "idx_products_user_status") == "user_id, status");
  CHECK(value(db, "select count(*) from pg_index where indrelid = 'products'::regclass") == "5");
}

}  // namespace
}  // namespace guides
