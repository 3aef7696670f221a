#include "kit/plan/work_graph.hpp"

#include <queue>
#include <utility>

#include "kit/base/error.hpp"

namespace squall::kit {

std::size_t work_graph::add(work_node node) {
  nodes_.push_back(std::move(node));
  successors_.emplace_back();
  return nodes_.size() - 1;
}

void work_graph::before(std::size_t first, std::size_t second) {
  if (first != second) {
    successors_.at(first).push_back(second);
  }
}

std::vector<std::size_t> work_graph::order() const {
  std::vector<std::size_t> waits_for(nodes_.size(), 0);
  for (const auto& next : successors_) {
    for (const auto node : next) {
      ++waits_for[node];
    }
  }
  const auto later = [this](std::size_t a, std::size_t b) { return nodes_[b].key < nodes_[a].key; };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> free(later);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (waits_for[i] == 0) {
      free.push(i);
    }
  }
  std::vector<std::size_t> out;
  out.reserve(nodes_.size());
  while (!free.empty()) {
    const auto node = free.top();
    free.pop();
    out.push_back(node);
    for (const auto next : successors_[node]) {
      if (--waits_for[next] == 0) {
        free.push(next);
      }
    }
  }
  if (out.size() == nodes_.size()) {
    return out;
  }
  // What waits is in a ring or behind one: whoever goes back from one to the next that it waits for comes round.
  std::vector<std::size_t> waits_on(nodes_.size(), nodes_.size());
  std::size_t at = nodes_.size();
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (waits_for[i] != 0) {
      at = i;
      for (const auto next : successors_[i]) {
        waits_on[next] = i;
      }
    }
  }
  std::vector<bool> seen(nodes_.size(), false);
  for (; !seen[at]; at = waits_on[at]) {
    seen[at] = true;
  }
  std::string stuck;
  const auto end = at;
  do {
    stuck += (stuck.empty() ? "" : ", ") + describe(nodes_[at].key.id);
    at = waits_on[at];
  } while (at != end);
  throw error("The changes need each other and cannot be put in an order: " + stuck, "Split them over two migrations.");
}

std::vector<std::size_t> order_cutting_rings(const std::vector<std::vector<std::size_t>>& needs) {
  // Depth first with a stack of its own: a schema may chain thousands of tables. A need that is under way already
  // closes a ring and is passed over.
  std::vector<bool> seen(needs.size(), false);
  std::vector<std::size_t> out;
  out.reserve(needs.size());
  std::vector<std::pair<std::size_t, std::size_t>> stack;  // node, its next need
  for (std::size_t root = 0; root < needs.size(); ++root) {
    if (seen[root]) {
      continue;
    }
    seen[root] = true;
    stack.emplace_back(root, 0);
    while (!stack.empty()) {
      auto& [node, next] = stack.back();
      if (next == needs[node].size()) {
        out.push_back(node);
        stack.pop_back();
        continue;
      }
      const auto need = needs[node][next++];
      if (!seen[need]) {
        seen[need] = true;
        stack.emplace_back(need, 0);
      }
    }
  }
  return out;
}

}  // namespace squall::kit
