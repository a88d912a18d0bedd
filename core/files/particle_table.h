// SPDX-License-Identifier: MIT
// Tables of particles, a body in each row, as codes of discrete elements write them and the page reads them
// (web/volume-files/geometry-file.js).
#pragma once

#include "core/files/csv_lines.h"
#include "core/files/geometry_file.h"

namespace cathode {

// `file` is what refusals call it.
std::expected<NamedGeometry, std::string> geometryOfTable(const CsvLines& lines, const std::string& file,
                                                          const TableChoices& choices);

}  // namespace cathode
