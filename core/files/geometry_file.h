// SPDX-License-Identifier: MIT
// Geometries in files: JSON as the page and the module have it, and tables of particles.
#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/geometry/geometry.h"

namespace cathode {

// Whether a file's name is that of a geometry: .json, .csv, .tsv, .txt.
bool isGeometryName(const std::filesystem::path& path);

// What a table of particles may leave open.
struct TableChoices {
  std::optional<double> unitUm;                  // um in one unit of lengths that tell none
  std::optional<std::array<PlaceUm, 2>> fromTo;  // the box, in the file's lengths; otherwise what bodies reach
  std::optional<bool> isPeriodic;
};

struct NamedGeometry {
  Geometry geometry;               // labels as JSON has them; of a table 0, 1, 2 ... in the order of the file's
  std::vector<std::string> names;  // of each label; empty: no body has it
  std::vector<std::string> notes;  // what a person should know about how the file was read
};

// Refuses, naming row and column, or body and field.
std::expected<NamedGeometry, std::string> readGeometryFile(const std::filesystem::path& path,
                                                           const TableChoices& choices = {});

// A geometry as JSON that readGeometryFile and the page read; numbers are exact.
std::string geometryJson(const Geometry& geometry);

// "geometry-" and the CRC-32 of its numbers as doubles, little-endian: box (3), periodic (0 or 1), background, then of
// each body its kind (0 sphere, 1 cylinder), both places (3 each, a sphere's twice), radius, label, shell, shell label
// (0 without a shell); both zeros as 0.
std::string fingerprintOf(const Geometry& geometry);

}  // namespace cathode
