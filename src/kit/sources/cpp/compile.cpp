#include "kit/sources/cpp/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <future>
#include <set>
#include <span>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/base/process.hpp"
#include "kit/base/sha256.hpp"
#include "kit/sources/cpp/cache.hpp"
#include "squall/schema/definition_abi.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;

/// How much of the compiler's output an error shows.
constexpr int shown_lines = 20;

std::string first_lines(const std::string& text, int limit) {
  std::size_t end = 0;
  for (int line = 0; line < limit && end < text.size(); ++line) {
    const auto newline = text.find('\n', end);
    end = newline == std::string::npos ? text.size() : newline + 1;
  }
  std::string head = text.substr(0, end);
  while (!head.empty() && head.back() == '\n') head.pop_back();
  return end < text.size() ? head + "\n…" : head;
}

/// A header's name as a string in an #include line.
std::string include_line(const fs::path& header) {
  const std::string path = header.string();
  if (path.find_first_of("\"\n\\") != std::string::npos)
    throw error(fmt::format("{} has a character in its name that #include cannot spell", path));
  return fmt::format("#include \"{}\"\n", path);
}

/// The files of a make rule as -MD writes it: `out: a b \` with `\ ` for a blank and `$$` for a dollar.
void read_dependencies(const std::string& rule, std::set<fs::path>& files) {
  std::string name;
  bool after_colon = false;
  const auto flush = [&] {
    if (!name.empty() && after_colon)
      files.insert(fs::path(name).lexically_normal());
    name.clear();
  };
  for (std::size_t i = 0; i < rule.size(); ++i) {
    const char c = rule[i];
    const char next = i + 1 < rule.size() ? rule[i + 1] : '\0';
    if (c == '\\' && next == '\n') {
      flush();
      ++i;
    } else if ((c == '\\' && (next == ' ' || next == '#' || next == '\\')) || (c == '$' && next == '$')) {
      name += next;
      ++i;
    } else if (c == ':' && !after_colon && (next == ' ' || next == '\n' || next == '\\')) {
      name.clear();
      after_colon = true;
    } else if (c == ' ' || c == '\n' || c == '\t') {
      flush();
    } else {
      name += c;
    }
  }
  flush();
}

std::vector<std::string> compiler_arguments(const cpp_source_options& options) {
  std::vector<std::string> argv{options.compiler,
                                "-std=" + options.standard,
                                "-DSQUALL_DEFINITION",
                                "-fPIC",
                                "-O0",
                                "-I" + options.squall_include.string()};
  for (const auto& folder : options.include) argv.push_back("-I" + folder.string());
  argv.insert(argv.end(), options.flags.begin(), options.flags.end());
  return argv;
}

process_result run_compiler(std::vector<std::string> argv, const fs::path& header, std::string_view what) {
  process_options run;
  run.argv = std::move(argv);
  // Messages that are read by people and by tests stay in one language.
  run.environment = {{"LC_ALL", "C.UTF-8"}};
  auto result = run_process(run);
  if (!result.succeeded()) {
    const auto& output = result.standard_error.empty() ? result.standard_output : result.standard_error;
    throw error(fmt::format("{} does not {} ({}):\n{}", header.string(), what, result.outcome(),
                            first_lines(output, shown_lines)),
                "mend the header; [compile] in squall.toml has the compiler and its flags");
  }
  return result;
}

fs::path object_file(const fs::path& work, std::size_t i) { return work / fmt::format("unit{}.o", i); }

std::string digest_of(const cpp_source_options& options, std::span<const fs::path> headers) {
  sha256 digest;
  const auto add = [&](std::string_view part) { digest.add(fmt::format("{}:", part.size())).add(part); };
  add(fmt::format("abi {}", definition::abi_version));
  for (const auto& argument : compiler_arguments(options)) add(argument);
  add("headers");
  for (const auto& header : headers) add(header.string());
  return digest.hex();
}

/// One header's object file, of this run or of an earlier one. @return the files that the compiler read
std::vector<fs::path> compile_header(const cpp_source_options& options, std::size_t i, const fs::path& work) {
  const std::span<const fs::path> header(&options.headers[i], 1);
  const content_cache cache(
      options.cache_directory.empty() ? fs::path{} : options.cache_directory / (digest_of(options, header) + ".object"),
      "squall-object-cache 1");
  if (const auto known = cache.find()) {
    write_file_atomically(object_file(work, i), known->body);
    return known->inputs;
  }
  const fs::path unit = work / fmt::format("unit{}.cpp", i);
  const fs::path rule = work / fmt::format("unit{}.d", i);
  write_file_atomically(unit, include_line(header.front()));
  auto argv = compiler_arguments(options);
  for (const auto& argument : {std::string("-MD"), std::string("-MF"), rule.string(), std::string("-c"), unit.string(),
                               std::string("-o"), object_file(work, i).string()})
    argv.push_back(argument);
  run_compiler(std::move(argv), header.front(), "compile");

  std::set<fs::path> inputs;
  read_dependencies(read_file(rule), inputs);
  inputs.erase(unit.lexically_normal());
  cached_content content{{inputs.begin(), inputs.end()}, {}};
  if (options.headers.size() > 1) {  // of one header the model itself is kept
    content.body = read_file(object_file(work, i));
    cache.store(content);
  }
  return std::move(content.inputs);
}

}  // namespace

std::string compile_settings_digest(const cpp_source_options& options) { return digest_of(options, options.headers); }

compiled_schema compile_schema(const cpp_source_options& options, const fs::path& work) {
  std::vector<std::vector<fs::path>> inputs_of(options.headers.size());
  const auto compile_one = [&](std::size_t i) { inputs_of[i] = compile_header(options, i, work); };

  for (std::size_t begin = 0; begin < options.headers.size(); begin += std::max(1U, options.jobs)) {
    const std::size_t end = std::min(options.headers.size(), begin + std::max(1U, options.jobs));
    std::vector<std::future<void>> running;
    for (std::size_t i = begin + 1; i < end; ++i)
      running.push_back(std::async(std::launch::async, [&compile_one, i] { compile_one(i); }));
    std::exception_ptr failure;
    const auto attempt = [&](auto&& job) {
      try {
        job();
      } catch (...) {
        if (!failure)
          failure = std::current_exception();
      }
    };
    attempt([&] { compile_one(begin); });
    for (auto& job : running) attempt([&] { job.get(); });
    if (failure)
      std::rethrow_exception(failure);
  }

  compiled_schema result;
  result.shared_object = work / "schema.so";
  std::vector<std::string> link{options.compiler, "-shared", "-o", result.shared_object.string()};
  std::set<fs::path> inputs;
  for (std::size_t i = 0; i < options.headers.size(); ++i) {
    link.push_back(object_file(work, i).string());
    inputs.insert(inputs_of[i].begin(), inputs_of[i].end());
  }
  // Sanitizers and coverage have to be linked as they were compiled.
  for (const auto& flag : options.flags)
    if (flag.starts_with("-f") || flag.starts_with("--coverage"))
      link.push_back(flag);
  run_compiler(std::move(link), options.headers.front(), "link");
  result.inputs.assign(inputs.begin(), inputs.end());
  return result;
}

}  // namespace squall::kit
