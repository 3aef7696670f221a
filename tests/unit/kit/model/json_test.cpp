#include "kit/model/json.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kit/base/error.hpp"
#include "support/model_builder.hpp"
#include "support/random_model.hpp"

using namespace squall::kit;
using squall::kit::testing::db;

namespace {

/// What reading `objects` complains about; empty when it does not.
std::string complaint_about(const std::string& document) {
  try {
    static_cast<void>(database_from_json_text(document));
    return "";
  } catch (const error& failure) {
    return failure.what();
  }
}

std::string with_objects(const std::string& objects) {
  return R"({"format":"squall-model","version":1,"objects":[)" + objects + "]}";
}

/// Equality of the model leaves out what is no part of the database; the text leaves out nothing.
bool same_in_all(const database& a, const database& b) { return a == b && to_json_text(a) == to_json_text(b); }

}  // namespace

TEST_CASE("any model comes back from its JSON as it was, and gives the same bytes again") {
  CHECK(rc::check([](std::uint32_t seed) {
    const database model = squall::kit::testing::random_model(seed).draw();
    const std::string text = to_json_text(model);
    const database again = database_from_json_text(text);
    RC_ASSERT(again == model);
    RC_ASSERT(to_json_text(again) == text);
    RC_ASSERT(same_in_all(database_from_json(to_json(model)), model));
  }));
}

TEST_CASE("positions and references, which equality ignores, survive the round trip") {
  const object_id type = enum_id("public", "mood");
  const database model = db().table("t")
                             .enum_column("m", type, "[]")
                             .position(5)
                             .default_value("f(n)", {column_id(table_id("public", "t"), "n")});
  const database again = database_from_json_text(to_json_text(model));
  const auto* value = again.find<column>(column_id(table_id("public", "t"), "m"));
  REQUIRE(value != nullptr);
  CHECK(value->position == 5);
  CHECK(value->type.user_type == type);
  CHECK(value->default_value->references.size() == 1);
}

TEST_CASE("the text has one object a line and leaves out defaults") {
  database model;
  model.objects.emplace(schema_id("public"), schema{});
  const object_id t = table_id("public", "t");
  model.objects.emplace(t, table{});
  CHECK(to_json_text(model) ==
        "{\"format\":\"squall-model\",\"version\":1,\"objects\":[\n"
        "{\"kind\":\"schema\",\"name\":\"public\"},\n"
        "{\"kind\":\"table\",\"schema\":\"public\",\"name\":\"t\"}\n"
        "]}\n");
}

TEST_CASE("NULLS FIRST is left out where it is PostgreSQL's default and kept where it is not") {
  for (const bool descending : {false, true}) {
    for (const bool nulls_first : {false, true}) {
      squall::kit::index value;
      value.keys.push_back({"a", std::nullopt, "", "", descending, nulls_first});
      const object_id id{object_kind::index, "public", "t", "i"};
      const auto json = object_to_json(id, value);
      CHECK(json["keys"][0].contains("nulls_first") == (descending != nulls_first));
      CHECK(object_from_json(json).second == object(value));
    }
  }
}

TEST_CASE("what is wrong in a document is named with its path") {
  struct sample {
    const char* objects;
    std::vector<std::string> said;
  };
  const std::vector<sample> samples = {
      {R"({"kind":"vieew","schema":"public","name":"v"})", {"objects[0]", "\"vieew\""}},
      {R"({"kind":"table","schema":"public","name":"t","colour":"red"})", {"objects[0]", "unknown field \"colour\""}},
      {R"({"kind":"schema","name":"a"},{"kind":"schema","name":7})", {"objects[1].name", "string", "number"}},
      {R"({"kind":"schema","name":"a"},{"kind":"schema","name":"a"})", {"objects[1]", "schema a", "twice"}},
      {R"({"kind":"schema"})", {"objects[0]", "\"name\" is missing"}},
      {R"({"kind":"table","name":"t"})", {"objects[0]", "identity of a table"}},
      {R"({"kind":"table","schema":"public","table":"x","name":"t"})", {"objects[0]", "identity of a table"}},
      {R"({"kind":"column","schema":"public","name":"c","type":"text"})", {"objects[0]", "identity of a column"}},
      {R"({"kind":"schema","schema":"public","name":"a"})", {"objects[0]", "identity of a schema"}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c"})", {"objects[0]", "\"type\" is missing"}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c","type":"text","position":1.5})",
       {"objects[0].position", "whole number"}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c","type":"text","position":-1})", {"position"}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c","type":"text","not_null":1})",
       {"objects[0].not_null", "true or false"}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c","type":"text","default":"0"})",
       {"objects[0].default", "object is expected"}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c","type":"text","default":{"sql":"0","x":1}})",
       {"objects[0].default", "unknown field \"x\""}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c","type":"text","identity":{"kind":"never"}})",
       {"objects[0].identity.kind", "\"never\""}},
      {R"({"kind":"column","schema":"s","table":"t","name":"c","type":"text","identity":{}})",
       {"objects[0].identity", "\"kind\" is missing"}},
      {R"({"kind":"sequence","schema":"s","name":"q","start":9223372036854775808})", {"objects[0].start", "too large"}},
      {R"({"kind":"enum_type","schema":"s","name":"e"})", {"\"labels\" is missing"}},
      {R"({"kind":"enum_type","schema":"s","name":"e","labels":["a",null]})", {"objects[0].labels[1]", "null"}},
      {R"({"kind":"check","schema":"s","table":"t","name":"c"})", {"\"condition\" is missing"}},
      {R"({"kind":"index","schema":"s","table":"t","name":"i","keys":[{}]})", {"objects[0].keys[0]", "either"}},
      {R"({"kind":"index","schema":"s","table":"t","name":"i","storage_parameters":{"fillfactor":70}})",
       {"objects[0].storage_parameters.fillfactor", "string"}},
      {R"({"kind":"foreign_key","schema":"s","table":"t","name":"f","columns":["a"],"referenced_columns":["b"],
           "referenced_table":{"kind":"schema","name":"x"}})",
       {"objects[0]", "identity of a table"}},
  };
  for (const auto& [objects, said] : samples) {
    const std::string complaint = complaint_about(with_objects(objects));
    for (const auto& part : said) {
      INFO(objects << " gives: " << complaint);
      CHECK(complaint.find(part) != std::string::npos);
    }
  }
}

TEST_CASE("a document of a newer version is refused with that reason, one that is no model too") {
  CHECK(complaint_about(R"({"format":"squall-model","version":2,"objects":[]})").find("version 2") !=
        std::string::npos);
  CHECK_FALSE(complaint_about(R"({"format":"squall-model","version":0,"objects":[]})").empty());
  CHECK_FALSE(complaint_about(R"({"format":"squall-model","objects":[]})").empty());
  CHECK(complaint_about(R"({"format":"other","version":1})").find("no model") != std::string::npos);
  CHECK(complaint_about("[]").find("object is expected") != std::string::npos);
  CHECK(complaint_about("{\n\n\"format\":").find("line 3") != std::string::npos);
  CHECK(complaint_about(with_objects("")).empty());
}

TEST_CASE("text that is no UTF-8 is an error, not broken JSON") {
  const database model = db().table("t").comment("\xff");
  CHECK_THROWS_AS(static_cast<void>(to_json_text(model)), error);
}

TEST_CASE("three thousand tables of fifteen objects are written and read in a moment") {
  auto builder = db();
  for (int i = 0; i < 3000; ++i) {
    builder.table("table_" + std::to_string(i)).serial("id").primary_key();
    for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
      builder.column(name, "character varying(255)").not_null();
    }
    builder.unique({"a"}).index({"b"}).index({"c", "d"}).check("positive", "(e > ''::text)").column("g", "text");
  }
  const database& model = builder.build();
  CHECK(model.objects.size() > 44'000);
  const std::clock_t start = std::clock();  // of the processor: the machine may be busy
  const database again = database_from_json_text(to_json_text(model));
  const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  MESSAGE("JSON out and in, 45,000 objects: " << seconds << " s");
  CHECK(again == model);
  CHECK(seconds < 10);  // a debug build with sanitizers; a release build takes 0.15 s
}
