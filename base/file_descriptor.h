// Owner of a POSIX file descriptor: closed when destroyed. Not a stream.
#pragma once

#include <unistd.h>

#include <utility>

namespace chefs::base {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
  FileDescriptor(FileDescriptor&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileDescriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  // -1 if there is none.
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  void close() { FileDescriptor closing(std::move(*this)); }

 private:
  int descriptor_ = -1;
};

}  // namespace chefs::base
