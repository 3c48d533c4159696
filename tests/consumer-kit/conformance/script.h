// A program under test, written on the spot: its file is removed with it.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "consumer-kit/conformance/process/program_under_test.h"
#include "tests/support/temporary_folder.h"

namespace chefs::conformance {

class Script {
 public:
  // `interpreter` as it stands after #!, e.g. "/bin/sh".
  Script(std::string_view interpreter, std::string_view body) {
    const std::filesystem::path file = folder_->path() / "program";
    std::ofstream(file) << "#!" << interpreter << "\n" << body;
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    program_ = Program{file, {file.string()}};
  }

  const Program& program() const { return program_; }
  std::filesystem::path folder() const { return folder_->path(); }

 private:
  std::unique_ptr<tests::TemporaryFolder> folder_ =
      std::make_unique<tests::TemporaryFolder>();
  Program program_;
};

inline Script shell(std::string_view body) { return Script("/bin/sh", body); }

// Answers each request with what `answer(request)`, defined in the body,
// gives; a string is printed as it is, anything else as JSON.
inline Script python_session(std::string_view body) {
  return Script("/usr/bin/env python3", std::string(R"(
import json, os, signal, sys, time
def say(message):
    text = message if isinstance(message, str) else json.dumps(message)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
)") + std::string(body) +
                                            R"(
for line in sys.stdin:
    message = json.loads(line)
    if "start" in message:
        say({"ready": {"name": "script", "version": "1"}})
    elif "decrypt" in message:
        answer(message["decrypt"])
    elif "stop" in message:
        break
    else:
        kind = next(iter(message))
        say({"id": message[kind]["id"], "unsupported": "unknown request"})
)");
}

}  // namespace chefs::conformance
