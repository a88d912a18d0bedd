// SPDX-License-Identifier: MIT
// Ctrl+C: the first time work is asked to stop, the second time the program ends.
#pragma once

namespace cathode::program {

// From now on SIGINT and SIGTERM ask to stop.
void catchInterrupts();
bool isInterrupted();

}  // namespace cathode::program
