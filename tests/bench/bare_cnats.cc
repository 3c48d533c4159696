// What publishing to JetStream and reading from it cost with cnats alone: the
// baselines of scripts/bench. Not how chefs-mock does either.
//
//   bare_cnats publish URL NKEY-FILE SUBJECT COUNT < payload
//   bare_cnats drain   URL NKEY-FILE DURABLE COUNT
//
// Prints {"count":…,"seconds":…}, from the first message to the last
// acknowledgement.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <iterator>
#include <string>

#include "base/nats_connection.h"
#include "base/nats_handles.h"
#include "producer/server/accounts.h"

namespace {

using chefs::base::check;
using chefs::base::JetStreamHandle;
using chefs::base::NatsConnection;
using chefs::base::NatsSubscription;
using std::chrono::steady_clock;

constexpr std::int64_t kMostPending = 512;
constexpr int kBatch = 256;
constexpr std::int64_t kPatienceMs = 60'000;

struct Arguments {
  std::string url;
  std::string nkey_file;
  std::string name;
  int count = 0;
};

NatsConnection connect(const Arguments& arguments) {
  return NatsConnection(
      {.url = arguments.url,
       .nkey = chefs::producer::read_nkey_file(arguments.nkey_file)});
}

void publish(const Arguments& arguments) {
  const std::string payload(std::istreambuf_iterator<char>(std::cin), {});
  const NatsConnection nats = connect(arguments);
  jsOptions options;
  jsOptions_Init(&options);
  options.PublishAsync.MaxPending = kMostPending;
  const JetStreamHandle js = nats.jetstream(&options);
  for (int i = 0; i < arguments.count; ++i) {
    check(js_PublishAsync(js.get(), arguments.name.c_str(), payload.data(),
                          static_cast<int>(payload.size()), nullptr),
          "publish");
  }
  jsPubOptions wait;
  jsPubOptions_Init(&wait);
  wait.MaxWait = kPatienceMs;
  check(js_PublishAsyncComplete(js.get(), &wait), "wait for the answers");
}

void drain(const Arguments& arguments) {
  const NatsConnection nats = connect(arguments);
  const JetStreamHandle js = nats.jetstream();
  jsSubOptions options;
  jsSubOptions_Init(&options);
  options.Stream = "CHEFS";
  natsSubscription* raw = nullptr;
  check(js_PullSubscribe(&raw, js.get(), "PUBLIC.forms.>",
                         arguments.name.c_str(), nullptr, &options, nullptr),
        "subscribe");
  const NatsSubscription subscription = nats.own(raw);
  for (int left = arguments.count; left > 0;) {
    natsMsgList list = {};
    check(natsSubscription_Fetch(&list, raw, std::min(left, kBatch),
                                 kPatienceMs, nullptr),
          "fetch");
    for (int i = 0; i < list.Count; ++i) natsMsg_Ack(list.Msgs[i], nullptr);
    left -= list.Count;
    natsMsgList_Destroy(&list);
  }
  check(natsConnection_Flush(nats.get()), "flush");
}

int run(const std::string& what, const Arguments& arguments) {
  const chefs::base::NatsLibrary library;
  const auto start = steady_clock::now();
  what == "drain" ? drain(arguments) : publish(arguments);
  const std::chrono::duration<double> taken = steady_clock::now() - start;
  fmt::print("{{\"count\":{},\"seconds\":{:.6f}}}\n", arguments.count,
             taken.count());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    fmt::print(stderr,
               "usage: bare_cnats publish|drain URL NKEY-FILE "
               "SUBJECT|DURABLE COUNT\n");
    return 2;
  }
  try {
    return run(argv[1], {argv[2], argv[3], argv[4], std::stoi(argv[5])});
  } catch (const std::exception& error) {
    fmt::print(stderr, "bare_cnats: {}\n", error.what());
    return 3;
  }
}
