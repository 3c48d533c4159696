#include "producer/generator/rows.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <string_view>

#include "base/text.h"
#include "contract/js_json.h"
#include "contract/json_members.h"
#include "contract/random_source.h"
#include "producer/generator/components.h"
#include "producer/generator/jsonb.h"
#include "producer/generator/text_samples.h"

namespace chefs::producer {
namespace {

using contract::append_member;
using contract::Json;
using contract::SeededRandom;
using contract::stringify;

constexpr std::size_t kRowColumns = 10;
// Takes what an exact size asks for beyond the answers.
constexpr const char* kFillKey = "additionalInformation";

constexpr std::array<std::string_view, 16> kFillerWords = {
    "culvert", "permit",  "orchard", "ferry",   "meeting", "review",
    "harbour", "station", "water",   "licence", "trail",   "office",
    "river",   "notice",  "bridge",  "safety"};

// Prose of an exact length, ASCII, with nothing that JSON escapes, so that one
// character is one byte on the wire.
std::string filler_text(std::int64_t bytes, SeededRandom& random) {
  const auto size = static_cast<std::size_t>(bytes);
  std::string text;
  text.reserve(size + 16);
  // One draw gives sixteen words: filling a megabyte must not take long.
  while (text.size() < size) {
    std::uint64_t draw = random.below(~std::uint64_t{0});
    for (int i = 0; i < 16 && text.size() < size; ++i, draw >>= 4) {
      text += kFillerWords[draw & 15];
      text += ' ';
    }
  }
  text.resize(size);
  return text;
}

Json answers_of(const Submission& submission) {
  SeededRandom random(
      submission.seed,
      fmt::format("answers/{}/{}", submission.number, submission.revision));
  Json data = Json::object();
  answer_components(submission.version->row.at("schema").at("components"),
                    random, data);
  data["lateEntry"] = false;
  return data;
}

// What Form.io's renderer notes about the browser.
Json browser_metadata() {
  static const Json kMetadata = in_jsonb_order(
      {{"timezone", "America/Vancouver"},
       {"offset", -480},
       {"origin", "https://submit.digital.gov.bc.ca"},
       {"referrer", ""},
       {"browserName", "Netscape"},
       {"userAgent",
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 "
        "Firefox/128.0"},
       {"pathName", "/app/form/submit"},
       {"onLine", true}});
  return kMetadata;
}

std::string confirmation_id(const std::string& submission_id) {
  std::string text = submission_id.substr(0, 8);
  for (char& c : text) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

Json row_with(const Submission& submission, Json content) {
  SeededRandom random(submission.seed,
                      fmt::format("submitter/{}", submission.number));
  const std::string submitter = pick_user_name(random);
  Json updated_by = nullptr;
  if (submission.revision > 0 || submission.is_deleted) updated_by = submitter;
  Json row = Json::object();
  row.get_ref<Json::object_t&>().reserve(kRowColumns);
  append_member(row, "id", submission.id);
  append_member(row, "formVersionId", submission.version->id);
  append_member(row, "confirmationId", confirmation_id(submission.id));
  append_member(row, "draft", submission.is_draft);
  append_member(row, "deleted", submission.is_deleted);
  append_member(row, "submission", std::move(content));
  append_member(row, "createdBy", submitter);
  append_member(row, "createdAt", to_iso8601(submission.created_at));
  append_member(row, "updatedBy", std::move(updated_by));
  append_member(row, "updatedAt", to_iso8601(submission.updated_at));
  return row;
}

// The three keys stand in jsonb's order.
Json content_with(const Submission& submission, Json data, Json metadata) {
  Json content = Json::object();
  append_member(content, "data", in_jsonb_order(std::move(data)));
  append_member(content, "state", submission.is_draft ? "draft" : "submitted");
  append_member(content, "metadata", std::move(metadata));
  return content;
}

Json smallest_row(const Submission& submission) {
  return row_with(submission,
                  content_with(submission, {{kFillKey, ""}}, Json::object()));
}

std::int64_t bytes_of(const Json& row) {
  return static_cast<std::int64_t>(stringify(row).size());
}

// The filler is ASCII that JSON does not escape: one byte a character.
void fill(Json& row, std::int64_t missing_bytes, const Submission& submission) {
  SeededRandom random(
      submission.seed,
      fmt::format("filler/{}/{}", submission.number, submission.revision));
  row["submission"]["data"][kFillKey] = filler_text(missing_bytes, random);
}

Json row_of_exact_size(const Submission& submission, Json data,
                       std::int64_t bytes) {
  data[kFillKey] = "";
  Json row = row_with(submission, content_with(submission, std::move(data),
                                               browser_metadata()));
  std::int64_t missing_bytes = bytes - bytes_of(row);
  if (missing_bytes < 0) {
    row = smallest_row(submission);
    missing_bytes = bytes - bytes_of(row);
  }
  if (missing_bytes < 0) {
    throw std::invalid_argument(fmt::format(
        "cannot make a submission row of {} bytes: the smallest takes {}",
        bytes, bytes - missing_bytes));
  }
  fill(row, missing_bytes, submission);
  return row;
}

Json form_without_versions(const FormVersion& version) {
  Json form = version.form_row;
  form["identityProviders"] = version.identity_providers;
  return form;
}

// A virtual attribute of CHEFS' model, so it comes after the columns.
void add_snake(Json& form) {
  form["snake"] = snake_name(form.at("name").get<std::string>());
}

}  // namespace

Json form_event_row(const FormVersion& version, VersionState state) {
  Json row = version.row;
  row["published"] = state == VersionState::kPublished;
  Json form = form_without_versions(version);
  form["versions"] = Json::array({std::move(row)});
  add_snake(form);
  return form;
}

Json submission_row(const Submission& submission) {
  Json data = answers_of(submission);
  if (submission.row_bytes) {
    return row_of_exact_size(submission, std::move(data),
                             *submission.row_bytes);
  }
  return row_with(submission, content_with(submission, std::move(data),
                                           browser_metadata()));
}

std::int64_t smallest_submission_row_bytes(const Submission& submission) {
  return bytes_of(smallest_row(submission));
}

Json submission_download(const Submission& submission) {
  Json form = form_without_versions(*submission.version);
  add_snake(form);
  return {{"submission", submission_row(submission)},
          {"version", submission.version->row},
          {"form", std::move(form)}};
}

std::string snake_name(std::string_view name) {
  std::string snake;
  bool is_in_gap = false;
  for (char c : name) {
    const bool is_space = c == ' ' || (c >= '\t' && c <= '\r');
    if (is_space && !is_in_gap) snake += '_';
    is_in_gap = is_space;
    c = base::lower_case(c);
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                         c == '-' || c == '_';
    if (is_kept) snake += c;
  }
  return snake;
}

}  // namespace chefs::producer
