#include "producer/server/stream.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "base/environment_error.h"
#include "base/nats_handles.h"

namespace chefs::producer {
namespace {

using base::EnvironmentError;
using base::StreamInfoHandle;
using contract::StreamLimits;

constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;
// JetStream's code for "no room for the stream's max_bytes".
constexpr int kInsufficientStorage = 10'047;

std::string stream_name() { return std::string(contract::kStreamName); }

std::string word(jsRetentionPolicy policy) {
  switch (policy) {
    case js_LimitsPolicy:
      return "limits";
    case js_InterestPolicy:
      return "interest";
    case js_WorkQueuePolicy:
      return "workqueue";
  }
  return "unknown";
}

std::string word(jsDiscardPolicy policy) {
  return policy == js_DiscardOld ? "old" : "new";
}

std::string word(jsStorageType type) {
  return type == js_FileStorage ? "file" : "memory";
}

std::string word(bool value) { return value ? "true" : "false"; }

std::string milliseconds(std::int64_t nanoseconds) {
  return fmt::format("{} ms", nanoseconds / kNanosecondsPerMillisecond);
}

std::string number(std::int64_t value) {
  return value < 0 ? "unlimited" : std::to_string(value);
}

std::vector<const char*> subject_pointers() {
  std::vector<const char*> pointers;
  for (const std::string_view subject : contract::kStreamSubjects) {
    // Literals, so they end with a null character.
    pointers.push_back(subject.data());
  }
  return pointers;
}

std::string subjects_of(const jsStreamConfig& config) {
  const std::vector<std::string> subjects(config.Subjects,
                                          config.Subjects + config.SubjectsLen);
  return fmt::format("{}", fmt::join(subjects, ", "));
}

// `subjects` is borrowed by the result.
jsStreamConfig config_for(const StreamLimits& limits,
                          std::vector<const char*>& subjects) {
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  config.Name = contract::kStreamName.data();
  config.Subjects = subjects.data();
  config.SubjectsLen = static_cast<int>(subjects.size());
  config.Retention = js_LimitsPolicy;
  config.Discard = js_DiscardOld;
  config.Storage = js_FileStorage;
  config.MaxAge = limits.max_age_ms * kNanosecondsPerMillisecond;
  config.MaxBytes = limits.max_bytes;
  config.MaxMsgs = limits.max_msgs;
  config.MaxMsgSize = static_cast<std::int32_t>(limits.max_msg_size_bytes);
  config.Duplicates = limits.duplicate_window_ms * kNanosecondsPerMillisecond;
  config.Replicas = limits.replicas;
  return config;
}

StreamLimits limits_of(const jsStreamConfig& config) {
  return {.max_age_ms = config.MaxAge / kNanosecondsPerMillisecond,
          .max_bytes = config.MaxBytes,
          .max_msgs = config.MaxMsgs,
          .max_msg_size_bytes = config.MaxMsgSize,
          .duplicate_window_ms = config.Duplicates / kNanosecondsPerMillisecond,
          .replicas = static_cast<int>(config.Replicas)};
}

// Nothing if there is no such stream.
StreamInfoHandle find_stream(jsCtx* jetstream) {
  jsStreamInfo* info = nullptr;
  jsErrCode code{};
  const natsStatus status =
      js_GetStreamInfo(&info, jetstream, stream_name().c_str(), nullptr, &code);
  if (status == NATS_NOT_FOUND) return {};
  if (status != NATS_OK) {
    throw EnvironmentError(
        base::NatsError("look for the stream " + stream_name(), status,
                        static_cast<int>(code))
            .what());
  }
  return StreamInfoHandle(info);
}

StreamInfoHandle create_stream(jsCtx* jetstream, const StreamLimits& limits) {
  auto subjects = subject_pointers();
  jsStreamConfig config = config_for(limits, subjects);
  jsStreamInfo* info = nullptr;
  jsErrCode code{};
  const natsStatus status =
      js_AddStream(&info, jetstream, &config, nullptr, &code);
  if (status == NATS_OK) return StreamInfoHandle(info);
  std::string text = base::NatsError("create the stream " + stream_name(),
                                     status, static_cast<int>(code))
                         .what();
  if (static_cast<int>(code) == kInsufficientStorage) {
    text += fmt::format(
        "; the stream may grow to {} bytes: free disk space, or give a smaller "
        "--max-bytes",
        number(limits.max_bytes));
  }
  throw EnvironmentError(text);
}

std::string explain(const std::vector<StreamDifference>& differences) {
  std::string text = fmt::format(
      "the stream {} is there with another configuration:", stream_name());
  for (const StreamDifference& difference : differences) {
    text += fmt::format("\n  {}: {} there, {} asked for", difference.field,
                        difference.found, difference.wanted);
  }
  return text +
         "\ngive --adopt to take it as it is, or another --store, or the "
         "limits that it has";
}

}  // namespace

std::vector<StreamDifference> compare_stream(const StreamLimits& wanted,
                                             const jsStreamConfig& found) {
  auto subjects = subject_pointers();
  const jsStreamConfig asked = config_for(wanted, subjects);
  const std::vector<StreamDifference> fields = {
      {"subjects", subjects_of(asked), subjects_of(found)},
      {"storage", word(asked.Storage), word(found.Storage)},
      {"retention", word(asked.Retention), word(found.Retention)},
      {"discard", word(asked.Discard), word(found.Discard)},
      {"max_age", milliseconds(asked.MaxAge), milliseconds(found.MaxAge)},
      {"max_bytes", number(asked.MaxBytes), number(found.MaxBytes)},
      {"max_msgs", number(asked.MaxMsgs), number(found.MaxMsgs)},
      {"max_msg_size", number(asked.MaxMsgSize), number(found.MaxMsgSize)},
      {"max_msgs_per_subject", number(-1), number(found.MaxMsgsPerSubject)},
      {"max_consumers", number(-1), number(found.MaxConsumers)},
      {"duplicate_window", milliseconds(asked.Duplicates),
       milliseconds(found.Duplicates)},
      {"replicas", number(asked.Replicas), number(found.Replicas)},
      {"no_ack", word(asked.NoAck), word(found.NoAck)},
      {"sealed", word(asked.Sealed), word(found.Sealed)},
  };
  std::vector<StreamDifference> differences;
  for (const StreamDifference& field : fields) {
    if (field.wanted != field.found) differences.push_back(field);
  }
  return differences;
}

Stream open_stream(jsCtx* jetstream, const StreamLimits& wanted,
                   ExistingStream existing) {
  StreamInfoHandle info = find_stream(jetstream);
  if (!info) {
    info = create_stream(jetstream, wanted);
    return {StreamOrigin::kCreated, limits_of(*info->Config), 0};
  }
  const auto differences = compare_stream(wanted, *info->Config);
  if (!differences.empty() && existing == ExistingStream::kMustBeAsWanted) {
    throw StreamDiffers(explain(differences));
  }
  return {differences.empty() ? StreamOrigin::kFoundAsWanted
                              : StreamOrigin::kAdopted,
          limits_of(*info->Config), info->State.Msgs};
}

}  // namespace chefs::producer
