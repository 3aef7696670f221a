// squall_compare FOLDER [WORKLOAD…]: runs Squall and its libpq twin in turn on a throw-away server in FOLDER.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <memory>
#include <span>
#include <stdexcept>

#include "benchmarks/client/report.hpp"
#include "benchmarks/client/workload.hpp"
#include "kit/server/server.hpp"
#include "squall/client/connection.hpp"

namespace squall::bench {
namespace {

constexpr int repetitions = 80;
constexpr double seconds_a_repetition = 0.05;
/// Where a connection's memory and its server process happen to lie makes a difference of up to a third, for as long as
/// they live: each side is measured by several.
constexpr std::size_t connections_a_side = 8;

std::vector<workload> chosen_workloads(std::span<char*> names) {
  std::vector<workload> all = all_workloads();
  if (names.empty())
    return all;
  std::vector<workload> chosen;
  for (const char* name : names) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const workload& w) { return w.name == name; });
    if (found == all.end())
      throw std::runtime_error(fmt::format("there is no workload '{}'", name));
    chosen.push_back(*found);
  }
  return chosen;
}

/// One way to do a workload, on connections that take turns.
struct side {
  std::vector<operation> each;
  std::size_t turn = 0;

  void measure(benchmark::State& state) {
    const operation& run_once = each[turn++ % each.size()];
    try {
      for (auto _ : state) run_once();
    } catch (const std::exception& e) {
      state.SkipWithError(e.what());
    }
  }
};

void prepare(const workload& w, kit::managed_server& server) {
  server.ensure_database(w.name);
  const std::string url = server.url(w.name);
  connection db{url};
  db.run("drop schema public cascade; create schema public; " + w.setup);
  db.run("vacuum analyze");
  auto sides = w.beside;
  for (auto& [name, make] : sides) name = other_side(w, name);
  sides.emplace_back(squall_side(w), w.squall);
  sides.emplace_back(libpq_side(w), w.libpq);
  std::vector<std::shared_ptr<side>> made(sides.size());
  for (auto& each : made) each = std::make_shared<side>();
  for (std::size_t n = 0; n < connections_a_side; ++n)
    for (std::size_t i = 0; i < sides.size(); ++i) {
      const operation run_once = made[i]->each.emplace_back(sides[i].second(url));
      for (int times = 0; times < w.warm_up; ++times) run_once();
    }
  for (std::size_t i = 0; i < sides.size(); ++i)
    benchmark::RegisterBenchmark(sides[i].first.c_str(),
                                 [all = made[i]](benchmark::State& state) { all->measure(state); })
        ->Repetitions(repetitions)
        ->MinTime(seconds_a_repetition);
}

bool run(std::span<char*> arguments) {
  if (arguments.empty() || arguments[0][0] == '-')
    throw std::runtime_error("usage: squall_compare FOLDER [WORKLOAD...]");
  kit::managed_server server{{.directory = arguments[0], .postgres_bin = {}, .throw_away = true, .settings = {}}};
  server.start();
  const std::vector<workload> workloads = chosen_workloads(arguments.subspan(1));
  std::array<std::string, 2> options{"squall_compare", "--benchmark_enable_random_interleaving=true"};
  std::array<char*, 2> argv{options[0].data(), options[1].data()};
  int argc = static_cast<int>(argv.size());
  benchmark::Initialize(&argc, argv.data());
  collector::print_heading();
  bool good = true;
  for (const workload& w : workloads) {
    collector results;
    prepare(w, server);
    benchmark::RunSpecifiedBenchmarks(&results);
    benchmark::ClearRegisteredBenchmarks();
    good = results.print(w) && good;
  }
  collector::print_legend();
  server.stop();
  return good;
}

}  // namespace
}  // namespace squall::bench

int main(int argc, char** argv) {
  try {
    return squall::bench::run(std::span(argv, static_cast<std::size_t>(argc)).subspan(1)) ? 0 : 1;
  } catch (const std::exception& e) {
    fmt::print(stderr, "squall_compare: {}\n", e.what());
    return 2;
  }
}
