// SPDX-License-Identifier: MIT
// Telling whether a frame draws anything else than the one before.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace cathode::web {

// A hash of all that a frame draws and where: equal for frames that look the same.
std::uint64_t hashOf(const ImDrawData& data);

}  // namespace cathode::web
