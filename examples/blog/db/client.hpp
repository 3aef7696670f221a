// The connection to the blog's database.
#pragma once

#include <squall/squall.hpp>

#include <cstdlib>
#include <stdexcept>

#include "db/schema.hpp"

namespace blog {

/// Connects to DATABASE_URL; `squall db url` prints the embedded server's.
inline squall::database connect() {
  const char* url = std::getenv("DATABASE_URL");
  if (url == nullptr)
    throw std::runtime_error("DATABASE_URL is not set; try: export DATABASE_URL=$(squall db url)");
  return squall::database{url};
}

}  // namespace blog
