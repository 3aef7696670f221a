// Where the values of a statement go when it runs: each through the codec of its database type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "squall/client/codec.hpp"
#include "squall/client/parameters.hpp"
#include "squall/query/pack.hpp"
#include "squall/query/value.hpp"

namespace squall::detail {

template <int N, std::size_t Count>
struct check_argument_given {
  static_assert(N < static_cast<int>(Count), "squall: this statement has a param<N> that the call gives no value for");
};
template <class ParameterType, class ValueType, bool Ok>
struct check_argument {
  static_assert(Ok, "squall: this argument does not fit the statement's param<N> (see ParameterType and ValueType)");
};
template <bool Known>
struct check_parameter_type {
  static_assert(Known, "squall: nothing says the type of this param<N>; write param<N, T>");
};

template <class Db, class Value>
void encode_value(parameter_writer& to, const Value& value) {
  if constexpr (is_optional<Value>) {
    if (value.has_value())
      encode_value<Db>(to, *value);
    else
      to.null(codec<Db>::oid);
  } else {
    codec<Db>::encode(to, value);
  }
}

// Of the usual types once, in the library: they are a good part of what a query costs a compiler.
extern template void encode_value<bool, bool>(parameter_writer&, const bool&);
extern template void encode_value<std::int16_t, std::int16_t>(parameter_writer&, const std::int16_t&);
extern template void encode_value<std::int32_t, std::int32_t>(parameter_writer&, const std::int32_t&);
extern template void encode_value<std::int64_t, std::int64_t>(parameter_writer&, const std::int64_t&);
extern template void encode_value<float, float>(parameter_writer&, const float&);
extern template void encode_value<double, double>(parameter_writer&, const double&);
extern template void encode_value<std::string, std::string>(parameter_writer&, const std::string&);
extern template void encode_value<bytea_t, bytea_t>(parameter_writer&, const bytea_t&);
extern template void encode_value<uuid_t, uuid_t>(parameter_writer&, const uuid_t&);
extern template void encode_value<date_t, date_t>(parameter_writer&, const date_t&);
extern template void encode_value<time_of_day_t, time_of_day_t>(parameter_writer&, const time_of_day_t&);
extern template void encode_value<timetz_t, timetz_t>(parameter_writer&, const timetz_t&);
extern template void encode_value<timestamp_t, timestamp_t>(parameter_writer&, const timestamp_t&);
extern template void encode_value<timestamptz_t, timestamptz_t>(parameter_writer&, const timestamptz_t&);
extern template void encode_value<interval_t, interval_t>(parameter_writer&, const interval_t&);
extern template void encode_value<numeric_t, numeric_t>(parameter_writer&, const numeric_t&);
extern template void encode_value<std::string, std::string_view>(parameter_writer&, const std::string_view&);

/// Takes the bound values of a statement, and the arguments of its execution for its param<N>.
template <class... Argument>
class argument_sink {
 public:
  explicit argument_sink(parameter_writer& to, const Argument&... arguments) : to_(to), arguments_{{&arguments}...} {}

  [[nodiscard]] parameter_writer& parameters() const { return to_; }
  /// The columns that the statement's row gives, a bit each, of as many as there are bits.
  [[nodiscard]] std::uint64_t columns() const { return columns_; }
  void gives(std::uint64_t columns) { columns_ = columns; }

  template <class Db, class Value>
  void value(const Value& v) {
    encode_value<Db>(to_, v);
  }
  /// One parameter, an array of these values.
  template <class Db>
    requires(!is_nested_array<Db>)
  void values(const value_of_t<Db>* first, std::size_t count) {
    encode_values<Db>(to_, first, count);
  }
  template <int N, class Db>
  void argument() {
    (void)sizeof(check_argument_given<N, sizeof...(Argument)>);
    (void)sizeof(check_parameter_type<!is_unknown<Db>>);
    if constexpr (N < static_cast<int>(sizeof...(Argument)) && !is_unknown<Db>) {
      const auto& given = *item<static_cast<std::size_t>(N)>(arguments_);
      using type = std::remove_cvref_t<decltype(given)>;
      (void)sizeof(check_argument<Db, type, fits<Db, type>>);  // here: a compiler's way to it is told with the mistake
      convert<Db>(given);
    }
  }

 private:
  template <class Db, class V>
  static constexpr bool fits = is_null_literal<V> || bindable<Db, const V&>;

  template <class Db, class V>
  void convert(const V& v) {
    if constexpr (is_null_literal<V>) {
      to_.null(codec<Db>::oid);
    } else if constexpr (is_optional<V>) {
      if (v.has_value())
        convert<Db>(*v);
      else
        to_.null(codec<Db>::oid);
    } else if constexpr (text_reference<V>) {
      convert<Db>(v.get());
    } else if constexpr (fits<Db, V>) {
      using travels = bind_as_t<Db, const V&>;
      if constexpr (std::is_same_v<travels, std::string>)
        encode_value<std::string>(to_, std::string_view(v));
      else if constexpr (std::is_same_v<V, value_of_t<travels>>)
        encode_value<travels>(to_, v);
      else
        encode_value<travels>(to_, convert_value<travels>(v));  // fixed width: the writer keeps the bytes
    }
  }

  parameter_writer& to_;
  std::uint64_t columns_ = 0;
  pack<const Argument*...> arguments_;
};

}  // namespace squall::detail
