// SPDX-License-Identifier: MIT
// What a current costs: resistances of the cell, voltage drop, energy at a rate.
//
// A model, not validated by the source: charge transfer, its interface, particle size, diffusivity and anode are
// assumed. Energy at a rate holds the capacity of 0.05C, but for what slow diffusion leaves unused: an upper bound.
#pragma once

#include "core/cell/transport.h"
#include "core/polarisation/electrode.h"

namespace cathode {

// How the reaction is spread over the thickness.
enum class Regime : std::uint8_t { start, uniform, fronts };
inline constexpr int kRegimeCount = 3;

// The temperature that sigma_eff is printed without: as that of sigma0 beside it, 60 degC, or 30 degC.
enum class SigmaReading : std::uint8_t { c60, c30 };

// The scenario's cathode as an electrode. Conductivities that are not known are NaN, and all that follows is.
Electrode electrodeOf(const Scenario& scenario, const Composition& composition, double thicknessUm,
                      const Transport& ions, const Transport& electrons, SigmaReading reading = SigmaReading::c60,
                      const Basis& basis = sourceBasis());

// The whole surface of the AM as spheres, 3 phi_AM / r, 1/um.
double surfacePerUm(const Scenario& scenario, const Composition& composition);

// Area of AM and SE in contact, 1/um: the input, or that surface. And whether the input is more than it, which has no
// meaning: results are NaN then.
double interfacePerUm(const Scenario& scenario, const Composition& composition);
bool isAboveSurface(const Scenario& scenario, const Composition& composition);

// The electrode's resistance in a regime, ohm cm2; of the fronts their mean over a discharge.
ResistanceParts resistanceParts(Regime regime, const Electrode& electrode);

// L_sep / sigma of the pristine SE at the cell's temperature, ohm cm2: whatever the model, separators are made of that.
double separatorResistanceOhmCm2(const Scenario& scenario, const Basis& basis = sourceBasis());

// Quasi-steady lag of the particles' surface behind their mean, as a share of the capacity: C r^2 / (15 D 3600 s) x
// 200 mA/g / q. It holds for discharges much longer than lagTimeS.
double diffusionLag(const Scenario& scenario, double cRate, double specificCapacityMahG);
// r^2 / (20 D), s.
double lagTimeS(const Scenario& scenario);
// How much longer a discharge is to be.
inline constexpr double kLagTimes = 5.0;
// The fastest C-rate at which it is.
double fastestSteadyCRate(const Scenario& scenario);

// A cell at its C-rate.
struct RateLosses {
  Electrode electrode;
  ResistanceParts cathode;  // ohm cm2
  double separatorOhmCm2, anodeOhmCm2;
  double currentMaCm2;  // C x 200 mA/g x w_AM x m
  double sourceDropV;   // of the source's own cell, which Table S5's capacities contain
  double nominalV;

  double cellOhmCm2() const { return cathode.sum() + separatorOhmCm2 + anodeOhmCm2; }
  double dropV() const { return currentMaCm2 * 1e-3 * cellOhmCm2(); }
  // V_nominal - i R + (i R)_source; not positive: nothing is left to use.
  double voltageV() const { return nominalV - (dropV() - sourceDropV); }
  // (V - i R) / (V + i R): discharge over charge, coulombic losses apart. NaN where nothing is left.
  double efficiency() const;
};
// What of it rests neither on the cathode's size and composition nor on the current.
struct CellLosses {
  double separatorOhmCm2, sourceDropV;
};
CellLosses cellLossesOf(const Scenario& scenario, const Composition& composition, const Transport& ions,
                        const Transport& electrons, Regime regime = Regime::uniform,
                        SigmaReading reading = SigmaReading::c60, const Basis& basis = sourceBasis());
RateLosses rateLossesOf(const Scenario& scenario, const Composition& composition, const CathodeSize& size,
                        const Transport& ions, const Transport& electrons, const CellLosses& cell,
                        Regime regime = Regime::uniform, SigmaReading reading = SigmaReading::c60,
                        const Basis& basis = sourceBasis());
RateLosses rateLossesOf(const Scenario& scenario, const Composition& composition, const CathodeSize& size,
                        const Transport& ions, const Transport& electrons, Regime regime = Regime::uniform,
                        SigmaReading reading = SigmaReading::c60, const Basis& basis = sourceBasis());

// The same of a scenario alone.
RateLosses rateLossesOf(const Scenario& scenario, Regime regime = Regime::uniform,
                        SigmaReading reading = SigmaReading::c60);

// Whether diffusion lets the source's own cell give its capacity as the model takes it: a discharge at 0.05C is long
// enough. Where it is not, what is lost at any rate cannot be told from that cell.
bool isSourceSteady(const Scenario& scenario);

// What is left of an energy (of any unit) that the nominal voltage and the whole capacity give: times V / V_nominal and
// 1 - lag + lag of 0.05C. NaN where nothing is, where the source's cell is not steady, and where that is more than the
// AM can hold in theory.
double atRate(double energy, const RateLosses& losses, const Scenario& scenario, double specificCapacityMahG);

// The thickest cathode (um) of this composition whose whole drop at the C-rate is that much: the positive root of drop
// = i0 L [R_s + (L/3)(1/kappa + 1/sigma)] + i0 R_ct / a with i0 the current per volume. NaN if charge transfer alone
// takes it, or more than the model can tell.
double thickestCathodeUm(const Scenario& scenario, const Composition& composition, const RateLosses& losses);

}  // namespace cathode
