// Our end of a program's pipe, read beside other things and without waiting.
// Not the pipe itself: child_process.h makes it.
#pragma once

#include <functional>
#include <string_view>

#include "base/file_descriptor.h"

namespace chefs::base {

// What is not there at once is then not waited for.
void set_non_blocking(const FileDescriptor& pipe);

// Hands over what one read brings, 64 KiB at most. False: nothing is there now,
// or nothing comes any more, and the descriptor is then closed.
bool read_chunk(FileDescriptor& pipe,
                const std::function<void(std::string_view chunk)>& take);

}  // namespace chefs::base
