#include "squall/query/sink.hpp"

namespace squall::detail {

template void encode_value<bool, bool>(parameter_writer&, const bool&);
template void encode_value<std::int16_t, std::int16_t>(parameter_writer&, const std::int16_t&);
template void encode_value<std::int32_t, std::int32_t>(parameter_writer&, const std::int32_t&);
template void encode_value<std::int64_t, std::int64_t>(parameter_writer&, const std::int64_t&);
template void encode_value<float, float>(parameter_writer&, const float&);
template void encode_value<double, double>(parameter_writer&, const double&);
template void encode_value<std::string, std::string>(parameter_writer&, const std::string&);
template void encode_value<bytea_t, bytea_t>(parameter_writer&, const bytea_t&);
template void encode_value<uuid_t, uuid_t>(parameter_writer&, const uuid_t&);
template void encode_value<date_t, date_t>(parameter_writer&, const date_t&);
template void encode_value<time_of_day_t, time_of_day_t>(parameter_writer&, const time_of_day_t&);
template void encode_value<timetz_t, timetz_t>(parameter_writer&, const timetz_t&);
template void encode_value<timestamp_t, timestamp_t>(parameter_writer&, const timestamp_t&);
template void encode_value<timestamptz_t, timestamptz_t>(parameter_writer&, const timestamptz_t&);
template void encode_value<interval_t, interval_t>(parameter_writer&, const interval_t&);
template void encode_value<numeric_t, numeric_t>(parameter_writer&, const numeric_t&);
template void encode_value<std::string, std::string_view>(parameter_writer&, const std::string_view&);

}  // namespace squall::detail
