// SPDX-License-Identifier: MIT
#include "core/files/text_header.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/base/number_text.h"

namespace cathode {
namespace {

constexpr int kDigitsOfUnits = 12;

struct NamedUnit {
  std::string_view name;
  double um;
};
constexpr NamedUnit kUnits[] = {{"nm", 1e-3},  {"um", 1},      {"µm", 1},         {"μm", 1},          {"\\u00b5m", 1},
                                {"micron", 1}, {"microns", 1}, {"micrometer", 1}, {"micrometers", 1}, {"mm", 1e3},
                                {"cm", 1e4},   {"m", 1e6},     {"inch", 25400},   {"in", 25400}};

// What a number of single precision was meant to be: 0.1 of 0.10000000149011612.
double meant(double edge) {
  const float single = edge < double(std::numeric_limits<float>::max()) ? static_cast<float>(edge) : 0;
  if (single != edge) return edge;
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, single).ptr;
  double number = edge;
  std::from_chars(text, end, number);
  return number;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kSpaces);
  return from == text.npos ? std::string_view{} : text.substr(from, text.find_last_not_of(kSpaces) - from + 1);
}

std::optional<std::vector<double>> numbersOf(std::string_view text) {
  std::vector<double> numbers;
  for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const auto number = parseNumber(text.substr(0, end));
    if (!number || numbers.size() == 16) return {};
    numbers.push_back(*number);
    text.remove_prefix(end);
  }
  return numbers;
}

std::unexpected<std::string> refusedField(const std::filesystem::path& path, std::string_view field,
                                          std::string_view value, std::string_view allowed) {
  return std::unexpected(ofFile(path, std::string(field) + ": " +
                                          (value.empty() ? "nothing" : std::string(value.substr(0, 80))) +
                                          "; allowed: " + std::string(allowed) + "."));
}

std::expected<Shape, std::string> shapeOfField(const std::filesystem::path& path, std::string_view field,
                                               std::string_view extents, std::size_t axes) {
  const auto sizes = numbersOf(extents);
  if (!sizes || sizes->size() != axes || !std::ranges::all_of(*sizes, [](double one) {
        return one >= 1 && one <= double(kMostExtent) && one == double(std::int64_t(one));
      }))
    return refusedField(path, field, extents,
                        std::to_string(axes) + " whole numbers, 1 to " + std::to_string(kMostExtent));
  std::int64_t ordered[3] = {1, 1, 1};
  for (std::size_t axis = 0; axis < axes; ++axis) ordered[2 - axis] = std::int64_t((*sizes)[axis]);
  auto shape = checkedShape(ordered);
  if (!shape) return std::unexpected(ofFile(path, shape.error()));
  return shape;
}

std::optional<double> unitUm(std::string_view name) {
  std::string small(name);
  std::ranges::transform(small, small.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto found = std::ranges::find(kUnits, small, &NamedUnit::name);
  if (found == std::end(kUnits)) return {};
  return found->um;
}

double roundedTo(double value, int digits) {
  if (!std::isfinite(value)) return value;
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, digits - 1).ptr;
  double rounded = value;
  std::from_chars(text, end, rounded);
  return rounded;
}

bool areEdges(std::span<const double> edges) {
  return std::ranges::all_of(edges, [](double edge) { return edge > 0 && std::isfinite(edge); });
}

void putEdges(VolumeFile::Reader& reader, std::string_view field, std::span<const double> edges,
              std::string_view unit) {
  const auto um = unitUm(unit);
  if (!um && std::ranges::all_of(edges, [](double edge) { return edge == 1; })) return;
  if (!um)
    reader.notes.push_back(
        "The unit of " + std::string(field) +
        (unit.empty() ? " is not told" : ", \"" + std::string(unit.substr(0, 40)) + "\", is not known") +
        "; taken for micrometres.");
  const auto inUm = [&](double edge) {
    return um.value_or(1) == 1 ? meant(edge) : roundedTo(meant(edge) * *um, kDigitsOfUnits);
  };
  const double x = inUm(edges[0]);
  Spacing& told = reader.voxelUm.emplace(Spacing{x, x, x});
  const bool areAlike =
      std::ranges::all_of(edges, [&](double edge) { return std::abs(edge - edges[0]) <= 0.01 * edges[0]; });
  if (areAlike) return;
  for (std::size_t axis = 0; axis < edges.size(); ++axis) told[2 - axis] = inUm(edges[axis]);
}

}  // namespace cathode
