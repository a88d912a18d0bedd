// SPDX-License-Identifier: MIT
#include "core/composite/own_composite.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

#include "core/base/elementary.h"
#include "core/base/percent.h"
#include "core/base/registry.h"
#include "core/base/temperature.h"
#include "core/base/words.h"

namespace cathode {
namespace {

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

constexpr OwnField kMaterials[kOwnMaterialCount] = {
    {"amDensityGCm3", "rAM", "AM density", "g/cm³", 2, 8, true, "Density of the active material, without voids."},
    {"seDensityGCm3", "rSE", "SE density", "g/cm³", 1, 7, true, "Density of the solid electrolyte, without voids."},
    {"caDensityGCm3", "rCA", "CA density", "g/cm³", 0.5, 4, false,
     "Density of the conductive additive; needed where there is any."},
    {"caWtPct", "ca", "Conductive additive", "wt%", 0, 5, false,
     "Mass fraction of conductive additive in the composites that were measured; left out: none."},
    {"seConductivityMsCm", "i", "σ0 of the SE", "mS/cm", 1e-6, 1e3, false,
     "Conductivity of the pure electrolyte, for τ² and N_M of ions."},
    {"seTemperatureC", "iT", "Temperature of it", "°C", -60, 200, false,
     "At which the electrolyte’s conductivity was measured; needed where it is given."},
    {"seActivationEnergyEv", "iE", "Activation energy of the SE", "eV", 0, 2, false,
     "Of the electrolyte’s conductivity, σ = A exp(−Ea / kT). Without it ions have no number at other temperatures "
     "than "
     "the measured."},
    {"separatorConductivityMsCm", "is", "σ0 of the separator", "mS/cm", 1e-6, 1e3, false,
     "Conductivity of the separator’s electrolyte at the same temperature, where it is another one; its activation "
     "energy "
     "is taken as that of the SE."},
    {"electronicReferenceMsCm", "e", "σ0 of AM with CA", "mS/cm", 1e-9, 1e6, false,
     "Electronic conductivity of active material and additive without electrolyte, for τ² and N_M of electrons."},
    {"electronicTemperatureC", "eT", "Temperature of it", "°C", -60, 200, false,
     "At which that was measured; needed where it is given."},
    {"electronicActivationEnergyEv", "eE", "Activation energy of AM with CA", "eV", 0, 2, false,
     "Of the electronic conductivity; left out: held constant."},
    {"oneCMaG", "C", "Current of 1C", "mA/g", 1, 2000, false,
     "Per gram of active material; left out: the source’s 200 mA/g, and what rests on it is assumed."},
    {"nominalVoltageV", "V", "Mean voltage", "V", 1, 5, false, "Mean voltage of the discharge; left out: an input."},
    {"loadingMgCm2", "m", "Loading of the cells", "mg/cm²", 1, 200, false,
     "Composite per area of the cells whose capacity was measured; left out: the source’s 30.56 mg/cm², assumed."},
    {"cRate", "Cr", "C-rate of the cells", "1/h", 0.001, 20, false,
     "At which capacities were measured; left out: 0.05, assumed."},
};

constexpr OwnField kPoint[2 + kOwnQuantityCount] = {
    {"amWtPct", "", "Active material", "wt%", 20, 98, true, "Of the composite that was measured."},
    {"temperatureC", "", "Temperature", "°C", -60, 200, true, "At which it was measured."},
    {"ionicConductivityMsCm", "", "σ_eff of ions", "mS/cm", 1e-9, 1e3, false,
     "Effective ionic conductivity of the composite."},
    {"electronicConductivityMsCm", "", "σ_eff of electrons", "mS/cm", 1e-9, 1e6, false,
     "Effective electronic conductivity of the composite."},
    {"porosityPct", "", "Porosity", "vol%", 0, 60, false,
     "Void fraction of the composite; without any there are no volume fractions and no energy per volume."},
    {"specificCapacityMahG", "", "Specific capacity", "mAh/g", 1, 2000, false,
     "Discharge capacity per gram of active material."},
};

constexpr std::string_view kNumberEnd = "~";

std::expected<void, std::string> checkNumber(const OwnField& field, const OwnNumber& number, const std::string& where) {
  if (!number.isGiven()) {
    if (!field.isRequired) return {};
    return std::unexpected(where + nameOf(field) + " is not given; allowed: " + shortestText(field.min) + " to " +
                           withUnitOf(field, field.max) + ".");
  }
  if (auto checked = checkRange(field, number.value); !checked) return std::unexpected(where + checked.error());
  const double most = field.max - field.min;
  if (!(number.standardUncertainty >= 0.0 && number.standardUncertainty <= most))
    return std::unexpected(where + nameOf(field) + ": an uncertainty of " + quotedNumber(number.standardUncertainty) +
                           " is out of range; allowed: 0 to " + withUnitOf(field, most) + ".");
  return {};
}

std::expected<void, std::string> checkText(std::string_view key, const std::string& text, std::size_t longest,
                                           bool isRequired) {
  const auto characters = static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  const std::string allowed =
      "; allowed: " + std::string(isRequired ? "1 to " : "up to ") + std::to_string(longest) + " printable characters.";
  if (!isPrintable(text) || characters > longest || (isRequired && text.find_first_not_of(' ') == std::string::npos))
    return std::unexpected(std::string(key) + ": \"" + quotable(text) + "\"" + allowed);
  return {};
}

std::string numberText(const OwnNumber& number) {
  if (!number.isGiven()) return "";
  std::string text = shortestText(number.value);
  if (number.standardUncertainty > 0.0) text.append(kNumberEnd).append(shortestText(number.standardUncertainty));
  return text;
}

std::expected<OwnNumber, std::string> readNumber(const OwnField& field, std::string_view text,
                                                 const std::string& where) {
  OwnNumber number;
  if (text.empty()) return number;
  const std::size_t end = text.find(kNumberEnd);
  const auto value = parseNumber(text.substr(0, end));
  const auto uncertainty = end == std::string_view::npos ? 0.0 : parseNumber(text.substr(end + 1));
  if (!value || !uncertainty)
    return std::unexpected(where + nameOf(field) + ": \"" + quotable(text) + "\" is not a number; allowed: " +
                           shortestText(field.min) + " to " + withUnitOf(field, field.max) + ".");
  return OwnNumber{*value + 0.0, *uncertainty};
}

// A text in a link: spaces as a mark, which are the most of what would take a percent sequence.
constexpr char kSpace = '*';
std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) result += c == ' ' ? std::string(1, kSpace) : percentEncoded({&c, 1});
  return result;
}
std::string decoded(std::string_view text) {
  std::string marked(text);
  std::ranges::replace(marked, kSpace, ' ');
  return percentDecoded(marked);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(separator, from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

std::expected<OwnPoint, std::string> readPoint(std::string_view text, const std::string& where) {
  const auto cells = split(text, '_');
  if (cells.size() < 2 || cells.size() > std::size(kPoint))
    return std::unexpected(where + "\"" + quotable(text) + "\" has " + std::to_string(cells.size()) +
                           " numbers; allowed: 2 to " + std::to_string(std::size(kPoint)) + ".");
  OwnPoint point;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto number = readNumber(kPoint[i], cells[i], where);
    if (!number) return std::unexpected(number.error());
    if (i >= 2) {
      point.values[i - 2] = *number;
    } else {
      (i == 0 ? point.amWtPct : point.temperatureC) = number->value;
    }
  }
  return point;
}

// Where x lies among what was measured in ascending order, and the two between which it does.
struct Place {
  std::size_t before, after;
  double share;
  Reach reach;
};
template <typename Values, typename Of>
Place placeOf(double x, const Values& values, Of of) {
  const std::size_t last = values.size() - 1;
  if (x <= of(values[0])) return {0, 0, 0.0, x == of(values[0]) ? Reach::measured : Reach::beyond};
  if (x >= of(values[last])) return {last, last, 0.0, x == of(values[last]) ? Reach::measured : Reach::beyond};
  std::size_t after = 1;
  while (of(values[after]) < x) ++after;
  if (of(values[after]) == x) return {after, after, 0.0, Reach::measured};
  const double from = of(values[after - 1]);
  return {after - 1, after, (x - from) / (of(values[after]) - from), Reach::between};
}

double inverseK(double temperatureC) { return 1.0 / (temperatureC + kZeroCelsiusK); }

enum class Along : std::uint8_t { temperature, inverseTemperature };
enum class Beyond : std::uint8_t { held, continued };

OwnEstimate estimateOf(const std::vector<OwnMeasured>& all, double amWtPct, double temperatureC, Along along,
                       Beyond beyond) {
  OwnEstimate estimate;
  if (all.empty()) return estimate;
  // By content: what the temperature makes of it.
  struct Content {
    double amWtPct, value;
    Reach reach;
  };
  std::vector<Content> contents;
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first;
    while (end < all.size() && all[end].amWtPct == all[first].amWtPct) ++end;
    const std::span<const OwnMeasured> group(all.data() + first, end - first);
    const Place place = placeOf(temperatureC, group, [](const OwnMeasured& m) { return m.temperatureC; });
    const OwnMeasured &a = group[place.before], &b = group[place.after];
    double share = place.share;
    if (along == Along::inverseTemperature && place.before != place.after)
      share =
          (inverseK(temperatureC) - inverseK(a.temperatureC)) / (inverseK(b.temperatureC) - inverseK(a.temperatureC));
    contents.push_back(
        {a.amWtPct, place.before == place.after ? a.value : a.value + (b.value - a.value) * share, place.reach});
    first = end;
  }
  Place place = placeOf(amWtPct, contents, [](const Content& c) { return c.amWtPct; });
  estimate.content = place.reach;
  if (place.reach == Reach::beyond && beyond == Beyond::continued && contents.size() > 1) {
    place.before = place.before == 0 ? 0 : contents.size() - 2;
    place.after = place.before + 1;
    place.share =
        (amWtPct - contents[place.before].amWtPct) / (contents[place.after].amWtPct - contents[place.before].amWtPct);
  }
  const Content &a = contents[place.before], &b = contents[place.after];
  estimate.value = place.before == place.after ? a.value : a.value + (b.value - a.value) * place.share;
  estimate.temperature = worse(a.reach, b.reach);
  return estimate;
}

}  // namespace

std::span<const OwnField> ownMaterialFields() { return kMaterials; }
std::span<const OwnField> ownPointFields() { return kPoint; }
const OwnField& ownField(OwnMaterial material) { return kMaterials[at(material)]; }
const OwnField& ownField(OwnQuantity quantity) { return kPoint[2 + at(quantity)]; }

std::expected<OwnComposite, std::string> checkedComposite(OwnComposite c) {
  if (auto checked = checkText("name", c.name, kLongestOwnName, true); !checked)
    return std::unexpected(checked.error());
  if (auto checked = checkText("source", c.source, kLongestOwnSource, false); !checked)
    return std::unexpected(checked.error());
  for (int i = 0; i < kOwnMaterialCount; ++i) {
    if (auto checked = checkNumber(kMaterials[i], c.materials[i], ""); !checked)
      return std::unexpected(checked.error());
  }
  for (const auto& [given, needed] :
       {std::pair(OwnMaterial::caWtPct, OwnMaterial::caDensityGCm3),
        std::pair(OwnMaterial::seConductivityMsCm, OwnMaterial::seTemperatureC),
        std::pair(OwnMaterial::separatorConductivityMsCm, OwnMaterial::seTemperatureC),
        std::pair(OwnMaterial::electronicReferenceMsCm, OwnMaterial::electronicTemperatureC)}) {
    if (c[given].isGiven() && c[given].value > 0.0 && !c[needed].isGiven())
      return std::unexpected(nameOf(ownField(needed)) + " is needed where " + nameOf(ownField(given)) + " is given.");
  }
  if (c.points.size() > kMostOwnPoints)
    return std::unexpected("points: " + std::to_string(c.points.size()) + "; allowed: up to " +
                           std::to_string(kMostOwnPoints) + ".");
  const double caWtPct = c[OwnMaterial::caWtPct].isGiven() ? c[OwnMaterial::caWtPct].value : 0.0;
  for (std::size_t i = 0; i < c.points.size(); ++i) {
    const OwnPoint& point = c.points[i];
    const std::string where = "points[" + std::to_string(i) + "]: ";
    for (std::size_t k = 0; k < std::size(kPoint); ++k) {
      const OwnNumber number = k == 0   ? OwnNumber{point.amWtPct}
                               : k == 1 ? OwnNumber{point.temperatureC}
                                        : point.values[k - 2];
      if (auto checked = checkNumber(kPoint[k], number, where); !checked) return std::unexpected(checked.error());
    }
    if (point.amWtPct + caWtPct >= 100.0)
      return std::unexpected(where + nameOf(kPoint[0]) + ": " + withUnitOf(kPoint[0], point.amWtPct) + " and " +
                             withUnitOf(ownField(OwnMaterial::caWtPct), caWtPct) +
                             " of additive leave no electrolyte; allowed: less than 100 wt% together.");
  }
  std::ranges::sort(c.points, [](const OwnPoint& a, const OwnPoint& b) {
    return a.amWtPct != b.amWtPct ? a.amWtPct < b.amWtPct : a.temperatureC < b.temperatureC;
  });
  const auto twice = std::ranges::adjacent_find(c.points, [](const OwnPoint& a, const OwnPoint& b) {
    return a.amWtPct == b.amWtPct && a.temperatureC == b.temperatureC;
  });
  if (twice != c.points.end())
    return std::unexpected("points: " + withUnitOf(kPoint[0], twice->amWtPct) + " at " +
                           withUnitOf(kPoint[1], twice->temperatureC) + " is given more than once; allowed: once.");
  const std::string text = compositeText(c);
  if (const std::size_t length = text.size() + 2 * static_cast<std::size_t>(std::ranges::count(text, '%'));
      length > kLongestOwn)
    return std::unexpected("composite: it takes " + std::to_string(length) +
                           " characters in a link; allowed: " + std::to_string(kLongestOwn) + ".");
  return c;
}

std::string compositeText(const OwnComposite& composite) {
  std::string text = "n:" + encoded(composite.name);
  if (!composite.source.empty()) text += ",s:" + encoded(composite.source);
  text += ",k:" + std::to_string(static_cast<int>(composite.morphology) + 1);
  for (int i = 0; i < kOwnMaterialCount; ++i) {
    const std::string number = numberText(composite.materials[i]);
    if (!number.empty()) text.append(",").append(kMaterials[i].urlKey).append(":").append(number);
  }
  for (const OwnPoint& point : composite.points) {
    std::string cells = shortestText(point.amWtPct) + "_" + shortestText(point.temperatureC);
    for (const OwnNumber& number : point.values) cells += "_" + numberText(number);
    cells.erase(cells.find_last_not_of('_') + 1);
    text += ",p:" + cells;
  }
  return text;
}

std::expected<OwnComposite, std::string> compositeOf(std::string_view text) {
  OwnComposite composite;
  std::array<bool, kOwnMaterialCount> seen{};
  bool isNamed = false, hasSource = false, hasMorphology = false;
  const auto twice = [](std::string_view key) {
    return std::unexpected("\"" + quotable(key) + "\" is given more than once; allowed: once.");
  };
  for (const std::string_view item : split(text, ',')) {
    const std::size_t colon = item.find(':');
    if (colon == std::string_view::npos)
      return std::unexpected("\"" + quotable(item) + "\" has no value; allowed: key:value.");
    const std::string_view key = item.substr(0, colon), value = item.substr(colon + 1);
    if (key == "n") {
      if (std::exchange(isNamed, true)) return twice(key);
      composite.name = decoded(value);
    } else if (key == "s") {
      if (std::exchange(hasSource, true)) return twice(key);
      composite.source = decoded(value);
    } else if (key == "k") {
      if (std::exchange(hasMorphology, true)) return twice(key);
      if (value.size() != 1 || value[0] < '1' || value[0] > '0' + kModelCount)
        return std::unexpected("morphology: \"" + quotable(value) + "\"; allowed: 1, 2, 3, 4.");
      composite.morphology = static_cast<ParticleModel>(value[0] - '1');
    } else if (key == "p") {
      if (composite.points.size() == kMostOwnPoints)
        return std::unexpected("points: more than " + std::to_string(kMostOwnPoints) + "; allowed: up to that.");
      const auto point = readPoint(value, "points[" + std::to_string(composite.points.size()) + "]: ");
      if (!point) return std::unexpected(point.error());
      composite.points.push_back(*point);
    } else {
      const auto* field = std::ranges::find(kMaterials, key, &OwnField::urlKey);
      if (field == std::end(kMaterials))
        return std::unexpected("\"" + quotable(key) + "\" is nothing that a composite has.");
      const auto place = static_cast<std::size_t>(field - kMaterials);
      if (std::exchange(seen[place], true)) return twice(key);
      const auto number = readNumber(*field, value, "");
      if (!number) return std::unexpected(number.error());
      composite.materials[place] = *number;
    }
  }
  return checkedComposite(std::move(composite));
}

const OwnComposite* kept(const OwnComposite& composite) {
  static std::map<std::string, OwnComposite, std::less<>> all;
  static std::mutex mutex;
  const std::scoped_lock lock(mutex);
  return &all.try_emplace(compositeText(composite), composite).first->second;
}

namespace {

double atTemperature(const OwnComposite& c, double sigma0, bool isIon, double temperatureC) {
  const double givenC = c[isIon ? OwnMaterial::seTemperatureC : OwnMaterial::electronicTemperatureC].value;
  const OwnNumber& energy = c[isIon ? OwnMaterial::seActivationEnergyEv : OwnMaterial::electronicActivationEnergyEv];
  if (temperatureC == givenC || (!isIon && !energy.isGiven())) return sigma0;
  // Without an activation energy this is no number.
  return sigma0 * expReproducible(-energy.value / kBoltzmannEvK * (inverseK(temperatureC) - inverseK(givenC)));
}

}  // namespace

double ownReferenceMsCm(const OwnComposite& c, bool isIon, double temperatureC) {
  const OwnMaterial sigma0 = isIon ? OwnMaterial::seConductivityMsCm : OwnMaterial::electronicReferenceMsCm;
  return atTemperature(c, c[sigma0].value, isIon, temperatureC);
}

double ownSeparatorMsCm(const OwnComposite& c, double temperatureC) {
  if (!c[OwnMaterial::separatorConductivityMsCm].isGiven()) return ownReferenceMsCm(c, true, temperatureC);
  return atTemperature(c, c[OwnMaterial::separatorConductivityMsCm].value, true, temperatureC);
}

std::vector<OwnMeasured> ownMeasured(const OwnComposite& composite, OwnQuantity quantity, bool isRelative) {
  const bool isIon = quantity == OwnQuantity::ionicConductivityMsCm;
  const bool isConductivity = isIon || quantity == OwnQuantity::electronicConductivityMsCm;
  std::vector<OwnMeasured> all;
  for (const OwnPoint& point : composite.points) {
    if (!point[quantity].isGiven()) continue;
    const double value = point[quantity].value;
    const double reference = isRelative ? ownReferenceMsCm(composite, isIon, point.temperatureC) : 1.0;
    all.push_back({point.amWtPct, point.temperatureC, isConductivity ? logReproducible(value / reference) : value});
  }
  return all;
}

bool isOwnRelative(const OwnComposite& c, bool isIon, double temperatureC) {
  const auto isKnown = [&](double at) {
    const double sigma0 = ownReferenceMsCm(c, isIon, at);
    return sigma0 == sigma0;
  };
  const OwnQuantity quantity = isIon ? OwnQuantity::ionicConductivityMsCm : OwnQuantity::electronicConductivityMsCm;
  return isKnown(temperatureC) && std::ranges::all_of(c.points, [&](const OwnPoint& p) {
           return !p[quantity].isGiven() || isKnown(p.temperatureC);
         });
}

OwnEstimate ownCapacityMahG(const OwnComposite& composite, double amWtPct, double temperatureC) {
  return estimateOf(ownMeasured(composite, OwnQuantity::specificCapacityMahG), amWtPct, temperatureC,
                    Along::temperature, Beyond::held);
}

OwnEstimate ownPorosityPct(const OwnComposite& composite, double amWtPct, double temperatureC) {
  OwnEstimate estimate = estimateOf(ownMeasured(composite, OwnQuantity::porosityPct), amWtPct, temperatureC,
                                    Along::temperature, Beyond::continued);
  // Porosity is made when the composite is pressed, not by the temperature at which it is measured.
  if (estimate.value == estimate.value) estimate.value = std::clamp(estimate.value, 0.0, kMostOwnPorosityPct);
  estimate.temperature = Reach::measured;
  return estimate;
}

OwnEstimate ownConductivityMsCm(const OwnComposite& c, bool isIon, double amWtPct, double temperatureC) {
  const OwnQuantity quantity = isIon ? OwnQuantity::ionicConductivityMsCm : OwnQuantity::electronicConductivityMsCm;
  // At a measured point exactly what was measured.
  for (const OwnPoint& p : c.points) {
    if (p.amWtPct == amWtPct && p.temperatureC == temperatureC && p[quantity].isGiven())
      return {p[quantity].value, Reach::measured, Reach::measured};
  }
  const bool isRelative = isOwnRelative(c, isIon, temperatureC);
  const std::vector<OwnMeasured> all = ownMeasured(c, quantity, isRelative);
  OwnEstimate estimate = estimateOf(all, amWtPct, temperatureC, Along::inverseTemperature, Beyond::held);
  if (all.empty()) return estimate;
  if (!isRelative && isIon && estimate.temperature == Reach::beyond)
    estimate.value = std::numeric_limits<double>::quiet_NaN();
  else
    estimate.value = (isRelative ? ownReferenceMsCm(c, isIon, temperatureC) : 1.0) * expReproducible(estimate.value);
  return estimate;
}

std::optional<OwnContents> ownContents(const OwnComposite& composite, OwnQuantity quantity) {
  std::optional<OwnContents> contents;
  for (const OwnPoint& point : composite.points) {
    if (!point[quantity].isGiven()) continue;
    if (!contents) contents = {point.amWtPct, point.amWtPct};
    contents->most = point.amWtPct;
  }
  return contents;
}

}  // namespace cathode
