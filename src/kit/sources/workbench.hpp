// A scratch database on which models are made and read back.
#pragma once

#include <optional>
#include <set>

#include "kit/diff/change.hpp"
#include "kit/model/model.hpp"
#include "kit/server/scratch.hpp"
#include "kit/session/prepared_queries.hpp"
#include "kit/sources/catalog/catalog.hpp"
#include "kit/sources/sql_runner.hpp"
#include "squall/client/connection.hpp"

namespace squall::kit {

class workbench {
 public:
  /// @param what to read of the database, each time
  explicit workbench(managed_server& scratch, catalog_options reading = {});

  /// Makes `model` on the empty database. @return it as the catalog source reads it: same objects, the server's texts.
  /// Throws kit::error that names the object whose statement failed.
  database create(const database& model);
  /// The same without a look at what has come of it.
  void make(const database& model);
  /// As create(), with the author's own statements run where they fit between the model's objects. Throws kit::error
  /// when one of `views`, which the statements make, has not the columns that were declared.
  source_result create(const database& model, const std::vector<sql_statement>& statements,
                       const std::vector<declared_view>& views = {});
  /// Runs SQL files on the empty database. @return what they made. Throws kit::error with file, line and the server's
  /// message.
  source_result run(std::vector<sql_piece> files);

  /// Respells the expressions of the objects `ids` of `model` (that create() gave) until the server repeats them word
  /// for word. Throws kit::error when it does not in a few rounds.
  void settle(database& model, std::set<object_id> ids);

  /// What the catalog source says of the database as it is now.
  source_result read();

  /// A session with the database for further queries, and what it has prepared; until the next call of the above.
  [[nodiscard]] connection& session() { return *session_; }
  [[nodiscard]] prepared_queries& prepared() { return prepared_; }

  /// Of the database, for sessions of others; it goes with this object.
  [[nodiscard]] std::string url() const { return database_.url(); }

 private:
  void create_in_some_order(const database& model, sql_runner& statements);
  void carry_out(const database& before, const std::vector<change>& changes);
  void create_as_planned(const database& model);
  void open_session();

  scratch_database database_;
  catalog_options reading_;
  std::optional<connection> session_;  ///< always there, but while the database is copied
  prepared_queries prepared_;          ///< of this session
};

}  // namespace squall::kit
