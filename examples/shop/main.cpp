// A day in the shop: uses the storage layer only.
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "print_table.hpp"
#include "storage.hpp"

namespace {

using namespace shop;

void run(squall::database& db) {
  const User user = db.insert(users).values({.email = "mia@example.com", .name = "Mia"}).returning().one();
  const Category tea = db.insert(categories).values({.name = "Tea"}).returning().one();
  const Category green = db.insert(categories).values({.name = "Green tea", .parent_id = tea.id}).returning().one();

  const Product sencha = create_product(db, {.name = "Sencha",
                                             .price = squall::numeric_t{"12.50"},
                                             .stock = 5,
                                             .images = std::vector<std::string>{"front.jpg", "back.jpg"},
                                             .category_id = green.id,
                                             .user_id = user.id});
  create_product(db, {.name = "Teapot \"Kyūsu\"", .price = squall::numeric_t{"49.90"}, .category_id = tea.id});

  const Order order = place_order(db, user.id, sencha.id, 3);
  std::cout << "\nordered " << order.quantity << " at " << to_string(order.unit_price) << ", in all "
            << to_string(order.total.value()) << '\n';
  try {
    place_order(db, user.id, sencha.id, 3);
  } catch (const std::runtime_error& e) {
    std::cout << "three more: " << e.what() << '\n';
  }
  update_product(db, sencha.id, {.description = "First flush", .price = squall::numeric_t{"13.00"}});

  const auto now = std::chrono::system_clock::now();
  create_subscription(db, {.user_id = user.id,
                           .plan_id = "monthly",
                           .current_period_start = std::chrono::floor<std::chrono::days>(now),
                           .current_period_end = std::chrono::floor<std::chrono::days>(now) + std::chrono::days{30}});
  std::cout << "subscribed to " << get_subscription(db, user.id).value().plan_id << '\n';

  std::vector<std::vector<std::string>> table;
  for (const Product& p : list_products(db, "active"))
    table.push_back({p.name, to_string(p.price), std::to_string(p.stock), std::to_string(p.images.size()),
                     p.description.value_or("-")});
  example::print_table("Products", {"name", "price", "stock", "images", "description"}, table);
}

}  // namespace

int main() {
  const char* url = std::getenv("DATABASE_URL");
  if (url == nullptr) {
    std::cerr << "DATABASE_URL is not set; try: export DATABASE_URL=$(squall db url)\n";
    return 2;
  }
  try {
    squall::database db{url};
    run(db);
    return 0;
  } catch (const std::exception& e) {
    std::cerr << "error: " << e.what() << '\n';
    return 1;
  }
}
