// Compiles, links and runs against an installed Squall; needs no server.
#include <iostream>
#include <squall/squall.hpp>

#include "schema.hpp"

#ifdef WITH_ASIO
#include <asio/io_context.hpp>
#include <squall/asio.hpp>
#endif
#ifdef WITH_KIT
#include <squall/migrate.hpp>
#endif

int main() {
  using consumer::notes;
  const auto query = squall::select(notes.id, notes.body).from(notes).where(notes.body == "x");
  std::cout << query.sql() << '\n';
#ifdef WITH_ASIO
  asio::io_context context;
  squall::async_pool pool(context, "host=/nonexistent connect_timeout=1");
  bool failed = false;
  pool.async_all(query, [&](const std::exception_ptr& failure, const auto&) { failed = failure != nullptr; });
  context.run();
  if (!failed)
    return 1;
#endif
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
