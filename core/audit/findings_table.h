// SPDX-License-Identifier: MIT
// What the audit finds as a table, for the canvas, the page and JavaScript alike.
#pragma once

#include "core/audit/audit.h"
#include "core/base/table.h"

namespace cathode {

// A row a finding, in their order, its formula as the row's detail. Deviations are shown in % with no digit beyond the
// first that rounding leaves open.
Table findingsTable(std::span<const Finding> findings, std::string_view name);

}  // namespace cathode
