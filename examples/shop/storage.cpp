#include "storage.hpp"

#include <stdexcept>

namespace shop {

std::optional<Product> get_product(squall::session db, std::string_view id) {
  return db.select().from(products).where(products.id == id).first();
}

std::vector<Product> list_products(squall::session db, std::string_view status) {
  return db.select().from(products).where(products.status == status).order_by(products.name).all();
}

Product create_product(squall::session db, const NewProduct& data) {
  return db.insert(products).values(data).returning().one();
}

std::optional<Product> update_product(squall::session db, std::string_view id, ProductUpdate changes) {
  changes.updated_at = timestamptz_t::now();
  return db.update(products).set(changes).where(products.id == id).returning().first();
}

Order place_order(squall::database& db, std::string_view user_id, std::string_view product_id, int quantity) {
  return db.transaction({.retries = 3}, [&](auto& tx) {
    // The row is locked from here on: nobody else can sell the same piece.
    const auto product = tx.update(products)
                             .set(products.stock = products.stock - quantity)
                             .where(products.id == product_id && products.stock >= quantity)
                             .returning()
                             .first();
    if (!product)
      throw std::runtime_error("there are fewer than " + std::to_string(quantity) + " left");
    return tx.insert(orders)
        .values({.user_id = std::string(user_id),
                 .product_id = std::string(product_id),
                 .quantity = quantity,
                 .unit_price = product->price})
        .returning()
        .one();
  });
}

std::optional<Subscription> get_subscription(squall::session db, std::string_view user_id) {
  return db.select().from(subscriptions).where(subscriptions.user_id == user_id).first();
}

Subscription create_subscription(squall::session db, const NewSubscription& data) {
  return db.insert(subscriptions).values(data).returning().one();
}

}  // namespace shop
