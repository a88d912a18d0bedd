// SPDX-License-Identifier: MIT
#include "core/base/out_of_memory.h"

#include "core/base/number_text.h"

namespace cathode {

std::string budgetRefusal(double bytes, double memoryBytes) {
  return "memoryBytes: " + quotedNumber(memoryBytes) + "; allowed: " + plainText(bytes, 0) +
         " or more, which this volume may take.";
}

}  // namespace cathode
