#include <array>

#include "command.hpp"

namespace squall::cli {

std::span<const command_adder> commands() {
  static constexpr std::array<command_adder, 12> all{add_init,   add_generate, add_migrate, add_rollback,
                                                     add_status, add_push,     add_pull,    add_diff,
                                                     add_export, add_verify,   add_check,   add_db};
  return all;
}

}  // namespace squall::cli
