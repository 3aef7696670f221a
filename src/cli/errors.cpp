#include "errors.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <new>

#include "interrupt.hpp"
#include "kit/base/error.hpp"
#include "kit/flows/verify.hpp"
#include "kit/migrations/certificate_json.hpp"
#include "kit/migrations/runner.hpp"
#include "report.hpp"
#include "squall/errors.hpp"

namespace squall::cli {
namespace {

struct failure {
  std::string message;
  std::string hint;
  int code = static_cast<int>(kit::exit_code::error);
  json more = json::object();  ///< fields of the JSON object beside message, hint and code
};

void describe_decisions(const context& ctx, const std::vector<kit::decision>& open) {
  for (const kit::decision& d : open) {
    ctx.out.note(fmt::format("  {} is new, or one of these renamed:", printable(kit::describe(d.created))));
    for (const kit::rename_candidate& candidate : d.candidates) {
      ctx.out.note(fmt::format("    --rename '{}'   ({:.0f} % alike)", printable(kit::rename_flag(d, candidate)),
                               candidate.score * 100));
    }
  }
}

void describe_losses(const context& ctx, const std::vector<kit::hazard>& losses) {
  for (const kit::hazard& loss : losses) {
    ctx.out.note(
        fmt::format("  --allow '{}'   {}", printable(kit::display_name(loss.object)), printable(loss.message)));
  }
}

failure of_database(const database_error& e) {
  failure f{e.what(), e.fields().hint, static_cast<int>(kit::exit_code::error), json::object()};
  if (!e.sqlstate().empty()) {
    f.more["sqlstate"] = e.sqlstate();
  }
  if (!e.statement().empty()) {
    f.more["statement"] = e.statement();
  }
  return f;
}

/// What a person sees beside the message.
void show_more(const context& ctx, const std::exception_ptr& problem) {
  try {
    std::rethrow_exception(problem);
  } catch (const kit::decisions_needed& e) {
    describe_decisions(ctx, e.open());
  } catch (const kit::consent_needed& e) {
    describe_losses(ctx, e.losses());
  } catch (const kit::proof_failed& e) {
    for (std::size_t i = 1; i < e.findings().size(); ++i) {
      ctx.out.note("  " + printable(e.findings()[i].message));
    }
  } catch (...) {
    // The message says it all.
  }
}

failure failure_of(const std::exception_ptr& problem) {
  try {
    std::rethrow_exception(problem);
  } catch (const kit::decisions_needed& e) {
    return {e.what(), e.hint(), static_cast<int>(e.code()), {{"decisions", json_of(e.open())}}};
  } catch (const kit::consent_needed& e) {
    json losses = json_of(e.losses());
    for (std::size_t i = 0; i < losses.size(); ++i) {
      losses[i]["flag"] = "--allow " + kit::display_name(e.losses()[i].object);
    }
    return {e.what(), e.hint(), static_cast<int>(e.code()), {{"losses", std::move(losses)}}};
  } catch (const kit::proof_failed& e) {
    return {e.what(), e.hint(), static_cast<int>(e.code()), {{"findings", kit::to_json(e.findings())}}};
  } catch (const kit::migration_failed& e) {
    return {e.what(),
            e.hint(),
            static_cast<int>(e.code()),
            {{"migration", e.migration()},
             {"file", e.file().string()},
             {"line", e.line()},
             {"statement", e.statement()},
             {"sqlstate", e.server().sqlstate}}};
  } catch (const kit::error& e) {
    return {e.what(), e.hint(), static_cast<int>(e.code()), json::object()};
  } catch (const connection_error& e) {
    failure f = of_database(e);
    if (f.hint.empty()) {
      f.hint = "check that the server runs and that `url` in squall.toml, or the variable that it names, is right";
    }
    return f;
  } catch (const database_error& e) {
    return of_database(e);
  } catch (const std::filesystem::filesystem_error& e) {
    return {fmt::format("{}: {}", e.path1().string(), e.code().message()), "", 1, json::object()};
  } catch (const std::bad_alloc&) {
    return {"out of memory", "", 1, json::object()};
  } catch (const std::exception& e) {
    return {e.what(), "", 1, json::object()};
  } catch (...) {
    return {"something went wrong that has no name", "this is a defect of Squall; please report it", 1, json::object()};
  }
}

void say(const context& ctx, const failure& f) {
  if (ctx.globals.as_json) {
    json object{{"message", f.message}, {"hint", f.hint}, {"code", f.code}};
    object.update(f.more);
    try {
      ctx.print_json({{"error", std::move(object)}});
      return;
    } catch (const kit::error&) {
      // stdout takes nothing; stderr may.
    }
  }
  ctx.out.note(fmt::format("{} {}", ctx.out.paint_error(style::error, "error:"), printable(f.message)));
}

}  // namespace

int report_failure(const context& ctx, const std::exception_ptr& problem) {
  if (interrupted()) {
    say(ctx, {"interrupted", "", interrupted_exit_code, json::object()});
    return interrupted_exit_code;
  }
  const failure f = failure_of(problem);
  say(ctx, f);
  if (!ctx.globals.as_json) {
    show_more(ctx, problem);
    if (!f.hint.empty()) {
      ctx.out.note(fmt::format("{} {}", ctx.out.paint_error(style::bold, "hint:"), printable(f.hint)));
    }
  }
  return f.code;
}

int report_usage(const context& ctx, const std::string& message, const std::string& hint) {
  return report_failure(ctx, std::make_exception_ptr(kit::error(message, hint, kit::exit_code::usage)));
}

}  // namespace squall::cli
