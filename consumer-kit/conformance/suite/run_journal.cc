#include "consumer-kit/conformance/suite/run_journal.h"

#include <fmt/format.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <concepts>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "base/environment_error.h"
#include "contract/json.h"

namespace chefs::conformance {
namespace {

using contract::Json;

constexpr char kNotBegun = '.';
constexpr char kRunning = 'r';
constexpr char kEnded = 'e';

template <typename S, typename T>
concept Is = std::same_as<std::remove_const_t<S>, T>;

// Each names all fields: one that is added to its structure does not compile
// until it is written down here too.
template <Is<DrawnSpan> S>
auto fields(S& of) {
  auto& [text, role, is_marked] = of;
  return std::tie(text, role, is_marked);
}

template <Is<Drawing> S>
auto fields(S& of) {
  auto& [title, spans] = of;
  return std::tie(title, spans);
}

template <Is<ExchangeStep> S>
auto fields(S& of) {
  auto& [at, who, what, is_marked] = of;
  return std::tie(at, who, what, is_marked);
}

template <Is<CheckResult> S>
auto fields(S& of) {
  auto& [name, outcome, is_unproven, is_expected_failure, answer, expected,
         observed, why, needs, evidence, exchange, wrong_at, took] = of;
  return std::tie(name, outcome, is_unproven, is_expected_failure, answer,
                  expected, observed, why, needs, evidence, exchange, wrong_at,
                  took);
}

template <Is<ChartMark> S>
auto fields(S& of) {
  auto& [at, until, lane, tone, count, text] = of;
  return std::tie(at, until, lane, tone, count, text);
}

template <Is<Chart> S>
auto fields(S& of) {
  auto& [lanes, marks, wrong_at] = of;
  return std::tie(lanes, marks, wrong_at);
}

template <Is<LikelyCause> S>
auto fields(S& of) {
  auto& [name, sentence, seen, at] = of;
  return std::tie(name, sentence, seen, at);
}

template <Is<Traces> S>
auto fields(S& of) {
  auto& [last_lines, exit, refusals, consumers] = of;
  return std::tie(last_lines, exit, refusals, consumers);
}

template <Is<CaseResult> S>
auto fields(S& of) {
  auto& [info, outcome, counts, is_expected_failure, checks, likely, traces,
         chart, bundle] = of;
  return std::tie(outcome, counts, is_expected_failure, checks, likely, traces,
                  chart, bundle);
}

template <typename T>
concept Plain = std::same_as<T, std::string> || std::integral<T>;
template <typename T>
concept Enumeration = std::is_enum_v<T>;
template <typename T>
concept Duration = requires {
  typename T::period;
};
template <typename T>
concept Optional = requires(T value) {
  value.has_value();
};
template <typename T>
concept List = !Plain<T> && requires(T value) {
  value.emplace_back();
};

template <typename T>
Json written(const T& value) {
  if constexpr (Plain<T>) {
    return value;
  } else if constexpr (Enumeration<T>) {
    return static_cast<int>(value);
  } else if constexpr (Duration<T>) {
    return value.count();
  } else if constexpr (Optional<T>) {
    return value ? written(*value) : Json();
  } else if constexpr (List<T>) {
    Json list = Json::array();
    for (const auto& each : value) list.push_back(written(each));
    return list;
  } else {
    Json list = Json::array();
    std::apply(
        [&list](const auto&... field) {
          (list.push_back(written(field)), ...);
        },
        fields(value));
    return list;
  }
}

template <typename T>
void read_into(T& value, const Json& json) {
  if constexpr (Plain<T>) {
    value = json.get<T>();
  } else if constexpr (Enumeration<T>) {
    value = static_cast<T>(json.get<int>());
  } else if constexpr (Duration<T>) {
    value = T(json.get<typename T::rep>());
  } else if constexpr (Optional<T>) {
    if (!json.is_null()) read_into(value.emplace(), json);
  } else if constexpr (List<T>) {
    for (const Json& each : json) read_into(value.emplace_back(), each);
  } else {
    std::size_t next = 0;
    std::apply(
        [&](auto&... field) { (read_into(field, json.at(next++)), ...); },
        fields(value));
  }
}

base::FileDescriptor new_file(std::size_t cases) {
  base::FileDescriptor file(::memfd_create("run-journal", MFD_CLOEXEC));
  if (!file)
    throw base::EnvironmentError(
        fmt::format("cannot make room to note what {} cases do: {}", cases,
                    strerror(errno)));
  return file;
}

std::string whole(int file) {
  std::string text;
  char part[65'536];
  for (;;) {
    const auto got =
        ::pread(file, part, sizeof(part), static_cast<off_t>(text.size()));
    if (got <= 0) return text;
    text.append(part, static_cast<std::size_t>(got));
  }
}

CaseResult interrupted(const std::string& by_signal) {
  CheckResult check;
  check.name = "suite";
  check.outcome = OutcomeKind::kError;
  check.answer = "error";
  check.expected = "the suite runs the case to its end";
  check.observed = "the suite itself ended here " + by_signal;
  CaseResult result;
  result.outcome = OutcomeKind::kError;
  result.checks.push_back(std::move(check));
  return result;
}

}  // namespace

RunJournal::RunJournal(std::size_t cases)
    : cases_(cases), file_(new_file(cases)), size_(cases) {
  write(0, std::string(cases, kNotBegun));
}

void RunJournal::begin(std::size_t number) { write(number, {&kRunning, 1}); }

void RunJournal::end(std::size_t number, const CaseResult& result) {
  const std::string line = Json{number, written(result)}.dump(
                               -1, ' ', false, Json::error_handler_t::replace) +
                           '\n';
  {
    const std::lock_guard lock(mutex_);
    write(size_, line);
    size_ += line.size();
  }
  end_again(number);
}

void RunJournal::end_again(std::size_t number) { write(number, {&kEnded, 1}); }

void RunJournal::write(std::size_t at, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::pwrite(file_.get(), bytes.data(), bytes.size(),
                               static_cast<off_t>(at));
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0)
      throw base::EnvironmentError(
          fmt::format("cannot note what a case did in {} bytes of memory: {}",
                      bytes.size(), strerror(errno)));
    at += static_cast<std::size_t>(sent);
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

RunSoFar RunJournal::read() const {
  const std::string text = whole(file_.get());
  RunSoFar found;
  for (std::size_t i = 0; i < std::min(cases_, text.size()); ++i)
    if (text[i] == kRunning) found.running.insert(i);
  std::istringstream lines(text.substr(std::min(cases_, text.size())));
  for (std::string line; std::getline(lines, line);) {
    const Json entry = Json::parse(line, nullptr, false);
    // Cut off in the midst of writing.
    if (entry.is_discarded()) continue;
    CaseResult result;
    read_into(result, entry.at(1));
    found.ended.insert_or_assign(entry.at(0).get<std::size_t>(),
                                 std::move(result));
  }
  return found;
}

void report_crash(RunReport& report, const std::vector<CaseInfo>& infos,
                  RunSoFar done, int signal) {
  const char* name = ::sigdescr_np(signal);
  const std::string by_signal = fmt::format("by signal {} ({})", signal,
                                            name == nullptr ? "unknown" : name);
  std::string running;
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const bool was_running = done.running.contains(i);
    if (was_running) running += (running.empty() ? "" : ", ") + infos[i].id;
    const auto ended = done.ended.find(i);
    if (!was_running && ended == done.ended.end()) continue;
    CaseResult result =
        was_running ? interrupted(by_signal) : std::move(ended->second);
    result.info = infos[i];
    result.counts = infos[i].level <= report.level;
    report.cases.push_back(std::move(result));
  }
  report.notes.push_back(fmt::format(
      "the suite itself ended {}: a mistake of chefs-mock, not of the program. "
      "{} of {} cases were done; running: {}",
      by_signal, report.cases.size() - done.running.size(), infos.size(),
      running.empty() ? "none" : running));
}

}  // namespace chefs::conformance
