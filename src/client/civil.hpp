// Calendar arithmetic and the text forms of dates and times, shared by the date and time types.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace squall::detail {

inline constexpr std::int64_t unix_days_of_2000 = 10957;
inline constexpr std::int64_t microseconds_per_day = 86'400'000'000;
/// PostgreSQL's first day, 4714-11-24 BC, and the days after its last date and last timestamp, since 2000
/// (datatype/timestamp.h: MIN_TIMESTAMP, END_TIMESTAMP; manual, 8.5).
inline constexpr std::int64_t first_day = -2'451'545;
inline constexpr std::int64_t end_of_dates = 2'145'031'949;
inline constexpr std::int64_t end_of_timestamps = 106'751'983;

/// A day of the proleptic Gregorian calendar; year 0 is 1 BC.
struct civil_day {
  std::int64_t year;
  int month;
  int day;
};

std::int64_t days_from_civil(const civil_day& day);  ///< since 2000-01-01
civil_day civil_from_days(std::int64_t since_2000);

/// `2026-11-22`, without ` BC`: append_era does that, behind the time.
void append_date(std::string& out, std::int64_t days_since_2000);
void append_era(std::string& out, std::int64_t days_since_2000);
/// `09:30:00.25`
void append_time(std::string& out, std::int64_t microseconds);
/// `+00`, `-02:30`, `+01:00:30`: seconds east of UTC.
void append_offset(std::string& out, std::int32_t seconds);

/// Reads the text of a date or time from left to right; each throws decode_error that names the type and the text.
class time_text {
 public:
  time_text(std::string_view type, std::string_view text) : type_(type), text_(text), rest_(text) {}

  /// @return whether the text goes on with `prefix`, which is then read
  bool skip(std::string_view prefix);
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  /// The day, with ` BC` taken from the end of the text. Days since 2000.
  std::int64_t date();
  /// `HH:MM`, `HH:MM:SS`, `HH:MM:SS.ffffff`: microseconds, up to 24:00:00.
  std::int64_t time();
  /// `Z`, `+HH`, `+HH:MM`, `+HHMM`, `+HH:MM:SS`: seconds east of UTC.
  std::int32_t offset();
  /// Digits of a number of up to `most` digits.
  std::int64_t digits(std::size_t least, std::size_t most);
  /// Up to six digits of a fraction of a second, as microseconds.
  std::int64_t fraction();
  void finish();
  [[noreturn]] void fail(std::string_view problem) const;

 private:
  std::string_view type_;
  std::string_view text_;
  std::string_view rest_;
};

}  // namespace squall::detail
