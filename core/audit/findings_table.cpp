// SPDX-License-Identifier: MIT
#include "core/audit/findings_table.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace cathode {
namespace {

// What is printed has few digits of its own.
TableCell printedCell(const std::optional<double>& value) {
  if (!value) return {};
  const std::string exact = shortestText(*value);
  return exact.size() <= 6 ? TableCell{exact, value} : numberCell(value, 4);
}

}  // namespace

Table findingsTable(std::span<const Finding> findings, std::string_view name) {
  static constexpr ColumnKind kColumns[] = {{"quantity", "Quantity", "", true},
                                            {"table", "Table", "", true},
                                            {"row", "Row", "", true},
                                            {"printed", "Printed", ""},
                                            {"recomputed", "Recomputed", ""},
                                            {"unit", "Unit", "", true},
                                            {"relativeDeviation", "Deviation", "%"},
                                            {"roundingAllowance", "Rounding allows", "%"},
                                            {"verdict", "Verdict", "", true}};
  Table table = tableWith(std::string(name), "", "", kColumns);
  for (const Finding& f : findings) {
    TableCell deviation, allowance;
    if (f.relativeDeviation && f.roundingAllowance) {
      const double allowed = *f.roundingAllowance * 100.0, apart = *f.relativeDeviation * 100.0;
      const int decimals = allowed > 0 ? std::clamp(-static_cast<int>(std::floor(std::log10(allowed))), 0, 3) : 3;
      deviation = {(apart > 0 ? "+" : "") + fixedText(apart, decimals), f.relativeDeviation};
      allowance = {significantText(allowed, 2), f.roundingAllowance};
    }
    table.addRow(
        {wordsCell(f.quantity), wordsCell(f.table), wordsCell(f.row), printedCell(f.printed),
         numberCell(f.recomputed, 4), wordsCell(f.unit), deviation, allowance, wordsCell(verdictText(f.verdict))},
        f.formula);
  }
  return table;
}

}  // namespace cathode
