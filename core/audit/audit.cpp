#include "core/audit/audit.h"
#include "core/source/published_tables.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "core/base/elementary.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/cell/composition.h"
#include "core/source/interpolation.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }
constexpr double kCmPerUm = 1e-4;
constexpr std::string_view kOwnRows = "rows";

// Table S6 prints the loading that Table S5 needs: its digits stand for those of the disc's 24 mg.
constexpr Quantity kLoading{kPaperLoadingMgCm2, Printed{30.6, 1}.rounding()};
constexpr Printed kSeparatorMg{kPaperSeparatorMg, 1};
constexpr Printed kAnodeMg{kPaperAnodeMg, 1};
constexpr Quantity kHundred = Quantity::exact(100.0);
constexpr Quantity kThousand = Quantity::exact(1000.0);

// `pattern` with each "{}" replaced by the next text.
std::string fill(std::string_view pattern, std::initializer_list<std::string> texts) {
  std::string result;
  auto next = texts.begin();
  for (std::size_t mark = pattern.find("{}"); mark != std::string_view::npos && next != texts.end();
       mark = pattern.find("{}")) {
    result.append(pattern.substr(0, mark)).append(*next++);
    pattern.remove_prefix(mark + 2);
  }
  return result.append(pattern);
}

std::string four(double value) { return significantText(value, 4); }
std::string four(Quantity value) { return four(value.nominal); }

// The relations, one after the other, each with the printed cells that it reads.
class Relations {
 public:
  explicit Relations(const SourceTables* source) {
    if (source == nullptr) return;
    for (const PublishedTable& table : publishedTables(*source)) {
      for (const PublishedRow& row : table.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
          if (row.cells[i].number) names_[row.cells[i].number] = {table.name, row.name, table.columns[i].key};
        }
      }
    }
  }

  void begin(std::string_view table, std::string row, std::string quantity, std::string_view unit = "") {
    finding_ = {};
    finding_.table = table;
    finding_.row = std::move(row);
    finding_.subject = {finding_.table, finding_.row, {}};
    finding_.quantity = std::move(quantity);
    finding_.unit = unit;
  }

  // A printed number of the source's tables, of a record, or of a record that is a row of Table S6.
  Quantity read(const Printed& number) {
    const auto name = names_.find(&number);
    if (name != names_.end()) note(name->second);
    return number.quantity();
  }
  Quantity read(std::string_view table, const std::string& row, const Record& record, RecordField field) {
    note({table, row, recordColumn(field).key});
    return record[field]->quantity();
  }
  // The same for the number that is checked.
  Quantity check(const Printed& number) {
    if (const auto name = names_.find(&number); name != names_.end()) finding_.subject = name->second;
    return read(number);
  }
  Quantity check(std::string_view table, const std::string& row, const Record& record, RecordField field) {
    finding_.subject = {table, row, recordColumn(field).key};
    return read(table, row, record, field);
  }
  void checksVoltage() { finding_.checks = Checks::impliedVoltage; }
  // What the finding checks is an energy density, of a row whose loading is read so.
  void checksEnergyDensity(std::optional<LoadingReading> reading = {}) {
    finding_.checks = Checks::energyDensity;
    finding_.reading = reading;
  }

  void equal(Quantity printed, Quantity recomputed, std::string formula) {
    end(compare(printed, recomputed).verdict, std::move(formula));
  }

  // `printed` must not exceed `limit`.
  void atMost(Quantity printed, Quantity limit, std::string formula) {
    const Agreement agreement = compare(printed, limit);
    finding_.isLimit = true;
    end(agreement.relativeDeviation >= 0.0 ? Verdict::consistent : agreement.verdict, std::move(formula));
  }

  // The same, where the row follows on a condition: that is no reproach.
  void conditional(Quantity printed, Quantity recomputed, std::string condition, const std::string& formula) {
    compare(printed, recomputed);
    finding_.condition = std::move(condition);
    end(Verdict::conditional, formula + "; follows if " + finding_.condition);
  }
  void conditionalLimit(Quantity printed, Quantity limit, std::string condition, const std::string& formula) {
    finding_.isLimit = true;
    conditional(printed, limit, std::move(condition), formula);
  }

  // Nothing can be said; what was computed on the way, if anything, is shown.
  void undetermined(std::string reason, std::optional<double> recomputed = {}) {
    finding_.recomputed = recomputed;
    end(Verdict::notDeterminable, std::move(reason));
  }

  // A verdict that is no comparison of two numbers.
  void judged(double recomputed, Verdict verdict, std::string formula, std::string condition = "") {
    finding_.recomputed = recomputed;
    finding_.condition = std::move(condition);
    end(verdict, std::move(formula));
  }

  std::size_t count() const { return findings_.size(); }
  std::vector<Finding> take() { return std::move(findings_); }

 private:
  Agreement compare(Quantity printed, Quantity recomputed) {
    const Agreement agreement = agreementOf(printed, recomputed);
    finding_.printed = printed.nominal;
    finding_.recomputed = recomputed.nominal;
    finding_.relativeDeviation = agreement.relativeDeviation;
    finding_.roundingAllowance = agreement.roundingAllowance;
    return agreement;
  }
  void note(const CellName& name) {
    if (std::ranges::find(finding_.cells, name) == finding_.cells.end()) finding_.cells.push_back(name);
  }
  void end(Verdict verdict, std::string formula) {
    finding_.verdict = verdict;
    finding_.formula = std::move(formula);
    findings_.push_back(std::move(finding_));
  }

  std::map<const Printed*, CellName> names_;
  Finding finding_;
  std::vector<Finding> findings_;
};

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
  constexpr double kBoltzmannEv = 8.617333262e-5, kZeroCelsiusK = 273.15;
  const double inverseKelvin =
      1.0 / (kMeasuredTemperatureC[0] + kZeroCelsiusK) - 1.0 / (kMeasuredTemperatureC[1] + kZeroCelsiusK);
  const auto ev = [&](double ratio) { return kBoltzmannEv * logReproducible(ratio) / inverseKelvin; };
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

// 1 / (w/rho_AM + (1 - w)/rho_SE), w once.
double voidFreeDensity(double amWtPct, double am, double se) { return se / (1.0 - amWtPct / 100.0 * (1.0 - se / am)); }

// What a row of Table S6, or a person's own, says of itself.
class RecordRelations {
 public:
  // `isSource`: a row of the source's own cell, whose voltage and materials are known.
  RecordRelations(Relations& relations, std::string_view table, std::string row, const Record& record, bool isSource)
      : r(relations), table_(table), row_(std::move(row)), record_(record), isSource_(isSource) {}

  void energy() const {
    if (!has(RecordField::volumetricEnergyDensityWhL)) return;
    const bool loading =
        has(RecordField::loadingMgCm2) && has(RecordField::specificCapacityMahG) && has(RecordField::amWtPct);
    const bool areal = has(RecordField::arealCapacityMahCm2);
    if (!has(RecordField::thicknessUm) || (!loading && !areal)) {
      r.begin(table_, row_, "Volumetric energy density", "Wh/L");
      r.checksEnergyDensity();
      (void)check(RecordField::volumetricEnergyDensityWhL);
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
    if (!has(RecordField::arealCapacityMahCm2) || !has(RecordField::loadingMgCm2) ||
        !has(RecordField::specificCapacityMahG))
      return;
    begin("Areal capacity", "mAh/cm²");
    const Quantity q = read(RecordField::specificCapacityMahG), m = read(RecordField::loadingMgCm2);
    const Quantity printed = check(RecordField::arealCapacityMahCm2);
    const Quantity ofAm = q * m / kThousand;
    Quantity best = ofAm;
    std::string reading = "AM mass";
    if (has(RecordField::amWtPct)) {
      const Quantity ofComposite = ofAm * read(RecordField::amWtPct) / kHundred;
      if (better(agreementOf(printed, ofComposite), agreementOf(printed, ofAm))) {
        best = ofComposite;
        reading = "composite mass";
      }
    }
    r.equal(printed, best,
            fill("q × m = {} × {} with the loading read as {} gives {} mAh/cm²; printed {}",
                 {text(RecordField::specificCapacityMahG), text(RecordField::loadingMgCm2), reading, four(best),
                  text(RecordField::arealCapacityMahCm2)}));
  }

  void transport() const {
    const bool ratio = has(RecordField::sigma0MsCm) && has(RecordField::sigmaEffMsCm);
    if (has(RecordField::tortuosityFactor) && has(RecordField::phiPct) && ratio) {
      begin("Tortuosity factor τ²");
      const Quantity tau2 =
          tortuosityFactorOf(read(RecordField::sigma0MsCm), read(RecordField::phiPct), read(RecordField::sigmaEffMsCm));
      r.equal(check(RecordField::tortuosityFactor), tau2,
              fill("τ² = σ0 φ / σeff = {} × {} % / {} = {}; printed {}",
                   {text(RecordField::sigma0MsCm), text(RecordField::phiPct), text(RecordField::sigmaEffMsCm),
                    four(tau2), text(RecordField::tortuosityFactor)}));
    }
    if (has(RecordField::macMullin) && ratio) {
      begin("MacMullin number");
      const Quantity number = read(RecordField::sigma0MsCm) / read(RecordField::sigmaEffMsCm);
      r.equal(check(RecordField::macMullin), number,
              fill("N_M = σ0 / σeff = {} / {} = {}; printed {}",
                   {text(RecordField::sigma0MsCm), text(RecordField::sigmaEffMsCm), four(number),
                    text(RecordField::macMullin)}));
    }
    if (has(RecordField::phiPct) && ratio) {
      // Hashin & Shtrikman 1962, other phases insulating; 2 phi / (3 - phi) = 2 / (3 / phi - 1).
      begin("σeff under its upper bound", "mS/cm");
      const Quantity phi = read(RecordField::phiPct), sigma0 = read(RecordField::sigma0MsCm);
      const auto share = [](double pct) { return 2.0 * pct / (300.0 - pct); };
      const Quantity bound = sigma0 * Quantity{share(phi.nominal), {share(phi.range.lower), share(phi.range.upper)}};
      r.atMost(check(RecordField::sigmaEffMsCm), bound,
               fill("Hashin–Shtrikman: σeff ≤ σ0 2φ/(3 − φ) = {} mS/cm; printed {}",
                    {four(bound), text(RecordField::sigmaEffMsCm)}));
    }
  }

  void impedance() const {
    if (!has(RecordField::bulkOhm) || !has(RecordField::grainBoundaryOhm) || !has(RecordField::totalOhm)) return;
    begin("Total resistance", "Ω");
    const Quantity sum = read(RecordField::bulkOhm) + read(RecordField::grainBoundaryOhm);
    r.equal(
        check(RecordField::totalOhm), sum,
        fill("R1 + R2 = {} + {} = {} Ω; printed {}", {text(RecordField::bulkOhm), text(RecordField::grainBoundaryOhm),
                                                      significantText(sum.nominal, 5), text(RecordField::totalOhm)}));
  }

  // A composite cannot be denser than its solids without void.
  void density() const {
    const bool anyLoading = has(RecordField::loadingMgCm2) || has(RecordField::arealCapacityMahCm2);
    if (!has(RecordField::volumetricEnergyDensityWhL) && !anyLoading) return;
    begin("Composite density against the densest possible", "g/cm³");
    if (!has(RecordField::thicknessUm) || !has(RecordField::amWtPct)) {
      return r.undetermined("Needs thickness and AM content");
    }
    const Quantity um = read(RecordField::thicknessUm), wtPct = read(RecordField::amWtPct);
    std::string from;
    Quantity loading{};
    if (has(RecordField::loadingMgCm2)) {
      loading = check(RecordField::loadingMgCm2);
      from = text(RecordField::loadingMgCm2) + " mg/cm²";
    } else if (has(RecordField::specificCapacityMahG)) {
      const bool areal = has(RecordField::arealCapacityMahCm2);
      const Quantity capacity =
          areal ? check(RecordField::arealCapacityMahCm2) : arealOf(check(RecordField::volumetricEnergyDensityWhL));
      loading = capacity * kThousand * kHundred / (read(RecordField::specificCapacityMahG) * wtPct);
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
             {from, text(RecordField::thicknessUm), four(density), text(RecordField::amWtPct),
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
  bool has(RecordField field) const { return record_[field].has_value(); }
  Quantity read(RecordField field) const { return r.read(table_, row_, record_, field); }
  Quantity check(RecordField field) const { return r.check(table_, row_, record_, field); }
  std::string text(RecordField field) const { return printedText(*record_[field]); }
  void begin(std::string quantity, std::string_view unit = "") const {
    r.begin(table_, row_, std::move(quantity), unit);
  }

  static bool better(const Agreement& a, const Agreement& b) {
    return a.verdict != b.verdict ? a.verdict < b.verdict
                                  : std::abs(a.relativeDeviation) < std::abs(b.relativeDeviation);
  }

  std::string missing(bool areal) const {
    std::string list;
    const auto add = [&](RecordField field) {
      if (!has(field)) list.append(list.empty() ? "" : ", ").append(lowered(recordColumn(field).label));
    };
    add(RecordField::thicknessUm);
    if (!areal) {
      for (const RecordField field :
           {RecordField::loadingMgCm2, RecordField::specificCapacityMahG, RecordField::amWtPct})
        add(field);
    }
    return list;
  }

  Quantity layerUm(RecordField field, double standard) const {
    return has(field) ? read(field) : Quantity::exact(standard);
  }
  Quantity others() const {
    return layerUm(RecordField::separatorThicknessUm, kPaperSeparatorUm) +
           layerUm(RecordField::anodeThicknessUm, kPaperAnodeUm);
  }
  bool isVoltageKnown() const { return isSource_ || has(RecordField::nominalVoltageV); }
  // Where it is not known, the paper's own stands for it, as exact: what another one would give is said beside it.
  Quantity voltage() const {
    return has(RecordField::nominalVoltageV) ? read(RecordField::nominalVoltageV) : Quantity::exact(kSourceVoltageV);
  }

  // Energy density of an areal capacity, Wh/L, and the areal capacity of an energy density, mAh/cm2.
  Quantity energyOf(Quantity arealMah) const {
    return arealMah * voltage() / ((read(RecordField::thicknessUm) + others()) * Quantity::exact(kCmPerUm));
  }
  Quantity arealOf(Quantity whL) const {
    return whL * (read(RecordField::thicknessUm) + others()) * Quantity::exact(kCmPerUm) / voltage();
  }
  std::string volumeText() const {
    return fill("{} V / ({} + {}) µm",
                {shortestText(voltage().nominal), text(RecordField::thicknessUm), shortestText(others().nominal)});
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
    formula += "; printed " + text(RecordField::volumetricEnergyDensityWhL);
    if (verdictOf(printed, energy) == Verdict::conditional)
      r.conditional(printed, energy, voltageText(voltageFor(printed, energy)), formula);
    else
      r.equal(printed, energy, formula);
  }

  void byArealCapacity() const {
    begin("Volumetric energy density", "Wh/L");
    r.checksEnergyDensity();
    const Quantity printed = check(RecordField::volumetricEnergyDensityWhL);
    const Quantity energy = energyOf(read(RecordField::arealCapacityMahCm2));
    compareEnergy(printed, energy,
                  fill("Q_A V / L = {} mAh/cm² × {} = {} Wh/L",
                       {text(RecordField::arealCapacityMahCm2), volumeText(), four(energy)}));
    impliedVoltage({{"", voltageFor(printed, energy)}});
  }

  void byLoading() const {
    const auto areal = [&](LoadingReading reading) {
      const Quantity ofAm = read(RecordField::specificCapacityMahG) * read(RecordField::loadingMgCm2) / kThousand;
      return reading == LoadingReading::activeMaterial ? ofAm : ofAm * read(RecordField::amWtPct) / kHundred;
    };
    const auto readAll = [&] {
      for (const RecordField field : {RecordField::volumetricEnergyDensityWhL, RecordField::specificCapacityMahG,
                                      RecordField::loadingMgCm2, RecordField::amWtPct, RecordField::thicknessUm})
        (void)read(field);
    };
    begin("Volumetric energy density, loading read as composite mass", "Wh/L");
    r.checksEnergyDensity(LoadingReading::composite);
    const Quantity printed = check(RecordField::volumetricEnergyDensityWhL);
    const Quantity ofComposite = energyOf(areal(LoadingReading::composite)),
                   ofAm = energyOf(areal(LoadingReading::activeMaterial));
    // A loading means one of the two: where the row follows with one, the other is no finding.
    const Verdict asComposite = verdictOf(printed, ofComposite), asAm = verdictOf(printed, ofAm);
    const auto follows = [](Verdict verdict) {
      return verdict == Verdict::consistent || verdict == Verdict::conditional;
    };
    const std::string composite = fill("q w m V / L = {} mAh/g × {} wt% × {} mg/cm² × {} = {} Wh/L",
                                       {text(RecordField::specificCapacityMahG), text(RecordField::amWtPct),
                                        text(RecordField::loadingMgCm2), volumeText(), four(ofComposite)});
    readAll();
    if (follows(asAm) && asAm < asComposite)
      r.undetermined(composite + "; the row follows with the loading read as AM mass", ofComposite.nominal);
    else
      compareEnergy(printed, ofComposite, composite);

    begin("Volumetric energy density, loading read as AM mass", "Wh/L");
    r.checksEnergyDensity(LoadingReading::activeMaterial);
    (void)check(RecordField::volumetricEnergyDensityWhL);
    readAll();
    const std::string am =
        fill("q m V / L = {} mAh/g × {} mg/cm² × {} = {} Wh/L",
             {text(RecordField::specificCapacityMahG), text(RecordField::loadingMgCm2), volumeText(), four(ofAm)});
    if (follows(asComposite) && asComposite <= asAm)
      r.undetermined(am + "; the row follows with the loading read as composite mass", ofAm.nominal);
    else
      compareEnergy(printed, ofAm, am);
    impliedVoltage(
        {{"as composite mass", voltageFor(printed, ofComposite)}, {"as AM mass", voltageFor(printed, ofAm)}});
  }

  // The nominal voltage at which a printed energy density would follow, for each reading.
  void impliedVoltage(std::initializer_list<std::pair<const char*, Quantity>> readings) const {
    if (has(RecordField::nominalVoltageV)) return;
    begin("Nominal voltage that the row implies", "V");
    r.checksVoltage();
    (void)check(RecordField::volumetricEnergyDensityWhL);
    for (const RecordField field :
         {RecordField::volumetricEnergyDensityWhL, RecordField::thicknessUm, RecordField::arealCapacityMahCm2,
          RecordField::specificCapacityMahG, RecordField::loadingMgCm2, RecordField::amWtPct}) {
      const bool used = (field != RecordField::arealCapacityMahCm2) == (readings.size() == 2) ||
                        field == RecordField::volumetricEnergyDensityWhL || field == RecordField::thicknessUm;
      if (used && has(field)) (void)read(field);
    }
    std::string formula;
    const Quantity* best = nullptr;
    for (const auto& [reading, voltage] : readings) {
      formula += fill("{}{} V{}{}", {formula.empty() ? "" : "; ", fixedText(voltage.nominal, 2),
                                     *reading ? " with the loading read " : "", reading});
      if (!best || std::abs(voltage.nominal - kSourceVoltageV) < std::abs(best->nominal - kSourceVoltageV))
        best = &voltage;
    }
    const std::string source = printedText(kSourceVoltageV) + " V of the source";
    const std::string plausible =
        fill("{} to {} V", {shortestText(kPlausibleVoltageV.lower), shortestText(kPlausibleVoltageV.upper)});
    if (best->range.overlaps(kSourceVoltageV.rounding())) {
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
  const Record& record_;
  bool isSource_;
};

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

void auditRecord(Relations& relations, std::string_view table, std::string name, const Record& record, bool isSource) {
  const RecordRelations row(relations, table, std::move(name), record, isSource);
  row.energy();
  row.density();
  row.arealCapacity();
  row.transport();
  row.impedance();
}

}  // namespace

Interval densestCompositeGCm3(Interval amWtPct, Interval am, Interval se) {
  return {voidFreeDensity(amWtPct.lower, am.lower, se.lower),
          voidFreeDensity(std::min(amWtPct.upper, 100.0), am.upper, se.upper)};
}

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
    ++summary.numbers[at(weight(best) > weight(number.worst) ? best : number.worst)];
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
    auditRecord(relations, "S6", literatureRowName(row), recordOf(row), row.reference == kThisWork);
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
  return relations.take();
}

std::vector<Finding> auditRecords(std::span<const Record> records) {
  Relations relations(nullptr);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string name = recordName(records[i], i);
    const std::size_t before = relations.count();
    auditRecord(relations, kOwnRows, name, records[i], false);
    if (relations.count() > before) continue;
    relations.begin(kOwnRows, name, "Any relation");
    relations.undetermined("No number of this row is determined by its others");
  }
  return relations.take();
}

}  // namespace cathode
