#include "squall/query/explain.hpp"

#include <optional>
#include <string>

#include "squall/client/transaction.hpp"
#include "squall/errors.hpp"

namespace squall::detail {
namespace {

std::string explain_words(const explain_options& o) {
  constexpr std::string_view formats[] = {"text", "json", "yaml", "xml"};
  std::string words = "explain (format ";
  words += formats[static_cast<std::size_t>(o.format)];
  const auto add = [&](bool given, std::string_view word) {
    if (given)
      (words += ", ") += word;
  };
  add(o.analyze, "analyze");
  add(o.verbose, "verbose");
  add(!o.costs, "costs off");
  add(o.buffers, "buffers");
  add(o.settings, "settings");
  add(o.wal, "wal");
  add(o.analyze && !o.timing, "timing off");
  return words + ") ";
}

}  // namespace

result explaining::execute_prepared(const void*, std::string_view sql, const wire_parameters& parameters) const {
  return session_.execute_prepared(nullptr, explain_words(options_) + std::string(sql), parameters);
}

std::string plan_text(const result& rows) {
  std::string text;
  for (int i = 0; i < rows.rows(); ++i) {
    if (i > 0)
      text += '\n';
    text += rows.text(i, 0);
  }
  return text;
}

std::string run_explain(connection& session, bool runs, const void* context, result (*execute)(const void*)) {
  if (!runs)
    return plan_text(execute(context));
  transaction undone(session);
  std::string text = plan_text(execute(context));
  undone.rollback();
  return text;
}

}  // namespace squall::detail
