// Squall: schema, typed queries and transactions for PostgreSQL.
#pragma once

#include "squall/client.hpp"
#include "squall/query.hpp"
#include "squall/schema.hpp"
