// The date and time types: date_t, time_of_day_t, timetz_t, timestamp_t, timestamptz_t, interval_t.
#pragma once

#include "squall/types/date.hpp"
#include "squall/types/interval.hpp"
#include "squall/types/time.hpp"
#include "squall/types/timestamp.hpp"
