// Compiles, links and runs against an installed Squall; needs no server.
#include <iostream>
#include <squall/squall.hpp>

#include "schema.hpp"

#ifdef WITH_KIT
#include <squall/migrate.hpp>
#endif

int main() {
  using consumer::notes;
  const auto query = squall::select(notes.id, notes.body).from(notes).where(notes.body == "x");
  std::cout << query.sql() << '\n';
  // Both lines have to link; neither may find a server there.
  try {
    squall::database db{"host=/nonexistent connect_timeout=1"};
#ifdef WITH_KIT
    squall::migrate(db.connection(), "migrations");
#endif
    return 1;
  } catch (const squall::connection_error&) {
    return 0;
  }
}
