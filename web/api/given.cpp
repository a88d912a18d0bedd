// SPDX-License-Identifier: MIT
#include "web/api/given.h"

namespace cathode {

Evaluated& evaluated() {
  static Evaluated last;
  return last;
}

std::vector<Scenario>& linkPinned() {
  static std::vector<Scenario> scenarios;
  return scenarios;
}

std::vector<CellRow>& givenRows() {
  static std::vector<CellRow> rows;
  return rows;
}

}  // namespace cathode
