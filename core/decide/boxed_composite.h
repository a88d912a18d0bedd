// SPDX-License-Identifier: MIT
// What a person's own composite is over ranges of content and temperature: the interpolation of core/composite in
// intervals. For core/decide alone.
#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "core/base/temperature.h"
#include "core/cell/composition.h"
#include "core/composite/own_composite.h"
#include "core/decide/enclosure.h"

namespace cathode {

// Whether there is a value in a box: at every point of it, at some of them, at none.
enum class Presence : std::uint8_t { everywhere, somewhere, nowhere };

template <typename T>
struct Partly {
  T value{};
  Presence presence = Presence::everywhere;
};

constexpr Enclosure rangeOf(Enclosure a) { return a; }
constexpr Enclosure rangeOf(const Sloped& a) { return a.value; }
constexpr Sloped hull(const Sloped& a, const Sloped& b) {
  return chained(hull(a.value, b.value), std::max(a.count, b.count),
                 [&](int i) { return hull(a.slopes[i], b.slopes[i]); });
}
// The part of it between two values; its slopes are what they are.
constexpr Enclosure cutTo(Enclosure a, double low, double high) { return clamped(a, low, high); }
constexpr Sloped cutTo(Sloped a, double low, double high) {
  a.value = clamped(a.value, low, high);
  return a;
}
// Anything, with any slopes.
template <typename T>
constexpr T anything() {
  T result(Enclosure::everything());
  if constexpr (requires { result.slopes; }) {
    result.count = kMostFree;
    result.slopes.fill(Enclosure::everything());
  }
  return result;
}

// A function that is smooth between knots, over what of each stretch x may be in: of(before, after, x), with the same
// knot twice before the first and after the last.
template <typename T, typename Knots, typename Of>
Partly<T> alongKnots(const T& x, const Knots& knots, Of of) {
  const auto [low, high] = rangeOf(x);
  const double infinity = std::numeric_limits<double>::infinity();
  const std::size_t count = knots.size();
  std::optional<Partly<T>> whole;
  for (std::size_t after = 0; after <= count; ++after) {
    const double from = after == 0 ? -infinity : knots[after - 1], to = after == count ? infinity : knots[after];
    // What only touches a stretch is of the one beside it; a point between two is of the first.
    const bool isIn = low == high ? low <= to && (low > from || after == 0) : low < to && high > from;
    if (!isIn) continue;
    const Partly<T> part = of(after == 0 ? 0 : after - 1, after == count ? count - 1 : after,
                              cutTo(x, std::max(low, from), std::min(high, to)));
    if (!whole) {
      whole = part;
    } else {
      whole->value = hull(whole->value, part.value);
      if (whole->presence != part.presence) whole->presence = Presence::somewhere;
    }
  }
  return *whole;
}

// One quantity by content and temperature.
class MeasuredGrid {
 public:
  // `rounding`: what may have been lost on the way to the values, in units of their last place and of that of 8.
  explicit MeasuredGrid(const std::vector<OwnMeasured>& all, double rounding = 0.0) {
    for (const OwnMeasured& one : all) {
      if (contents_.empty() || contents_.back() != one.amWtPct) {
        contents_.push_back(one.amWtPct);
        columns_.emplace_back();
      }
      columns_.back().temperatures.push_back(one.temperatureC);
      const double lost = rounding * 0x1p-52 * (8.0 + std::abs(one.value));
      columns_.back().values.emplace_back(one.value - lost, one.value + lost);
    }
  }

  // How temperatures count, and what comes beyond the measured ones and contents.
  struct Rule {
    bool isInverse = false;       // straight in 1/T
    bool isHeldInHeat = true;     // beyond the measured temperatures; otherwise there is nothing
    bool isHeldInContent = true;  // beyond the measured contents; otherwise its line goes on
  };
  template <typename T>
  Partly<T> at(const T& amWtPct, const T& temperatureC, Rule rule) const {
    if (contents_.empty()) return {anything<T>(), Presence::nowhere};
    return alongKnots(amWtPct, contents_, [&](std::size_t before, std::size_t after, const T& am) {
      if (before == after && !rule.isHeldInContent && contents_.size() > 1) {
        before = before == 0 ? 0 : before - 1;
        after = before + 1;
      }
      const Enclosure range = rangeOf(am);
      const auto isAt = [&](std::size_t place) { return range.isPoint() && range.lower == contents_[place]; };
      if (isAt(before)) after = before;
      if (isAt(after)) before = after;
      Partly<T> a = columnAt(columns_[before], temperatureC, rule);
      if (before == after) return a;
      const Partly<T> b = columnAt(columns_[after], temperatureC, rule);
      a.value = a.value + (b.value - a.value) * ((am - contents_[before]) / (contents_[after] - contents_[before]));
      if (a.presence == Presence::nowhere || b.presence == Presence::nowhere) {
        // Between two both are needed; where it is measured, one.
        const bool mayBeAt = (a.presence != Presence::nowhere && range.lower <= contents_[before]) ||
                             (b.presence != Presence::nowhere && range.upper >= contents_[after]);
        a.presence = mayBeAt ? Presence::somewhere : Presence::nowhere;
      } else {
        a.presence = std::max(a.presence, b.presence);
      }
      return a;
    });
  }

 private:
  struct Column {
    std::vector<double> temperatures;
    std::vector<Enclosure> values;
  };
  template <typename T>
  static Partly<T> columnAt(const Column& column, const T& temperatureC, Rule rule) {
    return alongKnots(temperatureC, column.temperatures, [&](std::size_t before, std::size_t after, const T& celsius) {
      if (before == after) {
        const Enclosure range = rangeOf(celsius);
        const double measured = column.temperatures[before];
        const bool mayBeAt = range.lower <= measured && range.upper >= measured;
        return Partly<T>{T(column.values[before]), rule.isHeldInHeat || (mayBeAt && range.isPoint())
                                                       ? Presence::everywhere
                                                   : mayBeAt ? Presence::somewhere
                                                             : Presence::nowhere};
      }
      const auto scaled = [&](const auto& t) { return rule.isInverse ? 1.0 / (t + kZeroCelsiusK) : t + 0.0; };
      const double from = scaled(column.temperatures[before]), to = scaled(column.temperatures[after]);
      const T first(column.values[before]), second(column.values[after]);
      return Partly<T>{first + (second - first) * ((scaled(celsius) - from) / (to - from))};
    });
  }

  std::vector<double> contents_;
  std::vector<Column> columns_;
};

// A composite's numbers over a range of temperatures, and at any contents.
class BoxedComposite {
 public:
  BoxedComposite(const OwnComposite& own, Enclosure temperatureC)
      : own_(own),
        porosityPct_(ownMeasured(own, OwnQuantity::porosityPct)),
        capacityMahG_(ownMeasured(own, OwnQuantity::specificCapacityMahG)),
        ions_(own, Carrier::ion, temperatureC),
        electrons_(own, Carrier::electron, temperatureC) {}

  template <typename T>
  Partly<T> porosityPct(const T& amWtPct, const T& temperatureC) const {
    Partly<T> pct = porosityPct_.at(amWtPct, temperatureC, {.isHeldInContent = false});
    pct.value = clamped(pct.value, 0.0, kMostOwnPorosityPct);
    return pct;
  }
  template <typename T>
  Partly<T> capacityMahG(const T& amWtPct, const T& temperatureC) const {
    return capacityMahG_.at(amWtPct, temperatureC, {});
  }
  // ln of sigma0 (mS/cm): of the electrolyte, or of AM with CA.
  template <typename T>
  Partly<T> logReference(Carrier carrier, const T& temperatureC) const {
    const OwnMaterial sigma0 = isIon(carrier) ? OwnMaterial::seConductivityMsCm : OwnMaterial::electronicReferenceMsCm;
    return logAt(own_[sigma0], carrier, temperatureC);
  }
  // The same of the separator's electrolyte.
  template <typename T>
  Partly<T> logSeparator(const T& temperatureC) const {
    const OwnNumber& given = own_[OwnMaterial::separatorConductivityMsCm];
    return given.isGiven() ? logAt(given, Carrier::ion, temperatureC) : logReference(Carrier::ion, temperatureC);
  }
  // ln(sigma_eff / sigma0) where that is what is interpolated, else ln(sigma_eff).
  template <typename T>
  Partly<T> logConduction(Carrier carrier, const T& amWtPct, const T& temperatureC) const {
    const Conduction& of = conductionOf(carrier);
    return of.grid.at(amWtPct, temperatureC, {.isInverse = true, .isHeldInHeat = of.isRelative || !isIon(carrier)});
  }
  bool isRelative(Carrier carrier) const { return conductionOf(carrier).isRelative; }
  std::optional<OwnContents> contents(Carrier carrier) const { return conductionOf(carrier).contents; }

 private:
  struct Conduction {
    bool isRelative;
    MeasuredGrid grid;
    std::optional<OwnContents> contents;

    Conduction(const OwnComposite& own, Carrier carrier, Enclosure temperatureC)
        // At some temperatures of a range is as good as at none.
        : isRelative((temperatureC.isPoint() || BoxedComposite::isAtAnyTemperature(own, carrier)) &&
                     isOwnRelative(own, isIon(carrier), temperatureC.lower)),
          grid(ownMeasured(own, quantityOf(carrier), isRelative), 4.0),
          contents(ownContents(own, quantityOf(carrier))) {}
  };
  static bool isIon(Carrier carrier) { return carrier == Carrier::ion; }
  static OwnQuantity quantityOf(Carrier carrier) {
    return isIon(carrier) ? OwnQuantity::ionicConductivityMsCm : OwnQuantity::electronicConductivityMsCm;
  }
  static const OwnNumber& energyOf(const OwnComposite& own, Carrier carrier) {
    return own[isIon(carrier) ? OwnMaterial::seActivationEnergyEv : OwnMaterial::electronicActivationEnergyEv];
  }
  static bool isAtAnyTemperature(const OwnComposite& own, Carrier carrier) {
    return !isIon(carrier) || energyOf(own, carrier).isGiven();
  }
  const Conduction& conductionOf(Carrier carrier) const { return isIon(carrier) ? ions_ : electrons_; }

  template <typename T>
  Partly<T> logAt(const OwnNumber& sigma0, Carrier carrier, const T& temperatureC) const {
    if (!sigma0.isGiven()) return {anything<T>(), Presence::nowhere};
    const T log(logReproducible(sigma0.value));
    const double givenC =
        own_[isIon(carrier) ? OwnMaterial::seTemperatureC : OwnMaterial::electronicTemperatureC].value;
    const Enclosure range = rangeOf(temperatureC);
    if (range.isPoint() && range.lower == givenC) return {log};
    const OwnNumber& energy = energyOf(own_, carrier);
    if (energy.isGiven())
      return {log -
              energy.value / kBoltzmannEvK * (1.0 / (temperatureC + kZeroCelsiusK) - 1.0 / (givenC + kZeroCelsiusK))};
    if (!isIon(carrier)) return {log};
    return {anything<T>(), range.lower <= givenC && range.upper >= givenC ? Presence::somewhere : Presence::nowhere};
  }

  const OwnComposite& own_;
  MeasuredGrid porosityPct_, capacityMahG_;
  Conduction ions_, electrons_;
};

}  // namespace cathode
