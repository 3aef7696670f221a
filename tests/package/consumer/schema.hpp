#pragma once

#include <squall/schema.hpp>

namespace consumer {

using namespace squall;

template <class M>
struct Notes {
  col<M, integer().primary_key().generated_always_as_identity()> id;
  col<M, text().not_null()> body;
};
inline constexpr auto notes = table<Notes, "notes">();

}  // namespace consumer
