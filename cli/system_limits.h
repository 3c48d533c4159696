// What the operating system refuses, and what a person can do about it. Not
// about a server's or a program's own limits.
// Why: docs/decisions/0148.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace chefs::cli {

// A failure's text, and what to do if the system refused a file: too many are
// open, the disk is full, or it is read-only. The advice is the same whatever
// was attempted, so that whoever met the refusal need not know it.
std::string with_advice(const std::string& failure);

// Lets this process have so many files open, as far as it may decide that
// itself. Throws EnvironmentError with `what_for`, e.g. "--jobs 64", otherwise.
void allow_open_files(std::size_t needed, const std::string& what_for);

// How many files this process may have open, if it has them all; 0 otherwise.
std::size_t open_files_used_up();

// Whether another event, as large as they come, may find no room there.
bool is_disk_full(const std::filesystem::path& folder);

}  // namespace chefs::cli
