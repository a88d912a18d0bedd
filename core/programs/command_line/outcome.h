// SPDX-License-Identifier: MIT
// How a program ends, and what it says of that.
#pragma once

#include <expected>
#include <string>

namespace cathode::program {

// How a command ends; as the program's exit code.
enum class Exit : int {
  done = 0,
  refused = 2,  // a mistake of the caller: an option, a field, a file that is not what it should be
  failed = 3,   // some of several files or points could not be calculated; the others are
  noMemory = 4,
  notWritten = 5,    // disk full, no right
  interrupted = 130  // Ctrl+C; what was finished is kept
};

// What went wrong, for people, and how the program ends with it.
struct Failure {
  Exit exit;
  std::string message;
};
using Outcome = std::expected<void, Failure>;

}  // namespace cathode::program
