// The part of CHEFS' HTTP API by which a consumer downloads what an error event
// kept from it, on loopback:
//
//   GET /app/api/v1/submissions/{id}     Basic: form id, API key
//   200 {"submission":{…},"version":{…},"form":{…}}
//   401 wrong or no credentials; 404 no such submission
//
// Not CHEFS' other routes. Problems are told as RFC 7807 objects, as CHEFS
// does. Another process of the toolkit hands its submissions in by
//   PUT /chefs-mock/submissions/{id}     Bearer: the token
// Source: docs/contract.md, "Size limit"; CHEFS' submission routes @c29a053.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "contract/secret.h"
#include "producer/api/api_script.h"
#include "producer/api/recovery_answer.h"
#include "producer/api/recovery_store.h"

namespace chefs::producer {

// "503:2"; otherwise a sentence that says what is wrong.
std::variant<ApiFailure, std::string> parse_api_failure(std::string_view text);

struct RecoveryApiOptions {
  // 0: any free one.
  std::uint16_t port = 0;
  ApiFailure failure = {};
  // Lets others hand in submissions; nobody may if it is empty.
  contract::Secret token = {};
  // For conformance cases: the answers to downloads in turn; the last stays.
  std::vector<ScriptedAnswer> script = {};
  // How long a slow answer is kept back.
  std::chrono::milliseconds slowness{2'000};
  // Told of each download, on the API's thread.
  std::function<void(const ApiDownload&)> on_download = {};
};

// Serves on a thread of its own until it is destroyed.
class RecoveryApi {
 public:
  // The store must outlive it. Throws EnvironmentError if it cannot listen.
  RecoveryApi(RecoveryStore& store, RecoveryApiOptions options);
  ~RecoveryApi();
  RecoveryApi(const RecoveryApi&) = delete;
  RecoveryApi& operator=(const RecoveryApi&) = delete;

  // http://127.0.0.1:PORT, without a path.
  std::string url() const;

 private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace chefs::producer
