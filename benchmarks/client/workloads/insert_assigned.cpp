// One row of eight columns, its values assigned one by one: the text is a constant.
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "benchmarks/client/new_users.hpp"
#include "benchmarks/client/workload.hpp"

namespace squall::bench {

workload insert_row();  // whose twin is the same
namespace {

operation by_squall(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, rows = some_new_users(1'000), i = std::size_t{0}]() mutable {
    const NewUser& row = rows[i++ % rows.size()];
    const auto written = db->insert(users)
                             .values(users.id = *row.id, users.email = *row.email, users.name = *row.name,
                                     users.bio = row.bio, users.age = row.age, users.is_active = *row.is_active,
                                     users.created_at = *row.created_at, users.meta = row.meta)
                             .execute();
    if (written != 1)
      throw std::runtime_error("the row was not taken");
  };
}

/// The texts stay where they are.
operation by_squall_with_references(const std::string& url) {
  auto db = std::make_shared<database>(url);
  return [db, rows = some_new_users(1'000), i = std::size_t{0}]() mutable {
    const NewUser& row = rows[i++ % rows.size()];
    std::optional<std::reference_wrapper<const std::string>> bio;
    if (row.bio)
      bio = std::cref(*row.bio);
    const auto written =
        db->insert(users)
            .values(users.id = *row.id, users.email = std::cref(*row.email), users.name = std::cref(*row.name),
                    users.bio = bio, users.age = row.age, users.is_active = *row.is_active,
                    users.created_at = *row.created_at, users.meta = row.meta)
            .execute();
    if (written != 1)
      throw std::runtime_error("the row was not taken");
  };
}

}  // namespace

workload insert_assigned() {
  return {"insert_assigned",
          1.15,
          bare_users_setup,
          by_squall,
          insert_row().libpq,
          1000,
          {{"texts by std::cref", by_squall_with_references}}};
}

}  // namespace squall::bench
