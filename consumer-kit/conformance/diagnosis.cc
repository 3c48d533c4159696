#include "consumer-kit/conformance/diagnosis.h"

#include <algorithm>
#include <map>

namespace chefs::conformance {
namespace {

struct Answer {
  std::string word;
  bool is_right = false;
};

std::map<std::string, Answer> answers_of(const std::vector<CaseResult>& cases) {
  std::map<std::string, Answer> answers;
  for (const CaseResult& result : cases)
    for (const CheckResult& check : result.checks)
      answers[result.info.id + ":" + check.name] = {
          check.answer, check.outcome == OutcomeKind::kPass};
  return answers;
}

// Signs found; 0 if one is missing, or if all are right answers.
std::size_t signs_found(const KnownMistake& mistake,
                        const std::map<std::string, Answer>& answers) {
  std::size_t found = 0;
  bool is_telling = false;
  for (const KnownMistake::Sign& sign : mistake.signs) {
    const auto answer = answers.find(sign.check);
    if (answer == answers.end()) return 0;
    if (std::ranges::find(sign.answers, answer->second.word) ==
        sign.answers.end())
      return 0;
    ++found;
    is_telling |= !answer->second.is_right;
  }
  return is_telling ? found : 0;
}

}  // namespace

std::vector<Diagnosis> diagnose(const std::vector<KnownMistake>& mistakes,
                                const std::vector<CaseResult>& cases) {
  const std::map<std::string, Answer> answers = answers_of(cases);
  std::vector<Diagnosis> diagnoses;
  for (const KnownMistake& mistake : mistakes)
    if (const std::size_t found = signs_found(mistake, answers))
      diagnoses.push_back({mistake.name, mistake.sentence, mistake.fix, found});
  std::ranges::stable_sort(diagnoses, std::ranges::greater{},
                           &Diagnosis::answers);
  return diagnoses;
}

}  // namespace chefs::conformance
