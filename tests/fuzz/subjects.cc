// Subjects and filters: a filter in the first line, a subject in the second.
// The judge of matching is written the other way round, by recursion over the
// rest of both texts.
#include "contract/subject.h"

#include <string>

#include "tests/fuzz/fuzz_target.h"

namespace chefs::fuzz {
namespace {

using namespace contract;

bool matches(std::string_view filter, std::string_view subject) {
  if (filter == ">") return true;
  const std::size_t filter_end = filter.find('.');
  const std::size_t subject_end = subject.find('.');
  const std::string_view token = filter.substr(0, filter_end);
  if (token != "*" && token != subject.substr(0, subject_end)) return false;
  if (filter_end == std::string_view::npos) {
    return subject_end == std::string_view::npos;
  }
  return subject_end != std::string_view::npos &&
         matches(filter.substr(filter_end + 1),
                 subject.substr(subject_end + 1));
}

void check_subject(std::string_view text) {
  const auto subject = parse_subject(text);
  if (!subject) return;
  require(to_string(*subject) == text, "a subject is written as it was read");
  require(is_valid_filter(text), "a subject is a filter for itself");
  require(subject_matches(text, text), "a subject matches itself");
  require(subject_matches("*.*.*.*.*", text), "a subject has five tokens");
  require(subject_matches(">", text), "> matches every subject");
}

}  // namespace

void run(std::string_view text) {
  Input input(text);
  const std::string_view filter = input.line();
  const std::string_view subject = input.rest();
  require(subject_matches(filter, subject) == matches(filter, subject),
          "a filter matches as by the rules");
  check_subject(filter);
  check_subject(subject);
  const auto advice = why_filter_matches_nothing(filter);
  require(!advice || !advice->empty(), "advice says something");
  require(is_valid_filter(filter) || advice.has_value(),
          "what is no filter gets advice");
  if (!advice && parse_subject(subject)) {
    require(is_valid_filter(filter), "a filter that can match is valid");
  }
}

}  // namespace chefs::fuzz
