#include "kit/sources/expressions.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace squall::kit {

namespace {

template <class Visit>
void visit_text(const Visit& visit, const std::optional<sql_expression>& expression) {
  visit(expression ? &expression->sql : nullptr);
}

// One overload for each kind that has expressions. `visit` gets the place of each, nullptr for one that is not there.
template <class Visit>
void for_each_text(const Visit& visit, const column& value) {
  visit_text(visit, value.default_value);
  visit_text(visit, value.generated);
}
template <class Visit>
void for_each_text(const Visit& visit, const check& value) {
  visit(&value.condition.sql);
}
template <class Visit, class Index>
  requires std::is_same_v<Index, index> || std::is_same_v<Index, exclusion>
void for_each_text(const Visit& visit, const Index& value) {
  visit_text(visit, value.where);
  for (const auto& key : value.keys) {
    visit_text(visit, key.expression);
  }
}
template <class Visit>
void for_each_text(const Visit& visit, const policy& value) {
  visit_text(visit, value.using_expression);
  visit_text(visit, value.with_check);
}
template <class Visit, class View>
  requires std::is_same_v<View, view> || std::is_same_v<View, materialized_view>
void for_each_text(const Visit& visit, const View& value) {
  visit(&value.query);
}
template <class Visit>
void for_each_text(const Visit& visit, const rule& value) {
  visit(&value.definition);
}
template <class Visit>
void for_each_text(const Visit& visit, const trigger& value) {
  visit(&value.when);
}
template <class Visit>
void for_each_text(const Visit& visit, const routine& value) {
  visit(&value.arguments);
  visit(&value.sql_body);
}
template <class Visit>
void for_each_text(const Visit& visit, const statistics& value) {
  for (const auto& expression : value.expressions) {
    visit(&expression);
  }
}
template <class Visit>
void for_each_text(const Visit& visit, const table& value) {
  visit(&value.partition_by);
  visit(&value.partition_bound);
}
template <class Visit>
void for_each_text(const Visit& visit, const domain& value) {
  visit_text(visit, value.default_value);
  for (const auto& constraint : value.checks) {
    visit(&constraint.condition);
  }
}
template <class Visit>
void for_each_text(const Visit& visit, const publication& value) {
  for (const auto& published : value.tables) {
    visit(&published.where);
  }
}
template <class Visit, class T>
void for_each_text(const Visit& /*visit*/, const T& /*value*/) {}

std::vector<const std::string*> places_of(const object& value) {
  std::vector<const std::string*> places;
  std::visit([&](const auto& kind) { for_each_text([&](const std::string* text) { places.push_back(text); }, kind); },
             value);
  return places;
}

template <class Value>
void take(Value& /*to*/, const Value& /*from*/) {}
void take(exclusion& to, const exclusion& from) {
  to.where = from.where;
  for (std::size_t i = 0; i < to.keys.size() && i < from.keys.size(); ++i) {
    to.keys[i].expression = from.keys[i].expression;
  }
}
void take(policy& to, const policy& from) {
  to.using_expression = from.using_expression;
  to.with_check = from.with_check;
}
void take(view& to, const view& from) { to.query = from.query; }
void take(materialized_view& to, const materialized_view& from) { to.query = from.query; }
void take(rule& to, const rule& from) { to.definition = from.definition; }
void take(trigger& to, const trigger& from) { to.when = from.when; }
void take(routine& to, const routine& from) {
  to.arguments = from.arguments;
  to.sql_body = from.sql_body;
}
void take(statistics& to, const statistics& from) { to.expressions = from.expressions; }
void take(table& to, const table& from) {
  to.partition_by = from.partition_by;
  to.partition_bound = from.partition_bound;
}
void take(domain& to, const domain& from) {
  to.default_value = from.default_value;
  for (std::size_t i = 0; i < to.checks.size() && i < from.checks.size(); ++i) {
    to.checks[i].condition = from.checks[i].condition;
  }
}
void take(publication& to, const publication& from) {
  for (std::size_t i = 0; i < to.tables.size() && i < from.tables.size(); ++i) {
    to.tables[i].where = from.tables[i].where;
  }
}
void take(column& to, const column& from) {
  to.default_value = from.default_value;
  to.generated = from.generated;
}
void take(check& to, const check& from) { to.condition = from.condition; }
void take(index& to, const index& from) {
  to.where = from.where;
  for (std::size_t i = 0; i < to.keys.size() && i < from.keys.size(); ++i) {
    to.keys[i].expression = from.keys[i].expression;
  }
}

}  // namespace

std::vector<std::string> expression_texts(const object& value) {
  std::vector<std::string> texts;
  for (const auto* place : places_of(value)) {
    texts.push_back(place == nullptr ? std::string() : *place);
  }
  return texts;
}

std::vector<std::string*> expression_places(object& value) {
  std::vector<std::string*> places;
  for (const auto* place : places_of(value)) {
    places.push_back(const_cast<std::string*>(place));  // of `value`, which is not const
  }
  return places;
}

void take_expressions(object& to, const object& from) {
  std::visit([&](auto& alternative) { take(alternative, std::get<std::remove_cvref_t<decltype(alternative)>>(from)); },
             to);
}

}  // namespace squall::kit
