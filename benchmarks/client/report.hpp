// Medians of interleaved repetitions, and of their ratios, which the bounds are about.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

#include "benchmarks/client/workload.hpp"

namespace squall::bench {

/// The names under which a workload's two sides run.
inline std::string squall_side(const workload& w) { return w.name + "/squall"; }
inline std::string libpq_side(const workload& w) { return w.name + "/libpq"; }
inline std::string other_side(const workload& w, const std::string& name) { return w.name + "/" + name; }

/// Collects the repetitions of one workload; prints nothing by itself.
class collector : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override;

  static void print_heading();
  /// Prints a line. @return whether the bound holds.
  [[nodiscard]] bool print(const workload& w) const;
  static void print_legend();

 private:
  struct samples {
    std::vector<double> cpu;  ///< microseconds an operation
    std::vector<double> wall;
  };
  std::map<std::string, samples> sides_;
  std::string failure_;
};

}  // namespace squall::bench
