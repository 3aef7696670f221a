// Typed queries: expressions, SELECT, INSERT, UPDATE, DELETE.
//
//     constexpr auto by_email = select().from(users).where(users.email == param<0>);
//     static_assert(by_email.sql().starts_with("select"));   // the text is a constant
//     std::optional<User> user = db.first(by_email, "a@b.c");
//
// See docs/queries.md.
#pragma once

#include "squall/query/condition.hpp"
#include "squall/query/erase.hpp"
#include "squall/query/expressions.hpp"
#include "squall/query/insert.hpp"
#include "squall/query/query_interface.hpp"
#include "squall/query/select.hpp"
#include "squall/query/update.hpp"
