// Puts the rows of a nested read together that comes as a statement a level.
#include <libpq-fe.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "client/nested_checks.hpp"
#include "squall/client/parameters.hpp"
#include "squall/client/wire.hpp"
#include "squall/errors.hpp"
#include "squall/relations/by_level.hpp"

namespace squall::detail {
namespace {

// READ COMMITTED would give each statement a snapshot of its own (manual, 13.2).
constexpr std::string_view begin_text = "begin isolation level repeatable read read only";
constexpr std::string_view commit_text = "commit";

constexpr std::uint32_t nobody = static_cast<std::uint32_t>(-1);

/// Reads the keys of rows as words that are equal when the keys are: integers of any width as 64 bits, other values of
/// up to 16 bytes as they are.
class key_reader {
 public:
  key_reader(const PGresult* rows, std::span<const key_place> places, bool above)
      : rows_(rows), places_(places), above_(above) {}

  [[nodiscard]] std::size_t words() const { return places_.size() * 2; }
  /// @return false when a part is NULL: such a key equals none
  bool read(int row, std::uint64_t* words) const {
    for (const key_place& part : places_) {
      const int column = above_ ? part.above : part.here;
      if (PQgetisnull(rows_, row, column) != 0)
        return false;
      const char* const data = PQgetvalue(rows_, row, column);
      words[0] = 0;
      words[1] = 0;
      switch (PQgetlength(rows_, row, column)) {
        case 1:
          words[0] = static_cast<unsigned char>(*data);
          break;
        case 2:
          words[0] = static_cast<std::uint64_t>(std::int64_t{load<std::int16_t>(data)});
          break;
        case 4:
          words[0] = static_cast<std::uint64_t>(std::int64_t{load<std::int32_t>(data)});
          break;
        case 8:
          words[0] = static_cast<std::uint64_t>(load<std::int64_t>(data));
          break;
        case 16:
          words[0] = static_cast<std::uint64_t>(load<std::int64_t>(data));
          words[1] = static_cast<std::uint64_t>(load<std::int64_t>(data + 8));
          break;
        default:
          throw_not_fitting("a key is of another type than the schema header says");
      }
      words += 2;
    }
    return true;
  }

 private:
  const PGresult* rows_;
  std::span<const key_place> places_;
  bool above_;
};

/// The rows of a level by key. Those that share a key are a chain.
class key_table {
 public:
  key_table(std::size_t rows, std::size_t words)
      : words_(words),
        shift_(static_cast<unsigned>(64 - std::bit_width(rows * 2 + 1))),
        heads_(std::size_t{1} << (64 - shift_), nobody),
        next_(rows, nobody),
        keys_(rows * words) {}

  /// Where a row's key is read into before add().
  [[nodiscard]] std::uint64_t* key(std::size_t row) { return keys_.data() + row * words_; }
  void add(std::uint32_t row) {
    std::uint32_t& head = heads_[slot_of(key(row))];
    next_[row] = head;
    head = row;
  }
  /// The first row of a key, which stands for it; nobody when there is none.
  [[nodiscard]] std::uint32_t find(const std::uint64_t* wanted) const { return heads_[slot_of(wanted)]; }
  [[nodiscard]] std::uint32_t next(std::uint32_t row) const { return next_[row]; }

 private:
  [[nodiscard]] std::size_t slot_of(const std::uint64_t* wanted) const {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < words_; ++i) hash = (std::rotl(hash, 29) ^ wanted[i]) * 0x9e3779b97f4a7c15U;
    const std::size_t mask = heads_.size() - 1;
    std::size_t slot = static_cast<std::size_t>(hash >> shift_);
    while (heads_[slot] != nobody && !std::equal(wanted, wanted + words_, keys_.data() + heads_[slot] * words_))
      slot = (slot + 1) & mask;
    return slot;
  }

  std::size_t words_;
  unsigned shift_;
  std::vector<std::uint32_t> heads_;  ///< open addressing, at most half full
  std::vector<std::uint32_t> next_;
  std::vector<std::uint64_t> keys_;
};

/// Takes the levels one after another, each while the server works on those behind it.
class level_joiner {
 public:
  level_joiner(std::span<const level_layout> levels, std::span<const level_keys_span> keys, root_rows into)
      : levels_(levels), keys_(keys), found_(levels.size()), into_(into) {}

  void take(std::size_t number, result&& rows) {
    if (number == 0)
      take_root(rows);
    else
      take_below(number, rows);
    bool is_above = false;
    for (std::size_t below = number + 1; below < levels_.size(); ++below)
      is_above = is_above || levels_[below].above == number;
    if (is_above)
      found_[number].rows = std::move(rows);
    else
      found_[number] = {};
  }

 private:
  struct level_rows {
    result rows;
    std::vector<void*> objects;
    std::vector<int> row_of;  ///< of each object: several rows above have objects of one row
  };

  void take_root(const result& rows) {
    into_.clear(into_.all);
    for (level_rows& level : found_) level = {};
    level_rows& here = found_[0];
    const int count = rows.rows();
    here.objects.reserve(static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) add(0, into_.all, static_cast<std::size_t>(count), rows, row);
  }

  void take_below(std::size_t number, const result& rows) {
    const level_layout& level = levels_[number];
    const level_rows& above = found_[level.above];
    level_rows& here = found_[number];
    const std::size_t parents = above.objects.size();
    if (parents >= nobody)
      throw_not_fitting("there are too many rows");
    const key_reader above_keys(above.rows.native_handle(), keys_[number], true);
    const key_reader here_keys(rows.native_handle(), keys_[number], false);

    key_table table(parents, above_keys.words());
    for (std::size_t i = parents; i-- > 0;)  // a chain begins with the row that was added last
      if (above_keys.read(above.row_of[i], table.key(i)))
        table.add(static_cast<std::uint32_t>(i));

    const auto count = static_cast<std::size_t>(rows.rows());
    std::vector<std::uint32_t> parent_of(count);
    std::vector<std::size_t> counts(parents, 0);  // of a chain's first
    std::vector<std::uint64_t> key(here_keys.words());
    for (std::size_t row = 0; row < count; ++row) {
      const bool known = here_keys.read(static_cast<int>(row), key.data());
      const std::uint32_t parent = known && parents > 0 ? table.find(key.data()) : nobody;
      if (parent == nobody)
        throw_not_fitting("a row hangs on one that is not there");
      parent_of[row] = parent;
      ++counts[parent];
    }
    if (level.shape != member_shape::many)
      check_each(level, above, table, counts);

    here.objects.reserve(count);
    for (std::size_t row = 0; row < count; ++row)
      for (std::uint32_t parent = parent_of[row]; parent != nobody; parent = table.next(parent))
        add(number, above.objects[parent], counts[parent_of[row]], rows, static_cast<int>(row));
  }

  /// A relation to one row: every row above has as many as it should.
  void check_each(const level_layout& level, const level_rows& above, const key_table& table,
                  const std::vector<std::size_t>& counts) const {
    std::vector<bool> has_row(above.objects.size());
    for (std::size_t head = 0; head < counts.size(); ++head) {
      if (counts[head] == 0)
        continue;
      check_related_count(level, counts[head]);
      for (auto row = static_cast<std::uint32_t>(head); row != nobody; row = table.next(row)) has_row[row] = true;
    }
    for (const bool has : has_row)
      if (!has)
        check_related_count(level, 0);
  }

  void add(std::size_t number, void* parent, std::size_t expected, const result& rows, int row) {
    const level_layout& level = levels_[number];
    void* const object = level.add(parent, expected);
    fields_.resize(level.fields);
    level.members(object, fields_.data());
    read_fields(rows, row, 0, level.fields, level.readers, fields_.data(), level.origin);
    found_[number].objects.push_back(object);
    found_[number].row_of.push_back(row);
  }

  std::span<const level_layout> levels_;
  std::span<const level_keys_span> keys_;
  std::vector<level_rows> found_;
  std::vector<void*> fields_;
  root_rows into_;
};

/// Asks whether a B-tree index of all rows begins with each of the columns.
void ask_for_indexes(statement_queue& queue, std::span<const looked_up_column> columns) {
  std::string sql = "select true";
  dynamic_parameters parameters;
  for (const looked_up_column& looked_up : columns) {
    if (looked_up.column.empty())
      continue;
    const std::string schema = looked_up.schema.empty() ? std::string() : quote_identifier(looked_up.schema) + '.';
    parameters.copy(schema + quote_identifier(looked_up.table), 0, false);
    parameters.copy(looked_up.column, 0, false);
    const std::size_t at = parameters.size();
    sql.append(
           " and exists (select from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid "
           "join pg_catalog.pg_am m on m.oid = c.relam join pg_catalog.pg_attribute a on a.attrelid = i.indrelid "
           "and a.attnum = i.indkey[0] where m.amname = 'btree' and i.indisvalid and i.indpred is null "
           "and i.indrelid = pg_catalog.to_regclass($")
        .append(std::to_string(at - 1))
        .append("::text) and a.attname = $")
        .append(std::to_string(at))
        .append("::text)");
  }
  queue.execute_prepared(nullptr, sql, parameters);
}

}  // namespace

bool begin_snapshot(statement_queue& queue, const connection& session) {
  if (session.status() != transaction_status::idle)
    return false;
  queue.execute_prepared(begin_text.data(), begin_text, {});
  return true;
}

index_knowledge indexes_known(connection& session, const void* read) {
  const bool* known = statement_queue::find_fact(session, read);
  if (known == nullptr)
    return index_knowledge::to_be_learnt;
  return *known ? index_knowledge::there : index_knowledge::missing;
}

void read_levels(connection& session, statement_queue& queue, bool own_snapshot, const level_read& read,
                 index_knowledge indexes, root_rows into) {
  struct context {
    connection& session;
    const level_read& read;
    level_joiner joiner;
    std::size_t first, end;  // of the levels' statements; behind them that about the indexes
    bool learns;
  } taking{session,
           read,
           {read.levels, read.keys, into},
           own_snapshot ? std::size_t{1} : 0,
           queue.size(),
           indexes == index_knowledge::to_be_learnt};
  if (taking.learns)
    ask_for_indexes(queue, read.looked_up);
  if (own_snapshot)
    queue.execute_prepared(commit_text.data(), commit_text, {});
  queue.run(
      session,
      [](void* to, std::size_t statement, result&& rows) {
        auto& c = *static_cast<context*>(to);
        if (statement >= c.first && statement < c.end)
          c.joiner.take(statement - c.first, std::move(rows));
        else if (c.learns && statement == c.end)
          statement_queue::learn_fact(c.session, c.read.identity,
                                      rows.rows() == 1 && *PQgetvalue(rows.native_handle(), 0, 0) != 0);
      },
      &taking);
}

}  // namespace squall::detail
