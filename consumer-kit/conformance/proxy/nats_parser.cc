#include "consumer-kit/conformance/proxy/nats_parser.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace chefs::conformance {
namespace {

// A server's INFO lists what it knows of its cluster, and no line is longer.
constexpr std::size_t kMostLineBytes = 128 * 1024;
constexpr std::uint64_t kMostPayloadBytes = 256ull * 1024 * 1024;
constexpr std::uint64_t kLineEndBytes = 2;

bool same_word(std::string_view word, std::string_view wanted) {
  return word.size() == wanted.size() &&
         std::equal(word.begin(), word.end(), wanted.begin(),
                    [](char c, char expected) {
                      return base::upper_case(c) == expected;
                    });
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// By hand, for each line has a few of them: the library's searches for one of
// several characters call a function for each character.
std::string_view without_blanks_before(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && is_blank(text[begin])) ++begin;
  return text.substr(begin);
}

std::string_view trimmed(std::string_view text) {
  text = without_blanks_before(text);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && !is_blank(text[end])) ++end;
  return text.substr(0, end);
}

struct Word {
  std::string_view text;
  NatsVerb verb;
  NatsHeaders headers = NatsHeaders::kNone;
};

// The frequent ones first.
constexpr Word kWords[] = {
    {"MSG", NatsVerb::kMsg},
    {"PUB", NatsVerb::kPub},
    {"HMSG", NatsVerb::kMsg, NatsHeaders::kSome},
    {"HPUB", NatsVerb::kPub, NatsHeaders::kSome},
    {"SUB", NatsVerb::kSub},
    {"UNSUB", NatsVerb::kUnsub},
    {"PING", NatsVerb::kPing},
    {"PONG", NatsVerb::kPong},
    {"INFO", NatsVerb::kInfo},
    {"CONNECT", NatsVerb::kConnect},
    {"+OK", NatsVerb::kOk},
    {"-ERR", NatsVerb::kErr},
};

struct LineWords {
  std::array<std::string_view, 6> word;
  std::size_t count = 0;
};

// Nothing if there are more than any operation has.
std::optional<LineWords> split(std::string_view text) {
  LineWords words;
  while (true) {
    text = without_blanks_before(text);
    if (text.empty()) return words;
    if (words.count == words.word.size()) return std::nullopt;
    const std::string_view word = first_word(text);
    words.word[words.count++] = word;
    text.remove_prefix(word.size());
  }
}

}  // namespace

NatsParser::Step NatsParser::next(std::string_view bytes) {
  return awaited_bytes_ > 0 ? pass_payload(bytes) : find_line(bytes);
}

NatsParser::Step NatsParser::find_line(std::string_view bytes) {
  if (is_line_whole_) {
    line_.clear();
    is_line_whole_ = false;
  }
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  line_ += bytes.substr(0, end);
  if (line_.size() > kMostLineBytes) return {NatsFound::kBroken, end};
  if (end == bytes.size()) return {NatsFound::kNothing, end};
  is_line_whole_ = true;
  if (line_.ends_with('\r')) line_.pop_back();
  if (!parse_line()) return {NatsFound::kBroken, end + 1};
  return {NatsFound::kLine, end + 1};
}

NatsParser::Step NatsParser::pass_payload(std::string_view bytes) {
  const std::size_t used = static_cast<std::size_t>(
      std::min<std::uint64_t>(awaited_bytes_, bytes.size()));
  if (payload_.size() < keep_bytes_) {
    const std::uint64_t of_payload =
        awaited_bytes_ > kLineEndBytes ? awaited_bytes_ - kLineEndBytes : 0;
    const std::uint64_t wanted =
        std::min<std::uint64_t>(of_payload, keep_bytes_ - payload_.size());
    payload_ += bytes.substr(0, static_cast<std::size_t>(wanted));
  }
  awaited_bytes_ -= used;
  return {awaited_bytes_ == 0 ? NatsFound::kEnd : NatsFound::kNothing, used};
}

bool NatsParser::parse_line() {
  operation_ = {};
  payload_.clear();
  keep_bytes_ = 0;
  const std::string_view line = trimmed(line_);
  std::string_view verb = first_word(line);
  // CONNECT{…} is taken too.
  verb = verb.substr(0, verb.find('{'));
  operation_.rest = without_blanks_before(line.substr(verb.size()));
  for (const Word& word : kWords) {
    if (same_word(verb, word.text))
      return parse_arguments(word.verb, word.headers);
  }
  return true;
}

bool NatsParser::parse_arguments(NatsVerb verb, NatsHeaders headers) {
  operation_.verb = verb;
  if (operation_.has_payload()) return parse_transfer(headers);
  if (verb == NatsVerb::kSub) return parse_subscription();
  if (verb == NatsVerb::kUnsub) {
    read_sid(first_word(operation_.rest));
  }
  return true;
}

// PUB <subject> [reply] <bytes>, MSG <subject> <sid> [reply] <bytes>; HPUB and
// HMSG have the headers' bytes before the whole.
bool NatsParser::parse_transfer(NatsHeaders headers) {
  const bool is_message = operation_.verb == NatsVerb::kMsg;
  const bool has_headers = headers == NatsHeaders::kSome;
  const auto words = split(operation_.rest);
  const std::size_t before_reply = is_message ? 2 : 1;
  const std::size_t least = before_reply + (has_headers ? 2 : 1);
  if (!words) return false;
  const std::size_t count = words->count;
  if (count != least && count != least + 1) return false;
  operation_.subject = words->word[0];
  if (is_message) read_sid(words->word[1]);
  if (count == least + 1) operation_.reply = words->word[before_reply];
  const bool is_read =
      base::read_number(words->word[count - 1], operation_.total_bytes) &&
      (!has_headers ||
       base::read_number(words->word[count - 2], operation_.header_bytes));
  awaited_bytes_ = operation_.total_bytes + kLineEndBytes;
  return is_read && operation_.total_bytes <= kMostPayloadBytes &&
         operation_.header_bytes <= operation_.total_bytes;
}

// SUB <subject> [queue] <sid>
bool NatsParser::parse_subscription() {
  const auto words = split(operation_.rest);
  if (!words || (words->count != 2 && words->count != 3)) return false;
  operation_.subject = words->word[0];
  if (words->count == 3) operation_.queue = words->word[1];
  read_sid(words->word[words->count - 1]);
  return true;
}

// The protocol allows any word; every client counts.
void NatsParser::read_sid(std::string_view word) {
  if (!base::read_number(word, operation_.sid)) operation_.sid = 0;
}

}  // namespace chefs::conformance
