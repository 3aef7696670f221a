#include "kit/flows/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "kit/flows/object_name.hpp"

namespace squall::kit {
namespace {

/// Kinds that a user may rename by hand, containers before what they hold.
constexpr object_kind renameable[] = {object_kind::schema, object_kind::enum_type, object_kind::sequence,
                                      object_kind::table,  object_kind::column,    object_kind::primary_key,
                                      object_kind::unique, object_kind::check,     object_kind::foreign_key,
                                      object_kind::index};

/// What `id` is called once the renames of its table or schema are done.
object_id after_renames(object_id id, const std::vector<rename_answer>& answers) {
  for (const rename_answer& answer : answers) {
    if (answer.from.kind == object_kind::table && id.belongs_to_table() && answer.from == id.owner_table()) {
      id.schema = answer.to.schema;
      id.table = answer.to.name;
      return id;
    }
  }
  for (const rename_answer& answer : answers) {
    if (answer.from.kind == object_kind::schema && answer.from.name == id.schema) {
      id.schema = answer.to.name;
    }
  }
  return id;
}

std::vector<std::string> names_only_in_first(const database& first, const database& second) {
  std::vector<std::string> names;
  for (const auto& [id, value] : first.objects) {
    if (!second.contains(id) && (id.kind == object_kind::schema || id.kind == object_kind::enum_type ||
                                 id.kind == object_kind::table || id.kind == object_kind::column)) {
      names.push_back(describe(id));
    }
  }
  return names;
}

[[noreturn]] void fits_nothing(const std::string& flag, const database& before, const database& after) {
  const auto list = [](const std::vector<std::string>& names) {
    return names.empty() ? std::string("nothing") : fmt::format("{}", fmt::join(names, ", "));
  };
  throw error(fmt::format("--rename {} fits nothing that changes", flag),
              fmt::format("goes: {}; comes: {}", list(names_only_in_first(before, after)),
                          list(names_only_in_first(after, before))),
              exit_code::usage);
}

/// A flag and what it was found to mean.
struct understood_flag {
  std::string text;
  object_name from;
  object_name to;
  std::optional<rename_answer> answer;
};

std::vector<understood_flag> read_flags(const std::vector<std::string>& texts) {
  std::vector<understood_flag> flags;
  for (const std::string& text : texts) {
    const auto [from, to] = split_assignment(text);
    flags.push_back({text, parse_object_name(from), parse_object_name(to), {}});
  }
  return flags;
}

/// The objects that a flag can mean, with the renames of their parents known. diff() judges the answers.
class flag_reader {
 public:
  flag_reader(const database& before, const database& after, std::vector<understood_flag>& flags)
      : before_(before), after_(after), flags_(flags) {
    for (const object_kind kind : renameable) {
      for (understood_flag& flag : flags_) {
        find(flag, kind);
      }
    }
    for (const understood_flag& flag : flags_) {
      if (!flag.answer || stays(*flag.answer)) {
        fits_nothing(flag.text, before_, after_);
      }
    }
  }

  [[nodiscard]] std::vector<rename_answer> take() { return std::move(answers_); }

 private:
  void find(understood_flag& flag, object_kind kind) {
    for (const auto& [from, old_value] : before_.objects) {
      // A column of a renamed table may be written under either name of its table.
      if (from.kind != kind || !(means(flag.from, from) || means(flag.from, after_renames(from, answers_)))) {
        continue;
      }
      for (const auto& [to, new_value] : after_.objects) {
        if (to.kind == kind && from != to && means(flag.to, to) && can_be_same(from, to)) {
          accept(flag, {from, to});
        }
      }
    }
  }

  /// Neither end may be on both sides, unless another answer moves it out of the way.
  [[nodiscard]] bool stays(const rename_answer& answer) const {
    const auto any = [&](auto fits) { return std::any_of(answers_.begin(), answers_.end(), fits); };
    return (after_.contains(answer.from) && !any([&](const rename_answer& a) { return a.to == answer.from; })) ||
           (before_.contains(answer.to) && !any([&](const rename_answer& a) { return a.from == answer.to; }));
  }

  /// Columns, constraints and indexes stay with their table.
  [[nodiscard]] bool can_be_same(const object_id& from, const object_id& to) const {
    const object_id moved = after_renames(from, answers_);
    const bool table_may_be_renamed = !after_.contains(moved.owner_table()) && !before_.contains(to.owner_table());
    return !from.belongs_to_table() || moved.owner_table() == to.owner_table() || table_may_be_renamed;
  }

  void accept(understood_flag& flag, rename_answer answer) {
    if (flag.answer) {
      throw error(
          fmt::format("--rename {} fits {} and {}", flag.text, describe(flag.answer->from), describe(answer.from)),
          fmt::format("write the kind before it: --rename {}:{}", to_string(flag.answer->from.kind), flag.text),
          exit_code::usage);
    }
    flag.answer = answer;
    answers_.push_back(std::move(answer));
  }

  const database& before_;
  const database& after_;
  std::vector<understood_flag>& flags_;
  std::vector<rename_answer> answers_;
};

/// The schema's own words, where no flag says otherwise. diff() passes over those that are done.
void add_words(std::vector<rename_answer>& answers, const std::map<object_id, std::string>& renamed_from) {
  for (const auto& [id, old_name] : renamed_from) {
    const auto same = [&, to = id](const rename_answer& a) { return a.to == to; };
    if (std::none_of(answers.begin(), answers.end(), same)) {
      object_id from = id;
      from.name = old_name;
      answers.push_back({from, id});
    }
  }
}

/// A flag that was understood and still did nothing is a mistake of its writer.
void check_flags_were_used(const std::vector<understood_flag>& flags, const std::vector<change>& changes,
                           const database& before, const database& after) {
  for (const understood_flag& flag : flags) {
    const bool used =
        std::any_of(changes.begin(), changes.end(), [&](const change& c) { return c.renamed_to == flag.answer->to; });
    if (!used) {
      fits_nothing(flag.text, before, after);
    }
  }
}

std::string question(const decision& d) {
  if (d.candidates.empty()) {
    return fmt::format("is {} new?", describe(d.created));
  }
  return fmt::format("is {} new, or is it {} renamed?", describe(d.created), describe(d.candidates.front().dropped));
}

std::string message_of(const std::vector<decision>& open) {
  return open.size() == 1 ? fmt::format("a decision is needed: {}", question(open.front()))
                          : fmt::format("{} decisions are needed; the first: {}", open.size(), question(open.front()));
}

std::string hint_of(const std::vector<decision>& open) {
  for (const decision& d : open) {
    if (!d.candidates.empty()) {
      return fmt::format("--rename '{}' answers it, --decide create makes everything new and drops the rest",
                         rename_flag(d, d.candidates.front()));
    }
  }
  return "--decide create makes everything new and drops the rest";
}

}  // namespace

decisions_needed::decisions_needed(std::vector<decision> open)
    : error(message_of(open), hint_of(open), exit_code::decision_needed), open_(std::move(open)) {}

std::string rename_flag(const decision& d, const rename_candidate& candidate) {
  return fmt::format("{}={}", display_name(candidate.dropped), display_name(d.created));
}

settled_diff settle_decisions(const database& before, const database& after,
                              const std::map<object_id, std::string>& renamed_from, const decision_options& options) {
  std::vector<understood_flag> flags = read_flags(options.renames);
  diff_options answers;
  answers.renames = flag_reader(before, after, flags).take();
  answers.decide_create = options.decide_create;
  add_words(answers.renames, renamed_from);
  std::set<object_id> asked;
  for (;;) {
    diff_result result = diff(before, after, answers);
    if (result.open.empty()) {
      check_flags_were_used(flags, result.changes, before, after);
      return {std::move(result.changes), std::move(answers.renames)};
    }
    if (!options.ask) {
      throw decisions_needed(std::move(result.open));
    }
    // One answer at a time: it may settle others, or open the next level.
    const decision& first = result.open.front();
    if (!asked.insert(first.created).second) {
      throw error(
          fmt::format("the answer for {} does not fit: it is not one of the candidates", describe(first.created)));
    }
    if (const std::optional<object_id> old = options.ask(first)) {
      answers.renames.push_back({*old, first.created});
    } else {
      answers.created.push_back(first.created);
    }
  }
}

}  // namespace squall::kit
