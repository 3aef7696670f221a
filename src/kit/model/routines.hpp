// Functions and what is built of them.
#pragma once

#include "kit/model/types.hpp"

namespace squall::kit {

enum class routine_kind : std::uint8_t { function, procedure, window };
template <>
struct enum_words<routine_kind> {
  static constexpr std::array<std::string_view, 3> words{"function", "procedure", "window"};
};

enum class volatility_class : std::uint8_t { volatile_, stable, immutable };
template <>
struct enum_words<volatility_class> {
  static constexpr std::array<std::string_view, 3> words{"volatile", "stable", "immutable"};
};

enum class parallel_safety : std::uint8_t { unsafe, restricted, safe };
template <>
struct enum_words<parallel_safety> {
  static constexpr std::array<std::string_view, 3> words{"unsafe", "restricted", "safe"};
};

struct routine {
  routine_kind kind{};
  std::string arguments;  ///< pg_get_function_arguments(): names, modes, types and defaults
  std::string returns;    ///< pg_get_function_result(); empty for procedures
  std::string language;   ///< raw name
  std::string body;       ///< prosrc: the text between the quotes (for C: the symbol); empty when `sql_body` is set
  std::string sql_body;   ///< pg_get_function_sqlbody(): RETURN … or BEGIN ATOMIC … END
  std::string library;    ///< probin, of C functions
  volatility_class volatility{};
  parallel_safety parallel{};
  bool strict = false;
  bool leakproof = false;
  bool security_definer = false;
  std::string cost;                                ///< empty for the language's default
  std::string rows;                                ///< empty for the default (1000 for what returns a set)
  std::string support;                             ///< qualified name of the planner support function
  option_map settings;                             ///< SET name TO value, the values as SQL text
  std::string transforms;                          ///< "FOR TYPE a, FOR TYPE b"
  std::vector<std::string> depends_on_extensions;  ///< raw, sorted
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const routine&, const routine&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("routine", self.kind);
    f("arguments", self.arguments);
    f("returns", self.returns);
    f.required("language", self.language);
    f("body", self.body);
    f("sql_body", self.sql_body);
    f("library", self.library);
    f("volatility", self.volatility);
    f("parallel", self.parallel);
    f("strict", self.strict);
    f("leakproof", self.leakproof);
    f("security_definer", self.security_definer);
    f("cost", self.cost);
    f("rows", self.rows);
    f("support", self.support);
    f("settings", self.settings);
    f("transforms", self.transforms);
    f("depends_on_extensions", self.depends_on_extensions);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

/// SFUNC, STYPE, SSPACE, FINALFUNC, FINALFUNC_EXTRA ("true"), …, SORTOP, PARALLEL, HYPOTHETICAL ("true"), and
/// ARGUMENTS: what stands between the parentheses behind the name ("integer", "*", "double precision ORDER BY
/// anyelement").
using aggregate = defined_by_options<object_kind::aggregate>;
/// FUNCTION, LEFTARG, RIGHTARG, COMMUTATOR, NEGATOR, RESTRICT, JOIN, HASHES ("true"), MERGES ("true").
using sql_operator = defined_by_options<object_kind::operator_>;

/// One OPERATOR or FUNCTION entry of an operator class or family, as CREATE OPERATOR CLASS takes it:
/// `OPERATOR 1 public.<(integer, integer)`, `FUNCTION 1 (integer, integer) public.cmp(integer, integer)`.
struct operator_family {
  std::vector<std::string> members;  ///< those that belong to no class of the family (loose members), sorted
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const operator_family&, const operator_family&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("members", self.members);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

struct operator_class {
  bool is_default = false;
  std::string input_type;            ///< FOR TYPE
  std::string family;                ///< qualified name; empty when it is a family of its own name that came with it
  std::string storage;               ///< STORAGE type, empty when it is the input type
  std::vector<std::string> members;  ///< in the order of kind and number
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const operator_class&, const operator_class&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("default", self.is_default);
    f.required("input_type", self.input_type);
    f("family", self.family);
    f("storage", self.storage);
    f("members", self.members);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

/// `WITH FUNCTION f(integer) AS ASSIGNMENT`, `WITHOUT FUNCTION`, `WITH INOUT AS IMPLICIT`.
using cast = defined_by_text<object_kind::cast>;
/// `(FROM SQL WITH FUNCTION …, TO SQL WITH FUNCTION …)`.
using transform = defined_by_text<object_kind::transform>;
/// `HANDLER h INLINE i VALIDATOR v`, with "TRUSTED " in front where it is.
using language = defined_by_text<object_kind::language>;
/// `TYPE INDEX HANDLER h`.
using access_method = defined_by_text<object_kind::access_method>;

/// START, GETTOKEN, END, LEXTYPES, HEADLINE.
using text_search_parser = defined_by_options<object_kind::text_search_parser>;
/// INIT, LEXIZE.
using text_search_template = defined_by_options<object_kind::text_search_template>;
/// TEMPLATE, and the options of the template as they stand in pg_ts_dict.dictinitoption.
using text_search_dictionary = defined_by_options<object_kind::text_search_dictionary>;
/// PARSER, and one entry a token type: "MAPPING FOR asciiword" → "public.d, pg_catalog.simple".
using text_search_configuration = defined_by_options<object_kind::text_search_configuration>;

}  // namespace squall::kit
