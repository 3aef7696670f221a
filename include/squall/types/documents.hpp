// Values that are texts in a language of their own: xml, jsonpath, ltree, lquery.
#pragma once

#include <string>

namespace squall {

/// An XML document or a piece of one (manual, 8.13), unread. Equality is of the text; PostgreSQL has none.
struct xml_t {
  std::string text;

  friend bool operator==(const xml_t&, const xml_t&) = default;
};

/// A path into JSON (manual, 8.14.7): `$.rooms[*].name`. Equality is of the text; PostgreSQL has none.
struct jsonpath_t {
  std::string text = "$";

  friend bool operator==(const jsonpath_t&, const jsonpath_t&) = default;
};

/// A path of labels (extension ltree): `Top.Science.Astronomy`.
struct ltree_t {
  std::string text;

  friend bool operator==(const ltree_t&, const ltree_t&) = default;
};

/// A pattern of such paths: `*.Astronomy.*`.
struct lquery_t {
  std::string text;

  friend bool operator==(const lquery_t&, const lquery_t&) = default;
};

inline std::string to_string(const xml_t& value) { return value.text; }
inline std::string to_string(const jsonpath_t& value) { return value.text; }
inline std::string to_string(const ltree_t& value) { return value.text; }
inline std::string to_string(const lquery_t& value) { return value.text; }

}  // namespace squall
