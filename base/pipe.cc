#include "base/pipe.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace chefs::base {

void set_non_blocking(const FileDescriptor& pipe) {
  ::fcntl(pipe.get(), F_SETFL, ::fcntl(pipe.get(), F_GETFL) | O_NONBLOCK);
}

bool read_chunk(FileDescriptor& pipe,
                const std::function<void(std::string_view chunk)>& take) {
  if (!pipe) return false;
  std::array<char, 65'536> buffer;
  ssize_t count = -1;
  do {
    count = ::read(pipe.get(), buffer.data(), buffer.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0 && errno == EAGAIN) return false;
  if (count <= 0) {
    pipe.close();
    return false;
  }
  take({buffer.data(), static_cast<std::size_t>(count)});
  return true;
}

}  // namespace chefs::base
