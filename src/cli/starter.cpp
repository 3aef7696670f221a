#include "starter.hpp"

namespace squall::cli {

std::string_view starter_config() {
  return R"toml(# Squall: see docs/configuration.md

schema = ["db/schema.hpp"]   # C++ headers, or .sql files
out    = "migrations"
url    = "env:DATABASE_URL"  # not set: Squall runs its own PostgreSQL under .squall/

# [compile]                  # how the tool compiles the schema
# compiler = "c++"
# include  = ["."]
# flags    = []

# [env.staging]              # squall --env staging migrate
# url = "env:STAGING_DATABASE_URL"

# [env.production]
# url = "env:PRODUCTION_DATABASE_URL"
# protected = true           # push refuses to touch it
)toml";
}

std::string_view starter_schema() {
  return R"cpp(// The schema of the database: one struct a table, one member a column.
               //
               //   squall generate --name NAME   writes what changed here as a migration
               //   squall migrate                applies it
#pragma once

#include <squall/schema.hpp>

               namespace db {

               using namespace squall;

               // Tables are plural and snake_case, and have a primary key; columns are snake_case.
               template <class M>
               struct Users {
                 col<M, uuid().primary_key().default_random()> id;
                 col<M, varchar(255).not_null().unique()> email;
                 col<M, varchar(100).not_null()> full_name;
                 col<M, boolean().not_null().default_(true)> is_active;
                 col<M, timestamptz().not_null().default_now()> created_at;
                 col<M, timestamptz().not_null().default_now()> updated_at;
               };
               inline constexpr auto users =
                   table<Users, "users">([](auto t) { return list(index("idx_users_created_at").on(t.created_at)); });

               using User = select_t<Users>;     // a row as it is read
               using NewUser = insert_t<Users>;  // a row to insert: columns with a default may be left out

               }  // namespace db
  )cpp";
}

}  // namespace squall::cli
