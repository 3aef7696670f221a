// Everything that conditions and select lists are made of. Light: no client, no codecs.
#pragma once

#include "squall/query/aggregates.hpp"
#include "squall/query/assignment.hpp"
#include "squall/query/fragment.hpp"
#include "squall/query/functions.hpp"
#include "squall/query/named.hpp"
#include "squall/query/operators.hpp"
#include "squall/query/placeholder.hpp"
#include "squall/query/predicates.hpp"
#include "squall/query/value.hpp"
