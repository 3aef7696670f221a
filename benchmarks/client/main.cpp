// squall_compare FOLDER [WORKLOAD…]: runs Squall and its libpq twin in turn on a throw-away server in FOLDER.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
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

void measure(benchmark::State& state, const operation& run_once) {
  try {
    for (auto _ : state) run_once();
  } catch (const std::exception& e) {
    state.SkipWithError(e.what());
  }
}

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
  for (const auto& [name, make] : sides) {
    const operation run_once = make(url);
    for (int i = 0; i < w.warm_up; ++i) run_once();
    benchmark::RegisterBenchmark(name.c_str(), [run_once](benchmark::State& state) { measure(state, run_once); })
        ->Repetitions(repetitions)
        ->MinTime(seconds_a_repetition);
  }
}

bool run(std::span<char*> arguments) {
  if (arguments.empty() || arguments[0][0] == '-')
    throw std::runtime_error("usage: squall_compare FOLDER [WORKLOAD...]");
  kit::managed_server server{{.directory = arguments[0], .postgres_bin = {}, .throw_away = true, .settings = {}}};
  server.start();
  const std::vector<workload> workloads = chosen_workloads(arguments.subspan(1));
  for (const workload& w : workloads) prepare(w, server);

  std::array<std::string, 2> options{"squall_compare", "--benchmark_enable_random_interleaving=true"};
  std::array<char*, 2> argv{options[0].data(), options[1].data()};
  int argc = static_cast<int>(argv.size());
  benchmark::Initialize(&argc, argv.data());
  collector results;
  benchmark::RunSpecifiedBenchmarks(&results);
  benchmark::ClearRegisteredBenchmarks();
  server.stop();
  return results.print(workloads);
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
