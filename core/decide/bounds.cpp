// SPDX-License-Identifier: MIT
#include "core/decide/bounds.h"

#include <memory>
#include <optional>

#include "core/base/elementary.h"
#include "core/base/temperature.h"
#include "core/cell/capacity.h"
#include "core/cell/composition.h"
#include "core/cell/rate.h"
#include "core/cell/stack.h"
#include "core/cell/transport.h"
#include "core/decide/boxed_composite.h"

namespace cathode {
namespace {

using enum ParameterId;

constexpr double kMgCm2PerUmGCm3 = 0.1;

constexpr std::size_t at(auto id) { return static_cast<std::size_t>(id); }

// What a model's conduction is at the two measured contents, 60 degC.
struct CarrierEnds {
  double sigma0MsCm;
  std::array<double, 2> ownFraction;  // of the conducting phase, from the composition
  std::array<double, 2> correction;   // the printed fraction relative to it
  std::array<double, 2> logRatio;     // ln(sigma_eff / sigma0)
};
const CarrierEnds& endsOf(Carrier carrier, ParticleModel model) {
  static const auto table = [] {
    std::array<std::array<CarrierEnds, kModelCount>, 2> all{};
    for (const Carrier c : {Carrier::ion, Carrier::electron}) {
      for (int m = 0; m < kModelCount; ++m) {
        CarrierEnds& ends = all[at(c)][m];
        for (int i = 0; i < 2; ++i) {
          const Scenario measured{.model = static_cast<ParticleModel>(m),
                                  .amWtPct = kMeasuredAmWtPct[i],
                                  .temperatureC = kMeasuredTemperatureC[1]};
          const Composition composition = compositionOf(measured);
          const Transport transport = transportOf(c, measured, composition);
          ends.sigma0MsCm = transport.sigma0MsCm;
          ends.ownFraction[i] = conductingFraction(c, composition);
          ends.correction[i] = transport.phi / ends.ownFraction[i];
          ends.logRatio[i] = logReproducible(transport.sigmaEffMsCm / transport.sigma0MsCm);
        }
      }
    }
    return all;
  }();
  return table[at(carrier)][at(model)];
}

// An electrolyte's conductivity, ln of the one at 60 degC and of what it is less at 30.
struct Arrhenius {
  double log60, logFall;
};
const Arrhenius& arrheniusOf(Electrolyte electrolyte) {
  static const auto table = [] {
    std::array<Arrhenius, 3> all{};
    for (int i = 0; i < 3; ++i) {
      const auto e = static_cast<Electrolyte>(i);
      all[i].log60 = logReproducible(electrolyteConductivityMsCm(e, kMeasuredTemperatureC[1]));
      all[i].logFall = logReproducible(electrolyteConductivityMsCm(e, kMeasuredTemperatureC[0])) - all[i].log60;
    }
    return all;
  }();
  return table[at(electrolyte)];
}

// mg/cm2 of the layers: each grows with its thickness.
struct LayerMasses {
  double anodeBesideLithium, lithiumPerUm, paperSeparatorPerUm, copperPerUm, aluminiumPerUm;
};
const LayerMasses& layerMasses() {
  static const LayerMasses masses = [] {
    const auto massOf = [](const Scenario& scenario, LayerKind kind) {
      const Stack stack = stackOf(scenario, 0.0, 0.0);
      for (const Layer& layer : stack.all()) {
        if (layer.kind == kind) return layer.massMgCm2;
      }
      return 0.0;
    };
    Scenario paper{.separatorThicknessUm = 1.0, .anodeThicknessUm = 0.0};
    Scenario physical{.anodeThicknessUm = 1.0,
                      .accounting = Accounting::physical,
                      .anodeCollectorThicknessUm = 1.0,
                      .cathodeCollectorThicknessUm = 1.0};
    return LayerMasses{massOf(paper, LayerKind::anode), massOf(physical, LayerKind::anode),
                       massOf(paper, LayerKind::separator), massOf(physical, LayerKind::anodeCollector),
                       massOf(physical, LayerKind::cathodeCollector)};
  }();
  return masses;
}

// What a metric needs to have a value: see needsOf.
enum class Need : std::uint8_t {
  ions,
  electrons,
  interface,
  ionsOfSource,
  electronsOfSource,
  interfaceOfSource,
  voltage,
  capacity,
  steady,
  theory,
  efficiency,
  drop
};
std::span<const Need> needsFor(MetricId id) {
  using enum Need;
  static constexpr Need kRate[] = {ions,    electrons, interface, ionsOfSource, electronsOfSource, interfaceOfSource,
                                   voltage, capacity,  steady,    theory};
  static constexpr Need kEfficiency[] = {ions, electrons, interface, efficiency};
  static constexpr Need kThickest[] = {ions, electrons, interface, drop};
  static constexpr Need kResistance[] = {ions, electrons, interface};
  switch (id) {
    case MetricId::ionicConductivityMsCm:
    case MetricId::ionicTortuosityFactor:
    case MetricId::ionicMacMullin: return std::span(kRate).first(1);
    case MetricId::electronicConductivityMsCm:
    case MetricId::electronicTortuosityFactor:
    case MetricId::electronicMacMullin: return std::span(kRate).subspan(1, 1);
    case MetricId::interfacePerUm: return std::span(kRate).subspan(2, 1);
    case MetricId::cathodeResistanceOhmCm2:
    case MetricId::cellResistanceOhmCm2:
    case MetricId::voltageDropMv: return kResistance;
    case MetricId::volumetricEnergyDensityAtRateWhL:
    case MetricId::gravimetricEnergyDensityAtRateWhKg: return kRate;
    case MetricId::energyEfficiencyPct: return kEfficiency;
    case MetricId::thickestCathodeUm: return kThickest;
    default: return {};
  }
}

// The calculation of core/cell over a box, written so that each input occurs as seldom as can be: an interval does not
// know that two of them are the same. T is Enclosure or Sloped.
template <typename T>
class BoxedCell {
 public:
  BoxedCell(const Scenario& scenario, std::span<const FreeInput> free)
      : s_(scenario), measured_(standardScenario(scenario.composite)) {
    for (const Parameter& field : parameters()) {
      const ParameterValue value = field.read(scenario);
      isGiven_[at(field.id)] = value.has_value();
      if (value) inputs_[at(field.id)] = T(*value);
    }
    int place = 0;
    for (const FreeInput& input : free) {
      T& value = inputs_[at(input.id)];
      value = T(Enclosure{input.range.lower, input.range.upper});
      if constexpr (requires { value.slopes; }) {
        value.count = static_cast<int>(free.size());
        value.slopes[place] = Enclosure(1.0);
      }
      isGiven_[at(input.id)] = true;
      ++place;
    }
    if (s_.composite != nullptr) own_ = std::make_shared<BoxedComposite>(*s_.composite, rangeOf(in(temperatureC)));
    prepare();
  }

  // Whether what was calculated up to now has a value: numbers that a composite does not give have none.
  Presence presence() const { return presence_; }

  T need(Need which) const {
    switch (which) {
      case Need::ions: return fraction(Carrier::ion) - kScherZallenThreshold;
      case Need::electrons: return fraction(Carrier::electron) - kScherZallenThreshold;
      case Need::interface: {
        const bool isLimited = isGiven(interfacePerUm) && filled_.presence != Presence::nowhere;
        return isLimited ? surface() - in(interfacePerUm) : T(1.0);
      }
      case Need::ionsOfSource: return sourceCell().need(Need::ions);
      case Need::electronsOfSource: return sourceCell().need(Need::electrons);
      case Need::interfaceOfSource: return sourceCell().need(Need::interface);
      case Need::voltage: return voltageAtRate();
      case Need::capacity: return capacityAtRate();
      case Need::steady: return 3600.0 / measured_.cRate - diffusionTimeS() * (kLagTimes / 20.0);
      case Need::theory: {
        const double most = mostCapacityMahG(s_);
        return most < std::numeric_limits<double>::infinity() ? most - capacityAtRate() : T(1.0);
      }
      case Need::efficiency: return in(nominalVoltageV)-dropMv() * 1e-3;
      case Need::drop: return dropLeft();
    }
    return T(Enclosure::everything());
  }
  // Whether it is met by what was measured, all over the box or somewhere in it.
  bool isMetByMeasuring(Need which, bool isAll) const {
    switch (which) {
      case Need::ions: return contentIn(Carrier::ion, isAll) && isOwnComposition(!isAll);
      case Need::electrons: return contentIn(Carrier::electron, isAll) && isOwnComposition(!isAll);
      case Need::ionsOfSource: return contentIn(Carrier::ion, isAll);
      case Need::electronsOfSource: return contentIn(Carrier::electron, isAll);
      default: return false;
    }
  }

 private:
  void prepare() {
    content_ = in(amWtPct) / 100.0;
    additive_ = in(caWtPct) / 100.0;
    electrolyte_ = (100.0 - in(amWtPct)-in(caWtPct)) / 100.0;
    filled_ = isGiven(porosityPct) ? Partly<T>{1.0 - in(porosityPct) / 100.0} : ownFilled(in(amWtPct));
    isByThickness_ = s_.sizing == Sizing::thickness && isGiven(cathodeThicknessUm);
  }

 public:
  T metric(MetricId id) const {
    switch (id) {
      case MetricId::volumetricEnergyDensityWhL: return volumetric(in(nominalVoltageV)*capacity());
      case MetricId::gravimetricEnergyDensityWhKg: return gravimetric(in(nominalVoltageV)*capacity());
      case MetricId::arealCapacityMahCm2: return areal(capacity());
      case MetricId::arealEnergyMwhCm2: return areal(capacity()) * in(nominalVoltageV);
      case MetricId::cathodeThicknessUm: return thickness();
      case MetricId::loadingMgCm2: return loading();
      case MetricId::compositeDensityGCm3: return density();
      case MetricId::porosityPct: return (1.0 - filled()) * 100.0;
      case MetricId::phiAmPct: return phiAm() * 100.0;
      case MetricId::phiSePct: return phiSe() * 100.0;
      case MetricId::phiCaPct: return filled() * additive_ / in(caDensityGCm3) / solidVolume() * 100.0;
      case MetricId::specificCapacityMahG: return capacity();
      case MetricId::currentDensityMaCm2: return in(cRate)*areal(T(oneCMaG(s_)));
      case MetricId::ionicConductivityMsCm: return conductivity(Carrier::ion);
      case MetricId::ionicPhiPct: return conductingPhi(Carrier::ion) * 100.0;
      case MetricId::ionicTortuosityFactor: return tortuosityFactor(Carrier::ion);
      case MetricId::ionicMacMullin: return macMullin(Carrier::ion);
      case MetricId::electronicConductivityMsCm: return conductivity(Carrier::electron);
      case MetricId::electronicPhiPct: return conductingPhi(Carrier::electron) * 100.0;
      case MetricId::electronicTortuosityFactor: return tortuosityFactor(Carrier::electron);
      case MetricId::electronicMacMullin: return macMullin(Carrier::electron);
      case MetricId::interfacePerUm: return interface() * 1.0;  // evaluate goes through 1/cm, and rounds
      case MetricId::cathodeResistanceOhmCm2: return cathodeResistance();
      case MetricId::cellResistanceOhmCm2: return cathodeResistance() + seriesResistance();
      case MetricId::voltageDropMv: return dropMv();
      case MetricId::volumetricEnergyDensityAtRateWhL: return volumetric(voltageAtRate() * capacityAtRate());
      case MetricId::gravimetricEnergyDensityAtRateWhKg: return gravimetric(voltageAtRate() * capacityAtRate());
      case MetricId::energyEfficiencyPct: return 200.0 / (1.0 + dropMv() / (in(nominalVoltageV) * 1e3)) - 100.0;
      case MetricId::thickestCathodeUm: return thickestCathode();
    }
    return T(Enclosure::everything());
  }

 private:
  // Volume fraction of the carrier's phase, of the composition.
  T fraction(Carrier carrier) const { return carrier == Carrier::ion ? phiSe() : phiElectronic(); }

  const T& in(ParameterId id) const { return inputs_[at(id)]; }
  bool isGiven(ParameterId id) const { return isGiven_[at(id)]; }
  // What a composite of a person's own gives, if it does.
  T taken(const Partly<T>& part) const {
    presence_ = std::max(presence_, part.presence);
    return part.presence == Presence::everywhere ? part.value : anything<T>();
  }

  // The contents at which a carrier's conductivity was measured.
  OwnContents contentsOf(Carrier carrier) const {
    constexpr double kNowhere = std::numeric_limits<double>::quiet_NaN();
    if (own_) return own_->contents(carrier).value_or(OwnContents{kNowhere, kNowhere});
    return {kMeasuredAmWtPct[0], kMeasuredAmWtPct[1]};
  }
  bool contentIn(Carrier carrier, bool isAll) const {
    const Enclosure am = rangeOf(in(amWtPct));
    const auto [least, most] = contentsOf(carrier);
    return isAll ? am.lower >= least && am.upper <= most : am.upper >= least && am.lower <= most;
  }
  // Whether the composition is the model's own: may be, or is in any case.
  bool isOwnComposition(bool mayBe) const {
    if (isGiven(porosityPct)) return false;
    for (const ParameterId id : {caWtPct, amDensityGCm3, seDensityGCm3, caDensityGCm3}) {
      const double own = *parameter(id).read(measured_);
      const Enclosure range = rangeOf(in(id));
      if (mayBe ? range.lower > own || range.upper < own : range.lower != own || range.upper != own) return false;
    }
    return true;
  }

  // The straight line through two measured contents, and beyond.
  static T line(const T& x, const std::array<double, 2>& points, double first, double second) {
    return first + (second - first) * ((x - points[0]) / (points[1] - points[0]));
  }
  Partly<T> ownFilled(const T& amPct) const {
    if (own_) {
      const Partly<T> pct = own_->porosityPct(amPct, in(temperatureC));
      return {1.0 - pct.value / 100.0, pct.presence};
    }
    return {1.0 - line(amPct, kMeasuredAmWtPct, modelPorosity(s_.model, kMeasuredAmWtPct[0]),
                       modelPorosity(s_.model, kMeasuredAmWtPct[1]))};
  }
  T nearestContent(Carrier carrier) const {
    const auto [least, most] = contentsOf(carrier);
    return clamped(in(amWtPct), least, most);
  }
  // 1 - porosity
  T filled() const { return taken(filled_); }

  // cm3 of solids per g of composite.
  T solidVolume() const {
    const T se = 1.0 / in(seDensityGCm3);
    return se + content_ * (1.0 / in(amDensityGCm3)-se) + additive_ * (1.0 / in(caDensityGCm3)-se);
  }
  // The same per g of AM.
  T solidVolumePerAm() const {
    const T se = 1.0 / in(seDensityGCm3);
    return 1.0 / in(amDensityGCm3)-se + ((1.0 - additive_) * se + additive_ / in(caDensityGCm3)) / content_;
  }
  T density() const { return filled() / solidVolume(); }
  T phiAm() const { return filled() / (in(amDensityGCm3)*solidVolumePerAm()); }
  T phiSe() const { return filled() / (1.0 + in(seDensityGCm3)*solidBesideElectrolyte() / electrolyte_); }
  T phiElectronic() const { return filled() / (1.0 + electrolyte_ / (in(seDensityGCm3)*solidBesideElectrolyte())); }
  T solidBesideElectrolyte() const { return content_ / in(amDensityGCm3) + additive_ / in(caDensityGCm3); }

  T givenLoading() const { return s_.sizing == Sizing::loading ? in(loadingMgCm2) : T(measuredLoadingMgCm2(s_)); }
  T thickness() const {
    return isByThickness_ ? in(cathodeThicknessUm) : givenLoading() * solidVolume() / filled() / kMgCm2PerUmGCm3;
  }
  T loading() const { return isByThickness_ ? in(cathodeThicknessUm)*density() * kMgCm2PerUmGCm3 : givenLoading(); }
  // mg of AM per cm2.
  T activeLoading() const {
    return isByThickness_ ? in(cathodeThicknessUm) * (filled() / solidVolumePerAm()) * kMgCm2PerUmGCm3
                          : givenLoading() * content_;
  }

  T capacity() const {
    if (isGiven(specificCapacityMahG)) return in(specificCapacityMahG);
    if (own_) return taken(own_->capacityMahG(in(amWtPct), in(temperatureC)));
    const T hot = clamped(
        (in(temperatureC)-kMeasuredTemperatureC[0]) / (kMeasuredTemperatureC[1] - kMeasuredTemperatureC[0]), 0.0, 1.0);
    const auto atContent = [&](AmContent am) {
      const double cold = impliedCapacity(s_.model, am, MeasuredTemperature::c30).usedMahG;
      return cold + (impliedCapacity(s_.model, am, MeasuredTemperature::c60).usedMahG - cold) * hot;
    };
    const T lean = atContent(AmContent::wt75), rich = atContent(AmContent::wt85);
    const T share = (nearestContent(Carrier::ion) - kMeasuredAmWtPct[0]) / (kMeasuredAmWtPct[1] - kMeasuredAmWtPct[0]);
    return lean + (rich - lean) * share;
  }
  T areal(const T& perGram) const { return perGram * activeLoading() / 1000.0; }

  // Of all layers but the cathode: um and mg/cm2 (stackOf, with nothing for the cathode).
  T otherThickness() const {
    T sum = in(anodeThicknessUm) + in(separatorThicknessUm);
    if (s_.accounting == Accounting::physical)
      sum = sum + collectorPart() * (in(anodeCollectorThicknessUm) + in(cathodeCollectorThicknessUm));
    return sum;
  }
  T otherMass() const {
    const LayerMasses& mass = layerMasses();
    const bool isPaper = s_.accounting == Accounting::paper;
    const T anode = (isPaper ? mass.anodeBesideLithium : 0.0) + mass.lithiumPerUm * in(anodeThicknessUm);
    if (isPaper) return anode + mass.paperSeparatorPerUm * in(separatorThicknessUm);
    return anode + kMgCm2PerUmGCm3 * in(seDensityGCm3)*in(separatorThicknessUm) +
           collectorPart() * (mass.copperPerUm * in(anodeCollectorThicknessUm) +
                              mass.aluminiumPerUm * in(cathodeCollectorThicknessUm));
  }
  double collectorPart() const { return s_.collectorSides == CollectorSides::half ? 0.5 : 1.0; }

  // Energy densities of so many mWh per g of AM, divided through by the cathode.
  T volumetric(const T& energyPerGram) const {
    const T perUm = energyPerGram * (filled() / solidVolumePerAm()) * (kMgCm2PerUmGCm3 / 1000.0 * 1e4);
    T beside = otherThickness() / thickness();
    if (isCharged(s_)) {
      beside = beside + capacity() * (filled() / solidVolumePerAm()) * (kMgCm2PerUmGCm3 / 1000.0 / kLithiumMahCm2PerUm);
    }
    return perUm / (1.0 + beside);
  }
  T gravimetric(const T& energyPerGram) const { return energyPerGram * content_ / (1.0 + otherMass() / loading()); }

  // ln of a conductivity relative to that at 60 degC.
  T logOf(Electrolyte electrolyte) const {
    const double inverse30 = 1.0 / (kMeasuredTemperatureC[0] + kZeroCelsiusK);
    const double inverse60 = 1.0 / (kMeasuredTemperatureC[1] + kZeroCelsiusK);
    const T fraction = (1.0 / (in(temperatureC) + kZeroCelsiusK) - inverse60) / (inverse30 - inverse60);
    return arrheniusOf(electrolyte).logFall * fraction;
  }
  T separatorConductivity() const {
    if (own_) return exponential(taken(own_->logSeparator(in(temperatureC))));
    return exponential(arrheniusOf(Electrolyte::pristine).log60 + logOf(Electrolyte::pristine));
  }
  T logReference(Carrier carrier) const { return taken(own_->logReference(carrier, in(temperatureC))); }
  // ln of sigma_eff / sigma0 at the nearest measured content.
  T logRatio(Carrier carrier) const {
    if (own_) {
      const T log = taken(own_->logConduction(carrier, in(amWtPct), in(temperatureC)));
      return own_->isRelative(carrier) ? log : log - logReference(carrier);
    }
    const CarrierEnds& ends = endsOf(carrier, s_.model);
    return line(nearestContent(carrier), kMeasuredAmWtPct, ends.logRatio[0], ends.logRatio[1]);
  }
  // ln of that sigma_eff (mS/cm).
  T logConductivity(Carrier carrier) const {
    if (own_) {
      const T log = taken(own_->logConduction(carrier, in(amWtPct), in(temperatureC)));
      return own_->isRelative(carrier) ? log + logReference(carrier) : log;
    }
    const T log = logReproducible(endsOf(carrier, s_.model).sigma0MsCm) + logRatio(carrier);
    return carrier == Carrier::ion ? log + logOf(referenceElectrolyte(s_.model)) : log;
  }
  // The carrier's fraction in the model's own composite at the nearest measured content.
  T ownFraction(Carrier carrier) const {
    const T nearest = nearestContent(carrier), am = nearest / 100.0;
    const double ca = measured_.caWtPct / 100.0, se = 1.0 / measured_.seDensityGCm3;
    const T beside = am / measured_.amDensityGCm3 + ca / measured_.caDensityGCm3;
    const T electrolyte = (1.0 - ca - am) * se;
    return taken(ownFilled(nearest)) /
           (carrier == Carrier::ion ? 1.0 + beside / electrolyte : 1.0 + electrolyte / beside);
  }
  // How much of the phase there is, relative to that.
  T relative(Carrier carrier) const {
    if (contentIn(carrier, true) && isOwnComposition(false)) return T(1.0);
    const Presence before = presence_;
    const T relative = fraction(carrier) / ownFraction(carrier);
    // Where nothing has been changed it is 1 all the same.
    if (presence_ != before && contentIn(carrier, false) && isOwnComposition(true))
      presence_ = std::max(before, Presence::somewhere);
    return relative;
  }
  T correction(Carrier carrier) const {
    if (own_) return T(1.0);
    const CarrierEnds& ends = endsOf(carrier, s_.model);
    return line(nearestContent(carrier), kMeasuredAmWtPct, ends.correction[0], ends.correction[1]);
  }
  T conductingPhi(Carrier carrier) const { return fraction(carrier) * correction(carrier); }

  T conductivity(Carrier carrier) const { return exponential(logConductivity(carrier)) * relative(carrier); }
  // sigma0 of the reference, relative to that of the model's own electrolyte.
  T referenceRatio() const {
    if (own_) return T(1.0);
    const Electrolyte own = referenceElectrolyte(s_.model);
    const auto toOwn = [&](Electrolyte other) {
      if (other == own) return T(1.0);
      return exponential(arrheniusOf(other).log60 - arrheniusOf(own).log60 + (logOf(other) - logOf(own)));
    };
    if (s_.seReference == SeReference::pristine) return toOwn(Electrolyte::pristine);
    if (s_.seReference == SeReference::mixed &&
        (s_.model == ParticleModel::thinShellLarge || s_.model == ParticleModel::thinShellSmall)) {
      const double perAm = kCoreShellSeWtPct / (100.0 - kCoreShellSeWtPct);
      const T shell = clamped(content_ * perAm / electrolyte_, 0.0, 1.0);
      return 1.0 + shell * (toOwn(Electrolyte::mechanofused) - 1.0);
    }
    return T(1.0);
  }
  T macMullin(Carrier carrier) const {
    const T own = exponential(0.0 - logRatio(carrier)) / relative(carrier);
    return carrier == Carrier::ion ? own * referenceRatio() : own;
  }
  // phi and sigma_eff are both proportional to how much of the phase there is.
  T tortuosityFactor(Carrier carrier) const {
    const T own = exponential(0.0 - logRatio(carrier)) * ownFraction(carrier) * correction(carrier);
    return carrier == Carrier::ion ? own * referenceRatio() : own;
  }

  // Area of AM per volume, 1/um: all of its surface, and what is in contact.
  T surface() const { return 3.0 * phiAm() / in(particleRadiusUm); }
  T interface() const { return isGiven(interfacePerUm) ? in(interfacePerUm) : surface(); }

  // ohm cm: of both rails in a row.
  T resistivity() const { return 1e3 / conductivity(Carrier::ion) + 1e3 / conductivity(Carrier::electron); }
  // ohm cm2.
  T cathodeResistance() const {
    return in(chargeTransferOhmCm2) / (interface() * thickness()) + thickness() * (1e-4 / 3.0) * resistivity();
  }
  T seriesResistance() const {
    return in(separatorThicknessUm) * 0.1 / separatorConductivity() + in(anodeResistanceOhmCm2);
  }
  // Current per um of cathode, mA/cm2, and the drop of the first um by charge transfer alone.
  T currentPerUm() const {
    return in(cRate) * (filled() / solidVolumePerAm()) * (kMgCm2PerUmGCm3 * oneCMaG(s_) / 1000.0);
  }
  T dropMv() const {
    return currentPerUm() * (in(chargeTransferOhmCm2) / interface()) +
           in(cRate)*areal(T(oneCMaG(s_))) * (seriesResistance() + thickness() * (1e-4 / 3.0) * resistivity());
  }
  // The source's cell of this model, content and temperature, with what is assumed of its interfaces.
  BoxedCell sourceCell() const {
    BoxedCell cell(*this);
    cell.presence_ = Presence::everywhere;
    cell.s_ = measured_;
    cell.s_.model = s_.model;
    for (const Parameter& field : parameters()) {
      switch (field.id) {
        case amWtPct:
        case temperatureC:
        case chargeTransferOhmCm2:
        case interfacePerUm:
        case particleRadiusUm:
        case anodeResistanceOhmCm2: continue;
        default: break;
      }
      const ParameterValue own = field.read(cell.s_);
      cell.isGiven_[at(field.id)] = own.has_value();
      cell.inputs_[at(field.id)] = T(own.value_or(0.0));
    }
    cell.prepare();
    return cell;
  }
  T voltageAtRate() const {
    const BoxedCell source = sourceCell();
    const T sourceDropMv = source.dropMv();
    presence_ = std::max(presence_, source.presence_);
    return in(nominalVoltageV) - (dropMv() - sourceDropMv) * 1e-3;
  }
  // r^2 / D
  T diffusionTimeS() const { return in(particleRadiusUm)*in(particleRadiusUm) * 1e-8 / in(diffusivityCm2S); }
  // mAh/g: the lag is in inverse proportion to the capacity.
  T capacityAtRate() const {
    const T perC = diffusionTimeS() * (oneCMaG(s_) / (15.0 * 3600.0));
    return capacity() - (in(cRate)-measured_.cRate) * perC;
  }
  // ohm cm2 times um: what of the allowed drop charge transfer leaves, per current and um.
  T dropLeft() const { return in(allowedDropMv) / currentPerUm() - in(chargeTransferOhmCm2) / interface(); }
  T thickestCathode() const {
    const T left = dropLeft(), series = seriesResistance(), third = resistivity() * (1e-4 / 3.0);
    return 2.0 * left / (series + squareRoot(series * series + 4.0 * third * left));
  }

  Scenario s_;
  Scenario measured_;  // what the measured cells have in common
  std::shared_ptr<const BoxedComposite> own_;
  mutable Presence presence_ = Presence::everywhere;
  std::array<T, kParameterCount> inputs_{};
  std::array<bool, kParameterCount> isGiven_{};
  T content_, additive_, electrolyte_;  // by mass, of 1
  Partly<T> filled_;                    // 1 - porosity
  bool isByThickness_ = false;
};

using Ends = std::array<FreeInput, kMostFree>;

// The three enclosures cut with each other. `of` is the natural one of a box.
template <typename Of>
MetricBounds tightened(const Sloped& natural, std::span<const FreeInput> free, Of of) {
  MetricBounds bounds{natural.value, natural.value, true, false, natural.slopes};
  Ends middle{};
  double spread = 0.0;
  std::array<Ends, 2> ends{};
  bool isOneSided = false;
  Enclosure off(0.0);
  for (std::size_t i = 0; i < free.size(); ++i) {
    const auto [id, range] = free[i];
    const double centre = 0.5 * (range.lower + range.upper);
    middle[i] = {id, {centre, centre}};
    off = off + natural.slopes[i] * (Enclosure{range.lower, range.upper} - Enclosure(centre));
    spread += range.upper - range.lower;
    const bool grows = natural.slopes[i].lower >= 0.0, falls = natural.slopes[i].upper <= 0.0;
    isOneSided = isOneSided || grows || falls;
    ends[0][i] = grows   ? FreeInput{id, {range.lower, range.lower}}
                 : falls ? FreeInput{id, {range.upper, range.upper}}
                         : free[i];
    ends[1][i] = grows   ? FreeInput{id, {range.upper, range.upper}}
                 : falls ? FreeInput{id, {range.lower, range.lower}}
                         : free[i];
  }
  if (spread == 0.0) return bounds;
  const auto over = [&](const Ends& box) { return of(std::span(box.data(), free.size())); };
  bounds.atMiddle = over(middle);
  bounds.values = common(bounds.atMiddle + off, bounds.values);
  if (isOneSided) bounds.values = common(Enclosure{over(ends[0]).lower, over(ends[1]).upper}, bounds.values);
  return bounds;
}

}  // namespace

MetricBounds boundsOf(MetricId id, const Scenario& scenario, std::span<const FreeInput> free) {
  const BoxedCell<Sloped> cell(scenario, free);
  MetricBounds bounds = tightened(cell.metric(id), free, [&](std::span<const FreeInput> box) {
    return BoxedCell<Enclosure>(scenario, box).metric(id);
  });
  bounds.mayBeKnown = cell.presence() != Presence::nowhere;
  bounds.mayBeUnknown = cell.presence() != Presence::everywhere;
  for (const MetricBounds& need : needsOf(id, scenario, free)) {
    bounds.mayBeKnown = bounds.mayBeKnown && need.values.upper >= 0.0;
    bounds.mayBeUnknown = true;
  }
  return bounds;
}

std::vector<MetricBounds> needsOf(MetricId id, const Scenario& scenario, std::span<const FreeInput> free) {
  std::vector<MetricBounds> unmet;
  if (!metric(id).needsPath) return unmet;
  const BoxedCell<Enclosure> plain(scenario, free);
  std::optional<BoxedCell<Sloped>> sloped;
  for (const Need need : needsFor(id)) {
    if (plain.isMetByMeasuring(need, true) || plain.need(need).lower > 0.0) continue;
    if (plain.isMetByMeasuring(need, false)) {
      unmet.push_back({Enclosure::everything(), Enclosure::everything(), true, true});
      continue;
    }
    if (!sloped) sloped.emplace(scenario, free);
    const MetricBounds margin = tightened(sloped->need(need), free, [&](std::span<const FreeInput> box) {
      return BoxedCell<Enclosure>(scenario, box).need(need);
    });
    if (!(margin.values.lower > 0.0)) unmet.push_back(margin);
  }
  return unmet;
}

}  // namespace cathode
