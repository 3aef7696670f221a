// One thing changed, for every kind of object, and what a walk has to say about it.
#pragma once

#include <vector>

#include "kit/model/object_id.hpp"

namespace squall::test {

struct tampering {
  kit::object_kind kind;
  const char* sql;
  const char* object;  ///< that the difference names, with its catalog
  const char* column;  ///< and what is said of it
  int since = 13;      ///< the oldest server that knows the statement
  int before = 99;     ///< … and the first that does not
};

const std::vector<tampering>& tamperings();

}  // namespace squall::test
