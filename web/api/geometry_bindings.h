// SPDX-License-Identifier: MIT
// Geometries as they cross: flat numbers that web/api/geometry.js reads and writes.
#pragma once

#include <emscripten/val.h>

#include "core/geometry/voxelize.h"

namespace cathode {

// Of the box, in this order: its edges along z, y and x, whether it is periodic, the background's label. Of each body:
// its kind, two places, radius, label, thickness and label of the shell.
inline constexpr std::size_t kBoxNumbers = 5, kBodyNumbers = 11;

// The geometry in the buffer that JavaScript has filled.
Geometry geometryOfBuffer();

// Puts a geometry into the buffer: where it lies and how many numbers it is, to be copied.
emscripten::val geometryVal(const Geometry& geometry);

// How much memory the buffer takes for it, in bytes.
double geometryBufferBytes(const Geometry& geometry);

// How much of a geometry has a label.
emscripten::val fractionVal(const LabelFraction& of);

// Gives the buffer back.
void freeGeometry();

}  // namespace cathode
