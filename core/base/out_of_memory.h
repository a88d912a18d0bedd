// SPDX-License-Identifier: MIT
// Running out of memory as an error value.
#pragma once

#include <expected>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

namespace cathode {

inline constexpr std::string_view kOutOfMemory = "There is not enough memory for this volume; make it smaller.";

// Why what takes so many bytes is refused by a budget.
std::string budgetRefusal(double bytes, double memoryBytes);

// What `act` returns, an expected with a text; kOutOfMemory where memory runs out, with nothing lost of what was
// allocated. Built without exceptions, as in WebAssembly, running out ends the program: there, ask for the bytes
// before.
template <typename Act>
std::invoke_result_t<Act> orOutOfMemory(Act act) {
#ifdef __cpp_exceptions
  try {
    return act();
  } catch (const std::bad_alloc&) {
    return std::unexpected(std::string(kOutOfMemory));
  }
#else
  return act();
#endif
}

}  // namespace cathode
