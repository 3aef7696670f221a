// The tables of guide 2, as it writes them, and a column of every type and default that it lists.
#pragma once

#include <squall/relations.hpp>
#include <squall/schema.hpp>
#include <string>
#include <vector>

namespace guide_2 {

using namespace squall;

template <class M>
struct Users {
  col<M, varchar().primary_key().default_sql("gen_random_uuid()")> id;
  col<M, text().not_null().unique()> email;
};
inline constexpr auto users = table<Users, "users">();

template <class M>
struct Categories {
  col<M, varchar().primary_key().default_sql("gen_random_uuid()")> id;
  col<M, text().not_null()> name;
};
inline constexpr auto categories = table<Categories, "categories">();

template <class M>
struct Products {
  col<M, varchar().primary_key().default_sql("gen_random_uuid()")> id;
  col<M, text().not_null()> name;
  col<M, text()> description;
  col<M, decimal(10, 2).not_null()> price;
  col<M, integer().not_null().default_(0)> stock;
  col<M, jsonb().type<std::vector<std::string>>().default_empty()> images;
  col<M, varchar().references(categories.id)> category_id;
  col<M, varchar().references(users.id)> user_id;
  col<M, text().default_("active").not_null()> status;
  col<M, timestamp().default_now().not_null()> created_at;
  col<M, timestamp().default_now().not_null()> updated_at;
};
inline constexpr auto products = table<Products, "products">([](auto t) {
  return list(index("idx_products_user_id").on(t.user_id), index("idx_products_category_id").on(t.category_id),
              index("idx_products_status").on(t.status), index("idx_products_user_status").on(t.user_id, t.status));
});
using Product = select_t<Products>;
using NewProduct = insert_t<Products>;

template <class M>
struct UsersRelations {
  rel<M, many(guide_2::products, guide_2::products.user_id)> products;
};
inline constexpr auto users_r = relations<UsersRelations>(users);

template <class M>
struct CategoriesRelations {
  rel<M, many(guide_2::products, guide_2::products.category_id)> products;
};
inline constexpr auto categories_r = relations<CategoriesRelations>(categories);

template <class M>
struct ProductsRelations {
  rel<M, one(categories).fields(products.category_id).references(categories.id)> category;
  rel<M, one(users).fields(products.user_id).references(users.id)> user;
};
inline constexpr auto products_r = relations<ProductsRelations>(products);

template <class M>
struct ColumnTypes {
  col<M, integer().primary_key()> id;
  col<M, varchar(255)> limited_text;
  col<M, pg::text()> any_text;
  col<M, integer()> whole;
  col<M, decimal(10, 2)> exact;
  col<M, pg::real()> inexact;
  col<M, boolean()> flag;
  col<M, timestamp()> at_a_clock;
  col<M, timestamptz()> at_an_instant;
  col<M, timestamptz(3)> at_a_millisecond;
  col<M, jsonb()> anything;
  col<M, integer().array().default_empty().not_null()> numbers;
};
inline constexpr auto column_types = table<ColumnTypes, "column_types">();

}  // namespace guide_2
