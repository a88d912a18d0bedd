// SPDX-License-Identifier: MIT
#include "core/audit/assumptions.h"

#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/source/published.h"

namespace cathode {
namespace {

constexpr std::string_view kFromFractions = "reconstructed from the volume fractions of Tables S1–S4";
constexpr std::string_view kFootnote = "assumed by the source, footnote of Table S5";

using enum AssumptionId;

constexpr std::array<Assumption, kAssumptionCount> kAssumptions{{
    {amDensityGCm3, "amDensityGCm3", "AM density", "g/cm³", 4.5, 5.1, 0.01, kSourceAmDensityGCm3,
     "reconstructed from the volume fractions of Tables S1–S4, its scale from Table S5"},
    {seDensityGCm3, "seDensityGCm3", "SE density", "g/cm³", 1.5, 2.0, 0.01, kSourceSeDensityGCm3, kFromFractions},
    {caDensityGCm3, "caDensityGCm3", "CA density", "g/cm³", 1.6, 2.3, 0.01, kSourceCaDensityGCm3, kFromFractions},
    {caWtPct, "caWtPct", "Conductive additive", "wt%", 1.0, 5.0, 0.01, kSourceCaWtPct, kFromFractions},
    {compositeMg, "compositeMg", "Composite mass", "mg", 20.0, 28.0, 0.1, kDiscCompositeMg,
     "reconstructed: Table S6 prints 30.6 mg/cm² for Model 4, which is 24 mg on a disc of 10 mm"},
    {discDiameterMm, "discDiameterMm", "Disc diameter", "mm", 9.0, 11.0, 0.05, kDiscDiameterMm,
     "reconstructed from Table S5, which gives masses, and Table S6, which gives a loading"},
    {nominalVoltageV, "nominalVoltageV", "Nominal voltage", "V", 3.4, 4.0, 0.01, kSourceVoltageV,
     "reconstructed from the energy densities of Table S6"},
    {separatorUm, "separatorUm", "Separator thickness", "µm", 10.0, 60.0, 1.0, kPaperSeparatorUm, kFootnote},
    {anodeUm, "anodeUm", "Anode thickness", "µm", 10.0, 60.0, 1.0, kPaperAnodeUm, kFootnote},
    {separatorMg, "separatorMg", "Separator mass", "mg", 2.0, 8.0, 0.1, kPaperSeparatorMg, kFootnote},
    {anodeMg, "anodeMg", "Anode mass", "mg", 1.0, 20.0, 0.1, kPaperAnodeMg, kFootnote},
}};

static_assert(rowsFollowIds(kAssumptions));

}  // namespace

std::span<const Assumption> assumptions() { return kAssumptions; }

Assumed standardAssumptions() {
  Assumed assumed{};
  for (const Assumption& row : kAssumptions) assumed[static_cast<std::size_t>(row.id)] = row.standard;
  return assumed;
}

std::expected<void, std::string> putAssumption(Assumed& assumed, std::string_view key, double value) {
  for (const Assumption& row : kAssumptions) {
    if (row.key != key) continue;
    if (auto checked = checkRange(row, value); !checked) return checked;
    assumed[static_cast<std::size_t>(row.id)] = value;
    return {};
  }
  return std::unexpected("Unknown assumption \"" + quotable(key) + "\". Known assumptions: " + keysOf(kAssumptions) +
                         ".");
}

}  // namespace cathode
