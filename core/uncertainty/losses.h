// SPDX-License-Identifier: MIT
// What is lost between the energy density that the active material has in theory and that of the cell.
#pragma once

#include <string_view>
#include <vector>

#include "core/cell/report.h"

namespace cathode {

enum class LossId : std::uint8_t {
  utilisation,   // capacity that is not reached, at the rate
  inactiveMass,  // SE and CA in the cathode
  voids,         // in the cathode
  separator,
  anode,  // and the lithium that charging plates, and what is not itemised of its mass
  collectors,
  ohmic,  // voltage that the current takes
};

struct Loss {
  LossId id;
  std::string_view key, label;
  double value;  // in the unit of the energy density, above 0 where it takes something
};

// From the theoretical energy density, less each loss, to the practical one at the C-rate.
struct LossSplit {
  MetricId metric;           // the practical one
  double theoretical;        // 275.5 mAh/g of AM alone at the nominal voltage
  double practical;          // NaN: not known, and there are no losses
  std::vector<Loss> losses;  // those that the scenario has; they add up to the difference
};

// By volume or by mass. The split does not depend on an order: each loss is what it takes away, averaged over all
// orders in which losses may be taken (Shapley). Conductivities, current and voltage drop stay those of the cell:
// without the electrolyte, for one, there would be no current.
LossSplit lossSplit(const Scenario& scenario, bool isByMass);

}  // namespace cathode
