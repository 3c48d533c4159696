#include "cli/verbs.h"

namespace chefs::cli {

void add_verbs(CLI::App& app, Chosen& chosen) {
  add_up(app, chosen);
  add_cluster(app, chosen);
  add_consume(app, chosen);
  add_publish(app, chosen);
  add_encrypt(app, chosen);
  add_decrypt(app, chosen);
  add_keygen(app, chosen);
  add_conform(app, chosen);
  add_replay(app, chosen);
  add_cases(app, chosen);
  add_fixtures(app, chosen);
}

}  // namespace chefs::cli
