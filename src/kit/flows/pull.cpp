#include "kit/flows/pull.hpp"

#include <fmt/format.h>

#include <set>

#include "kit/base/atomic_file.hpp"
#include "kit/base/error.hpp"
#include "kit/emit/sql_files.hpp"
#include "kit/flows/pulled_files.hpp"

namespace squall::kit {
namespace {

namespace fs = std::filesystem;
using file_map = std::map<fs::path, std::string>;

void refuse_losses(const source_result& read, const pull_options& options) {
  if (read.not_modelled.empty() || options.allow_unmodelled) {
    return;
  }
  throw error(
      fmt::format("not everything can be pulled; nothing was written\n  {}", fmt::join(read.not_modelled, "\n  ")),
      "--allow-unmodelled pulls the rest");
}

/// A person's work: a file that was not pulled, or was changed since.
bool is_precious(const fs::path& file, const pull_options& options) {
  if (!fs::exists(file)) {
    return false;
  }
  const std::string text = read_file(file);
  return !is_untouched(text) && (options.replaceable.empty() || text != options.replaceable);
}

void refuse_overwriting(const std::vector<fs::path>& files, const pull_options& options) {
  if (options.force) {
    return;
  }
  for (const fs::path& file : files) {
    if (is_precious(file, options)) {
      throw error(fmt::format("{} was not pulled, or was changed since", file.string()),
                  "--out names another place; --force overwrites it");
    }
  }
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  if (fs::is_directory(folder)) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_directory()) {
        files.push_back(entry.path());
      }
    }
  }
  return files;
}

std::string title_of(const pull_options& options, std::string_view comment) {
  return options.title.empty() ? std::string() : fmt::format("{} From {}.\n", comment, options.title);
}

/// A folder that is wholly pull's: what it does not write any more goes. With --force a person's other files stay.
void write_folder(const fs::path& folder, const std::map<std::string, std::string>& files,
                  const pull_options& options) {
  std::map<std::string, std::string> all = files;
  const std::vector<fs::path> there = files_below(folder);
  refuse_overwriting(there, options);
  for (const fs::path& file : there) {
    const std::string name = file.lexically_relative(folder).generic_string();
    if (is_precious(file, options)) {
      all.try_emplace(name, read_file(file));
    }
  }
  write_tree_atomically(folder, all);
}

pull_report pull_sql(const database& model, const pull_options& options) {
  pull_report report;
  if (options.out.extension() == ".sql") {
    refuse_overwriting({options.out}, options);
    write_file_atomically(options.out, mark_as_pulled("--", title_of(options, "--") + "\n" + emit_sql_script(model)));
    report.written.push_back(options.out);
    return report;
  }
  std::map<std::string, std::string> files;
  for (auto& [name, text] : emit_sql_files(model)) {
    report.written.push_back(options.out / name);
    files[name] = mark_as_pulled("--", "\n" + text);
  }
  write_folder(options.out, files, options);
  return report;
}

pull_report pull_header(const database& model, const pull_options& options) {
  header_options how;
  how.space = options.space;
  how.file = options.out.filename().string();
  how.split = options.split;
  how.title = options.title.empty() ? std::string() : "From " + options.title + ". Yours to edit.";
  header_files made = emit_cpp_header(model, how);
  pull_report report;
  report.kept_as_sql = std::move(made.kept_as_sql);

  const fs::path folder = options.out.parent_path();
  const fs::path parts = folder / options.out.stem();
  std::map<std::string, std::string> below;
  for (auto& [name, text] : made.files) {
    report.written.push_back(folder / name);
    const std::string marked = mark_as_pulled("//", text);
    if (name == how.file) {
      made.files[name] = marked;
    } else {
      below[(folder / name).lexically_relative(parts).generic_string()] = marked;
    }
  }
  refuse_overwriting({options.out}, options);
  if (!below.empty()) {
    write_folder(parts, below, options);
  }
  // Last: it is what makes the others count.
  write_file_atomically(options.out, made.files[how.file]);
  return report;
}

}  // namespace

pull_report pull(const source_result& read, const pull_options& options) {
  refuse_losses(read, options);
  pull_report report = options.sql ? pull_sql(read.model, options) : pull_header(read.model, options);
  report.objects = read.model.objects.size();
  return report;
}

}  // namespace squall::kit
