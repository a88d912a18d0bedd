// SPDX-License-Identifier: MIT
#include "core/programs/command_line/interrupt.h"

#include <atomic>
#include <csignal>

namespace cathode::program {
namespace {

std::atomic<bool> isAsked = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal may come while it is read");

void ask(int signal) {
  isAsked = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void catchInterrupts() {
  std::signal(SIGINT, ask);
  std::signal(SIGTERM, ask);
}
bool isInterrupted() { return isAsked; }

}  // namespace cathode::program
