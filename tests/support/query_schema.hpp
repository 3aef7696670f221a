// A schema for the tests of the query layer: every kind of column, weak and strong nullability, names that need quotes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "squall/schema.hpp"

namespace shop {

using namespace squall;

enum class Role { user, moderator, admin };
enum class OrderState { draft, paid, delivered };

struct Dimensions {
  int width;
  int height;
  std::optional<std::string> unit;

  friend bool operator==(const Dimensions&, const Dimensions&) = default;
};

template <class M>
struct Users {
  col<M, uuid().primary_key().default_random()> id;
  col<M, varchar(255).not_null().unique()> email;
  col<M, varchar(100).not_null()> first_name;
  col<M, varchar(100).not_null()> last_name;
  col<M, text()> bio;
  col<M, enumeration<Role>().not_null().default_(Role::user)> role;
  col<M, boolean().not_null().default_(true)> is_active;
  col<M, bigint().not_null().default_(0)> views;
  col<M, timestamptz().not_null().default_now()> created_at;
};
inline constexpr auto users = table<Users, "users">();
using User = select_t<Users>;
using NewUser = insert_t<Users>;
using UserUpdate = update_t<Users>;

template <class M>
struct Posts {
  col<M, integer().primary_key().generated_always_as_identity()> id;
  col<M, text().not_null()> title;
  col<M, text()> content;
  col<M, uuid().not_null().references(users.id, {.on_delete = cascade})> author_id;
  col<M, uuid().references(users.id, {.on_delete = set_null})> reviewer_id;
  col<M, integer().not_null().default_(0)> likes;
};
inline constexpr auto posts = table<Posts, "posts">();
using Post = select_t<Posts>;

/// Every type that a column can have, each nullable; and the same with NOT NULL.
template <class M>
struct Everything {
  col<M, integer().primary_key()> id;
  col<M, pg::boolean()> flag;
  col<M, smallint()> small;
  col<M, bigint()> big;
  col<M, real()> single;
  col<M, double_precision()> twice;
  col<M, numeric(20, 4)> exact;
  col<M, pg::text()> words;
  col<M, pg::bytea()> bytes;
  col<M, pg::date()> day;
  col<M, pg::time()> clock;
  col<M, pg::timestamp()> moment;
  col<M, pg::timestamptz()> instant;
  col<M, pg::interval()> span;
  col<M, jsonb().type<Dimensions>()> box;
  col<M, pg::json()> raw;
  col<M, text().array()> tags;
  col<M, integer().array_with_nulls()> numbers;
  col<M, enumeration<Role>()> role;
  col<M, enumeration<OrderState>().array()> states;
};
inline constexpr auto everything = table<Everything, "everything">();

/// Names that need quotes.
template <class M>
struct Orders {
  col<M, integer().primary_key().named("naïve \"quoted\" name")> id;
  col<M, text().not_null().named("select")> select_;
  col<M, text().renamed_from("x")> class_;
};
inline constexpr auto orders = table<Orders, "Order", "odd \"schema\"">();

/// A tree: a table that is joined with itself.
template <class M>
struct Categories {
  col<M, integer().primary_key()> id;
  col<M, text().not_null().unique()> name;
  col<M, integer().references<Categories>("id")> parent_id;
};
inline constexpr auto categories = table<Categories, "categories">();

/// A column that is nullable and has a default.
template <class M>
struct Notes {
  col<M, integer().primary_key()> id;
  col<M, text().default_("hi")> words;
};
inline constexpr auto notes = table<Notes, "notes">();

template <class M>
struct Counters {
  col<M, integer().primary_key().generated_by_default_as_identity()> id;
};
inline constexpr auto counters = table<Counters, "counters">();

inline constexpr const char* create_tables = R"sql(
create type role as enum ('user', 'moderator', 'admin');
create type order_state as enum ('draft', 'paid', 'delivered');
create table users (
  id uuid primary key default gen_random_uuid(), email varchar(255) not null unique,
  first_name varchar(100) not null, last_name varchar(100) not null, bio text,
  role role not null default 'user', is_active boolean not null default true,
  views bigint not null default 0, created_at timestamptz not null default now());
create table posts (
  id integer primary key generated always as identity, title text not null, content text,
  author_id uuid not null references users on delete cascade, reviewer_id uuid references users on delete set null,
  likes integer not null default 0);
create table everything (
  id integer primary key, flag boolean, small smallint, big bigint, single real, twice double precision,
  exact numeric(20, 4), words text, bytes bytea, day date, clock time, moment timestamp, instant timestamptz,
  span interval, box jsonb, raw json, tags text[], numbers integer[], role role, states order_state[]);
create schema "odd ""schema""";
create table "odd ""schema"""."Order" (
  "naïve ""quoted"" name" integer primary key, "select" text not null, class text);
create table categories (
  id integer primary key, name text not null unique, parent_id integer references categories);
)sql";

}  // namespace shop
