// The text of scripts is a contract: people read it and parse_script() takes it apart.
#include <doctest/doctest.h>

#include "kit/diff/diff.hpp"
#include "kit/emit/script.hpp"
#include "support/model_builder.hpp"

using namespace squall::kit;
using squall::kit::testing::model_builder;

namespace {

std::string script(const database& before, const database& after, const plan_options& options = {}) {
  return emit_script(make_plan(before, diff(before, after, {.decide_create = true}).changes, options), "20260101_x");
}

model_builder blog() {
  model_builder db;
  db.enum_type("post_status", {"draft", "published"});
  db.table("users").column("id", "uuid").primary_key().default_value("gen_random_uuid()");
  db.column("email", "character varying(255)").not_null().unique();
  db.table("posts").column("id", "bigint").primary_key().identity();
  db.column("author_id", "uuid").not_null().references("users", "id", foreign_key_action::cascade);
  db.enum_column("status", enum_id("public", "post_status")).not_null().default_value("'draft'");
  db.column("created_at", "timestamp with time zone").not_null().default_value("now()");
  db.index({"author_id"});
  return db;
}

}  // namespace

TEST_CASE("a first migration reads like a schema") {
  CHECK(script(empty_database(), blog()) == R"(-- 20260101_x

CREATE TYPE public.post_status AS ENUM ('draft', 'published');

CREATE TABLE public.users (
  id    uuid DEFAULT gen_random_uuid() NOT NULL,
  email varchar(255) NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_key UNIQUE (email)
);

CREATE TABLE public.posts (
  id         bigint GENERATED ALWAYS AS IDENTITY,
  author_id  uuid NOT NULL,
  status     public.post_status DEFAULT 'draft' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT posts_pkey PRIMARY KEY (id),
  CONSTRAINT posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.users (id) ON DELETE CASCADE
);

CREATE INDEX posts_author_id_idx ON public.posts (author_id);
)");
}

TEST_CASE("a change of tables in use says which step is outside a transaction") {
  const database after = blog().table("users").column("slug", "text").position(3).unique();
  CHECK(script(blog(), after) == R"(-- 20260101_x

-- squall: step 1 of 3, in a transaction

ALTER TABLE public.users ADD COLUMN slug text;

-- squall: step 2 of 3, outside a transaction

-- hazard: may fail: Fails if two rows of users have the same key.
-- hazard: not transactional: The plan is more than one transaction: a failure after this step leaves what came before.
CREATE UNIQUE INDEX CONCURRENTLY users_slug_key ON public.users (slug);

-- squall: step 3 of 3, in a transaction

ALTER TABLE public.users ADD CONSTRAINT users_slug_key UNIQUE USING INDEX users_slug_key;
)");
}

TEST_CASE("NOT NULL without a long lock is spelled out") {
  model_builder before;
  before.table("t").column("a", "text");
  model_builder after;
  after.table("t").column("a", "text").not_null();
  CHECK(script(before, after) == R"(-- 20260101_x

-- squall: step 1 of 3, in a transaction

-- NOT NULL without a long lock: a check, validated below, spares SET NOT NULL the scan.
-- hazard: not transactional: The plan is more than one transaction: a failure after this step leaves what came before.
ALTER TABLE public.t ADD CONSTRAINT a__squall_not_null CHECK (a IS NOT NULL) NOT VALID;

-- squall: step 2 of 3, in a transaction

-- hazard: may fail: Fails if a row has no t.a.
ALTER TABLE public.t VALIDATE CONSTRAINT a__squall_not_null;

-- squall: step 3 of 3, in a transaction

ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;

ALTER TABLE public.t DROP CONSTRAINT a__squall_not_null;
)");
}

TEST_CASE("the way back says honestly what is gone") {
  model_builder before;
  before.table("t").column("a", "text");
  const auto changes = diff(before, empty_database(), {.decide_create = true}).changes;
  const auto up = make_plan(before, changes);
  CHECK(emit_script(up, "drop t") ==
        "-- drop t\n\n-- hazard: data loss: The rows of t are lost.\nDROP TABLE public.t;\n");
  CHECK(emit_script(make_reverse_plan(empty_database(), changes, up), "back") == R"(-- back

-- The rows of t are gone: this makes the table again, empty.
CREATE TABLE public.t (
  a text
);
)");
}

TEST_CASE("a plan without steps and a title of two lines are still comments") {
  CHECK(emit_script({}, "first\nsecond") == "-- first\n-- second\n-- Nothing to do.\n");
}

TEST_CASE("a comment cannot end its line and become a statement") {
  plan p;
  p.steps.push_back({.sql = "SELECT 1", .comment = "x\nDROP TABLE t", .objects = {}, .hazards = {}});
  CHECK(emit_script(p, "t") == "-- t\n\n-- x\n-- DROP TABLE t\nSELECT 1;\n");
}

TEST_CASE("a name cannot pass for a step comment or end a comment") {
  plan p;
  p.steps.push_back(
      {.sql = "SELECT 1", .comment = "a\nsquall: step 2 of 2, outside a transaction", .objects = {}, .hazards = {}});
  p.steps.back().hazards.push_back({hazard_kind::may_fail, {}, "b\rDROP TABLE t"});
  CHECK(emit_script(p, "t") ==
        "-- t\n\n-- a\n--  squall: step 2 of 2, outside a transaction\n-- hazard: may fail: b\n-- hazard: DROP TABLE "
        "t\nSELECT 1;\n");
}

TEST_CASE("a single statement outside a transaction says so") {
  plan p;
  p.steps.push_back({.sql = "VACUUM", .comment = {}, .transactional = false, .objects = {}, .hazards = {}});
  CHECK(emit_script(p, "t") == "-- t\n\n-- squall: step 1 of 1, outside a transaction\n\nVACUUM;\n");
}
