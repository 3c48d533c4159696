// What `consume` prints: a line for each event, the notices between them, and
// the sum at the end; for people at 80 columns, or as JSON lines in the format
// of the conformance suite's consumer adapter. Never a key, a seed, or, unless
// asked, a payload.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "cli/consume/consume_options.h"
#include "cli/output.h"
#include "consumer-kit/reference/consumer.h"

namespace chefs::cli {

// The consumer got nothing out of it.
bool is_loss(consumer::Outcome outcome);

// What came of all events.
struct ConsumeSum {
  std::map<consumer::Outcome, std::uint64_t> by_outcome;
  std::uint64_t events = 0;
  std::uint64_t discarded = 0;
  // 0: none.
  std::uint64_t first_sequence = 0;
  std::uint64_t last_sequence = 0;
  // From the first request to the last acknowledgement.
  std::chrono::duration<double> taken{};

  void add(const consumer::Delivery& delivery, consumer::Outcome outcome);
  // An event was undecryptable, invalid, or gone before it was read.
  bool has_losses() const;
};

class ConsumeReport {
 public:
  virtual ~ConsumeReport() = default;
  virtual void event(const consumer::Delivery& delivery,
                     const consumer::EventResult& result) = 0;
  // Writes the lines of events that were gathered; until then they may wait.
  virtual void flush() = 0;
  virtual void notice(const consumer::Notice& notice) = 0;
  virtual void sum(const ConsumeSum& sum, consumer::RunEnd end) = 0;
};

// For people: events go to `out`, what befalls the connection to `err`.
std::unique_ptr<ConsumeReport> make_report(const ConsumeOptions& options,
                                           Output& out, Output& err);

// "PRIVATE submission.created 3fa85f64": no wider than the columns.
std::string short_subject(std::string_view subject, std::size_t columns);

}  // namespace chefs::cli
