#include "consumer-kit/reference/durable.h"

#include <algorithm>
#include <set>

#include "base/environment_error.h"

namespace chefs::consumer {
namespace {

using base::EnvironmentError;
using contract::Json;

struct ConfigWriter {
  Json& config;

  void operator()(const FromBeginning&) const {
    config["deliver_policy"] = "all";
  }
  void operator()(const FromSequence& from) const {
    config["deliver_policy"] = "by_start_sequence";
    config["opt_start_seq"] = from.sequence;
  }
  void operator()(const FromTime& from) const {
    config["deliver_policy"] = "by_start_time";
    config["opt_start_time"] = base::format_utc(from.time);
  }
};

std::set<std::string> filters_of(const Json& config) {
  std::set<std::string> filters;
  const auto one = config.value("filter_subject", std::string());
  if (!one.empty()) filters.insert(one);
  const auto several = config.find("filter_subjects");
  if (several == config.end() || !several->is_array()) return filters;
  for (const auto& filter : *several) {
    if (filter.is_string()) filters.insert(filter.get<std::string>());
  }
  return filters;
}

std::string listed(const std::set<std::string>& filters) {
  if (filters.empty()) return "no filter";
  std::string text = filters.size() == 1 ? "the filter " : "the filters ";
  for (const auto& filter : filters) {
    text += (filter == *filters.begin() ? "" : ", ") + filter;
  }
  return text;
}

bool is_same_time(const std::string& a, const std::string& b) {
  const auto left = base::parse_utc(a);
  return left && left == base::parse_utc(b);
}

std::optional<std::string> start_difference(const Json& existing,
                                            const Json& wanted) {
  const auto text = [](const Json& config, const char* key) {
    return config.value(key, std::string());
  };
  const auto sequence = [](const Json& config) {
    return config.value("opt_start_seq", std::uint64_t{0});
  };
  const bool is_same =
      text(existing, "deliver_policy") == text(wanted, "deliver_policy") &&
      sequence(existing) == sequence(wanted) &&
      (!wanted.contains("opt_start_time") ||
       is_same_time(text(existing, "opt_start_time"),
                    text(wanted, "opt_start_time")));
  if (is_same) return std::nullopt;
  return "it was made to start somewhere else";
}

[[noreturn]] void fail(const std::string& attempted, const ApiError& error) {
  throw EnvironmentError("cannot " + attempted + ": " + to_string(error));
}

Json create(const JetStreamApi& api, const DurableSpec& spec) {
  auto answer = api.create_durable(spec.name, durable_config(spec));
  if (const auto* error = std::get_if<ApiError>(&answer)) {
    fail("make the durable consumer " + spec.name, *error);
  }
  Json info = std::get<Json>(std::move(answer));
  // A server before 2.10 does not know the field, and skips it.
  if (spec.filters.size() > 1 &&
      filters_of(info.value("config", Json::object())).size() < 2) {
    delete_durable(api, spec.name);
    throw EnvironmentError(
        "this nats-server is older than 2.10, where a consumer has one filter: "
        "give one filter, or run one consumer for each, each with a durable "
        "name of its own");
  }
  return info;
}

Json find_or_create(const JetStreamApi& api, const DurableSpec& spec,
                    bool& is_new) {
  auto answer = api.consumer_info(spec.name);
  const auto* error = std::get_if<ApiError>(&answer);
  is_new = error != nullptr;
  if (error == nullptr) return std::get<Json>(std::move(answer));
  if (error->err_code == kConsumerNotFound) return create(api, spec);
  if (error->err_code == kStreamNotFound) {
    throw EnvironmentError("there is no stream " + api.stream() +
                           " on this server, or not for this account");
  }
  fail("look for the durable consumer " + spec.name, *error);
}

std::uint64_t stream_sequence(const Json& info, const char* key) {
  const auto place = info.value(key, Json::object());
  return place.value("stream_seq", std::uint64_t{0});
}

}  // namespace

std::optional<std::string> why_bad_durable_name(std::string_view name) {
  if (name.empty()) return "the durable name is empty";
  const auto is_bad = [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' ||
           std::string_view(".*>/\\").find(c) != std::string_view::npos;
  };
  if (std::any_of(name.begin(), name.end(), is_bad)) {
    return "the durable name \"" + std::string(name) +
           "\" holds white space or one of . * > / \\";
  }
  return std::nullopt;
}

Json durable_config(const DurableSpec& spec) {
  const auto ack_wait =
      std::chrono::duration_cast<std::chrono::nanoseconds>(spec.ack_wait);
  Json config = {{"durable_name", spec.name},
                 {"ack_policy", "explicit"},
                 {"ack_wait", ack_wait.count()},
                 {"max_deliver", -1},
                 {"replay_policy", "instant"}};
  std::visit(ConfigWriter{config}, spec.start.value_or(FromBeginning{}));
  if (spec.filters.size() == 1) config["filter_subject"] = spec.filters[0];
  if (spec.filters.size() > 1) config["filter_subjects"] = spec.filters;
  return config;
}

std::optional<std::string> difference(const Json& existing,
                                      const DurableSpec& spec) {
  if (!existing.value("deliver_subject", std::string()).empty()) {
    return "it is pushed to, not pulled from";
  }
  if (existing.value("ack_policy", std::string()) != "explicit") {
    return "it does not ask for an acknowledgement of each event";
  }
  const std::set<std::string> wanted(spec.filters.begin(), spec.filters.end());
  if (!wanted.empty() && filters_of(existing) != wanted) {
    return "it has " + listed(filters_of(existing)) + ", not " + listed(wanted);
  }
  if (!spec.start) return std::nullopt;
  return start_difference(existing, durable_config(spec));
}

Durable find_or_create_durable(const JetStreamApi& api,
                               const DurableSpec& spec) {
  Durable durable;
  durable.name = spec.name;
  const Json info = find_or_create(api, spec, durable.is_new);
  const Json config = info.value("config", Json::object());
  if (const auto why = difference(config, spec)) {
    throw EnvironmentError("the durable consumer " + spec.name +
                           " exists already, and " + *why +
                           "; take another name, or have it made anew");
  }
  durable.is_filtered = !filters_of(config).empty();
  durable.first_unacknowledged = stream_sequence(info, "ack_floor") + 1;
  durable.last_delivered = stream_sequence(info, "delivered");
  durable.ack_wait = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::nanoseconds(config.value("ack_wait", std::int64_t{0})));
  return durable;
}

void delete_durable(const JetStreamApi& api, const std::string& name) {
  const auto answer = api.delete_consumer(name);
  const auto* error = std::get_if<ApiError>(&answer);
  if (error == nullptr || error->err_code == kConsumerNotFound) return;
  fail("delete the durable consumer " + name, *error);
}

}  // namespace chefs::consumer
