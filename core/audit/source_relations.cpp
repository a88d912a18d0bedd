// SPDX-License-Identifier: MIT
// The relations between the numbers of the source's tables.
#include <algorithm>
#include <cmath>

#include "core/audit/relations.h"
#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/temperature.h"
#include "core/cell/composition.h"
#include "core/source/interpolation.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

// Table S6 prints the loading that Table S5 needs: its digits stand for those of the disc's 24 mg.
constexpr Quantity kLoading{kPaperLoadingMgCm2, Printed{30.6, 1}.rounding()};
constexpr Printed kSeparatorMg{kPaperSeparatorMg, 1};
constexpr Printed kAnodeMg{kPaperAnodeMg, 1};

// Mass fraction of a part among parts, given as volume fraction x density: 1 / (1 + others / part).
Quantity massPct(Quantity part, Quantity others) { return kHundred / (Quantity::exact(1.0) + others / part); }

void ionicRelations(Relations& r, const SourceTables& source, AmContent am) {
  const std::string_view table = tableOfIonicRow(am);
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const std::string row = modelRowName(model, am);
    const IonicRow& ionic = source.ionic[at(am)][i];
    const IonicReference& reference = source.ionicReference[at(am)][i];
    const ImpedanceColumn& pure = source.impedance[at(MeasuredTemperature::c60)][at(referenceElectrolyte(model))];

    r.begin(table, row, "Ionic tortuosity factor τ²");
    const Quantity tau2 =
        tortuosityFactorOf(r.read(reference.sigmaMsCm), r.read(ionic.phiSePct), r.read(ionic.sigmaEffMsCm));
    r.equal(r.check(ionic.tortuosityFactor), tau2,
            fill("τ² = σ0 φ(SE) / σeff = {} × {} % / {} = {}; printed {}",
                 {printedText(reference.sigmaMsCm), printedText(ionic.phiSePct), printedText(ionic.sigmaEffMsCm),
                  four(tau2), printedText(ionic.tortuosityFactor)}));

    r.begin(table, row, "τ² of its reference");
    r.equal(r.check(reference.tortuosityFactor), r.read(reference.phiSePct) / kHundred,
            fill("The pure electrolyte is its own reference, “set to unity … for a simplification of the analysis” "
                 "(caption): τ² = φ = {} %; printed {}",
                 {printedText(reference.phiSePct), printedText(reference.tortuosityFactor)}));

    r.begin(table, row, "σ0 of its reference", "mS/cm");
    r.equal(
        r.check(reference.sigmaMsCm), r.read(pure.sigmaMsCm),
        fill("{} in Fig. S17: {} mS/cm; printed {}", {std::string(electrolyteName(referenceElectrolyte(model))),
                                                      printedText(pure.sigmaMsCm), printedText(reference.sigmaMsCm)}));
  }
}

void electronicRelations(Relations& r, const SourceTables& source, AmContent am) {
  const std::string_view table = tableOfElectronicRow(am);
  const ElectronicReference& reference = source.electronicReference[at(am)];
  std::optional<Quantity> lowest, highest;
  std::string lowestRow, highestRow;
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const ElectronicRow& row = source.electronic[at(am)][i];
    r.begin(table, modelRowName(model, am), "Electronic tortuosity factor τ²");
    const Quantity sigma0 = r.read(reference.sigmaMsCm), phi = r.read(row.phiAmPct) + r.read(row.phiCaPct);
    const Quantity sigmaEff = r.read(row.sigmaEffMsCm), printed = r.check(row.tortuosityFactor);
    const Quantity tau2 = tortuosityFactorOf(sigma0, phi, sigmaEff);
    const Quantity implied = printed * sigmaEff * kHundred / phi;
    r.equal(printed, tau2,
            fill("τ² = σ0 (φ(NCM) + φ(VGCF)) / σeff = {} × ({} + {}) % / {} = {}; printed {}, which needs σ0 = {}",
                 {printedText(reference.sigmaMsCm), printedText(row.phiAmPct), printedText(row.phiCaPct),
                  printedText(row.sigmaEffMsCm), four(tau2), printedText(row.tortuosityFactor), four(implied)}));
    if (!lowest || implied.range.upper < lowest->range.upper) {
      lowest = implied;
      lowestRow = modelRowName(model, am);
    }
    if (!highest || implied.range.lower > highest->range.lower) {
      highest = implied;
      highestRow = modelRowName(model, am);
    }
  }
  // One mixture has one conductivity: what the rows need of it has to overlap.
  r.begin(table, "NCM + VGCF", "σ0 that all rows need", "mS/cm");
  (void)r.check(reference.sigmaMsCm);
  for (const ElectronicRow& row : source.electronic[at(am)]) {
    for (const Printed* cell : {&row.phiAmPct, &row.phiCaPct, &row.sigmaEffMsCm, &row.tortuosityFactor})
      (void)r.read(*cell);
  }
  r.equal(
      *lowest, *highest,
      fill("σ0 = τ² σeff / (φ(NCM) + φ(VGCF)): {} needs {} mS/cm, {} needs {}; one mixture has one σ0, printed as {}",
           {lowestRow, four(*lowest), highestRow, four(*highest), printedText(reference.sigmaMsCm)}));

  r.begin(table, "NCM + VGCF", "τ² of the reference");
  const Quantity sum = r.read(reference.phiAmPct) + r.read(reference.phiCaPct);
  r.equal(r.check(reference.tortuosityFactor), sum / kHundred,
          fill("The mixture is its own reference, “set to unity … for a simplification of the analysis” (caption): τ² "
               "= {} % + {} % = {}; printed {}",
               {printedText(reference.phiAmPct), printedText(reference.phiCaPct), four(sum / kHundred),
                printedText(reference.tortuosityFactor)}));
}

// The same mixture is printed in both tables.
void repeatedReference(Relations& r, const SourceTables& source) {
  const ElectronicReference& first = source.electronicReference[0];
  const ElectronicReference& second = source.electronicReference[1];
  const struct {
    const char* quantity;
    std::string_view unit;
    const Printed &a, &b;
  } pairs[] = {{"φ(NCM) as in Table S2", "%", second.phiAmPct, first.phiAmPct},
               {"φ(VGCF) as in Table S2", "%", second.phiCaPct, first.phiCaPct},
               {"σ0 as in Table S2", "mS/cm", second.sigmaMsCm, first.sigmaMsCm}};
  for (const auto& [quantity, unit, a, b] : pairs) {
    r.begin("S4", "NCM + VGCF", quantity, unit);
    r.equal(r.check(a), r.read(b),
            fill("Table S2 prints {} for the same mixture; Table S4 {}", {printedText(b), printedText(a)}));
  }
}

// What volume fractions say of the composition.
void compositionRelations(Relations& r, const SourceTables& source, AmContent am) {
  const std::string tables = std::string(tableOfIonicRow(am)) + " and " + std::string(tableOfElectronicRow(am));
  for (int i = 0; i < kModelCount; ++i) {
    const std::string name = modelRowName(static_cast<ParticleModel>(i), am);
    const Printed& se = source.ionic[at(am)][i].phiSePct;
    const Printed& ncm = source.electronic[at(am)][i].phiAmPct;
    const Printed& vgcf = source.electronic[at(am)][i].phiCaPct;
    const std::string_view table = tableOfElectronicRow(am);

    r.begin(table, name, "Sum of volume fractions", "vol%");
    const Quantity sum = r.check(se) + r.read(ncm) + r.read(vgcf);
    r.atMost(
        sum, kHundred,
        fill("φ(SE) + φ(NCM) + φ(VGCF) = {} + {} + {} = {} % leaves {} % of void",
             {printedText(se), printedText(ncm), printedText(vgcf), four(sum), fixedText(100.0 - sum.nominal, 1)}));

    const std::string weights =
        fill("{} × {}, {} × {}, {} × {}",
             {printedText(ncm), printedText(kSourceAmDensityGCm3), printedText(se), printedText(kSourceSeDensityGCm3),
              printedText(vgcf), printedText(kSourceCaDensityGCm3)});
    const auto share = [&](const Printed& part, Printed partDensity, const Printed& b, Printed bDensity,
                           const Printed& c, Printed cDensity) {
      return massPct(r.check(part) * partDensity.quantity(),
                     r.read(b) * bDensity.quantity() + r.read(c) * cDensity.quantity());
    };
    r.begin(table, name, "AM content", "wt%");
    const Quantity am100 = share(ncm, kSourceAmDensityGCm3, se, kSourceSeDensityGCm3, vgcf, kSourceCaDensityGCm3);
    r.equal(Printed{kMeasuredAmWtPct[at(am)], 0}.quantity(), am100,
            fill("Masses in proportion to φ ρ (NCM, SE, VGCF: {}) give {} wt% AM; Tables {} are headed {} wt%",
                 {weights, four(am100), tables, shortestText(kMeasuredAmWtPct[at(am)])}));

    r.begin(table, name, "CA content", "wt%");
    const Quantity ca100 = share(vgcf, kSourceCaDensityGCm3, ncm, kSourceAmDensityGCm3, se, kSourceSeDensityGCm3);
    r.equal(kSourceCaWtPct.quantity(), ca100,
            fill("Masses in proportion to φ ρ (NCM, SE, VGCF: {}) give {} wt% VGCF; all composites have {} wt%",
                 {weights, four(ca100), printedText(kSourceCaWtPct)}));
  }
}

void impedanceRelations(Relations& r, const SourceTables& source, std::string_view table,
                        MeasuredTemperature temperature) {
  for (int i = 0; i < kElectrolyteCount; ++i) {
    const ImpedanceColumn& column = source.impedance[at(temperature)][i];
    r.begin(table, std::string(electrolyteName(static_cast<Electrolyte>(i))), "Total resistance", "Ω");
    const Quantity sum = r.read(column.bulkOhm) + r.read(column.grainBoundaryOhm);
    r.equal(
        r.check(column.totalOhm), sum,
        fill("R1 + R2 = {} + {} = {} Ω; printed {}", {printedText(column.bulkOhm), printedText(column.grainBoundaryOhm),
                                                      significantText(sum.nominal, 5), printedText(column.totalOhm)}));
  }
}

// A pellet's length over its area, conductivity x resistance, does not change with temperature. That
// pellets of different electrolytes are alike is printed nowhere.
void cellConstantRelations(Relations& r, const SourceTables& source) {
  const auto constant = [&](MeasuredTemperature temperature, int electrolyte) {
    const ImpedanceColumn& column = source.impedance[at(temperature)][electrolyte];
    return r.read(column.sigmaMsCm) * r.read(column.totalOhm) / kThousand;
  };
  const auto product = [&](MeasuredTemperature temperature, int electrolyte) {
    const ImpedanceColumn& column = source.impedance[at(temperature)][electrolyte];
    return printedText(column.sigmaMsCm) + " × " + printedText(column.totalOhm);
  };
  for (int i = 0; i < kElectrolyteCount; ++i) {
    r.begin("S18", std::string(electrolyteName(static_cast<Electrolyte>(i))), "Cell constant σ R, as in Fig. S17",
            "1/cm");
    (void)r.check(source.impedance[at(MeasuredTemperature::c30)][i].sigmaMsCm);
    const Quantity cold = constant(MeasuredTemperature::c30, i), warm = constant(MeasuredTemperature::c60, i);
    r.equal(cold, warm,
            fill("One pellet has one length and area: σ R = {} = {} /cm at 30 °C, {} = {} /cm at 60 °C",
                 {product(MeasuredTemperature::c30, i), four(cold), product(MeasuredTemperature::c60, i), four(warm)}));
  }
  for (int i = 1; i < kElectrolyteCount; ++i) {
    const std::string name(electrolyteName(static_cast<Electrolyte>(i)));
    r.begin("S17", name, "σ relative to pristine SE, from resistances");
    const ImpedanceColumn& pristine = source.impedance[at(MeasuredTemperature::c60)][0];
    const ImpedanceColumn& own = source.impedance[at(MeasuredTemperature::c60)][i];
    const Quantity byResistance = r.read(pristine.totalOhm) / r.read(own.totalOhm);
    const Quantity bySigma = r.check(own.sigmaMsCm) / r.read(pristine.sigmaMsCm);
    r.undetermined(
        fill("σ/σ(pristine) = {} / {} = {}, R(pristine)/R = {} / {} = {}. They agree only for pellets of equal length "
             "and area, which are not printed: the cell constants differ by {} %",
             {printedText(own.sigmaMsCm), printedText(pristine.sigmaMsCm), four(bySigma),
              printedText(pristine.totalOhm), printedText(own.totalOhm), four(byResistance),
              fixedText(std::abs(byResistance.nominal / bySigma.nominal - 1.0) * 100.0, 1)}),
        byResistance.nominal);
  }
}

// Each arc of an impedance is one process: its activation energy, and its share of the whole, tell whether it is the
// same one at both temperatures.
void activationRelations(Relations& r, const SourceTables& source) {
  const double inverseKelvin =
      1.0 / (kMeasuredTemperatureC[0] + kZeroCelsiusK) - 1.0 / (kMeasuredTemperatureC[1] + kZeroCelsiusK);
  const auto ev = [&](double ratio) { return kBoltzmannEvK * logReproducible(ratio) / inverseKelvin; };
  for (int i = 0; i < kElectrolyteCount; ++i) {
    const ImpedanceColumn& cold = source.impedance[at(MeasuredTemperature::c30)][i];
    const ImpedanceColumn& warm = source.impedance[at(MeasuredTemperature::c60)][i];
    for (const auto& [member, name] :
         {std::pair{&ImpedanceColumn::bulkOhm, "R1"}, {&ImpedanceColumn::grainBoundaryOhm, "R2"}}) {
      r.begin("S18", std::string(electrolyteName(static_cast<Electrolyte>(i))),
              std::string("Activation energy of ") + name, "eV");
      const Quantity ratio = r.check(cold.*member) / r.read(warm.*member);
      const Quantity energy{ev(ratio.nominal), {ev(ratio.range.lower), ev(ratio.range.upper)}};
      const auto share = [&](const ImpedanceColumn& column) {
        return fixedText(100.0 * (column.*member).value / (column.bulkOhm.value + column.grainBoundaryOhm.value), 1);
      };
      const bool isPlausible = energy.range.overlaps(kPlausibleActivationEv);
      r.judged(
          energy.nominal, isPlausible ? Verdict::consistent : Verdict::implausible,
          fill("{} falls from {} to {} Ω between 30 and 60 °C: {} eV; its share of R1 + R2 goes from {} to {} %. "
               "Grains and boundaries of sulfides have {} to {} eV (assumed){}",
               {name, printedText(cold.*member), printedText(warm.*member), fixedText(energy.nominal, 2), share(cold),
                share(warm), shortestText(kPlausibleActivationEv.lower), shortestText(kPlausibleActivationEv.upper),
                isPlausible
                    ? ""
                    : ": the two arcs are not the same processes at both temperatures, only their total can be used"}));
    }
  }
}

// The pure phase of the electronic tau2 is the NCM + VGCF of the composites: its VGCF should be what theirs is.
void mixtureRelation(Relations& r, const SourceTables& source, AmContent am) {
  const ElectronicReference& reference = source.electronicReference[at(am)];
  r.begin(tableOfElectronicRow(am), "NCM + VGCF", "VGCF of the mixture as in the composites", "vol%");
  Quantity nearest{}, farthest{};
  const Quantity printed = r.check(reference.phiCaPct);
  for (const ElectronicRow& row : source.electronic[at(am)]) {
    const Quantity share = kHundred / (Quantity::exact(1.0) + r.read(row.phiAmPct) / r.read(row.phiCaPct));
    if (nearest.nominal == 0.0 ||
        std::abs(share.nominal - printed.nominal) < std::abs(nearest.nominal - printed.nominal))
      nearest = share;
    farthest = std::max(farthest, share, [](const Quantity& a, const Quantity& b) { return a.nominal < b.nominal; });
  }
  const MixtureReadings readings = mixtureReadings(reference.phiCaPct);
  r.equal(
      printed, nearest,
      fill("NCM + VGCF of the composites holds {} to {} vol% VGCF, the reference mixture is printed with {} % (the "
           "composites’ wt%): as vol% that is {} wt%, as wt% {} vol%. "
           "σ0 = {} mS/cm belongs to another mixture",
           {four(nearest), four(farthest), printedText(reference.phiCaPct), significantText(readings.wtPctIfVolume, 2),
            significantText(readings.volPctIfMass, 2), printedText(reference.sigmaMsCm)}));
}

// The separator is made of the electrolyte of the composites.
void separatorRelation(Relations& r, const SourceTables& source) {
  r.begin("S5", "Footnote", "Density of the separator as of the electrolyte", "g/cm³");
  const Quantity density =
      kSeparatorMg.quantity() / Quantity::exact(kDiscAreaCm2 * kPaperSeparatorUm * kCmPerUm * 1000.0);
  // The void that Model 4's composite would have, its mass and volume as they are.
  const auto voidPct = [&](double se) {
    const double am = kMeasuredAmWtPct[1] / 100.0, ca = kSourceCaWtPct / 100.0;
    const auto solids = [&](double rho) {
      return am / kSourceAmDensityGCm3 + ca / kSourceCaDensityGCm3 + (1.0 - am - ca) / rho;
    };
    const ElectronicRow& row = source.electronic[1][3];
    const double printed = source.ionic[1][3].phiSePct + row.phiAmPct + row.phiCaPct;
    return 100.0 - printed * solids(se) / solids(kSourceSeDensityGCm3);
  };
  r.equal(density, kSourceSeDensityGCm3.quantity(),
          fill("{} mg on {} µm of the 10 mm disc are {} g/cm³ ({} to {}); the volume fractions of Tables S1–S4 need "
               "{}. At the first density the void of Model 4, 85 wt%, "
               "would be {} instead of {} %",
               {printedText(kSeparatorMg), shortestText(kPaperSeparatorUm), four(density), four(density.range.lower),
                four(density.range.upper), printedText(kSourceSeDensityGCm3), fixedText(voidPct(density.nominal), 1),
                fixedText(voidPct(kSourceSeDensityGCm3), 1)}));
}

// Thickness in um of a loading of composite of some density.
Quantity thicknessUmOf(Quantity loadingMgCm2, Quantity densityGCm3) {
  return loadingMgCm2 / (densityGCm3 * Quantity::exact(0.1));
}

// Density of a model's composite: its solid volume over the volume that a gram of solids has.
Quantity compositeDensity(Relations& r, const SourceTables& source, int model, AmContent am) {
  const double w = kMeasuredAmWtPct[at(am)] / 100.0, ca = kSourceCaWtPct / 100.0;
  const Quantity solidsPct = r.read(source.ionic[at(am)][model].phiSePct) +
                             r.read(source.electronic[at(am)][model].phiAmPct) +
                             r.read(source.electronic[at(am)][model].phiCaPct);
  const Quantity volumePerGram = Quantity::exact(w) / kSourceAmDensityGCm3.quantity() +
                                 Quantity::exact(ca) / kSourceCaDensityGCm3.quantity() +
                                 Quantity::exact(1.0 - w - ca) / kSourceSeDensityGCm3.quantity();
  return solidsPct / kHundred / volumePerGram;
}

// Specific capacity (mAh/g) behind a volumetric energy density: E (L + others) / (w m V).
Quantity capacityByVolume(Quantity whL, Quantity density, Quantity loading, double am, double othersUm) {
  const Quantity cmPerMg = Quantity::exact(1e-3) / density + Quantity::exact(othersUm * kCmPerUm) / loading;
  return whL * cmPerMg * kThousand / Quantity::exact(am * kSourceVoltageV);
}

// The same behind a gravimetric one: E (m + others) / (w m V).
Quantity capacityByMass(Quantity whKg, Quantity loading, double am) {
  const Quantity others = (kSeparatorMg.quantity() + kAnodeMg.quantity()) / Quantity::exact(kDiscAreaCm2);
  return whKg * (Quantity::exact(1.0) + others / loading) / Quantity::exact(am * kSourceVoltageV);
}

constexpr double kOthersUm = kPaperSeparatorUm + kPaperAnodeUm;

void energyRelations(Relations& r, const SourceTables& source) {
  for (int model = 0; model < kModelCount; ++model) {
    for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
      for (const MeasuredTemperature t : {MeasuredTemperature::c30, MeasuredTemperature::c60}) {
        const EnergyEntry& entry = source.energy[model][at(am)][at(t)];
        r.begin("S5", energyRowName(static_cast<ParticleModel>(model), am, t), "Capacity implied by volume and by mass",
                "mAh/g");
        const Quantity density = compositeDensity(r, source, model, am);
        const double w = kMeasuredAmWtPct[at(am)] / 100.0;
        const Quantity byVolume = capacityByVolume(r.check(entry.volumetricWhL), density, kLoading, w, kOthersUm);
        const Quantity byMass = capacityByMass(r.read(entry.gravimetricWhKg), kLoading, w);
        const std::string loading = fixedText(kLoading.nominal, 2);
        r.equal(byVolume, byMass,
                fill("By volume {} Wh/L × ({} + {}) µm, by mass {} Wh/kg × ({} + {}) mg/cm², each over {} × {} mg/cm² "
                     "× {} V: "
                     "{} and {} mAh/g",
                     {printedText(entry.volumetricWhL), fixedText(thicknessUmOf(kLoading, density).nominal, 1),
                      shortestText(kOthersUm), printedText(entry.gravimetricWhKg), loading,
                      fixedText((kPaperSeparatorMg + kPaperAnodeMg) / kDiscAreaCm2, 2), shortestText(w), loading,
                      printedText(kSourceVoltageV), fixedText(byVolume.nominal, 1), fixedText(byMass.nominal, 1)}));
      }
    }
  }
}

// Table S6's rows of this work against Table S5.
void ownRowRelations(Relations& r, const SourceTables& source) {
  constexpr int kModel4 = static_cast<int>(ParticleModel::thinShellSmall);
  for (const LiteratureRow& row : source.literature) {
    if (row.reference != kThisWork || !row.thicknessUm) continue;
    const std::string name = literatureRowName(row);
    const double w = kMeasuredAmWtPct[at(AmContent::wt85)] / 100.0;

    // Which entry of Table S5 it is, its temperature tells.
    const auto entryOf = [&]() -> const EnergyEntry* {
      (void)r.read(row.temperatureC);
      const auto temperature = measuredTemperature(row.temperatureC);
      if (temperature) return &source.energy[kModel4][at(AmContent::wt85)][at(*temperature)];
      r.undetermined("Table S5 has no entry at " + printedText(row.temperatureC) + " °C");
      return nullptr;
    };
    r.begin("S6", name, "Volumetric energy density as in Table S5", "Wh/L");
    if (const EnergyEntry* entry = entryOf()) {
      r.equal(r.check(row.volumetricWhL), r.read(entry->volumetricWhL),
              fill("Table S5 prints {} for Model 4, 85 wt%; Table S6 {}",
                   {printedText(entry->volumetricWhL), printedText(row.volumetricWhL)}));
    }
    r.begin("S6", name, "Specific capacity as implied by Table S5", "mAh/g");
    if (const EnergyEntry* entry = entryOf()) {
      const Quantity density = compositeDensity(r, source, kModel4, AmContent::wt85);
      const Quantity byVolume = capacityByVolume(r.read(entry->volumetricWhL), density, kLoading, w, kOthersUm);
      r.equal(r.check(row.specificCapacityMahG), byVolume,
              fill("{} Wh/L of Table S5 need {} mAh/g; printed {}",
                   {printedText(entry->volumetricWhL), fixedText(byVolume.nominal, 1),
                    printedText(row.specificCapacityMahG)}));
    }

    r.begin("S6", name, "Thickness from loading and composite density", "µm");
    const Quantity rho = compositeDensity(r, source, kModel4, AmContent::wt85);
    const Quantity um = thicknessUmOf(r.read(*row.loadingMgCm2), rho);
    r.equal(r.check(*row.thicknessUm), um,
            fill("L = m / ρ = {} mg/cm² / {} g/cm³ = {} µm; printed {}",
                 {printedText(*row.loadingMgCm2), four(rho), fixedText(um.nominal, 1), printedText(*row.thicknessUm)}));
  }
}

}  // namespace

void relateSource(Relations& relations, const SourceTables& source) {
  for (const AmContent am : {AmContent::wt75, AmContent::wt85}) {
    ionicRelations(relations, source, am);
    electronicRelations(relations, source, am);
    mixtureRelation(relations, source, am);
    compositionRelations(relations, source, am);
  }
  repeatedReference(relations, source);
  energyRelations(relations, source);
  separatorRelation(relations, source);
  for (const LiteratureRow& row : source.literature) {
    relateRow(relations, "S6", literatureRowName(row), cellRowOf(row), row.reference == kThisWork);
  }
  ownRowRelations(relations, source);
  impedanceRelations(relations, source, "S17", MeasuredTemperature::c60);
  impedanceRelations(relations, source, "S18", MeasuredTemperature::c30);
  cellConstantRelations(relations, source);
  activationRelations(relations, source);
  for (const InitialCapacityRow& row : source.initialCapacity) {
    relations.begin("S22", printedText(row.amWtPct) + " wt%", "Initial capacity", "mAh/g");
    (void)relations.check(row.capacityMahG);
    relations.undetermined(
        "No other printed number determines it: the charge that its coulombic efficiency refers to is not printed");
  }
}

}  // namespace cathode
