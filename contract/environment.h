// Names of the variables that a consumer reads. The first seven are those of
// the published demo consumer, so that it runs against the toolkit unchanged.
// Source: bcgov/event-stream-service tools/pullConsumer.js@054e25e.
//
//   const char* servers = std::getenv(env::kServers);
#pragma once

namespace chefs::contract::env {

inline constexpr const char* kServers = "SERVERS";
inline constexpr const char* kWebsockets = "WEBSOCKETS";
inline constexpr const char* kDurableName = "DURABLE_NAME";
inline constexpr const char* kEncryptionKey = "ENCRYPTION_KEY";
inline constexpr const char* kSource = "SOURCE";
inline constexpr const char* kNkeyUser = "NKEY_USER";
inline constexpr const char* kNkeySeed = "NKEY_SEED";

// The toolkit's own.
inline constexpr const char* kStreamName = "STREAM_NAME";
inline constexpr const char* kFilterSubjects = "FILTER_SUBJECTS";
inline constexpr const char* kStartSequence = "START_SEQUENCE";
inline constexpr const char* kStartTime = "START_TIME";
// How long the server waits for an acknowledgement, asked for by the suite's
// cases about redelivery.
inline constexpr const char* kAckWaitMs = "ACK_WAIT_MS";
// JSON: form id → key; form id → API key.
inline constexpr const char* kEncryptionKeys = "ENCRYPTION_KEYS";
inline constexpr const char* kChefsApiUrl = "CHEFS_API_URL";
inline constexpr const char* kChefsApiKeys = "CHEFS_API_KEYS";
// How long an answer of the API is waited for, asked for by the suite's cases
// about an API that does not answer.
inline constexpr const char* kChefsApiTimeoutMs = "CHEFS_API_TIMEOUT_MS";
// The private CA's file; also read by Node itself.
inline constexpr const char* kNodeExtraCaCerts = "NODE_EXTRA_CA_CERTS";
inline constexpr const char* kCaFile = "CHEFS_CA_FILE";

}  // namespace chefs::contract::env
