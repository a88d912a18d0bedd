// SPDX-License-Identifier: MIT
// A person's own rows of measured cells in a file: a table with heads, or JSON {"rows": [...]}, as the page saves them.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "core/source/cell_row.h"

namespace cathode::program {

// Of a file, or of standard input for "-". Refuses, naming file, row and column.
std::expected<std::vector<CellRow>, std::string> ownRows(const std::string& path);

}  // namespace cathode::program
