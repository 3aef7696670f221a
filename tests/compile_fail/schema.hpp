// The tables of the cases. Precompiled, where `#pragma once` would be a warning.
#ifndef SQUALL_TESTS_COMPILE_FAIL_SCHEMA_HPP
#define SQUALL_TESTS_COMPILE_FAIL_SCHEMA_HPP

#include <string>

#include "squall/squall.hpp"

using namespace squall;

enum class Role { user, admin };

template <class M>
struct Users {
  col<M, uuid().primary_key().default_random()> id;
  col<M, varchar(255).not_null().unique()> email;
  col<M, varchar(100).not_null()> first_name;
  col<M, enumeration<Role>().not_null().default_(Role::user)> role;
  col<M, boolean().not_null().default_(true)> is_active;
  col<M, integer()> age;
  col<M, json()> raw;
};
inline constexpr auto users = table<Users, "users">();

template <class M>
struct Posts {
  col<M, integer().primary_key().generated_always_as_identity()> id;
  col<M, text().not_null()> title;
  col<M, uuid().not_null().references(users.id)> author_id;
};
inline constexpr auto posts = table<Posts, "posts">();

#endif
