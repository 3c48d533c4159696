// User names as CHEFS writes them into createdBy and updatedBy: an account and
// its identity provider, or "public" for a person who did not log in.
#pragma once

#include <string>

#include "contract/random_source.h"

namespace chefs::producer {

std::string pick_user_name(contract::RandomSource& random);
// Someone who may design forms, so never "public".
std::string pick_designer_name(contract::RandomSource& random);

}  // namespace chefs::producer
