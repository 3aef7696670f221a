#include "kit/base/system_error.hpp"

#include <cerrno>
#include <system_error>

namespace squall::kit {
namespace {

std::string hint_for(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "free some space on that file system and try again; nothing was left half-written";
    case EROFS:
      return "the file system is mounted read-only; choose another folder";
    case EACCES:
    case EPERM:
      return "check the owner and the permissions of that path and of the folders above it";
    default:
      return {};
  }
}

}  // namespace

error system_failure(const std::string& what, int error_number) {
  return error("cannot " + what + ": " + std::generic_category().message(error_number), hint_for(error_number));
}

}  // namespace squall::kit
