// expect: squall: specialise squall::sql_name_of for this type
// more errors
#include "schema.hpp"

struct Email;
struct Unnamed;
template <>
struct squall::sql_name_of<Email> {
  static constexpr std::string_view name = "email";
  using value_type = std::string;
};
template <class M>
struct People {
#ifdef MISTAKE
  col<M, domain_<Unnamed>()> email;
#else
  col<M, domain_<Email>()> email;
#endif
};
inline constexpr auto people = table<People, "people">();
