// --from and --to.
#pragma once

#include "context.hpp"
#include "kit/flows/sources.hpp"

namespace squall::cli {

inline constexpr const char* source_forms =
    "db:URL, db:env:NAME, schema:FILE.hpp, FILE.sql, migrations:DIR, model:FILE.json, empty; db, schema and "
    "migrations alone are the project's own";

inline kit::source_context source_context_of(context& ctx) {
  return {ctx.settings_if_any(), ctx.globals.environment, [&ctx] { return ctx.database_url(); }, &ctx.scratch()};
}

}  // namespace squall::cli
