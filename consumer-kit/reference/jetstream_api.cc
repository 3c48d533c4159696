#include "consumer-kit/reference/jetstream_api.h"

namespace chefs::consumer {
namespace {

using contract::Json;

constexpr std::chrono::milliseconds kApiTimeout{5'000};

std::string server_words(natsConnection* connection) {
  const char* text = nullptr;
  natsConnection_GetLastError(connection, &text);
  return text == nullptr ? std::string() : std::string(text);
}

// A permission that is refused is told on the side; the request itself then
// goes without an answer.
std::string why_no_answer(natsStatus status, natsConnection* connection) {
  if (status == NATS_NO_RESPONDERS) {
    return "JetStream does not answer; is it enabled on this server?";
  }
  const std::string words = server_words(connection);
  if (words.find("ermissions") != std::string::npos) {
    return "the server refuses it: " + words;
  }
  if (status == NATS_TIMEOUT) {
    return "no answer came in time; is the server's disk full?";
  }
  return natsStatus_GetText(status);
}

ApiError no_answer(const std::string& subject, const std::string& why) {
  return {.code = 0, .err_code = 0, .description = why + " (" + subject + ")"};
}

ApiAnswer read_answer(const std::string& subject, std::string_view text) {
  Json answer = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!answer.is_object()) return no_answer(subject, "the answer is not JSON");
  const auto error = answer.find("error");
  if (error == answer.end() || !error->is_object()) return answer;
  return ApiError{.code = error->value("code", 0),
                  .err_code = error->value("err_code", 0),
                  .description = error->value("description", std::string())};
}

}  // namespace

std::string to_string(const ApiError& error) {
  if (error.err_code == 0) return error.description;
  return error.description + " (JetStream error " +
         std::to_string(error.err_code) + ")";
}

ApiAnswer JetStreamApi::request(const std::string& subject,
                                const std::string& body) const {
  natsMsg* raw = nullptr;
  const auto status = natsConnection_Request(
      &raw, connection_, subject.c_str(), body.data(),
      static_cast<int>(body.size()), kApiTimeout.count());
  const base::MessageHandle message(raw);
  if (status != NATS_OK) {
    return no_answer(subject, why_no_answer(status, connection_));
  }
  return read_answer(subject,
                     {natsMsg_GetData(raw),
                      static_cast<std::size_t>(natsMsg_GetDataLength(raw))});
}

ApiAnswer JetStreamApi::stream_info() const {
  return request("$JS.API.STREAM.INFO." + stream_, "");
}

ApiAnswer JetStreamApi::consumer_info(const std::string& durable) const {
  return request("$JS.API.CONSUMER.INFO." + stream_ + "." + durable, "");
}

ApiAnswer JetStreamApi::create_durable(const std::string& durable,
                                       const Json& config) const {
  const Json body = {{"stream_name", stream_}, {"config", config}};
  return request("$JS.API.CONSUMER.DURABLE.CREATE." + stream_ + "." + durable,
                 body.dump());
}

ApiAnswer JetStreamApi::delete_consumer(const std::string& durable) const {
  return request("$JS.API.CONSUMER.DELETE." + stream_ + "." + durable, "");
}

std::string JetStreamApi::next_subject(const std::string& durable) const {
  return "$JS.API.CONSUMER.MSG.NEXT." + stream_ + "." + durable;
}

}  // namespace chefs::consumer
