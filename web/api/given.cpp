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

std::vector<Record>& givenRows() {
  static std::vector<Record> rows;
  return rows;
}

}  // namespace cathode
