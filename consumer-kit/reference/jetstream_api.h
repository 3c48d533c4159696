// Requests to JetStream as JSON, on exactly the subjects that a CHEFS consumer
// account may publish to. cnats' own calls are not used: they know no
// filter_subjects, and some look streams up by subjects that are not permitted.
// Source: NATS documentation, "JetStream wire API"; contract/permissions.h.
// Why: docs/decisions/0031.
#pragma once

#include <chrono>
#include <string>
#include <variant>

#include "base/nats_handles.h"
#include "contract/json.h"

namespace chefs::consumer {

// JetStream's answer when it declines, e.g. 10014 "consumer not found". Without
// a code: there was no answer, which is also how a server refuses a permission.
struct ApiError {
  int code = 0;
  int err_code = 0;
  std::string description;
};

// "consumer not found (JetStream error 10014)"
std::string to_string(const ApiError& error);

inline constexpr int kConsumerNotFound = 10014;
inline constexpr int kStreamNotFound = 10059;

using ApiAnswer = std::variant<contract::Json, ApiError>;

class JetStreamApi {
 public:
  // The connection must outlive this.
  JetStreamApi(natsConnection* connection, std::string stream)
      : connection_(connection), stream_(std::move(stream)) {}

  ApiAnswer stream_info() const;
  ApiAnswer consumer_info(const std::string& durable) const;
  // The body of CONSUMER.DURABLE.CREATE: the consumer's configuration.
  ApiAnswer create_durable(const std::string& durable,
                           const contract::Json& config) const;
  ApiAnswer delete_consumer(const std::string& durable) const;

  // The subject to which a pull request is published.
  std::string next_subject(const std::string& durable) const;
  const std::string& stream() const { return stream_; }

 private:
  ApiAnswer request(const std::string& subject, const std::string& body) const;

  natsConnection* connection_;
  std::string stream_;
};

}  // namespace chefs::consumer
