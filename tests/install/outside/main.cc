#include <cstdio>

#include "contract/cryptr.h"
#include "contract/js_json.h"
#include "contract/json.h"

using namespace chefs::contract;

int main() {
  SystemRandom random;
  const Secret key("a key");
  const std::string sealed = seal(stringify(Json{{"n", 1.0}}), key, random);
  const Opened opened = open(sealed, key);
  std::puts(std::get<std::string>(opened).c_str());
}
