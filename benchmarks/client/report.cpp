#include "benchmarks/client/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace squall::bench {
namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// The median of the ratios of repetitions of the same turn.
double ratio(const std::vector<double>& ours, const std::vector<double>& theirs) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(ours.size(), theirs.size()); ++i) ratios.push_back(ours[i] / theirs[i]);
  return median(std::move(ratios));
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

void collector::print_heading() {
  fmt::print("{:<20} {:>10} {:>10} {:>7} {:>7} {:>7}\n", "workload", "libpq us", "squall us", "CPU", "wall", "bound");
  std::fflush(stdout);
}

bool collector::print(const workload& w) const {
  if (!failure_.empty())
    fmt::print("failed: {}\n", failure_);
  const auto ours = sides_.find(squall_side(w));
  const auto theirs = sides_.find(libpq_side(w));
  if (ours == sides_.end() || theirs == sides_.end()) {
    fmt::print("{:<20} was not measured\n", w.name);
    return false;
  }
  const double cpu = ratio(ours->second.cpu, theirs->second.cpu);
  const bool within = cpu <= w.cpu_bound;
  fmt::print("{:<20} {:>10.2f} {:>10.2f} {:>6.3f}x {:>6.3f}x {:>6.2f}x{}\n", w.name, median(theirs->second.cpu),
             median(ours->second.cpu), cpu, ratio(ours->second.wall, theirs->second.wall), w.cpu_bound,
             within ? "" : "  EXCEEDED");
  for (const auto& [name, make] : w.beside)
    if (const auto side = sides_.find(other_side(w, name)); side != sides_.end())
      fmt::print("  {}: {:.2f} us CPU; {:.2f} times Squall's CPU, {:.2f} times its wall clock\n", name,
                 median(side->second.cpu), ratio(side->second.cpu, ours->second.cpu),
                 ratio(side->second.wall, ours->second.wall));
  std::fflush(stdout);
  return within && failure_.empty();
}

void collector::print_legend() {
  fmt::print("(us: client CPU an operation, medians of interleaved repetitions; ratios: medians of theirs)\n");
}

}  // namespace squall::bench
