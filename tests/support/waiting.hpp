// Waiting for what others bring about.
#pragma once

#include <chrono>
#include <thread>

namespace squall::test {

/// Whether `condition()` comes true within ten seconds.
template <class Condition>
bool holds_soon(Condition condition) {
  for (int i = 0; i < 1000; ++i) {
    if (condition())
      return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace squall::test
