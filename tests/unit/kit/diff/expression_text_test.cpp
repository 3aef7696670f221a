#include "kit/diff/expression_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kit/model/sql_tokens.hpp"

using namespace squall::kit;

namespace {

const object_id users = table_id("public", "users");

rename_map renaming(const object_id& from, const object_id& to) {
  rename_map names;
  names.add(from, to);
  return names;
}

struct sample {
  std::string before;
  std::string after;
};

void check_all(const rename_map& names, const std::vector<sample>& samples) {
  for (const auto& [before, after] : samples) {
    CHECK(rename_in_expression(before, names, users) == after);
  }
}

}  // namespace

TEST_CASE("a renamed column is followed where it is a column, and nowhere else") {
  check_all(renaming(column_id(users, "name"), column_id(users, "full_name")),
            {
                {"name <> ''", "full_name <> ''"},
                {"((name)::text <> ''::text)", "((full_name)::text <> ''::text)"},
                {"NAME <> Name", "full_name <> full_name"},
                {"users.name || public.users.name", "users.full_name || public.users.full_name"},
                {"\"Name\" <> name_x AND xname = 1", "\"Name\" <> name_x AND xname = 1"},
                {"posts.name = auth.users.name", "posts.name = auth.users.name"},
                {"(address).name = name", "(address).name = full_name"},
                {"name(name)", "name(full_name)"},
                {"f(name => name)", "f(name => full_name)"},
                {"'x'::name = name", "'x'::name = full_name"},
                {"CAST(name AS name)", "CAST(full_name AS name)"},
                {"x COLLATE name, name COLLATE \"name\"", "x COLLATE name, full_name COLLATE \"name\""},
                {"'name' = name", "'name' = full_name"},
                {"E'\\'name' = name", "E'\\'name' = full_name"},
                {"$$name$$ = name || $q$ name $$ $q$", "$$name$$ = full_name || $q$ name $$ $q$"},
                {"name /* name /* name */ name */ = 1 -- name\n + name",
                 "full_name /* name /* name */ name */ = 1 -- name\n + full_name"},
                {"U&'name' = U&\"name\"", "U&'name' = U&\"name\""},
                {"\"name\" = 1", "\"full_name\" = 1"},
                {"CASE WHEN name IS NULL THEN name ELSE name END",
                 "CASE WHEN full_name IS NULL THEN full_name ELSE full_name END"},
                {"name ~~ 'a%'::text AND NOT name = ANY (ARRAY['a', name])",
                 "full_name ~~ 'a%'::text AND NOT full_name = ANY (ARRAY['a', full_name])"},
                {"1e5 + name", "1e5 + full_name"},
                {"data->>name = data -> 'name'", "data->>full_name = data -> 'name'"},
            });
}

TEST_CASE("words of types and operators are no columns, even when a column has such a name") {
  for (const std::string word : {"zone", "varying", "year", "unknown", "at", "escape"}) {
    INFO(word);
    const auto names = renaming(column_id(users, word), column_id(users, "renamed"));
    check_all(names, {
                         {"a AT TIME ZONE 'UTC'::text", "a AT TIME ZONE 'UTC'::text"},
                         {"now()::timestamp(3) with time zone > b", "now()::timestamp(3) with time zone > b"},
                         {"'x'::character varying(10)", "'x'::character varying(10)"},
                         {"EXTRACT(year FROM b)", "EXTRACT(year FROM b)"},
                         {"a IS NOT UNKNOWN", "a IS NOT UNKNOWN"},
                         {"a LIKE 'x' ESCAPE 'y'", "a LIKE 'x' ESCAPE 'y'"},
                         {"'1'::interval year + " + word, "'1'::interval year + renamed"},
                         {"(" + word + " > 1)", "(renamed > 1)"},
                     });
  }
}

TEST_CASE("reserved words are columns only in quotes") {
  check_all(renaming(column_id(users, "end"), column_id(users, "until")),
            {{"CASE WHEN \"end\" THEN 1 END", "CASE WHEN until THEN 1 END"}});
}

TEST_CASE("a new name is quoted when it must be, and the quotes of the author stay") {
  check_all(renaming(column_id(users, "a"), column_id(users, "order")), {{"a > 0", "\"order\" > 0"}});
  check_all(renaming(column_id(users, "a"), column_id(users, "it\"s ü")), {{"a > 0", "\"it\"\"s ü\" > 0"}});
  check_all(renaming(column_id(users, "A b"), column_id(users, "ab")), {{"\"A b\" > 0", "ab > 0"}});
  check_all(renaming(column_id(users, "größe"), column_id(users, "size")), {{"größe > 0", "size > 0"}});
}

TEST_CASE("a renamed table is followed as a qualifier, a row type and a regclass") {
  check_all(
      renaming(users, table_id("public", "Accounts")),
      {
          {"users.a > public.users.b", "\"Accounts\".a > public.\"Accounts\".b"},
          {"users.* IS NOT NULL", "\"Accounts\".* IS NOT NULL"},
          {"f(x::public.users)", "f(x::public.\"Accounts\")"},
          {"'users'::regclass, 'public.users'::regclass", "'\"Accounts\"'::regclass, 'public.\"Accounts\"'::regclass"},
          {"users + 'users' + users()", "users + 'users' + users()"},
      });
}

TEST_CASE("a renamed type is followed in casts and typed constants, bare and with its schema") {
  check_all(renaming(enum_id("public", "mood"), enum_id("public", "feeling")),
            {
                {"'sad'::public.mood", "'sad'::public.feeling"},
                {"'sad'::mood", "'sad'::feeling"},
                {"'{}'::public.mood[]", "'{}'::public.feeling[]"},
                {"CAST(x AS mood) = public.mood 'sad'", "CAST(x AS feeling) = public.feeling 'sad'"},
                {"mood = 'sad'::auth.mood", "mood = 'sad'::auth.mood"},
                {"'public.mood'::regtype", "'public.feeling'::regtype"},
            });
  const auto moved = renaming(enum_id("public", "mood"), enum_id("types", "mood"));
  check_all(moved, {{"'sad'::mood = 'sad'::public.mood", "'sad'::types.mood = 'sad'::types.mood"}});
  CHECK(rename_in_type("public.mood[]", moved, users) == "types.mood[]");
  CHECK(rename_in_type("character varying(255)", moved, users) == "character varying(255)");
}

TEST_CASE("a renamed sequence is followed in nextval") {
  check_all(renaming(sequence_id("public", "users_id_seq"), sequence_id("public", "Users's")),
            {
                {"nextval('public.users_id_seq'::regclass)", "nextval('public.\"Users''s\"'::regclass)"},
                {"nextval('users_id_seq')", "nextval('\"Users''s\"')"},
                {"nextval('auth.users_id_seq'::regclass)", "nextval('auth.users_id_seq'::regclass)"},
                {"length('users_id_seq')", "length('users_id_seq')"},
            });
}

TEST_CASE("a renamed schema is followed wherever it qualifies a name") {
  const auto names = renaming(schema_id("auth"), schema_id("login"));
  check_all(names, {
                       {"auth.f(auth) > 'x'::auth.mood", "login.f(auth) > 'x'::login.mood"},
                       {"nextval('auth.s'::regclass)", "nextval('login.s'::regclass)"},
                       {"a OPERATOR(auth.+) b", "a OPERATOR(login.+) b"},
                       {"a COLLATE auth.german", "a COLLATE login.german"},
                       {"'auth.f'", "'auth.f'"},
                   });
  CHECK(rename_schema_in_name("auth.\"German\"", names) == "login.\"German\"");
  CHECK(rename_schema_in_name("pg_catalog.\"C\"", names) == "pg_catalog.\"C\"");
}

TEST_CASE("broken text is left as it is") {
  const auto names = renaming(column_id(users, "a"), column_id(users, "b"));
  for (const std::string text : {"'a", "\"a", "/* a", "$$a", "$q$a", "E'a\\", "", ".", "a..", "U&'a", "::", "$"}) {
    INFO(text);
    CHECK(rename_in_expression(text, names, users) == text);
  }
}

TEST_CASE("the tokens of a text are all of it but space and comments") {
  const std::string text = "a+1.5e-3 || E'\\'' -- c\n \"x\"\"y\"::int[]";
  std::string joined;
  for (const auto& token : scan_sql(text)) {
    joined += token.text;
  }
  CHECK(joined == "a+1.5e-3||E'\\''\"x\"\"y\"::int[]");
}
