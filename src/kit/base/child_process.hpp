// What run_process() and start_detached() share: from fork to exec.
#pragma once

#include <string>
#include <vector>

#include "kit/base/process.hpp"
#include "kit/base/unique_fd.hpp"

namespace squall::kit::detail {

/// Everything that exec needs, made before the fork: between fork and exec nothing may allocate.
class exec_image {
 public:
  explicit exec_image(const process_options& options);

  /// In the child: drops privileges, changes folder, and becomes the program. On failure writes errno to
  /// `error_pipe` and ends the child.
  [[noreturn]] void become(int stdin_fd, int stdout_fd, int stderr_fd, int error_pipe) const noexcept;

  /// Ends the child too when the thread that forked it ends.
  void die_with_parent() noexcept { die_with_parent_ = true; }

 private:
  const process_options& options_;
  std::string program_;
  std::vector<std::string> environment_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
  std::vector<gid_t> groups_;
  std::string folder_;
  pid_t parent_;
  bool die_with_parent_ = false;
};

struct pipe_ends {
  unique_fd read;
  unique_fd write;
};
/// Close-on-exec on both ends.
pipe_ends make_pipe();

/// What became() reported: 0 once the program runs, errno otherwise.
int await_exec(const unique_fd& error_pipe);

}  // namespace squall::kit::detail
