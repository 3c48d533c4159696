#include "consumer-kit/conformance/process/program.h"

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/find_program.h"

namespace chefs::conformance {
namespace {

namespace fs = std::filesystem;

std::string why_not(const std::string& name) {
  std::error_code error;
  if (name.find('/') == std::string::npos)
    return fmt::format(
        "it is in no folder of PATH (a shell would exit with 127); write ./{} "
        "for a program in this folder",
        name);
  if (!fs::exists(name, error))
    return "there is no such file (a shell would exit with 127); check the "
           "path";
  if (fs::is_directory(name, error))
    return "it is a folder (a shell would exit with 126)";
  return fmt::format(
      "it is not executable (a shell would exit with 126); chmod +x it, or "
      "name its interpreter: -- python3 {}",
      name);
}

}  // namespace

Program find_program(std::vector<std::string> words) {
  const std::string& name = words.at(0);
  if (auto file = producer::find_program(name))
    return Program{*std::move(file), std::move(words)};
  throw base::EnvironmentError(
      fmt::format("cannot run '{}': {}", name, why_not(name)));
}

}  // namespace chefs::conformance
