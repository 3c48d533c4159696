// How a second process tells a running `up` what to do: a Unix socket in the
// run's folder, which its user alone may enter. A line is asked, a line of JSON
// is answered. Not a way in from elsewhere.
//
//   ControlSocket socket(run_folder);                  // in `up`
//   socket.answer([](const std::string& asked) { return Json{…}; });
//   ask_control(run_folder, "stop-leader");            // in the other
//
// Why: docs/decisions/0091.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/file_descriptor.h"
#include "contract/json_fwd.h"

namespace chefs::cli {

class ControlSocket {
 public:
  // Throws EnvironmentError.
  explicit ControlSocket(const std::filesystem::path& run_folder);

  // For poll(): readable while somebody waits.
  int descriptor() const { return listener_.get(); }
  // Serves the one who waits, unless it is of another user.
  void answer(const std::function<contract::Json(const std::string&)>& act);

 private:
  base::FileDescriptor listener_;
};

// Waits for the answer as long as the other side is there. Throws
// EnvironmentError if there is none.
contract::Json ask_control(const std::filesystem::path& run_folder,
                           const std::string& command);

}  // namespace chefs::cli
