#include "kit/sources/catalog/expression_text.hpp"

#include <doctest/doctest.h>

using squall::kit::catalog::without_outer_parentheses;

TEST_CASE("parentheses that enclose the whole text go, however many") {
  CHECK(without_outer_parentheses("(a > 0)") == "a > 0");
  CHECK(without_outer_parentheses("(((a || b)))") == "a || b");
  CHECK(without_outer_parentheses("((a) + (b))") == "(a) + (b)");
}

TEST_CASE("parentheses that belong to the expression stay") {
  CHECK(without_outer_parentheses("(a) + (b)") == "(a) + (b)");
  CHECK(without_outer_parentheses("f(a)") == "f(a)");
  CHECK(without_outer_parentheses("") == "");
  CHECK(without_outer_parentheses("(") == "(");
}

TEST_CASE("parentheses in strings and quoted names do not count") {
  CHECK(without_outer_parentheses("(a = ')')") == "a = ')'");
  CHECK(without_outer_parentheses("(a = ')') OR (b = '(')") == "(a = ')') OR (b = '(')");
  CHECK(without_outer_parentheses("(\"x)\" > 0) AND (y)") == "(\"x)\" > 0) AND (y)");
  CHECK(without_outer_parentheses("(a = 'it''s )')") == "a = 'it''s )'");
  CHECK(without_outer_parentheses("(a = E'\\\\') AND (b = ')')") == "(a = E'\\\\') AND (b = ')')");
}
