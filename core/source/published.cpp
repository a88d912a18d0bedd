#include "core/source/published.h"

#include "core/base/number_text.h"

namespace cathode {
namespace {

using namespace literals;

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

constexpr IonicReference kPristineReference{100_p, 14.82_p, 1.00_p};
constexpr IonicReference kMechanofusedReference{100_p, 10.53_p, 1.00_p};
constexpr IonicReference kMilledReference{100_p, 5.704_p, 1.00_p};
constexpr ElectronicReference kMixtureReference{97.66_p, 2.34_p, kElectronicReferenceMsCm, 1.00_p};

constexpr SourceTables kSource{
    .ionicReference = {{kPristineReference, kMechanofusedReference, kPristineReference, kMilledReference},
                       {kPristineReference, kMechanofusedReference, kPristineReference, kMilledReference}},
    .ionic = {{{37.04_p, 0.176_p, 31.25_p}, {38.66_p, 0.617_p, 6.547_p}, {39.46_p, 0.392_p, 14.92_p}, {39.87_p, 0.180_p, 12.64_p}},
              {{23.68_p, 0.088_p, 49.01_p}, {24.57_p, 0.195_p, 13.28_p}, {25.09_p, 0.116_p, 31.96_p}, {25.64_p, 0.115_p, 12.67_p}}},
    .electronicReference = {kMixtureReference, kMixtureReference},
    .electronic = {{{41.99_p, 3.14_p, 0.264_p, 17.03_p},
                    {43.72_p, 3.27_p, 0.125_p, 37.22_p},
                    {44.46_p, 3.33_p, 0.561_p, 8.56_p},
                    {44.58_p, 3.34_p, 0.623_p, 7.769_p}},
                   {{54.33_p, 3.590_p, 1.431_p, 4.956_p},
                    {56.02_p, 3.701_p, 0.330_p, 18.61_p},
                    {57.63_p, 3.808_p, 1.096_p, 5.593_p},
                    {58.37_p, 3.857_p, 1.146_p, 5.473_p}}},
    // [30 degC (S18), 60 degC (S17)]
    .impedance = {{{3.38_p, 14.55_p, 17.83_p, 5.499_p}, {5.00_p, 26.85_p, 31.85_p, 3.040_p}, {21.64_p, 21.9_p, 43.54_p, 2.224_p}},
                  {{1.115_p, 5.505_p, 6.620_p, 14.82_p}, {1.523_p, 7.675_p, 9.198_p, 10.53_p}, {1.573_p, 13.4_p, 16.973_p, 5.704_p}}},
    .energy = {{{{765_p, 251_p}, {863_p, 280_p}}, {{640_p, 209_p}, {735_p, 220_p}}},
               {{{853_p, 272_p}, {903_p, 287_p}}, {{893_p, 285_p}, {1016_p, 297_p}}},
               {{{913_p, 285_p}, {1000_p, 312_p}}, {{1042_p, 299_p}, {1123_p, 324_p}}},
               {{{940_p, 291_p}, {1042_p, 324_p}}, {{1094_p, 311_p}, {1258_p, 357_p}}}},
    .literature = {{"NCM622", 79.2_p, 28_p, {}, 117_p, 146_p, "0.1C", 30_p, 676_p, "26"},
                   {"NCM811", 80_p, {}, {}, {}, 142_p, "0.1C", 30_p, 516_p, "27"},
                   {"NCA", 70_p, 11.3_p, {}, 50_p, 202_p, "0.1C", 30_p, 860_p, "55"},
                   {"LCO", 70_p, 19.9_p, {}, 90_p, 115_p, "0.1C", 25_p, 607_p, "41"},
                   {"NCM622", 70_p, {}, 1.9_p, 90_p, 153_p, "0.1C", 30_p, 561_p, "43"},
                   {"NCM333", 76.2_p, {}, {}, 71_p, 151_p, "", 30_p, 993_p, "56"},
                   {"NCM333", 66_p, 9.5_p, {}, 84_p, 158_p, "C/24", 25_p, 819_p, "57"},
                   {"NCM622", 70_p, 15.3_p, {}, 90_p, 148_p, "C/10", 25_p, 737_p, "58"},
                   {"NCM622", 70_p, 7_p, {}, 50_p, 170_p, "0.1C", 55_p, 724_p, "59"},
                   {"NCM622", 67.2_p, 11_p, {}, 26_p, 140_p, "C/50", 60_p, 424_p, "60"},
                   {"NCM85", 84.8_p, {}, {}, 200_p, 203_p, "0.01C2", 25_p, 786_p, "61"},
                   {"NCM811", 85_p, 30.6_p, {}, 93_p, 173_p, "0.05C", 30_p, 1094_p, "this work"},
                   {"NCM811", 85_p, 30.6_p, {}, 93_p, 199_p, "0.05C", 60_p, 1258_p, "this work"}},
    .initialCapacity = {{75_p, 180_p, 81.2_p}, {80_p, 178_p, 81.7_p}, {85_p, 157_p, 74.3_p}},
};

PublishedCell number(const Printed& printed) { return {printedText(printed), &printed}; }
PublishedCell number(const std::optional<Printed>& printed) { return printed ? number(*printed) : PublishedCell{}; }
PublishedCell words(std::string_view text) { return {std::string(text), nullptr}; }
constexpr std::string_view kDash = "-";  // where the source prints one
// A heading that the source prints as one.
PublishedCell heading(double value) { return {shortestText(value), nullptr}; }

std::string modelName(ParticleModel model) { return "Model " + std::to_string(at(model) + 1); }

PublishedTable ionicTable(const SourceTables& source, AmContent am, std::string_view caption) {
  PublishedTable table{tableOfIonicRow(am), caption, "effective ionic conductivity and volume fractions",
      {{"seReference", "SE reference", ""}, {"sigma0MsCm", "σ0", "mS/cm"}, {"phiSePct", "φ SE", "vol%"},
       {"sigmaEffMsCm", "σ ion,eff", "mS/cm"}, {"tortuosityFactor", "τ² ion", ""},
       {"referencePhiSePct", "φ reference", "vol%"}, {"referenceTortuosityFactor", "τ² reference", ""}}, {}};
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const IonicRow& row = source.ionic[at(am)][i];
    const IonicReference& reference = source.ionicReference[at(am)][i];
    table.rows.push_back({modelRowName(model, am),
        {words(electrolyteName(referenceElectrolyte(model))), number(reference.sigmaMsCm), number(row.phiSePct),
         number(row.sigmaEffMsCm), number(row.tortuosityFactor), number(reference.phiSePct), number(reference.tortuosityFactor)}});
  }
  return table;
}

PublishedTable electronicTable(const SourceTables& source, AmContent am, std::string_view caption) {
  PublishedTable table{tableOfElectronicRow(am), caption, "effective electronic conductivity and volume fractions",
      {{"phiAmPct", "φ NCM", "vol%"}, {"phiCaPct", "φ VGCF", "vol%"}, {"sigmaEffMsCm", "σ electron,eff", "mS/cm"},
       {"tortuosityFactor", "τ² electron", ""}}, {}};
  for (int i = 0; i < kModelCount; ++i) {
    const ElectronicRow& row = source.electronic[at(am)][i];
    table.rows.push_back({modelRowName(static_cast<ParticleModel>(i), am),
        {number(row.phiAmPct), number(row.phiCaPct), number(row.sigmaEffMsCm), number(row.tortuosityFactor)}});
  }
  const ElectronicReference& reference = source.electronicReference[at(am)];
  table.rows.push_back({"NCM + VGCF", {number(reference.phiAmPct), number(reference.phiCaPct), number(reference.sigmaMsCm),
                                       number(reference.tortuosityFactor)}});
  return table;
}

PublishedTable impedanceTable(const SourceTables& source, std::string_view name, MeasuredTemperature temperature,
                              std::string_view caption) {
  PublishedTable table{name, caption, "conductivity of the reference electrolytes and its temperature dependence",
      {{"bulkOhm", "R1, bulk", "Ω"}, {"grainBoundaryOhm", "R2, grain boundary", "Ω"},
       {"totalOhm", "Total resistance", "Ω"}, {"sigmaMsCm", "Ionic conductivity", "mS/cm"}}, {}};
  for (int i = 0; i < kElectrolyteCount; ++i) {
    const ImpedanceColumn& column = source.impedance[at(temperature)][i];
    table.rows.push_back({std::string(electrolyteName(static_cast<Electrolyte>(i))),
        {number(column.bulkOhm), number(column.grainBoundaryOhm), number(column.totalOhm), number(column.sigmaMsCm)}});
  }
  return table;
}

PublishedTable energyTable(const SourceTables& source) {
  PublishedTable table{"S5", "“Volumetric energy density (Wh L-1) and gravimetric energy density (Wh kg-1) comparison of Models 1~4 * The anode thickness of "
      "30 [µm] and separation layer thickness of 30 [µm] were assumed. * The anode weight of 13.6 mg and separation layer weight of 4.4 mg were assumed.” "
      "Restored: µm, °C, and the three formulas before the table, from its numbers.",
      "the specific capacities it implies",
      {{"amWtPct", "AM", "wt%"}, {"temperatureC", "Temperature", "°C"},
       {"volumetricEnergyDensityWhL", "Volumetric", "Wh/L"}, {"gravimetricEnergyDensityWhKg", "Gravimetric", "Wh/kg"}}, {}};
  for (int model = 0; model < kModelCount; ++model) {
    for (int am = 0; am < 2; ++am) {
      for (int temperature = 0; temperature < 2; ++temperature) {
        const EnergyEntry& entry = source.energy[model][am][temperature];
        table.rows.push_back({energyRowName(static_cast<ParticleModel>(model), static_cast<AmContent>(am),
                                            static_cast<MeasuredTemperature>(temperature)),
            {heading(kMeasuredAmWtPct[am]), heading(kMeasuredTemperatureC[temperature]), number(entry.volumetricWhL),
             number(entry.gravimetricWhKg)}});
      }
    }
  }
  return table;
}

PublishedTable literatureTable(const SourceTables& source) {
  PublishedTable table{"S6", "“Volumetric energy density (Wh L-1) comparison of other reported in ASSBs with this work * The anode thickness of 30 [µm] and "
      "separation layer thickness of 30 [µm] were assumed.” Restored: µm, °C. Loading level and thickness stand in one column there.",
      "comparison with the literature",
      {{"cathode", "Cathode", ""}, {"amWtPct", "AM", "wt%"}, {"loadingMgCm2", "Loading", "mg/cm²"},
       {"arealCapacityMahCm2", "Areal capacity", "mAh/cm²"}, {"thicknessUm", "Thickness", "µm"},
       {"specificCapacityMahG", "Capacity", "mAh/g"}, {"cRate", "C-rate", ""}, {"temperatureC", "Temperature", "°C"},
       {"volumetricEnergyDensityWhL", "Volumetric", "Wh/L"}}, {}};
  for (const LiteratureRow& row : source.literature) {
    table.rows.push_back({literatureRowName(row),
        {words(row.cathode), number(row.amWtPct), row.loadingMgCm2 || row.arealCapacityMahCm2 ? number(row.loadingMgCm2) : words(kDash),
         number(row.arealCapacityMahCm2), number(row.thicknessUm), number(row.specificCapacityMahG),
         words(row.cRate.empty() ? kDash : row.cRate), number(row.temperatureC),
         number(row.volumetricWhL)}});
  }
  return table;
}

PublishedTable initialCapacityTable(const SourceTables& source) {
  PublishedTable table{"S22", "“Initial charge and discharge curves at 0.05C (1C=200mA g-1) for all-solid-state cathode model/Li metal half-cell at 30 [°C] "
      "(cathode model mixed by Model 1 mixing protocol with small SE particles)”. The table stands between the captions of Figs. S21 and S22; that it belongs to "
      "S22 is a reading of its place.", "how far a capacity interpolated between 75 and 85 wt% may be off; small SE particles without a shell",
      {{"amWtPct", "AM", "wt%"}, {"capacityMahG", "Initial capacity", "mAh/g"},
       {"coulombicEfficiencyPct", "Initial coulombic efficiency", "%"}}, {}};
  for (const InitialCapacityRow& row : source.initialCapacity) {
    table.rows.push_back({printedText(row.amWtPct) + " wt%",
                          {number(row.amWtPct), number(row.capacityMahG), number(row.coulombicEfficiencyPct)}});
  }
  return table;
}

}  // namespace

Electrolyte referenceElectrolyte(ParticleModel model) {
  switch (model) {
    case ParticleModel::coreShell: return Electrolyte::mechanofused;
    case ParticleModel::thinShellSmall: return Electrolyte::milled;
    default: return Electrolyte::pristine;
  }
}

const SourceTables& sourceTables() { return kSource; }

const IonicRow& ionicRow(AmContent am, ParticleModel model) { return kSource.ionic[at(am)][at(model)]; }
const ElectronicRow& electronicRow(AmContent am, ParticleModel model) { return kSource.electronic[at(am)][at(model)]; }
const ImpedanceColumn& impedance(MeasuredTemperature temperature, Electrolyte electrolyte) {
  return kSource.impedance[at(temperature)][at(electrolyte)];
}
const EnergyEntry& energyEntry(ParticleModel model, AmContent am, MeasuredTemperature temperature) {
  return kSource.energy[at(model)][at(am)][at(temperature)];
}
std::span<const LiteratureRow> literatureRows() { return kSource.literature; }

std::string_view tableOfIonicRow(AmContent am) { return am == AmContent::wt75 ? "S1" : "S3"; }
std::string_view tableOfElectronicRow(AmContent am) { return am == AmContent::wt75 ? "S2" : "S4"; }

std::string_view electrolyteName(Electrolyte electrolyte) {
  switch (electrolyte) {
    case Electrolyte::mechanofused: return "MF SE";
    case Electrolyte::milled: return "Milled SE";
    default: return "Pristine SE";
  }
}

std::string modelRowName(ParticleModel model, AmContent am) {
  return modelName(model) + ", " + shortestText(kMeasuredAmWtPct[at(am)]) + " wt%";
}
std::string energyRowName(ParticleModel model, AmContent am, MeasuredTemperature temperature) {
  return modelRowName(model, am) + ", " + shortestText(kMeasuredTemperatureC[at(temperature)]) + " °C";
}
std::string literatureRowName(const LiteratureRow& row) {
  if (row.reference == kThisWork) return "This work, " + printedText(row.temperatureC) + " °C";
  return "Ref. " + std::string(row.reference);
}

namespace {

// The captions of Tables S1 and S3, and of S2 and S4.
constexpr std::string_view kIonicCaption =
    "“Volume fraction of SE determined effective conductivities σeff and tortuosity factors τ2 of the ionic transport pathway. Tortuosity factors have been set to "
    "unity for the pristine materials for a simplification of the analysis”";
constexpr std::string_view kElectronicCaption =
    "“Volume fraction of AM and CA(conductive additive) determined effective conductivities σeff and tortuosity factors τ2 of the electronic transport pathway. "
    "Tortuosity factors have been set to unity for the pristine materials for a simplification of the analysis”";
constexpr std::string_view kImpedanceCaption60 =
    "“Nyquist plots pristine SE, SE after mechanofusion process (conditions: 2000rpm, 1h), milled SE (conditions: 500rpm, 3h, 5mm ZrO2 ball) at 60 °C”";
constexpr std::string_view kImpedanceCaption30 =
    "“Nyquist plots pristine SE, SE after mechanofusion process (conditions: 2000rpm, 1h), milled SE (conditions: 500rpm, 3h, 5mm ZrO2 ball) at 30 [°C]” Restored: °C.";

constexpr SourceNote kNotes[] = {
    {"Materials", "Active material: NCM811, called boron-coated in the caption of Fig. S7. Solid electrolyte (SE): LPSCl. Conductive additive: VGCF. Counter electrode: "
     "lithium metal; the source calls its cells half-cells."},
    {"Electrolytes", "Pristine SE: as it is. MF SE: after mechanofusion, 2000 rpm for 1 h. Milled SE: ball-milled, 500 rpm for 3 h with 5 mm ZrO2 balls (Figs. S8, S17, S18)."},
    {"Particle models", "1: conventional mixing. 2: core–shell, all SE coated on the active material by mechanofusion. 3: a thin shell and large SE particles. 4: a thin shell "
     "and small SE particles (captions of Figs. S9 to S12). Core–shell composites of AM : SE = 95 : 5 and 75 : 25 are shown (Figs. S2, S4, S5); which share of the SE is "
     "shell in Models 3 and 4 is not printed."},
    {"Nano-CT", "Models 1 and 4 at 85 wt% were reconstructed as cubes of 125 × 125 × 125 µm³ and segmented by grey value into AM, SE and void (Fig. S13). The additive is no "
     "phase of its own there; the tables print a volume fraction of it."},
    {"Transport among four models", "Table S6 prints no conductivity and no tortuosity factor of other groups’ cells. Transport is therefore compared among Models 1 to 4 only."},
    {"In the source’s figures alone", "Rate performance (Fig. S16), cycle retention (S19, S20), discharge curves (S14, S19, S21, S22), impedance of cells with its equivalent "
     "circuit (S15), XPS (S7), particle sizes (S6) and micrographs are shown without a table of their numbers. Nothing here says anything of them."},
    {"What is restored", "Where the document’s text lost a unit (µm, °C) or a formula (the three of the energy densities and of capacity) it is restored from the numbers. "
     "The dashes of Table S6 are the source’s."},
};

}  // namespace

std::span<const SourceNote> sourceNotes() { return kNotes; }

std::vector<PublishedTable> publishedTables(const SourceTables& source) {
  return {
      ionicTable(source, AmContent::wt75, kIonicCaption),
      electronicTable(source, AmContent::wt75, kElectronicCaption),
      ionicTable(source, AmContent::wt85, kIonicCaption),
      electronicTable(source, AmContent::wt85, kElectronicCaption),
      energyTable(source),
      literatureTable(source),
      impedanceTable(source, "S17", MeasuredTemperature::c60, kImpedanceCaption60),
      impedanceTable(source, "S18", MeasuredTemperature::c30, kImpedanceCaption30),
      initialCapacityTable(source),
  };
}

}  // namespace cathode
