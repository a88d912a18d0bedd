// SPDX-License-Identifier: MIT
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

// clang-format off: tables read as tables
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
// clang-format on

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

std::string modelName(ParticleModel model) { return "Model " + std::to_string(at(model) + 1); }

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

}  // namespace cathode
