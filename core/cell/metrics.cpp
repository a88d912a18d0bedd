// SPDX-License-Identifier: MIT
// The registry of metrics: what each is, how it is calculated, and how it came about.
#include "core/base/registry.h"
#include "core/cell/energy.h"
#include "core/cell/evaluation.h"
#include "core/cell/provenance.h"

namespace cathode {
namespace {

using enum MetricId;

struct MetricRow : Metric {
  // A row that lacks one of the two does not compile.
  void (*compute)(const Evaluation&, MetricValue&);
  std::string (*explain)(MetricId, const Scenario&, const Report&);
};

// What grows with the capacity; where that is open, so is this.
template <typename Of>
void ofCharge(const Evaluation& e, MetricValue& value, Provenance provenance, Of of) {
  value.value = of(e.charge);
  value.provenance = provenance;
  if (e.isOpen) value.interval = Interval{of(e.ends[0]), of(e.ends[1])};
}
using Charge = Evaluation::Charge;

// A carrier's transport, of the provenance that such a value has.
template <Carrier kCarrier, auto kValue, auto kProvenance>
void ofTransport(const Evaluation& e, MetricValue& value) {
  const Evaluation::Carried& carried = e.carriers[static_cast<std::size_t>(kCarrier)];
  value = {carried.transport.*kValue, carried.*kProvenance, {}};
}
template <Carrier kCarrier>
void ofPhi(const Evaluation& e, MetricValue& value) {
  const Evaluation::Carried& carried = e.carriers[static_cast<std::size_t>(kCarrier)];
  value = {carried.transport.phi * 100.0, carried.phi, {}};
}
using Carried = Evaluation::Carried;

// What losses are made of, between both readings of what temperature sigma_eff is printed for.
template <typename Of>
void ofLosses(const Evaluation& e, MetricValue& value, Of of) {
  value.value = of(e.losses[0]);
  value.provenance = Provenance::assumed;
  const double other = of(e.losses[1]);
  if (value.value < other) value.interval = Interval{value.value, other};
  if (other < value.value) value.interval = Interval{other, value.value};
}

// An energy at the rate, where its capacity is open too.
template <typename Of>
void ofChargeAtRate(const Evaluation& e, MetricValue& value, Of of) {
  const auto at = [&](const Charge& c, const RateLosses& losses) {
    return atRate(of(c), losses, e.scenario, c.capacityMahG);
  };
  value.value = at(e.charge, e.losses[0]);
  value.provenance = Provenance::assumed;
  Interval range{value.value, value.value};
  for (const Charge& end : e.isOpen ? std::span<const Charge>(e.ends) : std::span(&e.charge, 1)) {
    for (const RateLosses& losses : e.losses) {
      const double one = at(end, losses);
      range = {std::min(range.lower, one), std::max(range.upper, one)};
    }
  }
  if (range.lower < range.upper) value.interval = range;
}

constexpr std::array<MetricRow, kMetricCount> kRows{
    MetricRow{{volumetricEnergyDensityWhL, "volumetricEnergyDensityWhL", "Volumetric energy density", "VED", "Wh/L", 3,
               "Energy per volume of the cell stack, as assembled (discharged) or charged.",
               "Q_A V / (sum of layer thicknesses)"},
              [](const Evaluation& e, MetricValue& value) {
                ofCharge(e, value, e.density,
                         [](const Charge& c) { return cathode::volumetricEnergyDensityWhL(c.arealMwhCm2, c.stack); });
              },
              explainEnergy},
    MetricRow{{gravimetricEnergyDensityWhKg, "gravimetricEnergyDensityWhKg", "Gravimetric energy density", "GED",
               "Wh/kg", 3, "Energy per mass of the cell stack.", "Q_A V / (sum of layer masses)"},
              [](const Evaluation& e, MetricValue& value) {
                ofCharge(e, value, e.density,
                         [](const Charge& c) { return cathode::gravimetricEnergyDensityWhKg(c.arealMwhCm2, c.stack); });
              },
              explainEnergy},
    MetricRow{{arealCapacityMahCm2, "arealCapacityMahCm2", "Areal capacity", "Q_A", "mAh/cm²", 3,
               "Discharge capacity per area.", "Q_A = q w(AM) m"},
              [](const Evaluation& e, MetricValue& value) {
                ofCharge(e, value, e.areal, [](const Charge& c) { return c.arealMahCm2; });
              },
              explainEnergy},
    MetricRow{{arealEnergyMwhCm2, "arealEnergyMwhCm2", "Areal energy", "E_A", "mWh/cm²", 3,
               "Discharge energy per area.", "E_A = Q_A V"},
              [](const Evaluation& e, MetricValue& value) {
                ofCharge(e, value, e.energy, [](const Charge& c) { return c.arealMwhCm2; });
              },
              explainEnergy},
    MetricRow{{cathodeThicknessUm, "cathodeThicknessUm", "Cathode thickness", "L", "µm", 3,
               "Thickness of the composite cathode.", "L = m / ρ(composite), or the input"},
              [](const Evaluation& e, MetricValue& value) { value = {e.size.thicknessUm, e.thickness, {}}; },
              explainSize},
    MetricRow{{loadingMgCm2, "loadingMgCm2", "Composite loading", "m", "mg/cm²", 4,
               "Areal mass of the composite cathode (AM + SE + CA).", "m = L ρ(composite), or the input"},
              [](const Evaluation& e, MetricValue& value) { value = {e.size.loadingMgCm2, e.loading, {}}; },
              explainSize},
    MetricRow{{compositeDensityGCm3, "compositeDensityGCm3", "Composite density", "ρ", "g/cm³", 3,
               "Density of the composite including its void.", "ρ = (1 − ε) / Σ (w / ρ)"},
              [](const Evaluation& e, MetricValue& value) { value = {e.composition.densityGCm3, e.fractions, {}}; },
              explainComposition},
    MetricRow{{porosityPct, "porosityPct", "Porosity", "ε", "vol%", 3, "Void fraction of the composite.",
               "100 − φ(SE) − φ(NCM) − φ(VGCF) of Tables S1–S4, or the input"},
              [](const Evaluation& e, MetricValue& value) {
                value = {
                    e.scenario.porosityPct ? *e.scenario.porosityPct : e.composition.porosity * 100.0, e.porosity, {}};
              },
              explainPorosity},
    MetricRow{{phiAmPct, "phiAmPct", "Volume fraction of AM", "φ_AM", "vol%", 3,
               "Share of active material in the cathode’s volume.", "φ = (1 − ε) (w/ρ) / Σ (w/ρ)"},
              [](const Evaluation& e, MetricValue& value) { value = {e.composition.phiAm * 100.0, e.fractions, {}}; },
              explainComposition},
    MetricRow{{phiSePct, "phiSePct", "Volume fraction of SE", "φ_SE", "vol%", 3,
               "Share of solid electrolyte in the cathode’s volume.", "φ = (1 − ε) (w/ρ) / Σ (w/ρ)"},
              [](const Evaluation& e, MetricValue& value) { value = {e.composition.phiSe * 100.0, e.fractions, {}}; },
              explainComposition},
    MetricRow{{phiCaPct, "phiCaPct", "Volume fraction of CA", "φ_CA", "vol%", 3,
               "Share of conductive additive in the cathode’s volume.", "φ = (1 − ε) (w/ρ) / Σ (w/ρ)"},
              [](const Evaluation& e, MetricValue& value) { value = {e.composition.phiCa * 100.0, e.fractions, {}}; },
              explainComposition},
    MetricRow{{specificCapacityMahG, "specificCapacityMahG", "Specific capacity", "q", "mAh/g", 3,
               "Discharge capacity per gram of active material at 0.05C.",
               "Solved from both energy densities of Table S5; linear in wt% and °C between, held beyond"},
              [](const Evaluation& e, MetricValue& value) {
                ofCharge(e, value, e.capacity, [](const Charge& c) { return c.capacityMahG; });
              },
              explainCapacity},
    MetricRow{{currentDensityMaCm2, "currentDensityMaCm2", "Current density", "j", "mA/cm²", 3,
               "Current per area at the C-rate, 1C being 200 mA/g, taken as per gram of AM.",
               "j = C × 200 mA/g × w(AM) m; definition of 1C: Fig. S19"},
              [](const Evaluation& e, MetricValue& value) {
                value = {e.scenario.cRate * cathode::arealCapacityMahCm2(oneCMaG(e.scenario), e.composition.massAm,
                                                                         e.size.loadingMgCm2),
                         e.current,
                         {}};
              },
              explainCurrent},
    MetricRow{
        {ionicConductivityMsCm, "ionicConductivityMsCm", "Effective ionic conductivity", "σ_eff", "mS/cm", 3,
         "Conductivity of the composite for lithium ions.",
         "Tables S1 and S3; ln(σeff/σ0) linear in wt% between, τ² held beyond; temperature by Arrhenius, Figs. S17 and "
         "S18",
         true},
        ofTransport<Carrier::ion, &Transport::sigmaEffMsCm, &Carried::sigma>,
        explainTransport},
    MetricRow{{ionicPhiPct, "ionicPhiPct", "Conducting fraction, ions", "φ", "vol%", 3,
               "Volume fraction of the electrolyte that τ² refers to: as printed at 75 and 85 wt%, which is within 1 % "
               "of that of the composition.",
               "φ(SE) of Tables S1 and S3; elsewhere that of the composition, matched to them"},
              ofPhi<Carrier::ion>,
              explainPhi},
    MetricRow{{ionicTortuosityFactor, "ionicTortuosityFactor", "Ionic tortuosity factor", "τ²", "", 3,
               "How much longer and narrower the ions’ path is than the electrolyte’s volume fraction explains.",
               "τ² = σ0 φ(SE) / σeff (Minnmann et al. 2021, doi 10.1149/1945-7111/abf8d7)", true},
              ofTransport<Carrier::ion, &Transport::tortuosityFactor, &Carried::ratio>,
              explainTransport},
    MetricRow{{ionicMacMullin, "ionicMacMullin", "Ionic MacMullin number", "N_M", "", 3,
               "Conductivity of the pure electrolyte relative to that of the composite.", "N_M = σ0 / σeff", true},
              ofTransport<Carrier::ion, &Transport::macMullin, &Carried::ratio>,
              explainTransport},
    MetricRow{{electronicConductivityMsCm, "electronicConductivityMsCm", "Effective electronic conductivity", "σ_eff",
               "mS/cm", 3, "Conductivity of the composite for electrons.",
               "Tables S2 and S4; ln(σeff/σ0) linear in wt% between, τ² held beyond; constant in temperature", true},
              ofTransport<Carrier::electron, &Transport::sigmaEffMsCm, &Carried::sigma>,
              explainTransport},
    MetricRow{{electronicPhiPct, "electronicPhiPct", "Conducting fraction, electrons", "φ", "vol%", 3,
               "Volume fraction of NCM and VGCF that τ² refers to: as printed at 75 and 85 wt%, which is within 1 % of "
               "that of the composition.",
               "φ(NCM) + φ(VGCF) of Tables S2 and S4; elsewhere that of the composition, matched to them"},
              ofPhi<Carrier::electron>,
              explainPhi},
    MetricRow{{electronicTortuosityFactor, "electronicTortuosityFactor", "Electronic tortuosity factor", "τ²", "", 2,
               "How much longer and narrower the electrons’ path is than the volume fraction of NCM and VGCF explains.",
               "τ² = σ0 (φ(NCM) + φ(VGCF)) / σeff (Minnmann et al. 2021, doi 10.1149/1945-7111/abf8d7)", true},
              ofTransport<Carrier::electron, &Transport::tortuosityFactor, &Carried::ratio>,
              explainTransport},
    MetricRow{{electronicMacMullin, "electronicMacMullin", "Electronic MacMullin number", "N_M", "", 2,
               "Conductivity of the NCM + VGCF mixture relative to that of the composite.", "N_M = σ0 / σeff", true},
              ofTransport<Carrier::electron, &Transport::macMullin, &Carried::ratio>,
              explainTransport},
    MetricRow{{interfacePerUm, "interfacePerUm", "Interface area", "a", "1/µm", 2,
               "Area of AM in contact with SE per volume of the cathode.", "a = 3 φ(AM) / r, or the input", true},
              [](const Evaluation& e, MetricValue& value) {
                value = {e.losses[0].electrode.interfacePerCm * 1e-4, e.interface, {}};
              },
              explainRate},
    MetricRow{{cathodeResistanceOhmCm2, "cathodeResistanceOhmCm2", "Cathode resistance", "R_c", "Ω·cm²", 2,
               "Area-specific resistance of the cathode with a uniform reaction: ions, electrons and charge transfer.",
               "R = R_ct / (a L) + (L/3) (1/κ + 1/σ)", true},
              [](const Evaluation& e, MetricValue& value) {
                ofLosses(e, value, [](const RateLosses& losses) { return losses.cathode.sum(); });
              },
              explainRate},
    MetricRow{{cellResistanceOhmCm2, "cellResistanceOhmCm2", "Cell resistance", "R", "Ω·cm²", 2,
               "Area-specific resistance of cathode, separator and anode.",
               "R = R(cathode) + L(separator) / σ0(pristine SE) + R(anode)", true},
              [](const Evaluation& e, MetricValue& value) {
                ofLosses(e, value, [](const RateLosses& losses) { return losses.cellOhmCm2(); });
              },
              explainRate},
    MetricRow{{voltageDropMv, "voltageDropMv", "Voltage drop", "η", "mV", 2, "What the current takes of the voltage.",
               "η = j R", true},
              [](const Evaluation& e, MetricValue& value) {
                ofLosses(e, value, [](const RateLosses& losses) { return losses.dropV() * 1e3; });
              },
              explainRate},
    MetricRow{{volumetricEnergyDensityAtRateWhL, "volumetricEnergyDensityAtRateWhL",
               "Volumetric energy density at the rate", "VED_C", "Wh/L", 3,
               "Energy per volume at the C-rate: an upper bound, since capacity is held but for what diffusion leaves.",
               "VED (V − η + η(source)) / V (1 − lag + lag(0.05C)), lag = C r² / (15 D 3600 s) 200/q", true},
              [](const Evaluation& e, MetricValue& value) {
                ofChargeAtRate(e, value, [](const Charge& c) {
                  return cathode::volumetricEnergyDensityWhL(c.arealMwhCm2, c.stack);
                });
              },
              explainRate},
    MetricRow{{gravimetricEnergyDensityAtRateWhKg, "gravimetricEnergyDensityAtRateWhKg",
               "Gravimetric energy density at the rate", "GED_C", "Wh/kg", 3,
               "Energy per mass at the C-rate: an upper bound, since capacity is held but for what diffusion leaves.",
               "GED (V − η + η(source)) / V (1 − lag + lag(0.05C)), lag = C r² / (15 D 3600 s) 200/q", true},
              [](const Evaluation& e, MetricValue& value) {
                ofChargeAtRate(e, value, [](const Charge& c) {
                  return cathode::gravimetricEnergyDensityWhKg(c.arealMwhCm2, c.stack);
                });
              },
              explainRate},
    MetricRow{{energyEfficiencyPct, "energyEfficiencyPct", "Energy efficiency", "ε_E", "%", 3,
               "Energy of a discharge over that of the charge at the same rate, coulombic losses apart.",
               "(V − η) / (V + η)", true},
              [](const Evaluation& e, MetricValue& value) {
                ofLosses(e, value, [](const RateLosses& losses) { return losses.efficiency() * 100.0; });
              },
              explainRate},
    MetricRow{{thickestCathodeUm, "thickestCathodeUm", "Thickest cathode for the drop", "L_max", "µm", 2,
               "Thickness at which the drop at the C-rate reaches what is allowed.",
               "Positive root of η = i0 L [R_s + (L/3) (1/κ + 1/σ)] + i0 R_ct / a, i0 = j / L", true},
              [](const Evaluation& e, MetricValue& value) {
                ofLosses(e, value, [&](const RateLosses& losses) {
                  return cathode::thickestCathodeUm(e.scenario, e.composition, losses);
                });
              },
              explainRate},
};
static_assert(rowsFollowIds(kRows));

// Taken apart, so that what is only known to the compiler takes no room.
constexpr std::array<Metric, kMetricCount> kMetrics = [] {
  std::array<Metric, kMetricCount> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = kRows[i];
  return all;
}();
constexpr auto kComputations = [] {
  std::array<decltype(MetricRow::compute), kMetricCount> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = kRows[i].compute;
  return all;
}();
constexpr auto kExplanations = [] {
  std::array<decltype(MetricRow::explain), kMetricCount> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = kRows[i].explain;
  return all;
}();

}  // namespace

std::span<const Metric> metrics() { return kMetrics; }
const Metric& metric(MetricId id) { return kMetrics[static_cast<std::size_t>(id)]; }

void computeMetrics(const Evaluation& evaluation, Report& report) {
  // Known when this is compiled, so that each is put in its place.
  [&]<std::size_t... kPlace>(std::index_sequence<kPlace...>) {
    (kRows[kPlace].compute(evaluation, report.metricValues[kPlace]), ...);
  }(std::make_index_sequence<kMetricCount>{});
}

void computeMetric(MetricId id, const Evaluation& evaluation, MetricValue& value) {
  kComputations[static_cast<std::size_t>(id)](evaluation, value);
}

std::string provenanceText(MetricId id, const Scenario& scenario, const Report& report) {
  return kExplanations[static_cast<std::size_t>(id)](id, scenario, report);
}

}  // namespace cathode
