// The rows that a form is made of when it is created: the form itself, its
// version with the Form.io schema, and the identity providers it allows.
// Not how they are sent together: rows.h. Source: CHEFS' migrations @c29a053,
// whose order of columns is kept.
#pragma once

#include <string>

#include "contract/json_fwd.h"
#include "contract/random_source.h"
#include "producer/generator/clock.h"

namespace chefs::producer {

struct FormIdentity {
  std::string id;
  std::string title;
  Instant created_at;
};

contract::Json make_form_row(const FormIdentity& form,
                             contract::RandomSource& random);
contract::Json make_identity_providers(Instant created_at);
contract::Json make_version_row(const std::string& form_id,
                                const std::string& version_id, int number,
                                Instant created_at,
                                contract::RandomSource& random);

}  // namespace chefs::producer
