// SPDX-License-Identifier: MIT
// Shades as a small picture, for documents that hold pictures.
#pragma once

#include <string>

#include "core/figure/scene.h"

namespace cathode::figure {

// A PNG of a pixel for each point, as a data: address. Where there is no shade it is transparent.
std::string pngUri(const Shades& shades);

}  // namespace cathode::figure
