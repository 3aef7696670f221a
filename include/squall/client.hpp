// The client: squall::database, connections, transactions, codecs.
#pragma once

#include "squall/client/codec.hpp"
#include "squall/client/connection.hpp"
#include "squall/client/parameters.hpp"
#include "squall/client/result.hpp"
#include "squall/client/transaction.hpp"
#include "squall/database.hpp"
#include "squall/errors.hpp"
