// What a header declares, made on a real server: the model's objects, then the author's statements.
#include "kit/sources/canonical.hpp"
#include "project.hpp"
#include "unit/kit/catalog/fixture.hpp"

using namespace cpp_source_tests;

namespace {

/// What a server made of `declared`: model, statements and the columns of views.
database made_of(const source_result& declared) {
  return create_on_scratch(declared.model, declared.statements, squall::test::cluster(), declared.views).model;
}

template <class T>
const T& made(const database& model, const object_id& id) {
  INFO(describe(id));
  const auto* found = model.find<T>(id);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("a server takes every declaration, and has what was said, whatever stands in the names") {
  project p;
  const auto declared = p.read(R"cpp(
#include <squall/query.hpp>
    namespace app {
    using namespace squall;
    inline const auto place = schema("Büro \"1\"", {.comment = "it's"});
    inline const auto email = domain<"e mail", "Büro \"1\"">("text", {.check = "VALUE LIKE '%@%'"});
    template <class M>
    struct Address {
      col<M, pg::text()> street;
      col<M, varchar(10).named("zip \"code\"")> zip;
    };
    inline const auto address = composite<Address, "Address", "Büro \"1\"">("where");
    template <class M>
    struct Users {
      col<M, bigint().primary_key()> id;
      col<M, sql_type("\"Büro \"\"1\"\"\".\"e mail\"").named("E-Mail")> email;
      col<M, sql_type("\"Büro \"\"1\"\"\".\"Address\"")> home;
      col<M, boolean().not_null()> active;
      col<M, pg::text().storage("external").statistics(200).option("n_distinct", "0.5").collate("\"C\"")> note;
      col<M, sql_type("int4range")> span;
    };
    inline constexpr auto users = table<Users, "us\"ers", "Büro \"1\"">([](auto t) {
      return list(row_level_security(), force_row_level_security(), with_parameter("fillfactor", "70"),
                  replica_identity_full(), check("c", t.id > 0).not_valid(),
                  exclude("e").on(t.span, "&&").where(t.active),
                  policy("p 1").for_update().restrictive().to("public").using_(t.active).with_check("id > 1"),
                  trigger("t 1")
                      .before()
                      .on_insert()
                      .on_update_of(t.email, t.id)
                      .for_each_row()
                      .when("NEW.id > 0")
                      .execute("suppress_redundant_updates_trigger()")
                      .disabled()
                      .comment("c'"),
                  revoke_("all").from("public"), grant("select, update").columns(t.email, t.active).to("public"),
                  statistics("s 1").on(t.id, t.active).kinds("mcv").target(7),
                  table_sql("CREATE RULE \"r 1\" AS ON DELETE TO {table} DO INSTEAD NOTHING"));
    });
    inline constexpr auto parts = table<Address, "parts">([](auto) { return list(partition_by("LIST (street)")); });
    inline const auto part_a =
        partition<"part a">(parts, "FOR VALUES IN ('a')", [](auto t) { return list(index("i a").on(t.zip)); });
    template <class M>
    struct Active {
      col<M, bigint()> user_id;
      col<M, sql_type("\"Büro \"\"1\"\"\".\"e mail\"").named("e \"mail\"")> mail;
    };
    inline const auto active =
        view<Active, "active">(select(users.id, users.email).from(users).where(users.active && users.note != "it's \\"),
                               {.security_barrier = true, .comment = "typed"});
    inline const auto totals = materialized_view<Active, "to tals">(
        R"sql(SELECT * FROM active -- all
      ;)sql",
        {.storage_parameters = "fillfactor = 60"}, [](auto t) {
          return list(unique_index("i 1").on(t.mail, desc(t.user_id)).where("user_id > 0").with("fillfactor", "50"));
        });
    inline const auto twice = function("twice",
                                       "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT n * "
                                       "2'");
    }  // namespace app
  )cpp");
  const auto model = made_of(declared);
  const std::string place = "Büro \"1\"";
  const auto users = table_id(place, "us\"ers");
  CHECK(made<schema>(model, schema_id(place)).comment == "it's");
  CHECK(made<domain>(model, {object_kind::domain, place, {}, "e mail"}).checks.at(0).name == "e mail_check");
  const auto& address = made<composite_type>(model, {object_kind::composite_type, place, {}, "Address"});
  REQUIRE(address.attributes.size() == 2);
  CHECK(address.attributes[1].name == "zip \"code\"");
  CHECK(address.attributes[1].type.sql == "character varying(10)");
  CHECK(address.comment == "where");

  CHECK(made<table>(model, users).force_row_level_security);
  CHECK(made<table>(model, users).replica_identity == replica_identity_kind::full);
  CHECK(made<column>(model, column_id(users, "note")).storage == "external");
  CHECK(made<column>(model, column_id(users, "note")).statistics_target == 200);
  CHECK(made<column>(model, column_id(users, "note")).options == option_map{{"n_distinct", "0.5"}});
  CHECK(made<check>(model, on(users, object_kind::check, "c")).state == constraint_state::not_valid);
  CHECK(made<exclusion>(model, on(users, object_kind::exclusion, "e")).keys.at(0).exclusion_operator == "&&");
  const auto& policy_made = made<policy>(model, on(users, object_kind::policy, "p 1"));
  CHECK_FALSE(policy_made.permissive);
  CHECK(policy_made.command == "UPDATE");
  CHECK(policy_made.using_expression->sql == "active");
  const auto& trigger_made = made<trigger>(model, on(users, object_kind::trigger, "t 1"));
  CHECK(trigger_made.events == std::vector<std::string>{"INSERT", "UPDATE"});
  CHECK(trigger_made.update_columns.size() == 2);
  CHECK(trigger_made.enabled == firing::disabled);
  CHECK(trigger_made.comment == "c'");
  CHECK(made<column>(model, column_id(users, "E-Mail")).access.granted.size() == 2);
  CHECK(model.contains(on(users, object_kind::rule, "r 1")));
  CHECK(model.contains({object_kind::statistics, place, {}, "s 1"}));

  CHECK(made<table>(model, table_id("public", "part a")).partition_of == table_id("public", "parts"));
  CHECK(model.contains(on(table_id("public", "part a"), object_kind::index, "i a")));

  const auto& active = made<view>(model, {object_kind::view, "public", {}, "active"});
  CHECK(active.options == option_map{{"security_barrier", "true"}});
  CHECK(active.comment == "typed");
  REQUIRE(active.outputs.list.size() == 2);
  CHECK(active.outputs.list[0].name == "user_id");
  CHECK(active.outputs.list[1].name == "e \"mail\"");
  CHECK(made<materialized_view>(model, {object_kind::materialized_view, "public", {}, "to tals"}).storage_parameters ==
        option_map{{"fillfactor", "60"}});
  CHECK(made<index>(model, on(table_id("public", "to tals"), object_kind::index, "i 1")).unique);
  CHECK(model.contains({object_kind::routine, "public", {}, "twice", "integer"}));
}

TEST_CASE("a server has every column type as it is called there") {
  const auto declared = project{}.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Kinds {
      col<M, pg::bit(8).default_sql("'10110001'")> bits;
      col<M, varbit()> any_bits;
      col<M, varbit(12)> some_bits;
      col<M, int4range()> r1;
      col<M, int8range().array()> r2;
      col<M, numrange()> r3;
      col<M, tsrange()> r4;
      col<M, tstzrange()> r5;
      col<M, daterange().not_null()> r6;
      col<M, inet()> n1;
      col<M, cidr()> n2;
      col<M, macaddr()> n3;
      col<M, macaddr8()> n4;
      col<M, money()> amount;
      col<M, oid()> o;
      col<M, pg_lsn()> lsn;
      col<M, pg::name()> called;
      col<M, char1()> one;
      col<M, xml()> x;
      col<M, jsonpath()> way;
      col<M, tsvector()> words;
      col<M, tsquery()> search;
      col<M, point()> g1;
      col<M, line()> g2;
      col<M, lseg()> g3;
      col<M, box()> g4;
      col<M, path()> g5;
      col<M, polygon()> g6;
      col<M, circle()> g7;
    };
    inline constexpr auto kinds = table<Kinds, "kinds">();
    }  // namespace app
  )cpp");
  const auto model = made_of(declared);
  const auto table = table_id("public", "kinds");
  const std::vector<std::pair<std::string, std::string>> expected = {{"bits", "bit(8)"},
                                                                     {"any_bits", "bit varying"},
                                                                     {"some_bits", "bit varying(12)"},
                                                                     {"r1", "int4range"},
                                                                     {"r2", "int8range[]"},
                                                                     {"r3", "numrange"},
                                                                     {"r4", "tsrange"},
                                                                     {"r5", "tstzrange"},
                                                                     {"r6", "daterange"},
                                                                     {"n1", "inet"},
                                                                     {"n2", "cidr"},
                                                                     {"n3", "macaddr"},
                                                                     {"n4", "macaddr8"},
                                                                     {"amount", "money"},
                                                                     {"o", "oid"},
                                                                     {"lsn", "pg_lsn"},
                                                                     {"called", "name"},
                                                                     {"one", "\"char\""},
                                                                     {"x", "xml"},
                                                                     {"way", "jsonpath"},
                                                                     {"words", "tsvector"},
                                                                     {"search", "tsquery"},
                                                                     {"g1", "point"},
                                                                     {"g2", "line"},
                                                                     {"g3", "lseg"},
                                                                     {"g4", "box"},
                                                                     {"g5", "path"},
                                                                     {"g6", "polygon"},
                                                                     {"g7", "circle"}};
  for (const auto& [name, type] : expected) {
    CHECK(made<column>(model, column_id(table, name)).type.sql == type);
    // The header and the server have one name for it: nothing is left to compare.
    CHECK(have<column>(declared, column_id(table, name)).type.sql == type);
  }
}

TEST_CASE("multiranges, of PostgreSQL 14 and later") {
  squall::test::database_of db;
  if (db.session.server_version() < 140000)
    return;
  const auto model = made_of(project{}.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Spans {
      col<M, int4multirange()> a;
      col<M, int8multirange()> b;
      col<M, nummultirange()> c;
      col<M, tsmultirange()> d;
      col<M, tstzmultirange()> e;
      col<M, datemultirange()> f;
    };
    inline constexpr auto spans = table<Spans, "spans">();
    }  // namespace app
  )cpp"));
  const auto table = table_id("public", "spans");
  for (const auto& [name, type] : std::vector<std::pair<std::string, std::string>>{{"a", "int4multirange"},
                                                                                   {"b", "int8multirange"},
                                                                                   {"c", "nummultirange"},
                                                                                   {"d", "tsmultirange"},
                                                                                   {"e", "tstzmultirange"},
                                                                                   {"f", "datemultirange"}})
    CHECK(made<column>(model, column_id(table, name)).type.sql == type);
}

TEST_CASE("types of extensions, where the server has the extension") {
  const std::vector<std::pair<std::string, std::string>> types = {{"hstore", "hstore()"},
                                                                  {"citext", "citext()"},
                                                                  {"ltree", "ltree()"},
                                                                  {"vector", "pg::vector(3)"},
                                                                  {"postgis", "geometry(\"Point\", 4326)"}};
  squall::test::database_of db;
  for (const auto& [name, type] : types) {
    CAPTURE(name);
    if (db.session.query("SELECT 1 FROM pg_available_extensions WHERE name = $1", {{name}}).rows() == 0)
      continue;
    const auto model =
        made_of(project{}.read("namespace app {\nusing namespace squall;\n"
                               "inline const auto needed = extension(\"" +
                               name +
                               "\");\n"
                               "template <class M>\nstruct Things {\n  col<M, " +
                               type +
                               "> it;\n};\n"
                               "inline constexpr auto things = table<Things, \"things\">();\n}\n"));
    const auto& it = made<column>(model, column_id(table_id("public", "things"), "it"));
    const std::string wanted = name == "postgis" ? "geometry(Point,4326)" : name == "vector" ? "vector(3)" : name;
    CHECK(it.type.sql.find(wanted) != std::string::npos);
    CHECK(model.contains({object_kind::extension, {}, {}, name}));
  }
}

TEST_CASE("a view whose query gives other columns than its struct declares is refused, each with both sides") {
  project p;
  const auto read = [&](const std::string& query) {
    return p.read("#define QUERY R\"sql(" + query + ")sql\"\n" + R"cpp(
      namespace app {
      using namespace squall;
      template <class M>
      struct Seen {
        col<M, bigint()> id;
        col<M, varchar(20).named("e \"mail\"")> mail;
        col<M, sql_type("int4")> number;
      };
      inline const auto seen = view<Seen, "seen">(QUERY);
      inline const auto kept = materialized_view<Seen, "kept">(QUERY);
      }  // namespace app
    )cpp");
  };
  const auto problem = [&](const std::string& query) { return message_of([&] { made_of(read(query)); }); };
  CHECK(problem("SELECT 1::bigint AS id, 'x'::varchar AS \"e \"\"mail\"\"\", 2 AS number, 3 AS more") == "");
  const auto other_type = problem("SELECT 1 AS id, 'x'::varchar AS \"e \"\"mail\"\"\", 2 AS number");
  INFO(other_type);
  CHECK(other_type.find("view seen: column \"id\" is declared as bigint, and the query gives integer") !=
        std::string::npos);
  CHECK(other_type.find("materialized view kept: column \"id\"") != std::string::npos);
  CHECK(other_type.find("number") == std::string::npos);
  const auto other_name = problem("SELECT 1::bigint AS id, 'x'::varchar AS mail, 2 AS number");
  INFO(other_name);
  CHECK(other_name.find("view seen: column \"e \"mail\"\" is declared as character varying(20), and the query "
                        "gives no column of this name: it gives \"id\", \"mail\", \"number\"") != std::string::npos);
  CHECK(problem("SELECT 1::bigint AS id, 'x'::varchar AS \"e \"\"mail\"\"\"")
            .find("column \"number\" is declared as int4") != std::string::npos);
}

TEST_CASE("a partition says which of its table's checks are valid in it, and only of those that are not valid there") {
  const auto model_with = [](const std::string& said) {
    std::string header = R"cpp(
      namespace app {
      using namespace squall;
      template <class M>
      struct Events {
        col<M, integer().not_null()> id;
      };
      inline constexpr auto events = table<Events, "events">([](auto t) {
        return list(partition_by("LIST (id)"), check("positive", t.id > 0).not_valid(), check("small", t.id < 9));
      });
      inline const auto first =
          partition<"first">(events, "FOR VALUES IN (1)", [](auto) { return list(validated_check("name")); });
      inline const auto second = partition<"second">(events, "FOR VALUES IN (2)");
      }  // namespace app
    )cpp";
    header.replace(header.find("\"name\""), 6, '"' + said + '"');
    project p;
    return made_of(p.read(header));
  };
  const auto model = model_with("positive");
  CHECK(made<table>(model, table_id("public", "first")).validated_checks == std::vector<std::string>{"positive"});
  CHECK(made<table>(model, table_id("public", "second")).validated_checks.empty());
  for (const std::string name : {"small", "nope"}) {
    CHECK_THROWS_WITH_AS(model_with(name),
                         doctest::Contains(("table first has no check \"" + name + "\" that is NOT VALID").c_str()),
                         error);
  }
}
