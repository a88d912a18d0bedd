// SPDX-License-Identifier: MIT
// A composite that a person has measured, beside the source's four models: what it is made of, and what was measured of
// it. All but contents, temperatures and the two densities may be left out; what is left out has no value.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source/interpolation.h"
#include "core/source/particle_model.h"

namespace cathode {

// A number with its standard uncertainty in the same unit; NaN where it is not given.
struct OwnNumber {
  double value = std::numeric_limits<double>::quiet_NaN();
  double standardUncertainty = 0.0;

  bool isGiven() const { return value == value; }
};

// Numbers of the composite as a whole: its materials, and the cells in which capacities were measured.
enum class OwnMaterial : std::uint8_t {
  amDensityGCm3,
  seDensityGCm3,
  caDensityGCm3,
  caWtPct,
  seConductivityMsCm,
  seTemperatureC,
  seActivationEnergyEv,
  separatorConductivityMsCm,
  electronicReferenceMsCm,
  electronicTemperatureC,
  electronicActivationEnergyEv,
  oneCMaG,
  nominalVoltageV,
  loadingMgCm2,
  cRate,
};
inline constexpr int kOwnMaterialCount = 15;

// What is measured of a composite of one content at one temperature.
enum class OwnQuantity : std::uint8_t {
  ionicConductivityMsCm,
  electronicConductivityMsCm,
  porosityPct,
  specificCapacityMahG,
};
inline constexpr int kOwnQuantityCount = 4;

struct OwnPoint {
  double amWtPct = 0.0, temperatureC = 0.0;
  std::array<OwnNumber, kOwnQuantityCount> values;

  const OwnNumber& operator[](OwnQuantity quantity) const { return values[static_cast<std::size_t>(quantity)]; }
  OwnNumber& operator[](OwnQuantity quantity) { return values[static_cast<std::size_t>(quantity)]; }
};

struct OwnComposite {
  std::string name, source;                                // UTF-8, without control characters; source may be empty
  ParticleModel morphology = ParticleModel::conventional;  // what its microstructure is generated like
  std::array<OwnNumber, kOwnMaterialCount> materials;
  std::vector<OwnPoint> points;  // by content, then by temperature

  const OwnNumber& operator[](OwnMaterial material) const { return materials[static_cast<std::size_t>(material)]; }
  OwnNumber& operator[](OwnMaterial material) { return materials[static_cast<std::size_t>(material)]; }
};
inline constexpr std::size_t kLongestOwnName = 60, kLongestOwnSource = 200;  // characters
inline constexpr std::size_t kMostOwnPoints = 24;
// What any one takes at most in a link, whose percent signs are encoded once more (characters).
inline constexpr std::size_t kLongestOwn = 7900;

// A number that a composite may hold. The registry from which the editor, links, files, the JavaScript interface and
// refusals follow.
struct OwnField {
  std::string_view key;     // in JavaScript and as a column head
  std::string_view urlKey;  // in links
  std::string_view label;
  std::string_view unit;
  double min, max;  // inclusive
  bool isRequired;
  std::string_view description;
};
std::span<const OwnField> ownMaterialFields();  // in the order of OwnMaterial
// Of a point: content and temperature, then the quantities in the order of OwnQuantity.
std::span<const OwnField> ownPointFields();
const OwnField& ownField(OwnMaterial material);
const OwnField& ownField(OwnQuantity quantity);

// The composite if it may be used: its points in their order. Otherwise why not: the field, the value, what is allowed.
std::expected<OwnComposite, std::string> checkedComposite(OwnComposite composite);

// As links hold it, and back: "n:Mine,k:4,rAM:4.8,rSE:1.64,p:85_60_0.115~0.003_1.146_12.1_173". Each value is encoded
// for itself; where a link is decoded as a whole, once more. compositeOf(compositeText(c)) is c.
std::string compositeText(const OwnComposite& composite);
std::expected<OwnComposite, std::string> compositeOf(std::string_view text);

// The one composite of its content, for as long as the program runs: two are the same where their addresses are.
const OwnComposite* kept(const OwnComposite& composite);

// What estimates lie between: the points that give a quantity, by content, then by temperature. Of conductivities
// ln(sigma_eff / sigma0), each at its own temperature, or where that is not asked for ln(sigma_eff) (mS/cm).
struct OwnMeasured {
  double amWtPct, temperatureC, value;
};
std::vector<OwnMeasured> ownMeasured(const OwnComposite& composite, OwnQuantity quantity, bool isRelative = false);
// Whether conductivities are estimated relative to sigma0: it is known at every point's temperature, and at this one.
bool isOwnRelative(const OwnComposite& composite, bool isIon, double temperatureC);

// What a quantity is at a content and temperature, from the points that give it.
struct OwnEstimate {
  double value = std::numeric_limits<double>::quiet_NaN();
  Reach content = Reach::beyond;      // where the content lies among the measured ones; beyond them the nearest counts
  Reach temperature = Reach::beyond;  // where the temperature lies, at the contents that count
};
// Linear in temperature, then in content; held beyond the measured of either.
OwnEstimate ownCapacityMahG(const OwnComposite& composite, double amWtPct, double temperatureC);
// The same, but its line goes on beyond the measured contents, down to none and up to this.
inline constexpr double kMostOwnPorosityPct = 90.0;
OwnEstimate ownPorosityPct(const OwnComposite& composite, double amWtPct, double temperatureC);

// Conductivity (mS/cm) of the composite's pure electrolyte, or of its AM with CA; NaN where it is not given, or where
// it is given for another temperature and no activation energy is: sigma exp(-(Ea / kB) (1/T - 1/T_given)). Without an
// activation energy that of electrons is held constant.
double ownReferenceMsCm(const OwnComposite& composite, bool isIon, double temperatureC);

// Conductivity (mS/cm) of the electrolyte of its cells' separator: its own, or where none is given that of the SE.
double ownSeparatorMsCm(const OwnComposite& composite, double temperatureC);

// Effective conductivity at a content between the measured ones, or at the nearest: ln(sigma_eff / sigma0) is linear in
// content, and in 1/T between measured temperatures; beyond these it is held, so that the temperature acts through
// sigma0. Where no sigma0 is given, ln(sigma_eff) is what is taken; at another temperature than the measured there is
// then none for ions, and it is held for electrons.
OwnEstimate ownConductivityMsCm(const OwnComposite& composite, bool isIon, double amWtPct, double temperatureC);

// The contents (wt%) at which a quantity was measured, the least and the most; nothing where it was not.
struct OwnContents {
  double least, most;
};
std::optional<OwnContents> ownContents(const OwnComposite& composite, OwnQuantity quantity);

}  // namespace cathode
