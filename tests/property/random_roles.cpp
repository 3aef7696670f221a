#include "facet_writer.hpp"

namespace squall::test {

void write_roles(facet_writer& w) {
  if (!w.has("roles")) {
    return;
  }
  std::string before;
  for (const auto name : role_names) {
    const auto* f = w.find("role." + std::string(name));
    if (f == nullptr) {
      continue;
    }
    const std::string role = quoted(name);
    static const texts forms{"", " login connection limit 3", " noinherit createdb", " createrole"};
    w.say("create role " + role + choose(forms, f->look, 1));
    if (!before.empty() && pick(f->look, 2, 2) == 0) {
      w.say("grant " + before + " to " + role + (pick(f->look, 3, 3) == 0 ? " with admin option" : ""));
    }
    if (pick(f->look, 4, 3) == 0) {
      w.say("alter role " + role + " set search_path = 'a b', public");
    }
    if (pick(f->look, 5, 3) == 0) {
      w.say("comment on role " + role + " is 'it''s'");
    }
    before = role;
  }
}

}  // namespace squall::test
