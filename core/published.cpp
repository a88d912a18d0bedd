#include "core/published.h"

#include "core/text.h"

namespace cathode {
namespace {

using namespace literals;

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

// [75, 85 wt%][Model 1-4]
constexpr IonicRow kIonic[2][kModelCount] = {
    {{37.04_p, 0.176_p, 31.25_p}, {38.66_p, 0.617_p, 6.547_p}, {39.46_p, 0.392_p, 14.92_p}, {39.87_p, 0.180_p, 12.64_p}},
    {{23.68_p, 0.088_p, 49.01_p}, {24.57_p, 0.195_p, 13.28_p}, {25.09_p, 0.116_p, 31.96_p}, {25.64_p, 0.115_p, 12.67_p}},
};

constexpr ElectronicRow kElectronic[2][kModelCount] = {
    {{41.99_p, 3.14_p, 0.264_p, 17.03_p},
     {43.72_p, 3.27_p, 0.125_p, 37.22_p},
     {44.46_p, 3.33_p, 0.561_p, 8.56_p},
     {44.58_p, 3.34_p, 0.623_p, 7.769_p}},
    {{54.33_p, 3.590_p, 1.431_p, 4.956_p},
     {56.02_p, 3.701_p, 0.330_p, 18.61_p},
     {57.63_p, 3.808_p, 1.096_p, 5.593_p},
     {58.37_p, 3.857_p, 1.146_p, 5.473_p}},
};

// [30 degC (S18), 60 degC (S17)][pristine, mechanofused, milled]
constexpr ImpedanceColumn kImpedance[2][kElectrolyteCount] = {
    {{3.38_p, 14.55_p, 17.83_p, 5.499_p}, {5.00_p, 26.85_p, 31.85_p, 3.040_p}, {21.64_p, 21.9_p, 43.54_p, 2.224_p}},
    {{1.115_p, 5.505_p, 6.620_p, 14.82_p}, {1.523_p, 7.675_p, 9.198_p, 10.53_p}, {1.573_p, 13.4_p, 16.973_p, 5.704_p}},
};

// [Model 1-4][75, 85 wt%][30, 60 degC]
constexpr EnergyEntry kEnergy[kModelCount][2][2] = {
    {{{765_p, 251_p}, {863_p, 280_p}}, {{640_p, 209_p}, {735_p, 220_p}}},
    {{{853_p, 272_p}, {903_p, 287_p}}, {{893_p, 285_p}, {1016_p, 297_p}}},
    {{{913_p, 285_p}, {1000_p, 312_p}}, {{1042_p, 299_p}, {1123_p, 324_p}}},
    {{{940_p, 291_p}, {1042_p, 324_p}}, {{1094_p, 311_p}, {1258_p, 357_p}}},
};

constexpr LiteratureRow kLiterature[] = {
    {"NCM622", 79.2_p, 28_p, {}, 117_p, 146_p, "0.1C", 30_p, 676_p, "26"},
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
    {"NCM811", 85_p, 30.6_p, {}, 93_p, 199_p, "0.05C", 60_p, 1258_p, "this work"},
};

constexpr InitialCapacityRow kInitialCapacity[] = {
    {75_p, 180_p, 81.2_p},
    {80_p, 178_p, 81.7_p},
    {85_p, 157_p, 74.3_p},
};

// A printed number's own digits: an ASCII point, as many decimals as the source gives.
std::string digits(Printed number) { return fixedText(number.value, number.decimals); }
std::string digits(const std::optional<Printed>& number) { return number ? digits(*number) : ""; }

std::string modelName(int model) { return "Model " + std::to_string(model + 1); }

PublishedTable ionicTable(AmContent am, std::string_view caption) {
  PublishedTable table{tableOfIonicRow(am), caption, "effective ionic conductivity and volume fractions",
      {{"seReference", "SE reference", ""}, {"sigma0MsCm", "σ0", "mS/cm"}, {"phiSePct", "φ SE", "vol%"},
       {"sigmaEffMsCm", "σ ion,eff", "mS/cm"}, {"tortuosityFactor", "τ² ion", ""}}, {}};
  for (int i = 0; i < kModelCount; ++i) {
    const IonicRow& row = kIonic[at(am)][i];
    const Electrolyte reference = referenceElectrolyte(static_cast<ParticleModel>(i));
    table.rows.push_back({modelName(i), {std::string(electrolyteName(reference)),
        digits(impedance(MeasuredTemperature::c60, reference).sigmaMsCm), digits(row.phiSePct),
        digits(row.sigmaEffMsCm), digits(row.tortuosityFactor)}});
  }
  return table;
}

PublishedTable electronicTable(AmContent am, std::string_view caption) {
  PublishedTable table{tableOfElectronicRow(am), caption, "effective electronic conductivity and volume fractions",
      {{"sigma0MsCm", "σ0 (NCM + VGCF)", "mS/cm"}, {"phiAmPct", "φ NCM", "vol%"}, {"phiCaPct", "φ VGCF", "vol%"},
       {"sigmaEffMsCm", "σ electron,eff", "mS/cm"}, {"tortuosityFactor", "τ² electron", ""}}, {}};
  for (int i = 0; i < kModelCount; ++i) {
    const ElectronicRow& row = kElectronic[at(am)][i];
    table.rows.push_back({modelName(i), {digits(kElectronicReferenceMsCm), digits(row.phiAmPct),
        digits(row.phiCaPct), digits(row.sigmaEffMsCm), digits(row.tortuosityFactor)}});
  }
  return table;
}

PublishedTable impedanceTable(std::string_view name, MeasuredTemperature temperature, std::string_view caption) {
  PublishedTable table{name, caption, "conductivity of the reference electrolytes and its temperature dependence",
      {{"bulkOhm", "R1, bulk", "Ω"}, {"grainBoundaryOhm", "R2, grain boundary", "Ω"},
       {"totalOhm", "Total resistance", "Ω"}, {"sigmaMsCm", "Ionic conductivity", "mS/cm"}}, {}};
  for (int i = 0; i < kElectrolyteCount; ++i) {
    const ImpedanceColumn& column = kImpedance[at(temperature)][i];
    table.rows.push_back({std::string(electrolyteName(static_cast<Electrolyte>(i))),
        {digits(column.bulkOhm), digits(column.grainBoundaryOhm), digits(column.totalOhm), digits(column.sigmaMsCm)}});
  }
  return table;
}

PublishedTable energyTable() {
  PublishedTable table{"S5", "Energy densities of Models 1–4. Anode and separator 30 µm each, 13.6 mg and 4.4 mg, assumed.",
      "the specific capacities it implies",
      {{"amWtPct", "AM", "wt%"}, {"temperatureC", "Temperature", "°C"},
       {"volumetricWhL", "Volumetric", "Wh/L"}, {"gravimetricWhKg", "Gravimetric", "Wh/kg"}}, {}};
  for (int model = 0; model < kModelCount; ++model) {
    for (int am = 0; am < 2; ++am) {
      for (int temperature = 0; temperature < 2; ++temperature) {
        const EnergyEntry& entry = kEnergy[model][am][temperature];
        table.rows.push_back({modelName(model), {shortestText(kMeasuredAmWtPct[am]),
            shortestText(kMeasuredTemperatureC[temperature]), digits(entry.volumetricWhL), digits(entry.gravimetricWhKg)}});
      }
    }
  }
  return table;
}

PublishedTable literatureTable() {
  PublishedTable table{"S6", "Volumetric energy density of other ASSBs and this work. Anode and separator 30 µm each, assumed.",
      "comparison with the literature",
      {{"cathode", "Cathode", ""}, {"amWtPct", "AM", "wt%"}, {"loadingMgCm2", "Loading", "mg/cm²"},
       {"arealCapacityMahCm2", "Areal capacity", "mAh/cm²"}, {"thicknessUm", "Thickness", "µm"},
       {"specificCapacityMahG", "Capacity", "mAh/g"}, {"cRate", "C-rate", ""}, {"temperatureC", "Temperature", "°C"},
       {"volumetricWhL", "Volumetric", "Wh/L"}}, {}};
  for (const LiteratureRow& row : kLiterature) {
    const bool own = row.reference == "this work";
    table.rows.push_back({own ? std::string("This work") : "Ref. " + std::string(row.reference),
        {std::string(row.cathode), digits(row.amWtPct), digits(row.loadingMgCm2), digits(row.arealCapacityMahCm2),
         digits(row.thicknessUm), digits(row.specificCapacityMahG), std::string(row.cRate), digits(row.temperatureC),
         digits(row.volumetricWhL)}});
  }
  return table;
}

PublishedTable initialCapacityTable() {
  PublishedTable table{"S22", "Initial capacity at 0.05C and 30 °C, Model 1 mixing with small SE particles. The table stands "
      "between the captions of Figs. S21 and S22; it is read as belonging to S22.", "shown for comparison only",
      {{"capacityMahG", "Initial capacity", "mAh/g"}, {"coulombicEfficiencyPct", "Initial coulombic efficiency", "%"}}, {}};
  for (const InitialCapacityRow& row : kInitialCapacity) {
    table.rows.push_back({digits(row.amWtPct) + " wt%", {digits(row.capacityMahG), digits(row.coulombicEfficiencyPct)}});
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

const IonicRow& ionicRow(AmContent am, ParticleModel model) { return kIonic[at(am)][at(model)]; }
const ElectronicRow& electronicRow(AmContent am, ParticleModel model) { return kElectronic[at(am)][at(model)]; }
const ImpedanceColumn& impedance(MeasuredTemperature temperature, Electrolyte electrolyte) {
  return kImpedance[at(temperature)][at(electrolyte)];
}
const EnergyEntry& energyEntry(ParticleModel model, AmContent am, MeasuredTemperature temperature) {
  return kEnergy[at(model)][at(am)][at(temperature)];
}
std::span<const LiteratureRow> literatureRows() { return kLiterature; }

std::string_view tableOfIonicRow(AmContent am) { return am == AmContent::wt75 ? "S1" : "S3"; }
std::string_view tableOfElectronicRow(AmContent am) { return am == AmContent::wt75 ? "S2" : "S4"; }

std::string_view electrolyteName(Electrolyte electrolyte) {
  switch (electrolyte) {
    case Electrolyte::mechanofused: return "MF SE";
    case Electrolyte::milled: return "Milled SE";
    default: return "Pristine SE";
  }
}

std::vector<PublishedTable> publishedTables() {
  return {
      ionicTable(AmContent::wt75, "Ionic transport at 75 wt% AM"),
      electronicTable(AmContent::wt75, "Electronic transport at 75 wt% AM"),
      ionicTable(AmContent::wt85, "Ionic transport at 85 wt% AM"),
      electronicTable(AmContent::wt85, "Electronic transport at 85 wt% AM"),
      energyTable(),
      literatureTable(),
      impedanceTable("S17", MeasuredTemperature::c60, "Electrolyte impedance at 60 °C"),
      impedanceTable("S18", MeasuredTemperature::c30, "Electrolyte impedance at 30 °C"),
      initialCapacityTable(),
  };
}

}  // namespace cathode
