// SPDX-License-Identifier: MIT
// The relations within a row: of Table S6, or a person's own.
#include <algorithm>
#include <cmath>

#include "core/audit/relations.h"
#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/composition.h"
#include "core/source/interpolation.h"

namespace cathode {
namespace {

// 1 / (w/rho_AM + (1 - w)/rho_SE), w once.
double voidFreeDensity(double amWtPct, double am, double se) { return se / (1.0 - amWtPct / 100.0 * (1.0 - se / am)); }

// What a row of Table S6, or a person's own, says of itself.
class CellRowRelations {
 public:
  // `isSource`: a row of the source's own cell, whose voltage and materials are known.
  CellRowRelations(Relations& relations, std::string_view table, std::string row, const CellRow& cells, bool isSource)
      : r(relations), table_(table), row_(std::move(row)), cells_(cells), isSource_(isSource) {}

  void energy() const {
    if (!has(RowField::volumetricEnergyDensityWhL)) return;
    const bool loading = has(RowField::loadingMgCm2) && has(RowField::specificCapacityMahG) && has(RowField::amWtPct);
    const bool areal = has(RowField::arealCapacityMahCm2);
    if (!has(RowField::thicknessUm) || (!loading && !areal)) {
      r.begin(table_, row_, "Volumetric energy density", "Wh/L");
      r.checksEnergyDensity();
      (void)check(RowField::volumetricEnergyDensityWhL);
      r.undetermined("Needs a thickness and " +
                     std::string(areal ? "an areal capacity" : "a loading or an areal capacity") +
                     "; not printed: " + missing(areal));
    } else if (areal) {
      byArealCapacity();
    } else {
      byLoading();
    }
  }

  void arealCapacity() const {
    if (!has(RowField::arealCapacityMahCm2) || !has(RowField::loadingMgCm2) || !has(RowField::specificCapacityMahG))
      return;
    begin("Areal capacity", "mAh/cm²");
    const Quantity q = read(RowField::specificCapacityMahG), m = read(RowField::loadingMgCm2);
    const Quantity printed = check(RowField::arealCapacityMahCm2);
    const Quantity ofAm = q * m / kThousand;
    Quantity best = ofAm;
    std::string reading = "AM mass";
    if (has(RowField::amWtPct)) {
      const Quantity ofComposite = ofAm * read(RowField::amWtPct) / kHundred;
      if (better(agreementOf(printed, ofComposite), agreementOf(printed, ofAm))) {
        best = ofComposite;
        reading = "composite mass";
      }
    }
    r.equal(printed, best,
            fill("q × m = {} × {} with the loading read as {} gives {} mAh/cm²; printed {}",
                 {text(RowField::specificCapacityMahG), text(RowField::loadingMgCm2), reading, four(best),
                  text(RowField::arealCapacityMahCm2)}));
  }

  void transport() const {
    const bool ratio = has(RowField::sigma0MsCm) && has(RowField::sigmaEffMsCm);
    if (has(RowField::tortuosityFactor) && has(RowField::phiPct) && ratio) {
      begin("Tortuosity factor τ²");
      const Quantity tau2 =
          tortuosityFactorOf(read(RowField::sigma0MsCm), read(RowField::phiPct), read(RowField::sigmaEffMsCm));
      r.equal(check(RowField::tortuosityFactor), tau2,
              fill("τ² = σ0 φ / σeff = {} × {} % / {} = {}; printed {}",
                   {text(RowField::sigma0MsCm), text(RowField::phiPct), text(RowField::sigmaEffMsCm), four(tau2),
                    text(RowField::tortuosityFactor)}));
    }
    if (has(RowField::macMullin) && ratio) {
      begin("MacMullin number");
      const Quantity number = read(RowField::sigma0MsCm) / read(RowField::sigmaEffMsCm);
      r.equal(
          check(RowField::macMullin), number,
          fill("N_M = σ0 / σeff = {} / {} = {}; printed {}",
               {text(RowField::sigma0MsCm), text(RowField::sigmaEffMsCm), four(number), text(RowField::macMullin)}));
    }
    if (has(RowField::phiPct) && ratio) {
      // Hashin & Shtrikman 1962, other phases insulating; 2 phi / (3 - phi) = 2 / (3 / phi - 1).
      begin("σeff under its upper bound", "mS/cm");
      const Quantity phi = read(RowField::phiPct), sigma0 = read(RowField::sigma0MsCm);
      const auto share = [](double pct) { return 2.0 * pct / (300.0 - pct); };
      const Quantity bound = sigma0 * Quantity{share(phi.nominal), {share(phi.range.lower), share(phi.range.upper)}};
      r.atMost(check(RowField::sigmaEffMsCm), bound,
               fill("Hashin–Shtrikman: σeff ≤ σ0 2φ/(3 − φ) = {} mS/cm; printed {}",
                    {four(bound), text(RowField::sigmaEffMsCm)}));
    }
  }

  void impedance() const {
    if (!has(RowField::bulkOhm) || !has(RowField::grainBoundaryOhm) || !has(RowField::totalOhm)) return;
    begin("Total resistance", "Ω");
    const Quantity sum = read(RowField::bulkOhm) + read(RowField::grainBoundaryOhm);
    r.equal(check(RowField::totalOhm), sum,
            fill("R1 + R2 = {} + {} = {} Ω; printed {}", {text(RowField::bulkOhm), text(RowField::grainBoundaryOhm),
                                                          significantText(sum.nominal, 5), text(RowField::totalOhm)}));
  }

  // A composite cannot be denser than its solids without void.
  void density() const {
    const bool anyLoading = has(RowField::loadingMgCm2) || has(RowField::arealCapacityMahCm2);
    if (!has(RowField::volumetricEnergyDensityWhL) && !anyLoading) return;
    begin("Composite density against the densest possible", "g/cm³");
    if (!has(RowField::thicknessUm) || !has(RowField::amWtPct)) {
      return r.undetermined("Needs thickness and AM content");
    }
    const Quantity um = read(RowField::thicknessUm), wtPct = read(RowField::amWtPct);
    std::string from;
    Quantity loading{};
    if (has(RowField::loadingMgCm2)) {
      loading = check(RowField::loadingMgCm2);
      from = text(RowField::loadingMgCm2) + " mg/cm²";
    } else if (has(RowField::specificCapacityMahG)) {
      const bool areal = has(RowField::arealCapacityMahCm2);
      const Quantity capacity =
          areal ? check(RowField::arealCapacityMahCm2) : arealOf(check(RowField::volumetricEnergyDensityWhL));
      loading = capacity * kThousand * kHundred / (read(RowField::specificCapacityMahG) * wtPct);
      // An energy density needs less of it at a higher voltage.
      if (!areal && !isVoltageKnown()) {
        loading.range = loading.range * Quantity::exact(kSourceVoltageV).range / kPlausibleVoltageV;
      }
      from = four(loading) + (areal ? " mg/cm² (from its areal capacity)" : " mg/cm² (which its energy density needs)");
    } else {
      return r.undetermined("Needs a loading, or a specific capacity to find it");
    }
    const Quantity density = loading / (um * Quantity::exact(0.1));
    const Quantity limit{
        voidFreeDensity(wtPct.nominal, kSourceAmDensityGCm3, kSourceSeDensityGCm3),
        densestCompositeGCm3(wtPct.range, kSourceAmDensityGCm3.rounding(), kSourceSeDensityGCm3.rounding())};
    const std::string formula =
        fill("{} on {} µm is {} g/cm³; {} wt% of {} g/cm³ and the rest of {} without void is {}",
             {from, text(RowField::thicknessUm), four(density), text(RowField::amWtPct),
              printedText(kSourceAmDensityGCm3), printedText(kSourceSeDensityGCm3), four(limit)});
    if (density.nominal <= limit.nominal || density.range.overlaps(limit.range) || isSource_)
      return r.atMost(density, limit, formula);
    const Interval plausible = densestCompositeGCm3(wtPct.range, kPlausibleAmDensityGCm3, kPlausibleSeDensityGCm3);
    if (density.range.lower > plausible.upper)
      return r.atMost(density, limit, formula + "; no electrolyte and active material are so dense");
    // How dense the electrolyte would have to be: 1/rho = w/rho_AM + (1 - w)/rho_SE, with the source's active material
    // if that will do.
    const double w = wtPct.nominal / 100.0;
    const auto electrolyte = [&](double am) { return (1.0 - w) / (1.0 / density.nominal - w / am); };
    double am = kSourceAmDensityGCm3, se = electrolyte(am);
    if (!(se > 0.0 && se <= kPlausibleSeDensityGCm3.upper)) am = kPlausibleAmDensityGCm3.upper, se = electrolyte(am);
    if (!(se > 0.0 && se <= kPlausibleSeDensityGCm3.upper)) se = kPlausibleSeDensityGCm3.upper;
    r.conditionalLimit(
        density, limit,
        "its electrolyte has at least " + fixedText(se, 1) + " g/cm³ beside an active material of " + fixedText(am, 1),
        formula);
  }

 private:
  bool has(RowField field) const { return cells_[field].has_value(); }
  Quantity read(RowField field) const { return r.read(table_, row_, cells_, field); }
  Quantity check(RowField field) const { return r.check(table_, row_, cells_, field); }
  std::string text(RowField field) const { return printedText(*cells_[field]); }
  void begin(std::string quantity, std::string_view unit = "") const {
    r.begin(table_, row_, std::move(quantity), unit);
  }

  static bool better(const Agreement& a, const Agreement& b) {
    return a.verdict != b.verdict ? a.verdict < b.verdict
                                  : std::abs(a.relativeDeviation) < std::abs(b.relativeDeviation);
  }

  std::string missing(bool areal) const {
    std::string list;
    const auto add = [&](RowField field) {
      if (!has(field)) list.append(list.empty() ? "" : ", ").append(lowered(rowColumn(field).label));
    };
    add(RowField::thicknessUm);
    if (!areal) {
      for (const RowField field : {RowField::loadingMgCm2, RowField::specificCapacityMahG, RowField::amWtPct})
        add(field);
    }
    return list;
  }

  Quantity layerUm(RowField field, double standard) const {
    return has(field) ? read(field) : Quantity::exact(standard);
  }
  Quantity others() const {
    return layerUm(RowField::separatorThicknessUm, kPaperSeparatorUm) +
           layerUm(RowField::anodeThicknessUm, kPaperAnodeUm);
  }
  bool isVoltageKnown() const { return isSource_ || has(RowField::nominalVoltageV); }
  // Where it is not known, the paper's own stands for it, as exact: what another one would give is said beside it.
  Quantity voltage() const {
    return has(RowField::nominalVoltageV) ? read(RowField::nominalVoltageV) : Quantity::exact(kSourceVoltageV);
  }

  // Energy density of an areal capacity, Wh/L, and the areal capacity of an energy density, mAh/cm2.
  Quantity energyOf(Quantity arealMah) const {
    return arealMah * voltage() / ((read(RowField::thicknessUm) + others()) * Quantity::exact(kCmPerUm));
  }
  Quantity arealOf(Quantity whL) const {
    return whL * (read(RowField::thicknessUm) + others()) * Quantity::exact(kCmPerUm) / voltage();
  }
  std::string volumeText() const {
    return fill("{} V / ({} + {}) µm",
                {shortestText(voltage().nominal), text(RowField::thicknessUm), shortestText(others().nominal)});
  }

  // The voltage at which an energy density follows that voltage() makes `energy`.
  static Quantity voltageFor(Quantity printed, Quantity energy) {
    return printed / energy * Quantity::exact(kSourceVoltageV);
  }
  // What a reading comes to: consistent, conditional on a plausible voltage, or the verdict of the comparison.
  Verdict verdictOf(Quantity printed, Quantity energy) const {
    const Verdict verdict = agreementOf(printed, energy).verdict;
    if (verdict == Verdict::consistent || isVoltageKnown()) return verdict;
    return voltageFor(printed, energy).range.overlaps(kPlausibleVoltageV) ? Verdict::conditional : verdict;
  }
  static std::string voltageText(Quantity voltage) { return "V = " + fixedText(voltage.nominal, 2) + " V"; }

  void compareEnergy(Quantity printed, Quantity energy, std::string formula) const {
    formula += "; printed " + text(RowField::volumetricEnergyDensityWhL);
    if (verdictOf(printed, energy) == Verdict::conditional)
      r.conditional(printed, energy, voltageText(voltageFor(printed, energy)), formula);
    else
      r.equal(printed, energy, formula);
  }

  void byArealCapacity() const {
    begin("Volumetric energy density", "Wh/L");
    r.checksEnergyDensity();
    const Quantity printed = check(RowField::volumetricEnergyDensityWhL);
    const Quantity energy = energyOf(read(RowField::arealCapacityMahCm2));
    compareEnergy(printed, energy,
                  fill("Q_A V / L = {} mAh/cm² × {} = {} Wh/L",
                       {text(RowField::arealCapacityMahCm2), volumeText(), four(energy)}));
    impliedVoltage({{"", voltageFor(printed, energy)}});
  }

  void byLoading() const {
    const auto areal = [&](LoadingReading reading) {
      const Quantity ofAm = read(RowField::specificCapacityMahG) * read(RowField::loadingMgCm2) / kThousand;
      return reading == LoadingReading::activeMaterial ? ofAm : ofAm * read(RowField::amWtPct) / kHundred;
    };
    const auto readAll = [&] {
      for (const RowField field : {RowField::volumetricEnergyDensityWhL, RowField::specificCapacityMahG,
                                   RowField::loadingMgCm2, RowField::amWtPct, RowField::thicknessUm})
        (void)read(field);
    };
    begin("Volumetric energy density, loading read as composite mass", "Wh/L");
    r.checksEnergyDensity(LoadingReading::composite);
    const Quantity printed = check(RowField::volumetricEnergyDensityWhL);
    const Quantity ofComposite = energyOf(areal(LoadingReading::composite)),
                   ofAm = energyOf(areal(LoadingReading::activeMaterial));
    // A loading means one of the two: where the row follows with one, the other is no finding.
    const Verdict asComposite = verdictOf(printed, ofComposite), asAm = verdictOf(printed, ofAm);
    const auto follows = [](Verdict verdict) {
      return verdict == Verdict::consistent || verdict == Verdict::conditional;
    };
    const std::string composite = fill("q w m V / L = {} mAh/g × {} wt% × {} mg/cm² × {} = {} Wh/L",
                                       {text(RowField::specificCapacityMahG), text(RowField::amWtPct),
                                        text(RowField::loadingMgCm2), volumeText(), four(ofComposite)});
    readAll();
    if (follows(asAm) && asAm < asComposite)
      r.undetermined(composite + "; the row follows with the loading read as AM mass", ofComposite.nominal);
    else
      compareEnergy(printed, ofComposite, composite);

    begin("Volumetric energy density, loading read as AM mass", "Wh/L");
    r.checksEnergyDensity(LoadingReading::activeMaterial);
    (void)check(RowField::volumetricEnergyDensityWhL);
    readAll();
    const std::string am =
        fill("q m V / L = {} mAh/g × {} mg/cm² × {} = {} Wh/L",
             {text(RowField::specificCapacityMahG), text(RowField::loadingMgCm2), volumeText(), four(ofAm)});
    if (follows(asComposite) && asComposite <= asAm)
      r.undetermined(am + "; the row follows with the loading read as composite mass", ofAm.nominal);
    else
      compareEnergy(printed, ofAm, am);
    impliedVoltage(
        {{"as composite mass", voltageFor(printed, ofComposite)}, {"as AM mass", voltageFor(printed, ofAm)}});
  }

  // How far a voltage is from the source's, which is exact here as where energies are recomputed with it: 0 where it
  // may be that.
  static double distanceOf(Quantity voltage) {
    return voltage.range.contains(kSourceVoltageV) ? 0 : std::abs(voltage.nominal - kSourceVoltageV);
  }
  // The nominal voltage at which a printed energy density would follow, for each reading.
  void impliedVoltage(std::initializer_list<std::pair<const char*, Quantity>> readings) const {
    if (has(RowField::nominalVoltageV)) return;
    begin("Nominal voltage that the row implies", "V");
    r.checksVoltage();
    (void)check(RowField::volumetricEnergyDensityWhL);
    for (const RowField field :
         {RowField::volumetricEnergyDensityWhL, RowField::thicknessUm, RowField::arealCapacityMahCm2,
          RowField::specificCapacityMahG, RowField::loadingMgCm2, RowField::amWtPct}) {
      const bool used = (field != RowField::arealCapacityMahCm2) == (readings.size() == 2) ||
                        field == RowField::volumetricEnergyDensityWhL || field == RowField::thicknessUm;
      if (used && has(field)) (void)read(field);
    }
    std::string formula;
    const Quantity* best = nullptr;
    for (const auto& [reading, voltage] : readings) {
      formula += fill("{}{} V{}{}", {formula.empty() ? "" : "; ", fixedText(voltage.nominal, 2),
                                     *reading ? " with the loading read " : "", reading});
      if (!best || distanceOf(voltage) < distanceOf(*best)) best = &voltage;
    }
    const std::string source = printedText(kSourceVoltageV) + " V of the source";
    const std::string plausible =
        fill("{} to {} V", {shortestText(kPlausibleVoltageV.lower), shortestText(kPlausibleVoltageV.upper)});
    if (best->range.contains(kSourceVoltageV)) {
      r.judged(best->nominal, Verdict::consistent, formula + ": the " + source);
    } else if (!isSource_ && best->range.overlaps(kPlausibleVoltageV)) {
      r.judged(
          best->nominal, Verdict::conditional,
          formula + ": not the " + source + ", but this cathode’s is not printed, and layered oxides have " + plausible,
          voltageText(*best));
    } else {
      r.judged(best->nominal, Verdict::contradictory, formula + ": layered oxides have " + plausible + " (assumed)");
    }
  }

  Relations& r;
  std::string_view table_;
  std::string row_;
  const CellRow& cells_;
  bool isSource_;
};

}  // namespace

void relateRow(Relations& relations, std::string_view table, std::string name, const CellRow& cells, bool isSource) {
  const CellRowRelations row(relations, table, std::move(name), cells, isSource);
  row.energy();
  row.density();
  row.arealCapacity();
  row.transport();
  row.impedance();
}

Interval densestCompositeGCm3(Interval amWtPct, Interval am, Interval se) {
  return {voidFreeDensity(amWtPct.lower, am.lower, se.lower),
          voidFreeDensity(std::min(amWtPct.upper, 100.0), am.upper, se.upper)};
}

}  // namespace cathode
