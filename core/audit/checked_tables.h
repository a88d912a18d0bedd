// SPDX-License-Identifier: MIT
// The source's tables as it prints them, beside what the audit finds of them.
#pragma once

#include <vector>

#include "core/base/table.h"

namespace cathode {

// All nine tables, in the order of the source, named "S1" to "S6", "S17", "S18", "S22". Numbers that others contradict
// are marked; a row's detail tells every finding about it, those that do not fit first, a line each. Made once.
const std::vector<Table>& checkedTables();

}  // namespace cathode
