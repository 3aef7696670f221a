// expect: squall: this is a view .see Table.. insert, update and erase take tables
#include "schema.hpp"

template <class M>
struct ActiveUsers {
  col<M, uuid()> id;
  col<M, text()> email;
};
inline const auto active_users = view<ActiveUsers, "active_users">("SELECT id, email FROM users");

auto f() {
#ifdef MISTAKE
  return erase(active_users).where(active_users.email == "a@b.c");
#else
  return erase(users).where(users.email == "a@b.c");
#endif
}
