// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/ladder/lobes.h"
#include "core/programs/cluster/problem.h"

namespace cathode::program {

Conductors conductorsOf(const Ranks& ranks, const Geometry& geometry, const Shape& shape, const Setting& setting) {
  std::array<bool, 256> has{};
  has[geometry.background] = true;
  for (const Body& body : geometry.bodies) {
    has[body.label] = true;
    if (body.shellUm > 0) has[body.shellLabel] = true;
  }
  double largest = 0;
  for (std::size_t label = 0; label < setting.conductivities.size(); ++label) {
    if (has[label]) largest = std::max(largest, setting.conductivities[label]);
  }
  std::vector<double> relative;
  for (const double sigma : setting.conductivities) relative.push_back(sigma / largest);
  const Geometry turned = turnedTo(setting.direction, geometry);
  const Shape across = turnedTo(setting.direction, shape).shape;
  const Span span = ownSpan(ranks, across[0]);
  const int first = ranks.own == 0 ? 0 : span.first - 1;  // with the layer below
  const Lobes lobes = *readLobes(turned, across, relative, setting.sides, pointsPerEdge(turned, across, relative), {},
                                 Layers{first, span.end});
  std::vector<std::int32_t> places;
  const Network network = networkOf(lobes, kMiddleJoint, 0, places);

  Part all;
  all.nodes = std::int32_t(network.cells.size());
  if (ranks.own > 0) all.borders.below = ranks.own - 1;
  if (ranks.own + 1 < ranks.count) all.borders.above = ranks.own + 1;
  // Layer by layer, as they were read.
  all.borders.ghosts =
      std::int32_t(std::ranges::find_if(network.cells, [&](const Cell& cell) { return cell.z >= span.first; }) -
                   network.cells.begin());
  for (const Cell& cell : network.cells) all.begun.push_back(float(1.0 - (cell.z + 0.5) / across[0]));
  for (const auto& [from, to, conductance] : network.links) {
    if (std::max(from, to) >= all.borders.ghosts) all.links.push_back({from, to, double(conductance)});
  }
  for (std::int32_t node = all.borders.ghosts; node < all.nodes; ++node) {
    const auto i = std::size_t(node);
    if (network.first[i] > 0) all.held.push_back({node, double(network.first[i]), true});
    if (network.last[i] > 0) all.held.push_back({node, double(network.last[i]), false});
  }
  const std::vector<std::uint8_t> carries = carrying(
      ranks, all.borders, all.nodes,
      [&](const auto& visit) {
        for (const Part::Link& link : all.links) visit(link.from, link.to);
      },
      [&](const auto& visit) {
        for (const Part::Held& held : all.held) visit(held.node, held.isFirst);
      });
  return {carryingPart(all, carries), largest * turned.boxUm[0] / (turned.boxUm[1] * turned.boxUm[2])};
}

}  // namespace cathode::program
