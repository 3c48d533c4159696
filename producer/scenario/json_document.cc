#include "producer/scenario/json_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "base/environment_error.h"
#include "contract/json.h"
#include "producer/scenario/scenario_error.h"

namespace chefs::producer {
namespace {

using contract::Json;

// What is nested deeper could not be copied safely, and no scenario is.
constexpr int kMostLevels = 200;

// Columns count bytes, as compilers do.
std::string position(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;
  return fmt::format("line {}, column {}", line,
                     before.size() - line_start + 1);
}

// The parser's text starts with its own name and position.
std::string reason(const Json::parse_error& error) {
  const std::string whole = error.what();
  const std::size_t at = whole.find(": ");
  return at == std::string::npos ? whole : whole.substr(at + 2);
}

// Notes each key as the parser meets it; the parser itself keeps the last of
// two equal ones.
class DuplicateFinder {
 public:
  void on_event(Json::parse_event_t event, const Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
        keys_.emplace_back();
        break;
      case Json::parse_event_t::object_end:
        keys_.pop_back();
        break;
      case Json::parse_event_t::key:
        if (!keys_.back().insert(parsed.get<std::string>()).second &&
            duplicate_.empty()) {
          duplicate_ = parsed.get<std::string>();
        }
        break;
      default:
        break;
    }
  }

  const std::string& duplicate() const { return duplicate_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string duplicate_;
};

}  // namespace

Json parse_document(std::string_view text, const std::string& file) {
  DuplicateFinder finder;
  try {
    Json document = Json::parse(
        text, [&](int level, Json::parse_event_t event, Json& parsed) {
          if (level > kMostLevels) {
            throw ScenarioError(
                file, "(file)",
                fmt::format("nested deeper than {} levels", kMostLevels));
          }
          finder.on_event(event, parsed);
          return true;
        });
    if (finder.duplicate().empty()) return document;
    throw ScenarioError(file, "(file)",
                        fmt::format("the key \"{}\" stands twice in one object",
                                    finder.duplicate()));
  } catch (const Json::parse_error& error) {
    const std::size_t byte = error.byte > 0 ? error.byte - 1 : 0;
    throw ScenarioError(file, position(text, byte),
                        "no JSON: " + reason(error));
  } catch (const Json::out_of_range&) {
    throw ScenarioError(file, "(file)", "a number is too large");
  }
}

}  // namespace chefs::producer
