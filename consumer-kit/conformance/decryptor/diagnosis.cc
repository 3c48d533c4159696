#include "consumer-kit/conformance/decryptor/diagnosis.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

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
    if (!sign.is_shown_by(answer->second.word)) return 0;
    ++found;
    is_telling |= !answer->second.is_right;
  }
  return is_telling ? found : 0;
}

using Answers = std::map<std::string, Answer>;

std::string case_of(const std::string& check) {
  return check.substr(0, check.find(':'));
}

// How many signs of `mistake` are there that only it gives; nothing if one is
// missing that `other` does not spoil.
std::optional<std::size_t> own_signs(const KnownMistake& mistake,
                                     const KnownMistake& other,
                                     const Answers& answers) {
  std::size_t own = 0;
  for (const KnownMistake::Sign& sign : mistake.signs) {
    const auto answer = answers.find(sign.check);
    if (answer == answers.end()) return std::nullopt;
    const bool is_there = sign.is_shown_by(answer->second.word);
    const bool is_others = other.kills.contains(case_of(sign.check));
    if (!is_there && !is_others) return std::nullopt;
    own += is_there && !is_others && !answer->second.is_right;
  }
  return own;
}

// Cases that failed by an answer that was wrong in itself.
std::set<std::string> failed_cases(const std::vector<CaseResult>& cases) {
  std::set<std::string> failed;
  for (const CaseResult& result : cases)
    for (const CheckResult& check : result.checks)
      if (check.outcome == OutcomeKind::kFail && !check.is_unproven)
        failed.insert(result.info.id);
  return failed;
}

std::vector<const KnownMistake*> single_of(
    const std::vector<Diagnosis>& diagnoses,
    const std::vector<KnownMistake>& mistakes) {
  std::vector<const KnownMistake*> singles;
  for (const KnownMistake& mistake : mistakes)
    if (std::ranges::find(diagnoses, mistake.name, &Diagnosis::name) !=
        diagnoses.end())
      singles.push_back(&mistake);
  return singles;
}

struct Pair {
  const KnownMistake* one;
  const KnownMistake* other;
  std::size_t answers;
  // Cases of which the two say something else than was seen.
  std::size_t misses;
};

class PairSearch {
 public:
  PairSearch(const Answers& answers, const std::vector<CaseResult>& cases)
      : answers_(answers), failed_(failed_cases(cases)) {
    for (const CaseResult& result : cases) asked_.insert(result.info.id);
  }

  void consider(const KnownMistake& one, const KnownMistake& other) {
    const auto of_one = own_signs(one, other, answers_);
    if (of_one.value_or(0) == 0) return;
    const auto of_other = own_signs(other, one, answers_);
    if (of_other.value_or(0) == 0) return;
    if (unexplained(one, other) > most_unexplained()) return;
    const Pair pair{&one, &other, *of_one + *of_other, misses(one, other)};
    if (!best_ || pair.misses < best_->misses ||
        (pair.misses == best_->misses && pair.answers > best_->answers))
      best_ = pair;
  }

  const std::optional<Pair>& best() const { return best_; }

  // The mistakes that fit alone: one of them says of each case what was seen.
  bool is_explained_by(const std::vector<const KnownMistake*>& alone) const {
    return least_misses(alone) == std::size_t{0};
  }
  bool is_better_than(const std::vector<const KnownMistake*>& alone) const {
    const auto least = least_misses(alone);
    return best_ && (!least || best_->misses < *least);
  }

 private:
  // A matrix that was measured elsewhere need not fit to a hair.
  std::size_t most_unexplained() const { return failed_.size() / 10; }

  std::size_t unexplained(const KnownMistake& one,
                          const KnownMistake& other) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(failed_, [&](const std::string& id) {
          return !one.kills.contains(id) && !other.kills.contains(id);
        }));
  }

  std::optional<std::size_t> least_misses(
      const std::vector<const KnownMistake*>& alone) const {
    std::optional<std::size_t> least;
    for (const KnownMistake* mistake : alone) {
      const std::size_t missed = misses(*mistake, *mistake);
      least = std::min(least.value_or(missed), missed);
    }
    return least;
  }

  std::size_t misses(const KnownMistake& one, const KnownMistake& other) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(asked_, [&](const std::string& id) {
          const bool is_foretold =
              one.kills.contains(id) || other.kills.contains(id);
          return is_foretold != failed_.contains(id);
        }));
  }

  const Answers& answers_;
  const std::set<std::string> failed_;
  std::set<std::string> asked_;
  std::optional<Pair> best_;
};

}  // namespace

Diagnosis both_of(const KnownMistake& one, const KnownMistake& other,
                  std::size_t answers) {
  return {.name = one.name + " and " + other.name,
          .sentence = one.sentence + ", and that it " + other.mistake,
          .fix = one.fix == other.fix ? one.fix : one.fix + " " + other.fix,
          .answers = answers};
}

std::vector<Diagnosis> diagnose(const std::vector<KnownMistake>& mistakes,
                                const std::vector<CaseResult>& cases) {
  const Answers answers = answers_of(cases);
  std::vector<Diagnosis> diagnoses;
  for (const KnownMistake& mistake : mistakes)
    if (const std::size_t found = signs_found(mistake, answers))
      diagnoses.push_back({mistake.name, mistake.sentence, mistake.fix, found});
  std::ranges::stable_sort(diagnoses, std::ranges::greater{},
                           &Diagnosis::answers);
  PairSearch pairs(answers, cases);
  if (pairs.is_explained_by(single_of(diagnoses, mistakes))) return diagnoses;
  for (std::size_t i = 0; i < mistakes.size(); ++i)
    for (std::size_t k = i + 1; k < mistakes.size(); ++k)
      pairs.consider(mistakes[i], mistakes[k]);
  const auto& best = pairs.best();
  if (!best || !pairs.is_better_than(single_of(diagnoses, mistakes)))
    return diagnoses;
  std::erase_if(diagnoses, [&](const Diagnosis& diagnosis) {
    return diagnosis.name == best->one->name ||
           diagnosis.name == best->other->name;
  });
  diagnoses.insert(diagnoses.begin(),
                   both_of(*best->one, *best->other, best->answers));
  return diagnoses;
}

}  // namespace chefs::conformance
