#include "core/cell/report.h"

#include <cmath>

#include "core/base/number_text.h"
#include "core/base/registry.h"

namespace cathode {
namespace {

using enum MetricId;

constexpr std::array<Metric, kMetricCount> kMetrics{{
    {volumetricEnergyDensityWhL, "volumetricEnergyDensityWhL", "Volumetric energy density", "VED", "Wh/L", 3,
     "Energy per volume of the cell stack, as assembled (discharged) or charged.",
     "Q_A V / (sum of layer thicknesses)"},
    {gravimetricEnergyDensityWhKg, "gravimetricEnergyDensityWhKg", "Gravimetric energy density", "GED", "Wh/kg", 3,
     "Energy per mass of the cell stack.", "Q_A V / (sum of layer masses)"},
    {arealCapacityMahCm2, "arealCapacityMahCm2", "Areal capacity", "Q_A", "mAh/cm²", 3, "Discharge capacity per area.",
     "Q_A = q w(AM) m"},
    {arealEnergyMwhCm2, "arealEnergyMwhCm2", "Areal energy", "E_A", "mWh/cm²", 3, "Discharge energy per area.",
     "E_A = Q_A V"},
    {cathodeThicknessUm, "cathodeThicknessUm", "Cathode thickness", "L", "µm", 3, "Thickness of the composite cathode.",
     "L = m / ρ(composite), or the input"},
    {loadingMgCm2, "loadingMgCm2", "Composite loading", "m", "mg/cm²", 4,
     "Areal mass of the composite cathode (AM + SE + CA).", "m = L ρ(composite), or the input"},
    {compositeDensityGCm3, "compositeDensityGCm3", "Composite density", "ρ", "g/cm³", 3,
     "Density of the composite including its void.", "ρ = (1 − ε) / Σ (w / ρ)"},
    {porosityPct, "porosityPct", "Porosity", "ε", "vol%", 3, "Void fraction of the composite.",
     "100 − φ(SE) − φ(NCM) − φ(VGCF) of Tables S1–S4, or the input"},
    {phiAmPct, "phiAmPct", "Volume fraction of AM", "φ_AM", "vol%", 3,
     "Share of active material in the cathode’s volume.", "φ = (1 − ε) (w/ρ) / Σ (w/ρ)"},
    {phiSePct, "phiSePct", "Volume fraction of SE", "φ_SE", "vol%", 3,
     "Share of solid electrolyte in the cathode’s volume.", "φ = (1 − ε) (w/ρ) / Σ (w/ρ)"},
    {phiCaPct, "phiCaPct", "Volume fraction of CA", "φ_CA", "vol%", 3,
     "Share of conductive additive in the cathode’s volume.", "φ = (1 − ε) (w/ρ) / Σ (w/ρ)"},
    {specificCapacityMahG, "specificCapacityMahG", "Specific capacity", "q", "mAh/g", 3,
     "Discharge capacity per gram of active material at 0.05C.",
     "Solved from both energy densities of Table S5; linear in wt% and °C between, held beyond"},
    {currentDensityMaCm2, "currentDensityMaCm2", "Current density", "j", "mA/cm²", 3,
     "Current per area at the C-rate, 1C being 200 mA/g, taken as per gram of AM.",
     "j = C × 200 mA/g × w(AM) m; definition of 1C: Fig. S19"},
    {ionicConductivityMsCm, "ionicConductivityMsCm", "Effective ionic conductivity", "σ_eff", "mS/cm", 3,
     "Conductivity of the composite for lithium ions.",
     "Tables S1 and S3; ln(σeff/σ0) linear in wt% between, τ² held beyond; temperature by Arrhenius, Figs. S17 and "
     "S18"},
    {ionicPhiPct, "ionicPhiPct", "Conducting fraction, ions", "φ", "vol%", 3,
     "Volume fraction of the electrolyte that τ² refers to: as printed at 75 and 85 wt%, which is within 1 % of that "
     "of the composition.",
     "φ(SE) of Tables S1 and S3; elsewhere that of the composition, matched to them"},
    {ionicTortuosityFactor, "ionicTortuosityFactor", "Ionic tortuosity factor", "τ²", "", 3,
     "How much longer and narrower the ions’ path is than the electrolyte’s volume fraction explains.",
     "τ² = σ0 φ(SE) / σeff (Minnmann et al. 2021, doi 10.1149/1945-7111/abf8d7)"},
    {ionicMacMullin, "ionicMacMullin", "Ionic MacMullin number", "N_M", "", 3,
     "Conductivity of the pure electrolyte relative to that of the composite.", "N_M = σ0 / σeff"},
    {electronicConductivityMsCm, "electronicConductivityMsCm", "Effective electronic conductivity", "σ_eff", "mS/cm", 3,
     "Conductivity of the composite for electrons.",
     "Tables S2 and S4; ln(σeff/σ0) linear in wt% between, τ² held beyond; constant in temperature"},
    {electronicPhiPct, "electronicPhiPct", "Conducting fraction, electrons", "φ", "vol%", 3,
     "Volume fraction of NCM and VGCF that τ² refers to: as printed at 75 and 85 wt%, which is within 1 % of that of "
     "the composition.",
     "φ(NCM) + φ(VGCF) of Tables S2 and S4; elsewhere that of the composition, matched to them"},
    {electronicTortuosityFactor, "electronicTortuosityFactor", "Electronic tortuosity factor", "τ²", "", 2,
     "How much longer and narrower the electrons’ path is than the volume fraction of NCM and VGCF explains.",
     "τ² = σ0 (φ(NCM) + φ(VGCF)) / σeff (Minnmann et al. 2021, doi 10.1149/1945-7111/abf8d7)"},
    {electronicMacMullin, "electronicMacMullin", "Electronic MacMullin number", "N_M", "", 2,
     "Conductivity of the NCM + VGCF mixture relative to that of the composite.", "N_M = σ0 / σeff"},
}};

static_assert(rowsFollowIds(kMetrics));

}  // namespace

std::span<const Metric> metrics() { return kMetrics; }
const Metric& metric(MetricId id) { return kMetrics[static_cast<std::size_t>(id)]; }

std::string_view provenanceKey(Provenance provenance) {
  switch (provenance) {
    case Provenance::measured: return "measured";
    case Provenance::user: return "user";
    case Provenance::recomputed: return "recomputed";
    case Provenance::implied: return "implied";
    case Provenance::interpolated: return "interpolated";
    case Provenance::extrapolated: return "extrapolated";
    case Provenance::assumed: return "assumed";
  }
  return "";
}

std::string displayText(const Metric& metric, double value) {
  return std::isnan(value) ? "–" : significantText(value, metric.digits);
}

std::string intervalText(const Metric& metric, Interval interval) {
  return displayText(metric, interval.lower) + " to " + displayText(metric, interval.upper);
}

std::string differenceText(double value, double reference, bool isOpen) {
  if (reference == 0.0 || std::isnan(value) || std::isnan(reference)) return "";
  const double percent = (value / reference - 1.0) * 100.0;
  const double least = isOpen ? 0.5 : 0.05;
  return (percent < -least ? "−" : percent < least ? "±" : "+") + fixedText(std::abs(percent), isOpen ? 0 : 1) + " %";
}

}  // namespace cathode
