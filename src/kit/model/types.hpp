// Types, collations and conversions.
#pragma once

#include "kit/model/parts.hpp"

namespace squall::kit {

struct enum_type {
  std::vector<std::string> labels;
  std::string comment;
  access_control access;
  friend bool operator==(const enum_type&, const enum_type&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("labels", self.labels);
    f("comment", self.comment);
    f("access", self.access);
  }
};

struct domain_check {
  std::string name;
  std::string condition;  ///< without outer parentheses, VALUE for the value
  bool not_valid = false;
  std::string comment;
  friend bool operator==(const domain_check&, const domain_check&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("name", self.name);
    f.required("condition", self.condition);
    f("not_valid", self.not_valid);
    f("comment", self.comment);
  }
};

struct domain {
  type_name base;
  bool not_null = false;
  /// The constraint's name from PostgreSQL 17 on, where it is not the usual `<domain>_not_null`.
  std::string not_null_name;
  std::optional<sql_expression> default_value;
  std::string collation;             ///< qualified and quoted, empty for the base type's own
  std::vector<domain_check> checks;  ///< by name
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const domain&, const domain&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("base", self.base);
    f("not_null", self.not_null);
    f("not_null_name", self.not_null_name);
    f("default", self.default_value);
    f("collation", self.collation);
    f("checks", self.checks);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

struct composite_attribute {
  std::string name;
  type_name type;
  std::string collation;  ///< qualified and quoted, empty for the type's own
  std::string comment;
  friend bool operator==(const composite_attribute&, const composite_attribute&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f.required("name", self.name);
    f.required("type", self.type);
    f("collation", self.collation);
    f("comment", self.comment);
  }
};

struct composite_type {
  std::vector<composite_attribute> attributes;  ///< in their order
  std::string comment;
  access_control access;
  friend bool operator==(const composite_type&, const composite_type&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("attributes", self.attributes);
    f("comment", self.comment);
    f("access", self.access);
  }
};

/// Objects that DDL writes as a list of options: CREATE OPERATOR … (FUNCTION = f, LEFTARG = integer). Keys are the
/// option's words in capitals, values SQL text, qualified and quoted as needed. What has its default is not listed.
template <object_kind Kind>
struct defined_by_options {
  option_map options;
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const defined_by_options&, const defined_by_options&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("options", self.options);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

/// Objects that are made by one statement and have no list of parts worth telling apart. `definition` is what follows
/// the name in CREATE, under an empty search_path.
template <object_kind Kind>
struct defined_by_text {
  std::string definition;
  std::string comment;
  access_control access;
  reference_list references;
  friend bool operator==(const defined_by_text&, const defined_by_text&) = default;

  template <class Self, class F>
  static void fields(Self& self, F&& f) {
    f("definition", self.definition);
    f("comment", self.comment);
    f("access", self.access);
    f("references", self.references);
  }
};

/// SUBTYPE, SUBTYPE_OPCLASS, COLLATION, CANONICAL, SUBTYPE_DIFF, MULTIRANGE_TYPE_NAME (where it is not the usual one).
using range_type = defined_by_options<object_kind::range_type>;
/// INPUT, OUTPUT, RECEIVE, …, INTERNALLENGTH, PASSEDBYVALUE ("true"), ALIGNMENT, STORAGE, … as CREATE TYPE has them.
using base_type = defined_by_options<object_kind::base_type>;
/// PROVIDER, LOCALE, LC_COLLATE, LC_CTYPE, DETERMINISTIC ("false"), RULES.
using collation = defined_by_options<object_kind::collation>;
/// `FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8`; CREATE DEFAULT CONVERSION when it begins with "DEFAULT
/// ".
using conversion = defined_by_text<object_kind::conversion>;

}  // namespace squall::kit
