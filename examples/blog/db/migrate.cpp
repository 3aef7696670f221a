// Brings the database up to date: blog_migrate [FOLDER]
#include <squall/migrate.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  const char* url = std::getenv("DATABASE_URL");
  if (url == nullptr) {
    std::cerr << "DATABASE_URL is not set\n";
    return 2;
  }
  try {
    squall::connection db{url};
    const auto report = squall::migrate(db, argc > 1 ? argv[1] : "migrations");
    for (const auto& id : report.applied) std::cout << "applied " << id << '\n';
    if (report.applied.empty())
      std::cout << "the database is up to date\n";
    return 0;
  } catch (const squall::migration_error& e) {
    std::cerr << "error: " << e.what() << "\nhint: " << e.hint() << '\n';
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << '\n';
  }
  return 1;
}
