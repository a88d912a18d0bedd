// SPDX-License-Identifier: MIT
// Memory for what a call asks for. Nothing here has exceptions: what is not asked for before ends the module.
#pragma once

#include <string>
#include <string_view>

namespace cathode {

// Whether that much memory can be had, and a little for what a call needs beside it.
bool hasRoom(double bytes);

// Why what takes that much cannot be done.
std::string roomRefusal(double bytes, std::string_view what);

}  // namespace cathode
