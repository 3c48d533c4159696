// What is wrong with a scenario file, and where: the file, the JSON pointer (or
// line and column, if it is no JSON), what was expected.
#pragma once

#include <stdexcept>
#include <string>

namespace chefs::producer {

class ScenarioError : public std::runtime_error {
 public:
  ScenarioError(const std::string& file, const std::string& place,
                const std::string& what)
      : std::runtime_error(file + ": " + place + ": " + what) {}
};

}  // namespace chefs::producer
