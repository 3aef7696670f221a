// Full text search (PostgreSQL manual, 9.13).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "squall/query/catalogue/typed_function.hpp"
#include "squall/types/text_search.hpp"

namespace squall {

namespace detail {
template <class E>
struct as_configuration : expression_base<unknown, E> {
  [[no_unique_address]] E name;

  static constexpr void write(sql_writer& w, const as_configuration* self) {
    w.put("cast(");
    render<E>(w, self == nullptr ? nullptr : &self->name);
    w.put(" as regconfig)");
  }
  template <class Sink>
  void bind(Sink& sink) const {
    bind_values(sink, name);
  }
};
/// The name of a text search configuration.
template <class V>
constexpr auto text_configuration(V&& name) {
  auto text = lift_alone(static_cast<V&&>(name));
  return as_configuration<decltype(text)>{{}, std::move(text)};
}
}  // namespace detail

template <class V1>
  requires(expression<V1>)
constexpr auto to_tsvector(V1&& a) {
  return detail::typed_function<"to_tsvector", tsvector_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
/// By a configuration: `to_tsvector("english", posts.body)`.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto to_tsvector(V1&& a, V2&& b) {
  return detail::typed_function<"to_tsvector", tsvector_t, detail::null_rule::any_argument, detail::any_db,
                                std::string>::of(detail::text_configuration(std::forward<V1>(a)), std::forward<V2>(b));
}
template <class V1>
constexpr auto to_tsquery(V1&& a) {
  return detail::typed_function<"to_tsquery", tsquery_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1, class V2>
constexpr auto to_tsquery(V1&& a, V2&& b) {
  return detail::typed_function<"to_tsquery", tsquery_t, detail::null_rule::any_argument, detail::any_db,
                                std::string>::of(detail::text_configuration(std::forward<V1>(a)), std::forward<V2>(b));
}
/// The words, all of them.
template <class V1>
constexpr auto plainto_tsquery(V1&& a) {
  return detail::typed_function<"plainto_tsquery", tsquery_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1, class V2>
constexpr auto plainto_tsquery(V1&& a, V2&& b) {
  return detail::typed_function<"plainto_tsquery", tsquery_t, detail::null_rule::any_argument, detail::any_db,
                                std::string>::of(detail::text_configuration(std::forward<V1>(a)), std::forward<V2>(b));
}
/// The words, one behind the other.
template <class V1>
constexpr auto phraseto_tsquery(V1&& a) {
  return detail::typed_function<"phraseto_tsquery", tsquery_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1, class V2>
constexpr auto phraseto_tsquery(V1&& a, V2&& b) {
  return detail::typed_function<"phraseto_tsquery", tsquery_t, detail::null_rule::any_argument, detail::any_db,
                                std::string>::of(detail::text_configuration(std::forward<V1>(a)), std::forward<V2>(b));
}
/// As people type into a search engine.
template <class V1>
constexpr auto websearch_to_tsquery(V1&& a) {
  return detail::typed_function<"websearch_to_tsquery", tsquery_t, detail::null_rule::any_argument, std::string>::of(
      std::forward<V1>(a));
}
template <class V1, class V2>
constexpr auto websearch_to_tsquery(V1&& a, V2&& b) {
  return detail::typed_function<"websearch_to_tsquery", tsquery_t, detail::null_rule::any_argument, detail::any_db,
                                std::string>::of(detail::text_configuration(std::forward<V1>(a)), std::forward<V2>(b));
}
/// How well a document fits.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto ts_rank(V1&& a, V2&& b) {
  return detail::typed_function<"ts_rank", float, detail::null_rule::any_argument, tsvector_t, tsquery_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto ts_rank_cd(V1&& a, V2&& b) {
  return detail::typed_function<"ts_rank_cd", float, detail::null_rule::any_argument, tsvector_t, tsquery_t>::of(
      std::forward<V1>(a), std::forward<V2>(b));
}
/// The document with the words marked.
template <class V1, class V2>
  requires(expression<V1> || expression<V2>)
constexpr auto ts_headline(V1&& a, V2&& b) {
  return detail::typed_function<"ts_headline", std::string, detail::null_rule::any_argument, std::string,
                                tsquery_t>::of(std::forward<V1>(a), std::forward<V2>(b));
}
template <class V1>
  requires(expression<V1>)
constexpr auto numnode(V1&& a) {
  return detail::typed_function<"numnode", std::int32_t, detail::null_rule::any_argument, tsquery_t>::of(
      std::forward<V1>(a));
}
template <class V1>
  requires(expression<V1>)
constexpr auto strip_positions(V1&& a) {
  return detail::typed_function<"strip", tsvector_t, detail::null_rule::any_argument, tsvector_t>::of(
      std::forward<V1>(a));
}

}  // namespace squall
