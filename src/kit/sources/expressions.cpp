#include "kit/sources/expressions.hpp"

#include <type_traits>
#include <utility>
#include <variant>

namespace squall::kit {

namespace {

// One overload for each kind that has expressions.
template <class Visit, class T>
void for_each_expression(const Visit& /*visit*/, const T& /*value*/) {}
template <class Visit>
void for_each_expression(const Visit& visit, const column& value) {
  visit(value.default_value);
  visit(value.generated);
}
template <class Visit>
void for_each_expression(const Visit& visit, const check& value) {
  visit(std::optional{value.condition});
}
template <class Visit>
void for_each_expression(const Visit& visit, const index& value) {
  visit(value.where);
  for (const auto& key : value.keys) {
    visit(key.expression);
  }
}

template <class Value>
void take(Value& /*to*/, const Value& /*from*/) {}
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
  const auto collect = [&](const std::optional<sql_expression>& expression) {
    texts.push_back(expression ? expression->sql : std::string{});
  };
  std::visit([&](const auto& alternative) { for_each_expression(collect, alternative); }, value);
  return texts;
}

void take_expressions(object& to, const object& from) {
  std::visit([&](auto& alternative) { take(alternative, std::get<std::remove_cvref_t<decltype(alternative)>>(from)); },
             to);
}

}  // namespace squall::kit
