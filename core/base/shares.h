// SPDX-License-Identifier: MIT
// Numbers that are parts of a whole, as people see them.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace cathode {

// The parts with so many digits after the point, rounded up or down so that they add up to their rounded sum (by the
// largest remainder).
std::vector<std::string> sharesText(std::span<const double> parts, int decimals);

}  // namespace cathode
