// expect: squall: these two cannot be compared
#include "schema.hpp"

void use([[maybe_unused]] squall::database& db) {
#ifndef MISTAKE
  (void)in(users.age, std::vector<int>{1});
#else
  (void)in(users.age, std::vector<std::string>{"a"});
#endif
}
