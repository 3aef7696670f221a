#pragma once
#include <string>
namespace squall::detail {
template <class E>
std::string definition_sql(const E& expression);
}
