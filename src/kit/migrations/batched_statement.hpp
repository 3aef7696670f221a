// An UPDATE or DELETE that the runner carries out in batches of rows.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kit/migrations/statement_traits.hpp"

namespace squall::kit::detail {

struct batched_statement {
  std::string refusal;  ///< why it cannot be done in batches, empty when it can
  relation_name table;
  bool only = false;                ///< ONLY: not the tables that inherit from it
  std::string reference;            ///< what the statement calls the table's rows, quoted
  std::vector<std::string> writes;  ///< the columns that an UPDATE sets
  std::size_t condition_begin = 0;  ///< after WHERE; 0 when there is none
};

/// Looks at a whole statement.
batched_statement read_batched(const std::string& sql);

/// The statement for the rows that fulfil `condition`, too.
std::string with_condition(const std::string& sql, const batched_statement& read, const std::string& condition);

}  // namespace squall::kit::detail
