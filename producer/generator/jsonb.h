// The key order that PostgreSQL's jsonb columns give back: shorter keys first,
// keys of one length by their bytes, at every depth. CHEFS keeps submissions,
// form schemas and form metadata in such columns and sends what it reads back.
// Not a parser. Source: PostgreSQL documentation, "JSON Types"; the sample
// answers on the published page "Custom Form Metadata".
#pragma once

#include "contract/json_fwd.h"

namespace chefs::producer {

contract::Json in_jsonb_order(contract::Json value);

}  // namespace chefs::producer
