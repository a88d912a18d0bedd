// SPDX-License-Identifier: MIT
// What the headers of several kinds of volume files have in common: numbers and units in text, the edges of a voxel.
#pragma once

#include "core/files/volume_reader.h"

namespace cathode {

// Without the spaces around it.
std::string_view trimmed(std::string_view text);

// Numbers between spaces; nothing where one is none, or of more than 16.
std::optional<std::vector<double>> numbersOf(std::string_view text);

// A file refused by one of its fields: "NAME: FIELD: VALUE; allowed: ALLOWED.".
std::unexpected<std::string> refusedField(const std::filesystem::path& path, std::string_view field,
                                          std::string_view value, std::string_view allowed);

// The shape of as many extents as there are axes, two or three, x first.
std::expected<Shape, std::string> shapeOfField(const std::filesystem::path& path, std::string_view field,
                                               std::string_view extents, std::size_t axes);

// Micrometres of a unit of length, "um" or "Microns"; nothing of others.
std::optional<double> unitUm(std::string_view name);

// To so many significant digits; lengths are told with six.
double roundedTo(double value, int digits = 6);

// Puts the edges of a voxel that a field tells, x first, into the reader: a cube where they differ by 1 % at most.
// Where the unit is not told (empty) or not known they are taken for micrometres, with a note; 1, 1, 1 of no unit tell
// nothing. `edges` must be above 0.
void putEdges(VolumeFile::Reader& reader, std::string_view field, std::span<const double> edges, std::string_view unit);

// Whether all are above 0.
bool areEdges(std::span<const double> edges);

}  // namespace cathode
