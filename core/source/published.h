// SPDX-License-Identifier: MIT
// The source's tables as printed: Tables S1-S6 and the tables with Figs. S17, S18 and S22 of the
// supplementary information. Nothing here is computed; trailing zeros are kept.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/printed.h"
#include "core/source/particle_model.h"

namespace cathode {

// The two active-material contents and the two temperatures of the source's measurements.
inline constexpr std::array<double, 2> kMeasuredAmWtPct{75.0, 85.0};
inline constexpr std::array<double, 2> kMeasuredTemperatureC{30.0, 60.0};
enum class AmContent : std::uint8_t { wt75, wt85 };
enum class MeasuredTemperature : std::uint8_t { c30, c60 };

// The three states of the electrolyte whose conductivity was measured.
enum class Electrolyte : std::uint8_t { pristine, mechanofused, milled };
inline constexpr int kElectrolyteCount = 3;

// The electrolyte that Tables S1 and S3 pair with the model.
Electrolyte referenceElectrolyte(ParticleModel model);

// A reference row of Tables S1 and S3, printed above each model's: the electrolyte it is made with.
struct IonicReference {
  Printed phiSePct;   // vol%
  Printed sigmaMsCm;  // mS/cm
  Printed tortuosityFactor;
};

// The reference row of Tables S2 and S4: NCM + VGCF.
struct ElectronicReference {
  Printed phiAmPct;  // %, of what is not said
  Printed phiCaPct;
  Printed sigmaMsCm;  // mS/cm
  Printed tortuosityFactor;
};

// A row of Tables S1 (75 wt%) and S3 (85 wt%).
struct IonicRow {
  Printed phiSePct;      // vol%
  Printed sigmaEffMsCm;  // mS/cm
  Printed tortuosityFactor;
};

// A row of Tables S2 (75 wt%) and S4 (85 wt%).
struct ElectronicRow {
  Printed phiAmPct;      // vol% NCM
  Printed phiCaPct;      // vol% VGCF
  Printed sigmaEffMsCm;  // mS/cm
  Printed tortuosityFactor;
};

// A column of the tables with Figs. S17 (60 degC) and S18 (30 degC).
struct ImpedanceColumn {
  Printed bulkOhm;
  Printed grainBoundaryOhm;
  Printed totalOhm;
  Printed sigmaMsCm;  // mS/cm
};

// An entry of Table S5.
struct EnergyEntry {
  Printed volumetricWhL;
  Printed gravimetricWhKg;
};

// A row of Table S6. Empty text or nothing: not printed.
struct LiteratureRow {
  std::string_view cathode;
  Printed amWtPct;
  std::optional<Printed> loadingMgCm2;
  std::optional<Printed> arealCapacityMahCm2;
  std::optional<Printed> thicknessUm;
  Printed specificCapacityMahG;
  std::string_view cRate;
  Printed temperatureC;
  Printed volumetricWhL;
  std::string_view reference;  // the paper's reference number, or kThisWork
};
inline constexpr std::string_view kThisWork = "this work";

// A row of the table between Figs. S21 and S22.
struct InitialCapacityRow {
  Printed amWtPct;
  Printed capacityMahG;
  Printed coulombicEfficiencyPct;
};

// Everything printed. Tables are [75, 85 wt%], [30, 60 degC], [Model 1-4], [pristine, mechanofused, milled].
inline constexpr int kLiteratureCount = 13;
struct SourceTables {
  IonicReference ionicReference[2][kModelCount];
  IonicRow ionic[2][kModelCount];
  ElectronicReference electronicReference[2];
  ElectronicRow electronic[2][kModelCount];
  ImpedanceColumn impedance[2][kElectrolyteCount];
  EnergyEntry energy[kModelCount][2][2];  // [model][wt%][degC]
  LiteratureRow literature[kLiteratureCount];
  InitialCapacityRow initialCapacity[3];
};
const SourceTables& sourceTables();

// Rows by what they are about.
const IonicRow& ionicRow(AmContent am, ParticleModel model);
const ElectronicRow& electronicRow(AmContent am, ParticleModel model);
const ImpedanceColumn& impedance(MeasuredTemperature temperature, Electrolyte electrolyte);
const EnergyEntry& energyEntry(ParticleModel model, AmContent am, MeasuredTemperature temperature);
std::span<const LiteratureRow> literatureRows();

// Conductivity (mS/cm) of the NCM + VGCF mixture that Tables S2 and S4 refer to.
inline constexpr Printed kElectronicReferenceMsCm{10.0, 0};

// Temperature (degC) of the sigma0 in Tables S1 and S3. That of sigma_eff is not printed; it is
// taken to be the same.
inline constexpr double kTransportTemperatureC = kMeasuredTemperatureC[1];

// 1C of the source, mA per g (captions of Figs. S19 to S22); of AM, as is taken here, they do not say.
inline constexpr double kOneCMaG = 200.0;

// What the footnotes of Tables S5 and S6 assume: thicknesses and masses of the other layers. And what is printed
// nowhere but reconstructed from Tables S1 to S6: the disc and the composite pressed on it.
inline constexpr double kPaperSeparatorUm = 30.0;
inline constexpr double kPaperAnodeUm = 30.0;
inline constexpr double kPaperSeparatorMg = 4.4;
inline constexpr double kPaperAnodeMg = 13.6;
inline constexpr double kDiscDiameterMm = 10.0;
inline constexpr double kDiscAreaCm2 =
    0.25 * 3.14159265358979323846 * (kDiscDiameterMm / 10.0) * (kDiscDiameterMm / 10.0);
inline constexpr double kDiscCompositeMg = 24.0;
inline constexpr double kPaperLoadingMgCm2 = kDiscCompositeMg / kDiscAreaCm2;

// SE as a share (wt%) of AM and shell in the core-shell composites of Figs. S2 and S4. That the shells of Models 3 and
// 4 are such is assumed.
inline constexpr double kCoreShellSeWtPct = 5.0;

std::string_view tableOfIonicRow(AmContent am);       // "S1" or "S3"
std::string_view tableOfElectronicRow(AmContent am);  // "S2" or "S4"
std::string_view electrolyteName(Electrolyte electrolyte);

// "Model 1" to "Model 4".
std::string modelName(ParticleModel model);

// The name of a row, the same wherever the row is spoken of: "Model 1, 85 wt%", "Pristine SE", "Ref. 26".
std::string modelRowName(ParticleModel model, AmContent am);
std::string energyRowName(ParticleModel model, AmContent am, MeasuredTemperature temperature);
std::string literatureRowName(const LiteratureRow& row);

}  // namespace cathode
