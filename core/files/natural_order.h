// SPDX-License-Identifier: MIT
// Names in the order in which people count: slice2 before slice10; the same as a browser's.
#pragma once

#include <string>
#include <vector>

namespace cathode {

void sortNaturally(std::vector<std::string>& names);

}  // namespace cathode
