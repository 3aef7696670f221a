// What goes on the round trips.
#pragma once

#include <filesystem>
#include <vector>

namespace squall::test {

/// The files of tests/torture that a server of `version` loads, in the order to load them in. With SQUALL_TEST_ONLY in
/// the environment, for whoever looks for a defect, those whose paths have one of its words in them.
std::vector<std::filesystem::path> torture_files(int version);

/// The same without what PostgreSQL prints otherwise than it reads.
std::vector<std::filesystem::path> settled_torture_files(int version);
bool is_restated(const std::filesystem::path& file);

/// The folder of the corpora: SQUALL_TEST_CORPORA, or `shared/corpora` beside the project. They are no part of it.
std::filesystem::path corpora();

/// Whole schemas of real projects, sorted; says that it skips them when there are none.
std::vector<std::filesystem::path> corpus_schemas();

}  // namespace squall::test
