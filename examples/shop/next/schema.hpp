// The second version of db/schema.hpp, which ./quickstart migrates to: products get a unique slug and metadata.
//
// The shop's database: users, a tree of categories, products, orders and subscriptions.
#pragma once

#include <squall/schema.hpp>

#include <string>
#include <vector>

namespace shop {

using namespace squall;

template <class M>
struct Users {
  col<M, varchar().primary_key().default_random()> id;
  col<M, text().not_null().unique()> email;
  col<M, text().not_null()> name;
  col<M, timestamptz().not_null().default_now()> created_at;
  col<M, timestamptz().not_null().default_now()> updated_at;
};
inline constexpr auto users = table<Users, "users">();
using User = select_t<Users>;

template <class M>
struct Categories {
  col<M, varchar().primary_key().default_random()> id;
  col<M, text().not_null()> name;
  col<M, varchar().references<Categories>("id", {.on_delete = set_null})> parent_id;
};
inline constexpr auto categories =
    table<Categories, "categories">([](auto t) { return list(index("idx_categories_parent_id").on(t.parent_id)); });
using Category = select_t<Categories>;

template <class M>
struct Products {
  col<M, varchar().primary_key().default_random()> id;
  col<M, text().not_null()> name;
  col<M, text()> description;
  col<M, decimal(10, 2).not_null()> price;
  col<M, integer().not_null().default_(0)> stock;
  col<M, jsonb().type<std::vector<std::string>>().not_null().default_empty()> images;
  col<M, varchar().references(categories.id)> category_id;
  col<M, varchar().references(users.id)> user_id;
  col<M, text().not_null().default_("active")> status;  // active, draft, archived
  col<M, text().unique()> slug;
  col<M, jsonb()> metadata;
  col<M, timestamptz().not_null().default_now()> created_at;
  col<M, timestamptz().not_null().default_now()> updated_at;
};
inline constexpr auto products = table<Products, "products">([](auto t) {
  return list(index("idx_products_user_id").on(t.user_id), index("idx_products_category_id").on(t.category_id),
              index("idx_products_status").on(t.status), index("idx_products_user_status").on(t.user_id, t.status),
              check("products_price_is_not_negative", t.price >= 0));
});
using Product = select_t<Products>;
using NewProduct = insert_t<Products>;
using ProductUpdate = update_t<Products>;

template <class M>
struct Orders {
  col<M, bigint().primary_key().generated_by_default_as_identity()> id;
  col<M, varchar().not_null().references(users.id)> user_id;
  col<M, varchar().not_null().references(products.id)> product_id;
  col<M, integer().not_null().check("quantity > 0")> quantity;
  col<M, decimal(10, 2).not_null()> unit_price;
  col<M, decimal(12, 2).generated_always_as("quantity * unit_price")> total;
  col<M, timestamptz().not_null().default_now()> created_at;
};
inline constexpr auto orders = table<Orders, "orders">([](auto t) {
  return list(index("idx_orders_user_id").on(t.user_id), index("idx_orders_product_id").on(t.product_id));
});
using Order = select_t<Orders>;

template <class M>
struct Subscriptions {
  col<M, varchar().primary_key().default_random()> id;
  col<M, varchar().not_null().references(users.id)> user_id;
  col<M, text().not_null()> plan_id;
  col<M, text().not_null().default_("active")> status;
  col<M, timestamptz().not_null()> current_period_start;
  col<M, timestamptz().not_null()> current_period_end;
  col<M, boolean().default_(false)> cancel_at_period_end;
  col<M, text().unique()> stripe_subscription_id;
  col<M, timestamptz().not_null().default_now()> created_at;
  col<M, timestamptz().not_null().default_now()> updated_at;
};
inline constexpr auto subscriptions = table<Subscriptions, "subscriptions">([](auto t) {
  return list(index("idx_subscriptions_user_id").on(t.user_id), index("idx_subscriptions_status").on(t.status));
});
using Subscription = select_t<Subscriptions>;
using NewSubscription = insert_t<Subscriptions>;

}  // namespace shop
