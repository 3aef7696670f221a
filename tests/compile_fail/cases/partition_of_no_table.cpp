// expect: squall: partition_of.. and inherits.. take a table
#include "schema.hpp"

template <class M>
struct Notes {
  col<M, integer().primary_key()> id;
};
inline constexpr auto notes = table<Notes, "notes">([](auto) {
#ifdef MISTAKE
  return list(partition_of("posts", "DEFAULT"));
#else
  return list(partition_of(posts, "DEFAULT"));
#endif
});
