// The storage layer: the only place that knows the queries. Takes New… and …Update, returns rows.
//
// A squall::session is a database or a transaction: the caller says whether several calls belong together.
#pragma once

#include <squall/squall.hpp>

#include <optional>
#include <string_view>
#include <vector>

#include "db/schema.hpp"

namespace shop {

std::optional<Product> get_product(squall::session db, std::string_view id);
std::vector<Product> list_products(squall::session db, std::string_view status);
Product create_product(squall::session db, const NewProduct& data);
/// Sets updated_at, too. Nothing when there is no such product.
std::optional<Product> update_product(squall::session db, std::string_view id, ProductUpdate changes);

/// Takes `quantity` off the stock and writes the order, both or neither. Throws std::runtime_error when there are too
/// few.
Order place_order(squall::database& db, std::string_view user_id, std::string_view product_id, int quantity);

std::optional<Subscription> get_subscription(squall::session db, std::string_view user_id);
Subscription create_subscription(squall::session db, const NewSubscription& data);

}  // namespace shop
