// SPDX-License-Identifier: MIT
#include "core/geometry/geometry.h"

#include <cmath>

#include "core/base/number_text.h"

namespace cathode {
namespace {

constexpr std::string_view kAxes[3] = {"z", "y", "x"};

bool isPlace(const PlaceUm& place) {
  return std::isfinite(place[0]) && std::isfinite(place[1]) && std::isfinite(place[2]);
}

std::string placeText(const PlaceUm& place) {
  return "[" + shortestText(place[0]) + ", " + shortestText(place[1]) + ", " + shortestText(place[2]) + "]";
}

// By how much a body is beyond the box along an axis, at least: 0 if some of it may be within.
double beyond(const Geometry& geometry, const Body& body, std::size_t axis) {
  const double reach = body.radiusUm + body.shellUm, end = geometry.boxUm[axis];
  const double first = body.fromUm[axis], last = body.kind == BodyKind::cylinder ? body.toUm[axis] : first;
  return std::max({0.0, std::min(first, last) - reach - end, -reach - std::max(first, last)});
}

std::string bodyRefusal(const Geometry& geometry, const Body& body) {
  const double widest = std::max({geometry.boxUm[0], geometry.boxUm[1], geometry.boxUm[2]});
  const bool isCylinder = body.kind == BodyKind::cylinder;
  const auto place = [&](std::string_view field, const PlaceUm& value) {
    return std::string(field) + ": " + placeText(value) + "; allowed: three finite numbers, along z, y, x.";
  };
  if (!isPlace(body.fromUm)) return place(isCylinder ? "fromUm" : "centerUm", body.fromUm);
  if (isCylinder && !isPlace(body.toUm)) return place("toUm", body.toUm);
  if (isCylinder && body.fromUm == body.toUm)
    return "toUm: " + placeText(body.toUm) + " is where it begins; allowed: another place.";
  if (!(body.radiusUm > 0 && body.radiusUm <= widest))
    return "radiusUm: " + quotedNumber(body.radiusUm) + "; allowed: above 0, up to the box's longest edge, " +
           shortestText(widest) + ".";
  if (!(body.shellUm >= 0 && body.shellUm <= widest))
    return "shellUm: " + quotedNumber(body.shellUm) + "; allowed: 0, or up to the box's longest edge, " +
           shortestText(widest) + ".";
  if (isCylinder && body.shellUm > 0) return "shellUm: cylinders have none; allowed: 0, or a sphere.";
  const double reach = body.radiusUm + body.shellUm;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::string along = " along " + std::string(kAxes[axis]);
    const double edge = geometry.boxUm[axis];
    if (std::abs(body.fromUm[axis]) > kFarthest * widest || std::abs(body.toUm[axis]) > kFarthest * widest)
      return std::string(isCylinder ? "fromUm" : "centerUm") + ": " + placeText(body.fromUm) +
             " or where it ends is too far away; allowed: up to " + shortestText(kFarthest * widest) +
             " um from the origin.";
    if (geometry.isPeriodic && 2 * reach > kMostTurns * edge)
      return "radiusUm: " + quotedNumber(body.radiusUm) + " reaches around too many times" + along +
             "; allowed: up to " + shortestText(0.5 * kMostTurns * edge) + " with its shell.";
    if (geometry.isPeriodic && isCylinder && std::abs(body.toUm[axis] - body.fromUm[axis]) > kMostTurns * edge)
      return "toUm: " + placeText(body.toUm) + " is further" + along + " than " + shortestText(kMostTurns) +
             " times the box's edge; allowed: nearer.";
    if (const double distance = beyond(geometry, body, axis); !geometry.isPeriodic && distance > 0)
      return std::string(isCylinder ? "fromUm" : "centerUm") + ": " + placeText(body.fromUm) +
             " lies outside the box along " + std::string(kAxes[axis]) + "; allowed: some of the body within 0 to " +
             shortestText(geometry.boxUm[axis]) + ".";
  }
  return "";
}

}  // namespace

std::string geometryRefusal(const Geometry& geometry) {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double edge = geometry.boxUm[axis];
    if (!(edge >= kNarrowestBoxUm && edge <= kWidestBoxUm))
      return "boxUm: " + quotedNumber(edge) + " along " + std::string(kAxes[axis]) +
             "; allowed: " + shortestText(kNarrowestBoxUm) + " to " + shortestText(kWidestBoxUm) + ".";
  }
  if (geometry.bodies.size() > kMostBodies)
    return "bodies: " + std::to_string(geometry.bodies.size()) + " of them; allowed: up to " +
           std::to_string(kMostBodies) + ".";
  double images = 0;
  for (std::size_t i = 0; i < geometry.bodies.size(); ++i) {
    if (std::string refusal = bodyRefusal(geometry, geometry.bodies[i]); !refusal.empty())
      return "bodies[" + std::to_string(i) + "]." + refusal;
    const Body& body = geometry.bodies[i];
    double own = 1;
    for (std::size_t axis = 0; axis < 3 && geometry.isPeriodic; ++axis) {
      const double length = body.kind == BodyKind::cylinder ? std::abs(body.toUm[axis] - body.fromUm[axis]) : 0.0;
      own *= 1 + (length + 2 * (body.radiusUm + body.shellUm)) / geometry.boxUm[axis];
    }
    images += own;
  }
  if (images > kMostImages)
    return "bodies: about " + plainText(images, 0) + " images of them reach into the box; allowed: up to " +
           plainText(kMostImages, 0) + ". Make the bodies smaller or the box larger.";
  return "";
}

Geometry turnedTo(Direction direction, const Geometry& geometry) {
  const std::array<int, 3> axes = turnedTo(direction, Shape{1, 1, 1}).axes;
  const auto turned = [&](const PlaceUm& place) {
    return PlaceUm{place[std::size_t(axes[0])], place[std::size_t(axes[1])], place[std::size_t(axes[2])]};
  };
  Geometry result = geometry;
  result.boxUm = turned(geometry.boxUm);
  for (Body& body : result.bodies) {
    body.fromUm = turned(body.fromUm);
    body.toUm = turned(body.toUm);
  }
  return result;
}

}  // namespace cathode
