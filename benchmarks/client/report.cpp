#include "benchmarks/client/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace squall::bench {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

void collector::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    if (run.run_type != Run::RT_Iteration)
      continue;
    if (run.error_occurred) {
      failure_ = run.benchmark_name() + ": " + run.error_message;
      continue;
    }
    samples& side = sides_[run.run_name.function_name];
    const auto iterations = static_cast<double>(run.iterations);
    side.cpu.push_back(run.cpu_accumulated_time / iterations * 1e6);
    side.wall.push_back(run.real_accumulated_time / iterations * 1e6);
  }
}

bool collector::print(const std::vector<workload>& workloads) const {
  bool good = failure_.empty();
  if (!good)
    fmt::print("failed: {}\n", failure_);
  fmt::print("{:<20} {:>10} {:>10} {:>7} {:>7} {:>7}\n", "workload", "libpq us", "squall us", "CPU", "wall", "bound");
  for (const workload& w : workloads) {
    const auto ours = sides_.find(squall_side(w));
    const auto theirs = sides_.find(libpq_side(w));
    if (ours == sides_.end() || theirs == sides_.end()) {
      fmt::print("{:<20} was not measured\n", w.name);
      good = false;
      continue;
    }
    const double cpu = median(ours->second.cpu) / median(theirs->second.cpu);
    const double wall = median(ours->second.wall) / median(theirs->second.wall);
    const bool within = cpu <= w.cpu_bound;
    fmt::print("{:<20} {:>10.2f} {:>10.2f} {:>6.2f}x {:>6.2f}x {:>6.2f}x{}\n", w.name, median(theirs->second.cpu),
               median(ours->second.cpu), cpu, wall, w.cpu_bound, within ? "" : "  EXCEEDED");
    good = good && within;
    for (const auto& [name, make] : w.beside)
      if (const auto side = sides_.find(other_side(w, name)); side != sides_.end())
        fmt::print("  {}: {:.2f} us CPU; {:.2f} times Squall's CPU, {:.2f} times its wall clock\n", name,
                   median(side->second.cpu), median(side->second.cpu) / median(ours->second.cpu),
                   median(side->second.wall) / median(ours->second.wall));
  }
  fmt::print("(us: client CPU an operation; medians of interleaved repetitions)\n");
  return good;
}

}  // namespace squall::bench
