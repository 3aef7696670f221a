// How alike an object that goes and one that comes are: 0 (nothing in common) … 1.
#pragma once

#include <string_view>

#include "kit/model/model.hpp"

namespace squall::kit {

/// By edit distance, common words between underscores, and one being a part of the other. Case is ignored.
double name_similarity(std::string_view a, std::string_view b);

/// 1 for the same type, less for one with other modifiers, less again for one of the same family (integers, texts …).
double type_similarity(const type_name& a, const type_name& b);

/// What two objects of one kind (schema, enum, table or column) have in common in their own models: names, labels,
/// types, columns, position, and what stands on them.
double similarity(const database& before, const object_id& dropped, const database& after, const object_id& created);

/// Whether a person would be asked about such a pair: a score of at least 0.35, or two columns of one type.
bool is_plausible(const database& before, const object_id& dropped, const database& after, const object_id& created,
                  double score);

}  // namespace squall::kit
