// SPDX-License-Identifier: MIT
#include "core/files/natural_order.h"

#include <unicode/ucol.h>

#include <algorithm>

namespace cathode {

void sortNaturally(std::vector<std::string>& names) {
  UErrorCode status = U_ZERO_ERROR;
  UCollator* const order = ucol_open("en", &status);
  if (U_SUCCESS(status)) ucol_setAttribute(order, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
  std::ranges::stable_sort(names, [&](const std::string& a, const std::string& b) {
    if (U_FAILURE(status)) return a < b;
    UErrorCode own = U_ZERO_ERROR;
    const UCollationResult result = ucol_strcollUTF8(order, a.data(), static_cast<std::int32_t>(a.size()), b.data(),
                                                     static_cast<std::int32_t>(b.size()), &own);
    return result == UCOL_LESS;
  });
  if (order) ucol_close(order);
}

}  // namespace cathode
