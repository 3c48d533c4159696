#include "base/read_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "base/environment_error.h"
#include "base/file_descriptor.h"

namespace chefs::base {
namespace {

constexpr std::size_t kAtLeast = 4'096;

// Room for all of a regular file, and one byte to see its end.
std::size_t first_size(int file) {
  struct stat known {};
  const bool has_size = ::fstat(file, &known) == 0 && known.st_size > 0;
  return (has_size ? static_cast<std::size_t>(known.st_size) : kAtLeast) + 1;
}

}  // namespace

std::optional<std::string> try_read_file(const std::filesystem::path& file) {
  const FileDescriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in) return std::nullopt;
  std::string text(first_size(in.get()), '\0');
  std::size_t size = 0;
  for (;;) {
    if (size == text.size()) text.resize(2 * size);
    const ssize_t read =
        ::read(in.get(), text.data() + size, text.size() - size);
    if (read == 0) break;
    if (read > 0) {
      size += static_cast<std::size_t>(read);
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
  text.resize(size);
  return text;
}

std::string read_file(const std::filesystem::path& file,
                      std::string_view what) {
  auto text = try_read_file(file);
  if (text) return *std::move(text);
  const int why = errno;
  std::string name(what);
  if (!name.empty()) name = "the " + name + " ";
  throw EnvironmentError("cannot read " + name + file.string() + ": " +
                         std::generic_category().message(why));
}

}  // namespace chefs::base
