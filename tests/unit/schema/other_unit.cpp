// A second translation unit with the same table.
#include "unit/schema/shared_table.hpp"

shared::description shared::describe_there() { return describe(things); }
