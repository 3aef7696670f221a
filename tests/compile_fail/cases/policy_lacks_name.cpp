// expect: squall: a policy has a name: policy
#include "schema.hpp"

template <class M>
struct Notes {
  col<M, integer().primary_key()> id;
};
inline constexpr auto notes = table<Notes, "notes">([](auto) {
#ifdef MISTAKE
  return list(policy().for_select().using_("true"));
#else
  return list(policy("p").for_select().using_("true"));
#endif
});
