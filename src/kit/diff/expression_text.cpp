#include "kit/diff/expression_text.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "kit/model/sql_text.hpp"
#include "kit/model/sql_tokens.hpp"

namespace squall::kit {

namespace {

using word_list = std::initializer_list<std::string_view>;

bool is_one_of(const sql_token& token, word_list words) {
  return token.kind == sql_token_kind::name && std::find(words.begin(), words.end(), token.value) != words.end();
}

/// Whether an unquoted word is a keyword that needs quotes to be a name.
bool is_keyword(const sql_token& token) {
  const auto is_keyword_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return token.kind == sql_token_kind::name && std::all_of(token.value.begin(), token.value.end(), is_keyword_letter) &&
         sql_identifier(token.value) != token.value;
}

/// A new name in the place of an old one: quoted when it must be, or when the old one was without need.
std::string spelled_like(const sql_token& old, const std::string& name) {
  std::string plain = sql_identifier(name);
  const bool always_quotes = old.kind == sql_token_kind::quoted_name && sql_identifier(old.value) == old.value;
  return always_quotes && plain.front() != '"' ? '"' + plain + '"' : plain;
}

/// Replaces names in one piece of SQL text.
class renamer {
 public:
  renamer(std::string_view sql, const rename_map& names, const object_id& table)
      : sql_(sql), tokens_(scan_sql(sql)), names_(names), table_(table) {}

  std::string expression() {
    while (at_ < tokens_.size()) {
      step();
    }
    return result();
  }

  std::string type() {
    if (!tokens_.empty() && tokens_.front().is_name()) {
      type_chain(chain_at(0));
    }
    return result();
  }

  std::string signature() {
    while (at_ < tokens_.size()) {
      if (!token(at_).is_name()) {
        ++at_;
        continue;
      }
      const chain parts = chain_at(at_);
      if (parts.length == 2) {
        type_chain(parts);
      }
      at_ = parts.end();
    }
    return result();
  }

  std::string qualified_name() {
    if (!tokens_.empty() && tokens_.front().is_name()) {
      const chain parts = chain_at(0);
      if (parts.length > 1) {
        schema_part(parts.first);
      }
    }
    return result();
  }

 private:
  /// Names with dots between them: a.b.c stands at first, first + 2, first + 4.
  struct chain {
    std::size_t first = 0;
    std::size_t length = 0;
    bool open = false;  ///< ends in a dot: a.*, OPERATOR(a.+)
    [[nodiscard]] std::size_t end() const { return first + 2 * length - (open ? 0 : 1); }
    [[nodiscard]] std::size_t part(std::size_t n) const { return first + 2 * n; }
  };

  [[nodiscard]] const sql_token& token(std::size_t at) const {
    static const sql_token none{sql_token_kind::symbol, {}, {}};
    return at < tokens_.size() ? tokens_[at] : none;
  }
  /// The token `back` before the current one.
  [[nodiscard]] const sql_token& before(std::size_t back) const { return token(at_ - std::min(back, at_ + 1)); }

  [[nodiscard]] chain chain_at(std::size_t first) const {
    chain parts{first, 1, false};
    while (token(parts.end()).is_symbol(".")) {
      if (!token(parts.end() + 1).is_name()) {
        parts.open = true;
        break;
      }
      ++parts.length;
    }
    return parts;
  }

  void step() {
    const sql_token& current = token(at_);
    if (current.kind == sql_token_kind::string) {
      name_in_string();
    }
    if (!current.is_name()) {
      after_operand_ = current.kind == sql_token_kind::string || current.kind == sql_token_kind::opaque ||
                       current.is_symbol(")") || current.is_symbol("]");
      ++at_;
      return;
    }
    const chain parts = chain_at(at_);
    if (in_type_position()) {
      type_chain(parts);
      at_ = parts.end();
      skip_type_words();
      after_operand_ = true;
      return;
    }
    const bool operand = names_something(parts);
    if (operand) {
      column_chain(parts);
    }
    after_operand_ = operand || is_one_of(current, {"null", "true", "false", "end", "user", "isnull", "notnull"}) ||
                     current.value.starts_with("current_");
    at_ = parts.end();
  }

  /// Types follow `::` and the AS of CAST (the only AS that an expression can hold).
  [[nodiscard]] bool in_type_position() const { return before(1).is_symbol("::") || before(1).is_word("as"); }

  /// `character varying(10)`, `timestamp(3) with time zone`, `interval day to second`: the words behind the first.
  void skip_type_words() {
    const auto is_type_word = [](const sql_token& t) {
      return is_one_of(t, {"varying", "precision", "with", "without", "time", "zone", "year", "month", "day", "hour",
                           "minute", "second", "to", "character", "char"});
    };
    while (is_type_word(token(at_)) || token(at_).is_symbol("(")) {
      if (token(at_).is_symbol("(")) {
        while (at_ < tokens_.size() && !token(at_).is_symbol(")")) {
          ++at_;
        }
      }
      ++at_;
    }
  }

  /// Whether a chain is a name of the database at all, and no operator's word, field, collation or argument's name.
  [[nodiscard]] bool names_something(const chain& parts) const {
    const sql_token& first = token(parts.first);
    const sql_token& next = token(parts.end());
    if (before(1).is_symbol(".") || next.is_symbol("=>") || next.is_symbol(":=")) {
      return false;
    }
    if (before(1).is_word("collate")) {
      return true;  // handled as a qualified name, a bare one is left alone
    }
    if (first.kind != sql_token_kind::name || parts.length > 1 || parts.open) {
      return true;
    }
    // An unquoted word right behind an operand is an operator: `x AND`, `x AT TIME ZONE`, `x ESCAPE`.
    const bool operator_word = after_operand_ || (first.value == "time" && before(1).is_word("at")) ||
                               (first.value == "zone" && before(1).is_word("time")) || before(1).is_word("is") ||
                               (before(1).is_word("not") && before(2).is_word("is")) ||
                               (before(1).is_symbol("(") && before(2).is_word("extract") && next.is_word("from"));
    // Keywords that may stand bare as a column's name; the others are only names in quotes (manual, appendix C).
    return !operator_word && (!is_keyword(first) || is_one_of(first, {"position", "precision", "time", "timestamp",
                                                                      "interval", "none", "out", "values"}));
  }

  void column_chain(const chain& parts) {
    const sql_token& next = token(parts.end());
    if (before(1).is_word("collate") || next.is_symbol("(") || operator_name(parts)) {
      if (parts.length > 1 || parts.open) {
        schema_part(parts.first);
      }
      return;
    }
    if (next.kind == sql_token_kind::string) {
      return type_chain(parts);  // public.mood 'happy'
    }
    own_column(parts);
  }

  [[nodiscard]] bool operator_name(const chain& parts) const {
    return parts.open && before(1).is_symbol("(") && before(2).is_word("operator");
  }

  /// column, table.column, table.*, schema.table.column of the expression's own table.
  void own_column(const chain& parts) {
    const std::size_t names = parts.length + (parts.open ? 1 : 0);  // the star counts
    if (names > 3) {
      return;
    }
    const bool with_schema = names == 3 && token(parts.part(0)).value == table_.schema;
    const std::size_t table_part = names == 3 ? 1 : 0;
    const bool with_table = names >= 2 && token(parts.part(table_part)).value == table_.name;
    if (names > 1 && !(with_table && (names == 2 || with_schema))) {
      return;
    }
    if (names > 1) {
      const object_id table = names_.follow(table_);
      if (with_schema) {
        replace(parts.part(0), table.schema);
      }
      replace(parts.part(table_part), table.name);
    }
    if (!parts.open) {
      const std::size_t last = parts.part(parts.length - 1);
      if (const auto* renamed = names_.find(column_id(table_, token(last).value))) {
        replace(last, renamed->name);
      }
    }
  }

  /// A type, bare or with its schema. Tables are types too.
  void type_chain(const chain& parts) {
    if (parts.open || parts.length > 2) {
      return;
    }
    const auto renamed = parts.length == 2
                             ? renamed_name({object_kind::enum_type, object_kind::table}, token(parts.part(0)).value,
                                            token(parts.part(1)).value)
                             : renamed_bare({object_kind::enum_type, object_kind::table}, token(parts.part(0)).value);
    if (!renamed) {
      return;
    }
    if (parts.length == 2) {
      replace(parts.part(0), renamed->schema);
      replace(parts.part(1), renamed->name);
    } else if (renamed->schema == table_.schema || renamed->schema == "public") {
      replace(parts.part(0), renamed->name);
    } else {
      edits_.push_back(
          {parts.part(0), sql_identifier(renamed->schema) + "." + spelled_like(token(parts.part(0)), renamed->name)});
    }
  }

  using kind_list = std::initializer_list<object_kind>;

  [[nodiscard]] std::optional<object_id> renamed_name(kind_list kinds, const std::string& schema,
                                                      const std::string& name) const {
    for (const auto kind : kinds) {
      const object_id id{kind, schema, {}, name};
      if (object_id renamed = names_.follow(id); renamed != id) {
        return renamed;
      }
    }
    return std::nullopt;
  }

  /// A bare name is looked for where the table is, then in `public`; only the object's own rename touches it.
  [[nodiscard]] std::optional<object_id> renamed_bare(kind_list kinds, const std::string& name) const {
    for (const auto& schema : {table_.schema, std::string("public")}) {
      for (const auto kind : kinds) {
        if (const auto* renamed = names_.find({kind, schema, {}, name})) {
          return *renamed;
        }
      }
    }
    return std::nullopt;
  }

  /// A string that names a relation or a type: nextval('…'), '…'::regclass, '…'::regtype.
  void name_in_string() {
    const bool cast = token(at_ + 1).is_symbol("::");
    const bool of_type = cast && token(at_ + 2).is_word("regtype");
    const bool of_relation = (cast && token(at_ + 2).is_word("regclass")) ||
                             (before(1).is_symbol("(") && is_one_of(before(2), {"nextval", "currval", "setval"}));
    if (!of_type && !of_relation) {
      return;
    }
    const kind_list relations = {object_kind::sequence, object_kind::table};
    const kind_list types = {object_kind::enum_type, object_kind::table};
    const std::string& content = token(at_).value;
    const auto inner = scan_sql(content);
    const bool qualified = inner.size() == 3 && inner[0].is_name() && inner[1].is_symbol(".") && inner[2].is_name();
    const bool bare = inner.size() == 1 && inner[0].is_name();
    std::optional<object_id> renamed;
    if (qualified) {
      renamed = renamed_name(of_type ? types : relations, inner[0].value, inner[2].value);
    } else if (bare) {
      renamed = renamed_bare(of_type ? types : relations, inner[0].value);
    }
    if (!renamed) {
      return;
    }
    std::string text = spelled_like(inner.back(), renamed->name);
    const bool found_bare = bare && (renamed->schema == table_.schema || renamed->schema == "public");
    if (!found_bare) {
      text = (qualified ? spelled_like(inner[0], renamed->schema) : sql_identifier(renamed->schema)) + "." + text;
    }
    edits_.push_back({at_, sql_literal(text)});
  }

  void schema_part(std::size_t at) { replace(at, names_.follow_schema(token(at).value)); }

  void replace(std::size_t at, const std::string& name) {
    if (token(at).value != name) {
      edits_.push_back({at, spelled_like(token(at), name)});
    }
  }

  [[nodiscard]] std::string result() const {
    std::string text;
    std::size_t copied = 0;
    for (const auto& [at, replacement] : edits_) {
      const std::string_view old = tokens_[at].text;
      const auto from = static_cast<std::size_t>(old.data() - sql_.data());
      text.append(sql_.substr(copied, from - copied)).append(replacement);
      copied = from + old.size();
    }
    return text.append(sql_.substr(copied));
  }

  struct edit {
    std::size_t at;  ///< the token
    std::string text;
  };

  std::string_view sql_;
  std::vector<sql_token> tokens_;
  const rename_map& names_;
  const object_id& table_;
  std::size_t at_ = 0;
  bool after_operand_ = false;
  std::vector<edit> edits_;
};

}  // namespace

std::string rename_in_expression(std::string_view sql, const rename_map& names, const object_id& table) {
  return renamer(sql, names, table).expression();
}

std::string rename_in_type(std::string_view sql, const rename_map& names, const object_id& table) {
  return renamer(sql, names, table).type();
}

std::string rename_in_signature(std::string_view sql, const rename_map& names) {
  return renamer(sql, names, object_id{}).signature();
}

std::string rename_schema_in_name(std::string_view sql, const rename_map& names) {
  return renamer(sql, names, object_id{}).qualified_name();
}

}  // namespace squall::kit
