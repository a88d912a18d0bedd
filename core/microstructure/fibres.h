// SPDX-License-Identifier: MIT
// The conductive additive: fibres that bend around the particles of active material.
//
// The same model for every size of voxels. A fibre begins at a random free place and is followed in a random direction
// in steps. Where AM with its shell is in the way, the step goes along the surface instead; where that leads nowhere,
// as between two particles, the fibre ends and the length that is left begins elsewhere, as a piece of its own. Its
// axis keeps a radius away from a shell, half a radius from bare AM: it is pressed into that by the other half and
// touches it. Steps are as long as a chord that comes nearer to the smallest particle than its ends by half a radius of
// the fibre.
#pragma once

#include "core/microstructure/placing.h"

namespace cathode {

struct Fibres {
  std::vector<Body> bodies;  // straight stretches; where two meet at an angle, each goes on until their rims meet
  double pieceUm = 0;        // mean length of the unbroken pieces
  double diameterUm = 0;     // as asked for, or what it took to fill the volume where no more fibres found room
};

// Fibres until their volume outside the AM is that of the composition; claims their points. Refuses fibres that take
// too many bodies.
std::expected<Fibres, std::string> laidFibres(Generation& g, const std::vector<Sphere>& am, double shellUm);

}  // namespace cathode
