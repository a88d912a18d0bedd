// SPDX-License-Identifier: MIT
#include "core/source/published_tables.h"

#include "core/base/number_text.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

PublishedCell number(const Printed& printed) { return {printedText(printed), &printed}; }
PublishedCell number(const std::optional<Printed>& printed) { return printed ? number(*printed) : PublishedCell{}; }
PublishedCell words(std::string_view text) { return {std::string(text), nullptr}; }
constexpr std::string_view kDash = "-";  // where the source prints one
// A heading that the source prints as one.
PublishedCell heading(double value) { return {shortestText(value), nullptr}; }

PublishedTable ionicTable(const SourceTables& source, AmContent am, std::string_view caption) {
  PublishedTable table{tableOfIonicRow(am),
                       caption,
                       "effective ionic conductivity and volume fractions",
                       {{"seReference", "SE reference", ""},
                        {"sigma0MsCm", "σ0", "mS/cm"},
                        {"phiSePct", "φ SE", "vol%"},
                        {"sigmaEffMsCm", "σ ion,eff", "mS/cm"},
                        {"tortuosityFactor", "τ² ion", ""},
                        {"referencePhiSePct", "φ reference", "vol%"},
                        {"referenceTortuosityFactor", "τ² reference", ""}},
                       {}};
  for (int i = 0; i < kModelCount; ++i) {
    const auto model = static_cast<ParticleModel>(i);
    const IonicRow& row = source.ionic[at(am)][i];
    const IonicReference& reference = source.ionicReference[at(am)][i];
    table.rows.push_back({modelRowName(model, am),
                          {words(electrolyteName(referenceElectrolyte(model))), number(reference.sigmaMsCm),
                           number(row.phiSePct), number(row.sigmaEffMsCm), number(row.tortuosityFactor),
                           number(reference.phiSePct), number(reference.tortuosityFactor)}});
  }
  return table;
}

PublishedTable electronicTable(const SourceTables& source, AmContent am, std::string_view caption) {
  PublishedTable table{tableOfElectronicRow(am),
                       caption,
                       "effective electronic conductivity and volume fractions",
                       {{"phiAmPct", "φ NCM", "vol%"},
                        {"phiCaPct", "φ VGCF", "vol%"},
                        {"sigmaEffMsCm", "σ electron,eff", "mS/cm"},
                        {"tortuosityFactor", "τ² electron", ""}},
                       {}};
  for (int i = 0; i < kModelCount; ++i) {
    const ElectronicRow& row = source.electronic[at(am)][i];
    table.rows.push_back(
        {modelRowName(static_cast<ParticleModel>(i), am),
         {number(row.phiAmPct), number(row.phiCaPct), number(row.sigmaEffMsCm), number(row.tortuosityFactor)}});
  }
  const ElectronicReference& reference = source.electronicReference[at(am)];
  table.rows.push_back({"NCM + VGCF",
                        {number(reference.phiAmPct), number(reference.phiCaPct), number(reference.sigmaMsCm),
                         number(reference.tortuosityFactor)}});
  return table;
}

PublishedTable impedanceTable(const SourceTables& source, std::string_view name, MeasuredTemperature temperature,
                              std::string_view caption) {
  PublishedTable table{name,
                       caption,
                       "conductivity of the reference electrolytes and its temperature dependence",
                       {{"bulkOhm", "R1, bulk", "Ω"},
                        {"grainBoundaryOhm", "R2, grain boundary", "Ω"},
                        {"totalOhm", "Total resistance", "Ω"},
                        {"sigmaMsCm", "Ionic conductivity", "mS/cm"}},
                       {}};
  for (int i = 0; i < kElectrolyteCount; ++i) {
    const ImpedanceColumn& column = source.impedance[at(temperature)][i];
    table.rows.push_back(
        {std::string(electrolyteName(static_cast<Electrolyte>(i))),
         {number(column.bulkOhm), number(column.grainBoundaryOhm), number(column.totalOhm), number(column.sigmaMsCm)}});
  }
  return table;
}

PublishedTable energyTable(const SourceTables& source) {
  PublishedTable table{"S5",
                       "“Volumetric energy density (Wh L-1) and gravimetric energy density (Wh kg-1) comparison of "
                       "Models 1~4 * The anode thickness of "
                       "30 [µm] and separation layer thickness of 30 [µm] were assumed. * The anode weight of 13.6 mg "
                       "and separation layer weight of 4.4 mg were assumed.” "
                       "Restored: µm, °C, and the three formulas before the table, from its numbers.",
                       "the specific capacities it implies",
                       {{"amWtPct", "AM", "wt%"},
                        {"temperatureC", "Temperature", "°C"},
                        {"volumetricEnergyDensityWhL", "Volumetric", "Wh/L"},
                        {"gravimetricEnergyDensityWhKg", "Gravimetric", "Wh/kg"}},
                       {}};
  for (int model = 0; model < kModelCount; ++model) {
    for (int am = 0; am < 2; ++am) {
      for (int temperature = 0; temperature < 2; ++temperature) {
        const EnergyEntry& entry = source.energy[model][am][temperature];
        table.rows.push_back({energyRowName(static_cast<ParticleModel>(model), static_cast<AmContent>(am),
                                            static_cast<MeasuredTemperature>(temperature)),
                              {heading(kMeasuredAmWtPct[am]), heading(kMeasuredTemperatureC[temperature]),
                               number(entry.volumetricWhL), number(entry.gravimetricWhKg)}});
      }
    }
  }
  return table;
}

PublishedTable literatureTable(const SourceTables& source) {
  PublishedTable table{"S6",
                       "“Volumetric energy density (Wh L-1) comparison of other reported in ASSBs with this work * The "
                       "anode thickness of 30 [µm] and "
                       "separation layer thickness of 30 [µm] were assumed.” Restored: µm, °C. Loading level and "
                       "thickness stand in one column there.",
                       "comparison with the literature",
                       {{"cathode", "Cathode", ""},
                        {"amWtPct", "AM", "wt%"},
                        {"loadingMgCm2", "Loading", "mg/cm²"},
                        {"arealCapacityMahCm2", "Areal capacity", "mAh/cm²"},
                        {"thicknessUm", "Thickness", "µm"},
                        {"specificCapacityMahG", "Capacity", "mAh/g"},
                        {"cRate", "C-rate", ""},
                        {"temperatureC", "Temperature", "°C"},
                        {"volumetricEnergyDensityWhL", "Volumetric", "Wh/L"}},
                       {}};
  for (const LiteratureRow& row : source.literature) {
    table.rows.push_back(
        {literatureRowName(row),
         {words(row.cathode), number(row.amWtPct),
          row.loadingMgCm2 || row.arealCapacityMahCm2 ? number(row.loadingMgCm2) : words(kDash),
          number(row.arealCapacityMahCm2), number(row.thicknessUm), number(row.specificCapacityMahG),
          words(row.cRate.empty() ? kDash : row.cRate), number(row.temperatureC), number(row.volumetricWhL)}});
  }
  return table;
}

PublishedTable initialCapacityTable(const SourceTables& source) {
  PublishedTable table{
      "S22",
      "“Initial charge and discharge curves at 0.05C (1C=200mA g-1) for all-solid-state cathode model/Li metal "
      "half-cell at 30 [°C] "
      "(cathode model mixed by Model 1 mixing protocol with small SE particles)”. The table stands between the "
      "captions of Figs. S21 and S22; that it belongs to "
      "S22 is a reading of its place.",
      "how far a capacity interpolated between 75 and 85 wt% may be off; small SE particles without a shell",
      {{"amWtPct", "AM", "wt%"},
       {"capacityMahG", "Initial capacity", "mAh/g"},
       {"coulombicEfficiencyPct", "Initial coulombic efficiency", "%"}},
      {}};
  for (const InitialCapacityRow& row : source.initialCapacity) {
    table.rows.push_back({printedText(row.amWtPct) + " wt%",
                          {number(row.amWtPct), number(row.capacityMahG), number(row.coulombicEfficiencyPct)}});
  }
  return table;
}

}  // namespace

namespace {

// The captions of Tables S1 and S3, and of S2 and S4.
constexpr std::string_view kIonicCaption =
    "“Volume fraction of SE determined effective conductivities σeff and tortuosity factors τ2 of the ionic transport "
    "pathway. Tortuosity factors have been set to "
    "unity for the pristine materials for a simplification of the analysis”";
constexpr std::string_view kElectronicCaption =
    "“Volume fraction of AM and CA(conductive additive) determined effective conductivities σeff and tortuosity "
    "factors τ2 of the electronic transport pathway. "
    "Tortuosity factors have been set to unity for the pristine materials for a simplification of the analysis”";
constexpr std::string_view kImpedanceCaption60 =
    "“Nyquist plots pristine SE, SE after mechanofusion process (conditions: 2000rpm, 1h), milled SE (conditions: "
    "500rpm, 3h, 5mm ZrO2 ball) at 60 °C”";
constexpr std::string_view kImpedanceCaption30 =
    "“Nyquist plots pristine SE, SE after mechanofusion process (conditions: 2000rpm, 1h), milled SE (conditions: "
    "500rpm, 3h, 5mm ZrO2 ball) at 30 [°C]” Restored: °C.";

constexpr SourceNote kNotes[] = {
    {"Materials",
     "Active material: NCM811, called boron-coated in the caption of Fig. S7. Solid electrolyte (SE): LPSCl. "
     "Conductive additive: VGCF. Counter electrode: "
     "lithium metal; the source calls its cells half-cells."},
    {"Electrolytes",
     "Pristine SE: as it is. MF SE: after mechanofusion, 2000 rpm for 1 h. Milled SE: ball-milled, 500 rpm for 3 h "
     "with 5 mm ZrO2 balls (Figs. S8, S17, S18)."},
    {"Particle models",
     "1: conventional mixing. 2: core–shell, all SE coated on the active material by mechanofusion. 3: a thin shell "
     "and large SE particles. 4: a thin shell "
     "and small SE particles (captions of Figs. S9 to S12). Core–shell composites of AM : SE = 95 : 5 and 75 : 25 are "
     "shown (Figs. S2, S4, S5); which share of the SE is "
     "shell in Models 3 and 4 is not printed."},
    {"Nano-CT",
     "Models 1 and 4 at 85 wt% were reconstructed as cubes of 125 × 125 × 125 µm³ and segmented by grey value into AM, "
     "SE and void (Fig. S13). The additive is no "
     "phase of its own there; the tables print a volume fraction of it."},
    {"Transport among four models",
     "Table S6 prints no conductivity and no tortuosity factor of other groups’ cells. Transport is therefore compared "
     "among Models 1 to 4 only."},
    {"In the source’s figures alone",
     "Rate performance (Fig. S16), cycle retention (S19, S20), discharge curves (S14, S19, S21, S22), impedance of "
     "cells with its equivalent "
     "circuit (S15), XPS (S7), particle sizes (S6) and micrographs are shown without a table of their numbers. Nothing "
     "here says anything of them."},
    {"What is restored",
     "Where the document’s text lost a unit (µm, °C) or a formula (the three of the energy densities and of capacity) "
     "it is restored from the numbers. "
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
