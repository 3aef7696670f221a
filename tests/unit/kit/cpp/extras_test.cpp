// Table options, constraints and statements about tables.
#include <map>

#include "project.hpp"

using namespace cpp_source_tests;

namespace {

std::map<std::string, std::string> statements_of(const source_result& r) {
  std::map<std::string, std::string> map;
  for (const auto& statement : r.statements) map[statement.label] = statement.sql;
  return map;
}

}  // namespace

TEST_CASE("table options, constraints' states and column settings are fields of the model") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Rooms {
      col<M, integer().primary_key()> id;
      col<M, pg::text().storage("external").compression("lz4").statistics(200).option("n_distinct", "0.5")> note;
      col<M, integer().not_null_named("rooms_n")> n;
      col<M, integer().generated_virtual_as("n * 2").foreign_option("column_name", "x")> twice;
      col<M, sql_type("tsrange")> during;
    };
    inline constexpr auto rooms = table<Rooms, "rooms">([](auto t) {
      return list(unlogged(), with_parameter("fillfactor", "70"), with_parameter("toast.autovacuum_enabled", "false"),
                  tablespace("fast"), access_method("heap2"), replica_identity_full(), clustered_on("by_note"),
                  validated_check("z"), validated_check("a"), row_level_security(), force_row_level_security(),
                  foreign_server("other", {{"table_name", "r"}}),
                  exclude("no_overlap").using_("gist").on(t.n, "=").on(t.during, "&&").where(t.n > 0).deferrable(),
                  exclude().on(sql("n + 1"), "pg_catalog.="),
                  check("n_is_positive", t.n > 0).not_valid().comment("why"),
                  unique("u").on(t.n).with("fillfactor", "50").tablespace("fast"),
                  foreign_key(t.n).references(columns<Rooms>("id")).on_delete(set_null, t.n).not_enforced().named("fk"),
                  index("by_note").on(t.note).tablespace("fast").comment("for reading"));
    });
    }  // namespace app
  )cpp");
  const auto id = table_id("public", "rooms");
  const auto& t = have<table>(r, id);
  CHECK(t.unlogged);
  CHECK(t.storage_parameters == option_map{{"fillfactor", "70"}, {"toast.autovacuum_enabled", "false"}});
  CHECK(t.tablespace == "fast");
  CHECK(t.access_method == "heap2");
  CHECK(t.replica_identity == replica_identity_kind::full);
  CHECK(t.clustered_on == "by_note");
  CHECK(t.validated_checks == std::vector<std::string>{"a", "z"});
  CHECK(t.row_level_security);
  CHECK(t.force_row_level_security);
  CHECK(t.foreign_server == "other");
  CHECK(t.foreign_options == option_map{{"table_name", "r"}});

  const auto& note = have<column>(r, column_id(id, "note"));
  CHECK(note.storage == "external");
  CHECK(note.compression == "lz4");
  CHECK(note.statistics_target == 200);
  CHECK(note.options == option_map{{"n_distinct", "0.5"}});
  CHECK(have<column>(r, column_id(id, "n")).not_null);
  CHECK(have<column>(r, column_id(id, "n")).not_null_name == "rooms_n");
  const auto& twice = have<column>(r, column_id(id, "twice"));
  CHECK(twice.generated_virtual);
  CHECK(twice.generated->sql == "n * 2");
  CHECK(twice.generated->references == std::vector{column_id(id, "n")});
  CHECK(twice.foreign_options == option_map{{"column_name", "x"}});
  CHECK(have<column>(r, column_id(id, "during")).type.sql == "tsrange");

  const auto& e = have<exclusion>(r, on(id, object_kind::exclusion, "no_overlap"));
  REQUIRE(e.keys.size() == 2);
  CHECK(e.keys[0].column == "n");
  CHECK(e.keys[0].exclusion_operator == "=");
  CHECK(e.keys[1].exclusion_operator == "&&");
  CHECK(e.where->sql == "(\"n\" > 0)");
  CHECK(e.timing == constraint_timing::deferrable);
  CHECK(have<exclusion>(r, on(id, object_kind::exclusion, "rooms_expr_excl")).keys[0].expression->sql == "n + 1");
  const auto& c = have<check>(r, on(id, object_kind::check, "n_is_positive"));
  CHECK(c.state == constraint_state::not_valid);
  CHECK(c.comment == "why");
  const auto& u = have<unique>(r, on(id, object_kind::unique, "u"));
  CHECK(u.storage_parameters == option_map{{"fillfactor", "50"}});
  CHECK(u.tablespace == "fast");
  const auto& fk = have<foreign_key>(r, on(id, object_kind::foreign_key, "fk"));
  CHECK(fk.on_delete_columns == std::vector<std::string>{"n"});
  CHECK(fk.state == constraint_state::not_enforced);
  const auto& i = have<index>(r, on(id, object_kind::index, "by_note"));
  CHECK(i.tablespace == "fast");
  CHECK(i.comment == "for reading");
}

TEST_CASE("policies, triggers, grants, statistics and other statements about a table name it in full, quoted") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Odd {
      col<M, integer().primary_key().named("the \"id\"")> id;
      col<M, pg::text()> title;
    };
    inline constexpr auto odd = table<Odd, "o\"dd", "Mein Schema">([](auto t) {
      return list(
          policy("p\"1")
              .for_select()
              .restrictive()
              .to("public", "Some One")
              .using_(t.id == 1)
              .with_check("true")
              .comment("it's"),
          policy("all"),
          trigger("trg")
              .after()
              .on_insert()
              .on_update_of(t.id, t.title)
              .for_each_row()
              .when("NEW.title <> ''")
              .execute("app.f('x')")
              .constraint()
              .deferrable(initially_deferred)
              .disabled()
              .comment("c"),
          trigger("batch").after().on_update().referencing_old("o").referencing_new("n").execute("app.g()"),
          grant("select, insert").to("reader", "public").columns(t.id, t.title).with_grant_option(),
          revoke_("truncate").from("public"), owner("boss"),
          statistics("st").on(t.id, t.title, sql("lower(title)")).kinds("ndistinct", "mcv").target(10).comment("s"),
          table_sql("CREATE RULE r AS ON DELETE TO {table} DO ALSO SELECT '{table}'"));
    });
    }  // namespace app
  )cpp");
  const std::string table = R"("Mein Schema"."o""dd")";
  const std::map<std::string, std::string> expected{
      {R"(policy "p""1" on )" + table,
       R"(CREATE POLICY "p""1" ON )" + table +
           R"( AS RESTRICTIVE FOR SELECT TO PUBLIC, "Some One" USING (("the ""id""" = 1)))" + R"( WITH CHECK (true);)" +
           "\n" + R"(COMMENT ON POLICY "p""1" ON )" + table + " IS 'it''s'"},
      {R"(policy "all" on )" + table, R"(CREATE POLICY "all" ON )" + table},
      {R"(trigger "trg" on )" + table,
       R"(CREATE CONSTRAINT TRIGGER "trg" AFTER INSERT OR UPDATE OF "the ""id""", "title" ON )" + table +
           " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.title <> '') EXECUTE FUNCTION app.f('x');\n" +
           "ALTER TABLE " + table + " DISABLE TRIGGER \"trg\";\nCOMMENT ON TRIGGER \"trg\" ON " + table + " IS 'c'"},
      {R"(trigger "batch" on )" + table,
       R"(CREATE TRIGGER "batch" AFTER UPDATE ON )" + table +
           R"( REFERENCING OLD TABLE AS "o" NEW TABLE AS "n" FOR EACH STATEMENT EXECUTE FUNCTION app.g())"},
      {"grant select, insert on " + table,
       R"(GRANT select ("the ""id""", "title"),  insert ("the ""id""", "title") ON )" + table +
           R"( TO "reader", PUBLIC WITH GRANT OPTION)"},
      {"revoke truncate on " + table, "REVOKE truncate ON " + table + " FROM PUBLIC"},
      {"owner on " + table, "ALTER TABLE " + table + R"( OWNER TO "boss")"},
      {R"(statistics "st" on )" + table,
       R"(CREATE STATISTICS "Mein Schema"."st" (ndistinct, mcv) ON "the ""id""", "title", (lower(title)) FROM )" +
           table + ";\n" + R"(ALTER STATISTICS "Mein Schema"."st" SET STATISTICS 10;)" + "\n" +
           R"(COMMENT ON STATISTICS "Mein Schema"."st" IS 's')"},
      {"statement on " + table, "CREATE RULE r AS ON DELETE TO " + table + " DO ALSO SELECT '" + table + "'"},
  };
  for (const auto& [label, sql] : expected) {
    const auto found = statements_of(r);
    INFO(label);
    REQUIRE(found.contains(label));
    CHECK(found.at(label) == sql);
  }
  CHECK(r.statements.size() == expected.size());
}

TEST_CASE("partitions need no struct; what a partition or a child has from its parents is no object") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Events {
      col<M, bigserial()> id;
      col<M, integer().not_null().check("year > 2000")> year;
      col<M, pg::text().default_("x")> kind;
    };
    inline constexpr auto events = table<Events, "events", "app">(
        [](auto t) { return list(partition_by("RANGE (year)"), primary_key(t.id, t.year)); });
    inline const auto y2025 = partition<"y2025", "app">(events, "FOR VALUES FROM (2025) TO (2026)", [](auto t) {
      return list(partition_by("LIST (kind)"), index().on(t.kind), grant("select").columns(t.year).to("public"));
    });
    inline const auto rest = partition<"rest">(y2025, "DEFAULT");
    inline constexpr auto y2026 = table<Events, "y2026", "app">(
        [](auto) { return list(partition_of(events, "FOR VALUES FROM (2026) TO (2027)")); });
    template <class M>
    struct Log {
      col<M, serial()> id;
      col<M, pg::text().default_("x")> kind;
      col<M, integer().not_null()> size;
    };
    inline constexpr auto log = table<Log, "log">();
    template <class M>
    struct Audit {
      col<M, serial()> id;
      col<M, pg::text().default_("y")> kind;
      col<M, integer().not_null()> size;
      col<M, boolean()> own;
    };
    inline constexpr auto audit = table<Audit, "audit">([](auto) { return list(inherits(log)); });
    }  // namespace app
  )cpp");
  const auto events = table_id("app", "events");
  const auto y2025 = table_id("app", "y2025");
  CHECK(have<table>(r, events).partition_by == "RANGE (year)");
  CHECK(have<table>(r, y2025).partition_of == events);
  CHECK(have<table>(r, y2025).partition_bound == "FOR VALUES FROM (2025) TO (2026)");
  CHECK(have<table>(r, y2025).partition_by == "LIST (kind)");
  CHECK(have<index>(r, on(y2025, object_kind::index, "y2025_kind_idx")).keys[0].column == "kind");
  CHECK(have<table>(r, table_id("public", "rest")).partition_of == y2025);
  CHECK(have<table>(r, table_id("app", "y2026")).partition_of == events);
  std::size_t of_partitions = 0;
  for (const auto& [id, value] : r.model.objects)
    of_partitions += id.table == "y2025" || id.table == "y2026" || id.table == "rest" ? 1 : 0;
  CHECK(of_partitions == 1);
  CHECK(r.model.contains(sequence_id("app", "events_id_seq")));
  CHECK_FALSE(r.model.contains(sequence_id("app", "y2026_id_seq")));
  CHECK(statements_of(r).at(R"(grant select on "app"."y2025")") ==
        R"(GRANT select ("year") ON "app"."y2025" TO PUBLIC)");

  const auto audit = table_id("public", "audit");
  CHECK(have<table>(r, audit).inherits == std::vector{table_id("public", "log")});
  CHECK_FALSE(r.model.contains(column_id(audit, "id")));
  CHECK_FALSE(r.model.contains(column_id(audit, "size")));
  CHECK_FALSE(r.model.contains(sequence_id("public", "audit_id_seq")));
  CHECK(have<column>(r, column_id(audit, "kind")).inherited);
  CHECK_FALSE(have<column>(r, column_id(audit, "own")).inherited);
}

TEST_CASE("schemas, extensions and domains are objects; types by their names refer to what is declared") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    struct Email;
    }  // namespace app
    template <>
    struct squall::sql_name_of<app::Email> {
      static constexpr std::string_view name = "E mail";
      static constexpr std::string_view schema = "app";
      using value_type = std::string;
    };
    namespace app {
    inline const auto s = schema("app", {.comment = "What customers see", .owner = "boss"});
    inline const auto trigrams = extension("pg_trgm", {.schema = "ext", .version = "1.6"});
    inline const auto email = domain<"E mail", "app">(
        "text", {.check = "VALUE LIKE '%@%'", .not_null = true, .default_ = "'a@b'", .comment = "c"});
    inline const auto code = domain<"code">("varchar(3)", {.check_name = "c1"});
    template <class M>
    struct People {
      col<M, domain_<Email>().not_null()> email;
      col<M, sql_type("code").array()> codes;
      col<M, sql_type("\"app\".\"E mail\"")> other;
      col<M, sql_type<std::int32_t>("oid")> number;
    };
    inline constexpr auto people = table<People, "people">();
    }  // namespace app
    static_assert(std::is_same_v<decltype(squall::select_t<app::People>::email), std::string>);
    static_assert(std::is_same_v<decltype(squall::select_t<app::People>::number), std::optional<std::int32_t>>);
  )cpp");
  CHECK(have<schema>(r, schema_id("app")).comment == "What customers see");
  CHECK(have<schema>(r, schema_id("app")).access.owner == "boss");
  const auto& e = have<extension>(r, {object_kind::extension, {}, {}, "pg_trgm"});
  CHECK(e.schema == "ext");
  CHECK(e.version == "1.6");
  const object_id email{object_kind::domain, "app", {}, "E mail"};
  const auto& d = have<domain>(r, email);
  CHECK(d.base.sql == "text");
  CHECK(d.not_null);
  CHECK(d.default_value->sql == "'a@b'");
  REQUIRE(d.checks.size() == 1);
  CHECK(d.checks[0].name == "E mail_check");
  CHECK(d.checks[0].condition == "VALUE LIKE '%@%'");
  const auto people = table_id("public", "people");
  CHECK(have<column>(r, column_id(people, "email")).type == type_name{"app.\"E mail\"", {}});
  CHECK(have<column>(r, column_id(people, "email")).type.user_type == email);
  CHECK(have<column>(r, column_id(people, "other")).type.user_type == email);
  CHECK(have<column>(r, column_id(people, "codes")).type.sql == "code[]");
  CHECK(have<column>(r, column_id(people, "codes")).type.user_type ==
        object_id{object_kind::domain, "public", {}, "code"});
  CHECK(have<column>(r, column_id(people, "number")).type.sql == "oid");
}

TEST_CASE("sequences are objects with PostgreSQL's own settings where nothing is said, and may be a column's") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Bills {
      col<M, bigint().named("the \"number\"")> number;
    };
    inline constexpr auto bills = table<Bills, "bills", "app">();
    inline const auto plain = sequence<"plain">();
    inline const auto down = sequence<"down", "app">(
        bills.number, {.type = "smallint", .increment = -2, .maximum = 0, .cycle = true, .comment = "c"});
    }  // namespace app
  )cpp");
  CHECK(have<sequence>(r, sequence_id("public", "plain")) == sequence{});
  const auto& down = have<sequence>(r, sequence_id("app", "down"));
  CHECK(down.data_type == "smallint");
  CHECK(down.options ==
        sequence_options{.start = 0, .increment = -2, .minimum = INT16_MIN, .maximum = 0, .cache = 1, .cycle = true});
  CHECK(down.owned_by == column_id(table_id("app", "bills"), "the \"number\""));
  CHECK(down.comment == "c");
  const auto bad = [&](const std::string& declaration) {
    return message_of(
        [&] { p.read("namespace app {\nusing namespace squall;\ninline const auto s = " + declaration + ";\n}\n"); });
  };
  CHECK(bad("sequence<\"s\">({.type = \"text\"})").find("smallint, integer or bigint") != std::string::npos);
}

TEST_CASE("views are statements with their options, their indexes and what their lists say") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Active {
      col<M, bigint()> id;
      col<M, pg::text().named("e-mail")> email;
    };
    inline const auto active = view<Active, "active", "app">(
        R"sql(
      SELECT 1::bigint AS id, 'x'::text AS "e-mail" -- the end
      ;)sql",
        {.security_barrier = true, .security_invoker = true, .check_option = "local", .comment = "it's"});
    inline const auto again = view<Active, "again">("SELECT * FROM app.active", [](auto t) {
      return list(grant("select").columns(t.email).to("public"), comment("same"));
    });
    inline const auto stats = materialized_view<Active, "stats">(
        "SELECT * FROM app.active", {.with_no_data = true, .storage_parameters = "fillfactor = 70"}, [](auto t) {
          return list(unique_index("i").on(t.email, desc(t.id)).where("id > 0").include(t.id).with("fillfactor", "50"));
        });
    }  // namespace app
  )cpp");
  const auto s = statements_of(r);
  CHECK(s.at("view app.active") ==
        "CREATE VIEW app.active WITH (security_barrier = true, security_invoker = true, check_option = local) AS\n\n"
        "      SELECT 1::bigint AS id, 'x'::text AS \"e-mail\" -- the end\n;\n"
        "COMMENT ON VIEW app.active IS 'it''s'");
  CHECK(s.at("view again") == "CREATE VIEW public.again AS\nSELECT * FROM app.active\n");
  CHECK(s.at(R"(grant select on "public"."again")") == R"(GRANT select ("e-mail") ON "public"."again" TO PUBLIC)");
  CHECK(s.at("comment on view again") == "COMMENT ON VIEW public.again IS 'same'");
  CHECK(s.at("materialized view stats") ==
        "CREATE MATERIALIZED VIEW public.stats WITH (fillfactor = 70) AS\nSELECT * FROM app.active\nWITH NO DATA");
  CHECK(
      s.at("index i of materialized view stats") ==
      "CREATE UNIQUE INDEX i ON public.stats (\"e-mail\", id DESC) INCLUDE (id) WITH (fillfactor = '50') WHERE id > 0");
  REQUIRE(r.views.size() == 3);
  CHECK(r.views[0].id == object_id{object_kind::view, "app", {}, "active"});
  CHECK(r.views[0].outputs[1].name == "e-mail");
  CHECK(r.views[0].outputs[0].type == "bigint");
}

TEST_CASE("a view of a typed query has its values as literals and the struct's names") {
  project p;
  const auto r = p.read(R"cpp(
#include <squall/query.hpp>
    namespace app {
    using namespace squall;
    template <class M>
    struct Users {
      col<M, bigint().primary_key()> id;
      col<M, pg::text().not_null()> email;
      col<M, boolean().not_null()> is_active;
    };
    inline constexpr auto users = table<Users, "users", "app">();
    template <class M>
    struct Active {
      col<M, bigint()> user_id;
      col<M, pg::text()> email;
    };
    inline const auto active = view<Active, "active", "app">(select(users.id, users.email)
                                                                 .from(users)
                                                                 .where(users.is_active && users.email != "it's")
                                                                 .order_by(users.id)
                                                                 .limit(5),
                                                             {.security_barrier = true});
    }  // namespace app
  )cpp");
  CHECK(statements_of(r).at("view app.active") ==
        "CREATE VIEW app.active (user_id, email) WITH (security_barrier = true) AS\n"
        "select \"users\".\"id\", \"users\".\"email\" from \"app\".\"users\" where (\"users\".\"is_active\" and "
        "(\"users\".\"email\" <> 'it''s')) order by \"users\".\"id\" limit 5\n");
}

TEST_CASE("enum types that no column has, and range types, are declared; both say more than their C++ does") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    enum class Mood { sad, ok };
    enum class Size { small, large };
    template <class M>
    struct Shirts {
      col<M, enumeration<Size>()> size;
      col<M, sql_type("app.moods")> moods;
    };
    inline constexpr auto shirts = table<Shirts, "shirts">();
    inline const auto mood = enum_type<Mood>();
    inline const auto size = enum_type<Size>({.comment = "of a shirt", .owner = "tailor"});
    inline const auto moods = range_type<"moods", "app">("public.mood");
    inline const auto floats = range_type<"floats">("double precision", {.operator_class = "pg_catalog.float8_ops",
                                                                         .difference = "float8mi",
                                                                         .multirange = "public.many",
                                                                         .comment = "c"});
    }  // namespace app
  )cpp");
  CHECK(have<enum_type>(r, enum_id("public", "mood")).labels == std::vector<std::string>{"sad", "ok"});
  const auto& size = have<enum_type>(r, enum_id("public", "size"));
  CHECK(size.labels == std::vector<std::string>{"small", "large"});
  CHECK(size.comment == "of a shirt");
  CHECK(size.access.owner == "tailor");
  const object_id moods{object_kind::range_type, "app", {}, "moods"};
  CHECK(have<range_type>(r, moods).options == option_map{{"SUBTYPE", "public.mood"}});
  CHECK(have<range_type>(r, moods).references.ids == std::vector<object_id>{enum_id("public", "mood")});
  CHECK(have<column>(r, column_id(table_id("public", "shirts"), "moods")).type.user_type == moods);
  const auto& floats = have<range_type>(r, {object_kind::range_type, "public", {}, "floats"});
  CHECK(floats.comment == "c");
  CHECK(floats.options == option_map{{"SUBTYPE", "double precision"},
                                     {"SUBTYPE_OPCLASS", "pg_catalog.float8_ops"},
                                     {"SUBTYPE_DIFF", "float8mi"},
                                     {"MULTIRANGE_TYPE_NAME", "public.many"}});
}

TEST_CASE("an identity column's sequence has the name that was given, or one that no relation of the header has") {
  project p;
  const auto r = p.read(R"cpp(
    namespace app {
    using namespace squall;
    template <class M>
    struct Notes {
      col<M, bigint().generated_always_as_identity()> id;
      col<M, integer().generated_by_default_as_identity().identity_sequence("own name")> other;
    };
    inline constexpr auto notes = table<Notes, "notes">();
    inline const auto taken = sequence<"notes_id_seq">();
    }  // namespace app
  )cpp");
  const auto notes = table_id("public", "notes");
  CHECK(have<column>(r, column_id(notes, "id")).identity->sequence_name == "notes_id_seq1");
  CHECK(have<column>(r, column_id(notes, "other")).identity->sequence_name == "own name");
}
