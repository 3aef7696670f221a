// expect: squall: a trigger has a name: trigger
#include "schema.hpp"

template <class M>
struct Notes {
  col<M, integer().primary_key()> id;
};
inline constexpr auto notes = table<Notes, "notes">([](auto) {
#ifdef MISTAKE
  return list(trigger().before().on_insert().execute("f()"));
#else
  return list(trigger("t").before().on_insert().execute("f()"));
#endif
});
