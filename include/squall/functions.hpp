// The whole catalogue of functions and operators. A file that needs few includes their headers alone:
// squall/query/catalogue/strings.hpp, math.hpp, dates.hpp, json_functions.hpp, arrays.hpp, text_search.hpp, system.hpp,
// operators.hpp, aggregates.hpp.
#pragma once

#include "squall/query/catalogue/aggregates.hpp"
#include "squall/query/catalogue/arrays.hpp"
#include "squall/query/catalogue/dates.hpp"
#include "squall/query/catalogue/json_functions.hpp"
#include "squall/query/catalogue/math.hpp"
#include "squall/query/catalogue/operators.hpp"
#include "squall/query/catalogue/strings.hpp"
#include "squall/query/catalogue/system.hpp"
#include "squall/query/catalogue/text_search.hpp"
#include "squall/query/conditional.hpp"
