// A right consumer of CHEFS events in C++, on the toolkit's library
// consumer-kit/reference: C has an official client (cnats), but that client has
// no WebSocket, and the library gives it one. Set up by the environment alone
// (docs/consumer-guide.md lists the names); prints a JSON line for each message
// it has dealt with. Ends on SIGTERM or SIGINT.
#include <openssl/evp.h>
#include <signal.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "base/nats_handles.h"
#include "base/utc_time.h"
#include "consumer-kit/reference/consumer.h"
#include "contract/environment.h"
#include "contract/hex.h"
#include "contract/json.h"
#include "contract/nkey.h"

namespace {

namespace consumer = chefs::consumer;
namespace env = chefs::contract::env;
using chefs::contract::Json;
using chefs::contract::Secret;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kFirstWait{250};
constexpr milliseconds kLongestWait{15'000};

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::vector<std::string> list_in(const std::string& text) {
  std::vector<std::string> items;
  std::istringstream in(text);
  for (std::string item; std::getline(in, item, ',');) items.push_back(item);
  return items;
}

void log(const std::string& text) {
  std::cerr << "consumer: " + text + "\n" << std::flush;
}

// Keys are given by the environment: an argument can be read by every user of
// the machine. The form's own key is tried first, then the common one, so that
// events sealed before a change of keys can still be opened.
consumer::KeyRing keys_in(const char* of_form, const char* for_all) {
  consumer::KeyRing keys;
  if (const auto key = variable(for_all); !key.empty()) {
    keys.set_for_all(Secret(key));
  }
  if (const auto json = variable(of_form); !json.empty()) {
    if (const auto fault = keys.add_json(json, of_form)) {
      throw std::invalid_argument(*fault);
    }
  }
  return keys;
}

chefs::contract::UserNkey nkey() {
  auto read = chefs::contract::UserNkey::from_seed(variable(env::kNkeySeed));
  if (const auto* fault = std::get_if<chefs::contract::NkeyFault>(&read)) {
    throw std::invalid_argument("NKEY_SEED is no user's seed: " + fault->text);
  }
  return std::get<chefs::contract::UserNkey>(std::move(read));
}

// A durable that exists is used as it is: the server knows how far we are.
consumer::DurableSpec durable() {
  consumer::DurableSpec durable;
  durable.name = variable(env::kDurableName);
  if (durable.name.empty()) durable.name = "chefs-example-cpp";
  durable.filters = list_in(variable(env::kFilterSubjects));
  // What is not acknowledged within it comes again: longer than the slowest
  // event takes.
  if (const auto text = variable("ACK_WAIT_MS"); !text.empty()) {
    durable.ack_wait = milliseconds(std::stoll(text));
  }
  if (const auto text = variable(env::kStartSequence); !text.empty()) {
    durable.start = consumer::FromSequence{std::stoull(text)};
  } else if (const auto time =
                 chefs::base::parse_utc(variable(env::kStartTime))) {
    durable.start = consumer::FromTime{*time};
  }
  return durable;
}

// The stream discards its oldest when it is full, and whoever comes too late
// loses it for good. Take the forms' state from the CHEFS API then.
void tell(const consumer::Notice& notice) {
  log(notice.text);
  if (notice.kind != consumer::NoticeKind::kGap) return;
  const Json line = {{"chefs", 1},
                     {"notice", "gap"},
                     {"from", notice.gap.first},
                     {"to", notice.gap.last}};
  std::cout << line.dump() << std::endl;
}

consumer::ConsumerOptions options() {
  consumer::ConsumerOptions options;
  options.link.servers = list_in(variable(env::kServers));
  options.link.name = "chefs-example-cpp";
  options.link.nkey = nkey();
  options.link.ca_file = variable(env::kCaFile);
  if (const auto stream = variable(env::kStreamName); !stream.empty()) {
    options.stream = stream;
  }
  options.durable = durable();
  // Test and pull-request environments of CHEFS share the server.
  options.rules.sources = {variable(env::kSource)};
  options.rules.keys = keys_in(env::kEncryptionKeys, env::kEncryptionKey);
  if (const auto url = variable(env::kChefsApiUrl); !url.empty()) {
    options.recovery = consumer::RecoveryOptions{
        .api_url = url, .api_keys = keys_in(env::kChefsApiKeys, "")};
    if (const auto text = variable(env::kChefsApiTimeoutMs); !text.empty()) {
      options.recovery->timeout = milliseconds(std::stoll(text));
    }
  }
  options.loss_patience = std::chrono::hours(24);
  options.on_notice = tell;
  return options;
}

std::string sha256(const std::string& text) {
  std::array<std::byte, 32> digest{};
  EVP_Digest(text.data(), text.size(),
             reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             EVP_sha256(), nullptr);
  return chefs::contract::to_hex(digest);
}

// The sequences that were dealt with: in memory, and in a file as well if one
// is named, so that a restart knows them too. A database with a unique index on
// the sequence does the same for you, in the transaction of the work.
class Done {
 public:
  explicit Done(const std::string& file) {
    if (file.empty()) return;
    std::ifstream in(file);
    for (std::uint64_t sequence = 0; in >> sequence;) all_.insert(sequence);
    file_.open(file, std::ios::app);
  }

  bool has(std::uint64_t sequence) const { return all_.contains(sequence); }
  void add(std::uint64_t sequence) {
    all_.insert(sequence);
    if (file_.is_open()) file_ << sequence << std::endl;
  }

 private:
  std::set<std::uint64_t> all_;
  std::ofstream file_;
};

// Your part. Store its effects with the sequence, in one transaction.
void work(const consumer::EventResult&) {}

// One message, which the library has read, decrypted and, where it was too
// large, downloaded. It is acknowledged when this returns: what dies before is
// delivered again, which is why the sequence is looked up first.
consumer::SinkAnswer deal_with(const consumer::Delivery& delivery,
                               const consumer::EventResult& result,
                               Done& done) {
  const auto sequence = delivery.sequence();
  if (done.has(sequence)) return consumer::SinkAnswer::kDone;
  // The API is away for longer than the library waits: the event comes again.
  if (result.can_be_had_later) {
    log("message " + std::to_string(sequence) + ": " + result.detail);
    return consumer::SinkAnswer::kAgain;
  }
  work(result);
  done.add(sequence);
  Json report = {
      {"chefs", 1}, {"seq", sequence}, {"outcome", to_string(result.outcome)}};
  if (result.event.submission_id) {
    report["submissionId"] = *result.event.submission_id;
  }
  // What is still being written is no case yet: work() has to tell them apart.
  if (result.event.draft.value_or(false)) report["draft"] = true;
  if (result.plaintext) report["plaintextSha256"] = sha256(*result.plaintext);
  std::cout << report.dump(-1, ' ', true) << std::endl;
  return consumer::SinkAnswer::kDone;
}

// Once connected, the library connects again by itself, with waits that grow.
// This is for the time before, and for a server that refuses.
void consume(Done& done, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::minstd_rand random(std::random_device{}());
  auto wait = kFirstWait;
  while (!stop.stop_requested()) {
    const auto started = steady_clock::now();
    try {
      consumer::Consumer consumer(options(), stop);
      consumer.run(
          [&](const consumer::Delivery& delivery,
              const consumer::EventResult& result) {
            return deal_with(delivery, result, done);
          },
          {}, stop);
    } catch (const std::invalid_argument&) {
      throw;  // it is set up wrongly, and will stay so
    } catch (const std::exception& error) {
      if (!stop.stop_requested()) log(error.what());
    }
    if (steady_clock::now() - started > kLongestWait) wait = kFirstWait;
    // Half of the wait is chance, so that a hundred consumers do not all come
    // back at once.
    const milliseconds pause(std::uniform_int_distribution<std::int64_t>(
        wait.count() / 2, wait.count())(random));
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, pause, [] { return false; });
    wait = std::min(2 * wait, kLongestWait);
  }
}

}  // namespace

int main() {
  // Held back in every thread, and waited for in one: no handler.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::stop_source stop;
  std::jthread watcher([&] {
    int number = 0;
    sigwait(&signals, &number);
    stop.request_stop();
  });

  try {
    const chefs::base::NatsLibrary library;
    Done done(variable("DONE_FILE"));
    consume(done, stop.get_token());
    return 0;
  } catch (const std::exception& error) {
    log(error.what());
    pthread_kill(watcher.native_handle(), SIGTERM);  // it still waits
    return 2;
  }
}
