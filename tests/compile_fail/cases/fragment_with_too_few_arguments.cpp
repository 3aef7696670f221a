// expect: sql_text_needs_as_many_braces_as_arguments|call to consteval function
// no squall line
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)sql<int>("length({})", users.email);
#else
  (void)sql<int>("length({}, {})", users.email);
#endif
}
