// SPDX-License-Identifier: MIT
// Resistance of a porous electrode whose ions and electrons both have some: three states of one discharge.
//
// A model: nothing in the source validates it, and all that rests on it says so. Ions enter from the separator (y = 0),
// electrons from the collector (y = 1); in between each meets an interface with a charge transfer of its own. The
// electrolyte is a single-ion conductor (t+ = 1), so that no salt is depleted.
#pragma once

namespace cathode {

// What it is made of. Lengths in cm, conductivities in S/cm.
struct Electrode {
  double ionicSCm;              // effective conductivity of ions, above 0
  double electronicSCm;         // of electrons, above 0
  double thicknessCm;           // above 0
  double interfacePerCm;        // area of AM and SE in contact, per volume: 1/cm, above 0
  double chargeTransferOhmCm2;  // of that interface: ohm cm2, 0 or more
};

// ohm cm2 of the electrode's own area.
struct ResistanceParts {
  double ionic, electronic, chargeTransfer;
  double sum() const { return ionic + electronic + chargeTransfer; }
};

// L sqrt((1/kappa + 1/sigma) a / R_ct): how many times thicker the electrode is than the reaction reaches. Infinite
// without charge transfer.
double reactionNumber(const Electrode& electrode);

// At the start of a discharge: linear kinetics, an open-circuit voltage that is everywhere the same (Newman & Tobias,
// J. Electrochem. Soc. 109, 1962, 1183; doi 10.1149/1.2425269). Finite for all electrodes.
double startResistanceOhmCm2(const Electrode& electrode);
// Its parts, by the power that each dissipates; their sum is the resistance.
ResistanceParts startParts(const Electrode& electrode);

// With a reaction that is the same everywhere, as a sloped open-circuit voltage brings about: R_ct / (a L) +
// (L / 3) (1/kappa + 1/sigma).
ResistanceParts uniformParts(const Electrode& electrode);

// With a flat open-circuit voltage and fast kinetics: two fronts move inward from both ends, in the ratio sigma :
// kappa. At a share (0 to 1) of the discharge; and its mean over the discharge.
double frontsResistanceOhmCm2(const Electrode& electrode, double share);
ResistanceParts meanFrontsParts(const Electrode& electrode);

// Share of the current that ions carry at the start, at y from separator (0: all of it) to collector (1: none). What a
// slice takes of the reaction is its fall over the slice.
double startIonicShare(const Electrode& electrode, double y);

// Local reaction relative to its mean at the start, y from separator (0) to collector (1); its mean over y is 1.
double startReaction(const Electrode& electrode, double y);

}  // namespace cathode
