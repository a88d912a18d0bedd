// SPDX-License-Identifier: MIT
#include "core/audit/audit.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "core/audit/relations.h"
#include "core/base/words.h"

namespace cathode {
namespace {

constexpr std::string_view kOwnRows = "rows";

}  // namespace

int AuditSummary::total() const { return std::accumulate(numbers.begin(), numbers.end(), 0); }

AuditSummary summaryOf(std::span<const Finding> findings) {
  // How much a verdict says against a number; what cannot be determined says nothing.
  const auto weight = [](Verdict verdict) {
    return verdict == Verdict::notDeterminable ? -1 : static_cast<int>(verdict);
  };
  struct Number {
    Verdict worst = Verdict::notDeterminable;
    std::optional<Verdict> bestOfAlternatives{};
  };
  std::map<std::tuple<std::string_view, std::string, std::string_view>, Number> numbers;
  for (const Finding& f : findings) {
    if (f.checks == Checks::impliedVoltage) continue;
    Number& number = numbers[{f.subject.table, f.subject.row, f.subject.column}];
    if (f.checks == Checks::energyDensity)
      number.bestOfAlternatives = std::min(f.verdict, number.bestOfAlternatives.value_or(Verdict::notDeterminable));
    else if (weight(f.verdict) > weight(number.worst))
      number.worst = f.verdict;
  }
  AuditSummary summary{};
  for (const auto& [name, number] : numbers) {
    const Verdict best = number.bestOfAlternatives.value_or(Verdict::notDeterminable);
    ++summary.numbers[static_cast<std::size_t>(weight(best) > weight(number.worst) ? best : number.worst)];
  }
  return summary;
}

std::string summaryText(const AuditSummary& summary) {
  std::vector<std::string> parts;
  for (const Verdict verdict : {Verdict::consistent, Verdict::conditional, Verdict::beyondRounding,
                                Verdict::contradictory, Verdict::implausible}) {
    if (summary[verdict] > 0)
      parts.push_back(std::to_string(summary[verdict]) + " " + std::string(verdictText(verdict)));
  }
  return "Of " + std::to_string(summary.total() - summary[Verdict::notDeterminable]) +
         " printed numbers that others determine: " + listed(parts) + ".";
}

std::vector<Finding> audit(const SourceTables& source) {
  Relations relations(&source);
  relateSource(relations, source);
  return relations.take();
}

std::vector<Finding> auditRows(std::span<const CellRow> rows) {
  Relations relations(nullptr);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string name = rowName(rows[i], i);
    const std::size_t before = relations.count();
    relateRow(relations, kOwnRows, name, rows[i], false);
    if (relations.count() > before) continue;
    relations.begin(kOwnRows, name, "Any relation");
    relations.undetermined("No number of this row is determined by its others");
  }
  return relations.take();
}

}  // namespace cathode
