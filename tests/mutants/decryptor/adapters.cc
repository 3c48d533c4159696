#include "tests/mutants/decryptor/adapters.h"

#include <cstdlib>
#include <iostream>
#include <iterator>

#include "tests/mutants/decryptor/utf8.h"

namespace chefs::mutants {
namespace {

// An object, array, null, true or false arrives as its JSON; anything else is
// the text itself, and so are numbers, which are hex digits.
Json data_of(const std::string& input) {
  if (input.empty() || is_hex_digit(input.front()) || input.front() == '"')
    if (input != "false") return input;
  Json parsed = Json::parse(input, nullptr, false);
  return parsed.is_discarded() ? Json(input) : parsed;
}

void log_rejection(const Steps& steps, const Request& request,
                   const Rejected& rejected) {
  std::cerr << steps.log_on_reject(request, rejected) << std::endl;
}

void put_bytes(Json& answer, const Bytes& plaintext) {
  if (is_utf8(plaintext))
    answer["plaintext"] = plaintext;
  else
    answer["plaintextBase64"] = to_base64(plaintext);
}

void put_rejection(Json& answer, const Rejected& rejected) {
  if (!rejected.released.empty()) put_bytes(answer, rejected.released);
  answer["rejected"] = with_replacements(rejected.reason);
}

Json ready() {
  return {
      {"ready",
       {{"name", "mutant"}, {"version", "1"}, {"unsupported", Json::array()}}}};
}

// Gives whether the session goes on.
bool answer_decrypt(const Steps& steps, const Json& asked) {
  const Request request{asked.at("data"), asked.at("key").get<std::string>()};
  const Opened opened = steps.open(request, steps);
  Json answer = {{"id", asked.at("id")}};
  if (const auto* rejected = std::get_if<Rejected>(&opened)) {
    log_rejection(steps, request, *rejected);
    put_rejection(answer, *rejected);
  } else {
    put_bytes(answer, std::get<Bytes>(opened));
  }
  std::cout << answer.dump() << std::endl;
  return !steps.ends_after(request, opened);
}

}  // namespace

int run_one_shot(const Steps& steps) {
  const char* key = std::getenv("ENCRYPTION_KEY");
  const std::string input(std::istreambuf_iterator<char>(std::cin), {});
  const Request request{data_of(input), key == nullptr ? "" : key};
  const Opened opened = steps.open(request, steps);
  if (const auto* rejected = std::get_if<Rejected>(&opened)) {
    log_rejection(steps, request, *rejected);
    std::cout << rejected->released << steps.print_on_reject(*rejected)
              << std::flush;
    return steps.exit_on_reject;
  }
  std::cout << std::get<Bytes>(opened) << std::flush;
  return steps.exit_on_accept;
}

int run_session(const Steps& steps) {
  std::string line;
  while (std::getline(std::cin, line)) {
    const Json message = Json::parse(line);
    const std::string kind = message.begin().key();
    const Json& asked = message.begin().value();
    if (kind == "stop") break;
    if (kind == "decrypt") {
      if (!answer_decrypt(steps, asked)) break;
    } else if (kind == "start") {
      std::cout << ready().dump() << std::endl;
    } else {
      std::cout
          << Json{{"id", asked.at("id")}, {"unsupported", "unknown"}}.dump()
          << std::endl;
    }
  }
  return 0;
}

}  // namespace chefs::mutants
