// SPDX-License-Identifier: MIT
#include "core/files/geometry_file.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/number_text.h"
#include "core/base/out_of_memory.h"
#include "core/files/csv_lines.h"
#include "core/files/particle_table.h"
#include "core/files/volume_file.h"
#include "core/files/whole_file.h"

namespace cathode {
namespace {

using nlohmann::json;
using Refusal = std::unexpected<std::string>;
constexpr std::uint64_t kLargestFile = 200'000'000;
constexpr std::string_view kSphereFields[] = {"kind", "centerUm", "radiusUm", "label", "shellUm", "shellLabel"};
constexpr std::string_view kCylinderFields[] = {"kind", "fromUm", "toUm", "radiusUm", "label"};
constexpr std::string_view kFields[] = {"boxUm", "periodic", "bodies", "background"};

std::string shown(const json& value) {
  if (value.is_string()) return "the text \"" + value.get<std::string>().substr(0, 40) + "\"";
  if (value.is_array()) return "an array";
  if (value.is_object()) return "an object";
  return value.dump();
}

// Reads fields of one object; the first refusal is kept.
class Fields {
 public:
  Fields(const json& object, std::string name) : object_(object), name_(std::move(name)) {}

  void allow(std::span<const std::string_view> known) {
    for (const auto& [key, value] : object_.items()) {
      if (std::ranges::find(known, key) != known.end()) continue;
      std::string names;
      for (const std::string_view one : known) names.append(names.empty() ? "" : ", ").append(one);
      refuse("unknown field \"" + key.substr(0, 40) + "\" of " + name_ + ". Known fields: " + names + ".");
    }
  }
  const json* find(std::string_view key) const {
    const auto at = object_.find(key);
    return at == object_.end() ? nullptr : &*at;
  }
  double number(std::string_view key, double otherwise) {
    const json* const value = find(key);
    return value ? numberOf(*value, name_ + "." + std::string(key)) : otherwise;
  }
  std::uint8_t label(std::string_view key) {
    const double value = number(key, 0);
    if (value >= 0 && value <= 255 && value == std::floor(value)) return static_cast<std::uint8_t>(value);
    refuse(name_ + "." + std::string(key) + ": " + shortestText(value) + "; allowed: whole numbers, 0 to 255.");
    return 0;
  }
  PlaceUm place(std::string_view key) {
    const json* const value = find(key);
    const std::string name = name_ + "." + std::string(key);
    PlaceUm place{};
    if (!value || !value->is_array() || value->size() != 3) {
      refuse(name + " must be three numbers, along z, y and x, not " + (value ? shown(*value) : "nothing") + ".");
      return place;
    }
    for (std::size_t axis = 0; axis < 3; ++axis)
      place[axis] = numberOf((*value)[axis], name + "[" + std::to_string(axis) + "]");
    return place;
  }
  bool flag(std::string_view key) {
    const json* const value = find(key);
    if (value && !value->is_boolean())
      refuse(name_ + "." + std::string(key) + " must be true or false, not " + shown(*value) + ".");
    return value && value->is_boolean() && value->get<bool>();
  }
  void need(std::string_view key, std::string_view what) {
    if (!find(key)) refuse(name_ + "." + std::string(key) + " is missing; " + std::string(what) + ".");
  }
  void refuse(std::string why) {
    if (refusal_.empty()) refusal_ = std::move(why);
  }
  const std::string& refusal() const { return refusal_; }

 private:
  double numberOf(const json& value, const std::string& name) {
    if (value.is_number() && std::isfinite(value.get<double>())) return value.get<double>();
    refuse(name + " must be a finite number, not " + shown(value) + ".");
    return 0;
  }

  const json& object_;
  std::string name_, refusal_;
};

std::expected<Body, std::string> bodyOf(const json& object, const std::string& name) {
  if (!object.is_object()) return Refusal(name + " must be an object, not " + shown(object) + ".");
  Fields fields(object, name);
  Body body;
  const json* const kind = fields.find("kind");
  if (!kind) return Refusal(name + ".kind is missing; allowed: sphere, cylinder.");
  if (*kind == "cylinder") body.kind = BodyKind::cylinder;
  if (body.kind == BodyKind::sphere && *kind != "sphere")
    return Refusal(name + ".kind: " + shown(*kind) + " is not one of the choices; allowed: sphere, cylinder.");
  const bool isSphere = body.kind == BodyKind::sphere;
  fields.allow(isSphere ? std::span<const std::string_view>(kSphereFields)
                        : std::span<const std::string_view>(kCylinderFields));
  for (const std::string_view key : {isSphere ? "centerUm" : "fromUm", "radiusUm", "label"})
    fields.need(key, isSphere ? "a sphere needs it" : "a cylinder needs it");
  body.fromUm = fields.place(isSphere ? "centerUm" : "fromUm");
  if (!isSphere) body.toUm = fields.place("toUm");
  body.radiusUm = fields.number("radiusUm", 0);
  body.label = fields.label("label");
  body.shellUm = fields.number("shellUm", 0);
  body.shellLabel = fields.label("shellLabel");
  if (!(body.radiusUm > 0)) fields.refuse(name + ".radiusUm: " + shortestText(body.radiusUm) + "; allowed: above 0.");
  if (body.shellUm < 0) fields.refuse(name + ".shellUm: " + shortestText(body.shellUm) + "; allowed: 0 or above.");
  if (!fields.refusal().empty()) return Refusal(fields.refusal());
  if (body.shellUm == 0) body.shellLabel = 0;
  return body;
}

// Takes bodies as they are parsed, so that none is kept as JSON.
struct BodyTaker {
  Geometry& geometry;
  std::string key, refusal;  // of the outermost object

  bool operator()(int depth, json::parse_event_t event, json& parsed) {
    constexpr int kOfFields = 1, kOfBodies = 2;
    if (depth == kOfFields && event == json::parse_event_t::key) key = parsed.get<std::string>();
    if (key != "bodies" || depth != kOfBodies) return true;
    if (event != json::parse_event_t::object_end && event != json::parse_event_t::value &&
        event != json::parse_event_t::array_end)
      return true;
    if (!refusal.empty()) return false;
    const std::size_t count = geometry.bodies.size();
    if (count == kMostBodies) {
      refusal = "geometry.bodies: more than " + std::to_string(kMostBodies) + " of them; allowed: up to that many.";
      return false;
    }
    auto body = bodyOf(parsed, "geometry.bodies[" + std::to_string(count) + "]");
    if (body) {
      geometry.bodies.push_back(*body);
    } else {
      refusal = body.error();
    }
    return false;
  }
};

std::expected<NamedGeometry, std::string> geometryOfJson(std::string_view text) {
  NamedGeometry named;
  Geometry& geometry = named.geometry;
  BodyTaker take{geometry, {}, {}};
  json given;
  try {
    given = json::parse(text, std::ref(take));
  } catch (const json::exception& error) {
    const std::string_view what = error.what();
    return Refusal("is no JSON: " + std::string(what.substr(what.find("] ") == what.npos ? 0 : what.find("] ") + 2)) +
                   ".");
  }
  if (!given.is_object()) return Refusal("geometry must be an object, not " + shown(given) + ".");
  Fields fields(given, "geometry");
  fields.allow(kFields);
  const json* const bodies = fields.find("bodies");
  if (!bodies || !bodies->is_array())
    fields.refuse("geometry.bodies must be an array, not " + (bodies ? shown(*bodies) : "nothing") + ".");
  fields.refuse(take.refusal);
  geometry.boxUm = fields.place("boxUm");
  geometry.isPeriodic = fields.flag("periodic");
  geometry.background = fields.label("background");
  if (!fields.refusal().empty()) return Refusal(fields.refusal());
  std::array<bool, 256> has{};
  has[geometry.background] = true;
  for (const Body& body : geometry.bodies) {
    has[body.label] = true;
    if (body.shellUm > 0) has[body.shellLabel] = true;
  }
  if (const auto count = std::ranges::count(has, true); std::size_t(count) > kMostValues)
    return Refusal(std::to_string(count) + " labels; allowed: up to " + std::to_string(kMostValues) +
                   ", the background's among them.");
  for (std::size_t label = 0; label < has.size(); ++label) {
    if (!has[label]) continue;
    named.names.resize(label + 1);
    named.names[label] = label == geometry.background ? "background" : "label " + std::to_string(label);
  }
  return named;
}

std::string placeText(const PlaceUm& place) {
  return "[" + shortestText(place[0]) + "," + shortestText(place[1]) + "," + shortestText(place[2]) + "]";
}

}  // namespace

bool isGeometryName(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".json" || ending == ".csv" || ending == ".tsv" || ending == ".txt";
}

std::expected<NamedGeometry, std::string> readGeometryFile(const std::filesystem::path& path,
                                                           const TableChoices& choices) {
  return orOutOfMemory([&]() -> std::expected<NamedGeometry, std::string> {
    auto content = readWhole(path, kLargestFile);
    if (!content) return Refusal(content.error());
    std::string_view text = *content;
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const std::string_view begin = trimmedCell(text.substr(0, 4096));
    if (begin.starts_with('{') || begin.starts_with('[')) {
      auto named = geometryOfJson(text);
      if (!named) return Refusal(path.string() + ": " + named.error());
      if (const std::string refusal = geometryRefusal(named->geometry); !refusal.empty())
        return Refusal(path.string() + ": geometry." + refusal);
      return named;
    }
    const auto lines = csvLinesOf(text);
    if (!lines) return Refusal(path.string() + ": " + lines.error());
    auto named = geometryOfTable(*lines, path.string(), choices);
    if (!named) return named;
    if (const std::string refusal = geometryRefusal(named->geometry); !refusal.empty())
      return Refusal(path.string() + ": geometry." + refusal);
    return named;
  });
}

std::string geometryJson(const Geometry& geometry) {
  std::string text = "{\"boxUm\":" + placeText(geometry.boxUm) +
                     ",\"periodic\":" + (geometry.isPeriodic ? "true" : "false") + ",\"bodies\":[";
  const char* separator = "";
  for (const Body& body : geometry.bodies) {
    const bool isSphere = body.kind == BodyKind::sphere;
    text += separator;
    text += isSphere ? "{\"kind\":\"sphere\",\"centerUm\":" : "{\"kind\":\"cylinder\",\"fromUm\":";
    text += placeText(body.fromUm);
    if (!isSphere) text += ",\"toUm\":" + placeText(body.toUm);
    text += ",\"radiusUm\":" + shortestText(body.radiusUm) + ",\"label\":" + std::to_string(body.label);
    if (isSphere && body.shellUm > 0)
      text += ",\"shellUm\":" + shortestText(body.shellUm) + ",\"shellLabel\":" + std::to_string(body.shellLabel);
    text += "}";
    separator = ",";
  }
  return text + "],\"background\":" + std::to_string(geometry.background) + "}\n";
}

std::string fingerprintOf(const Geometry& geometry) {
  uLong crc = 0;
  const auto add = [&](double number) {
    std::array<unsigned char, 8> bytes{};
    // Both zeros are one number.
    const auto bits = std::bit_cast<std::uint64_t>(number + 0.0);
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(bits >> (8 * i));
    crc = ::crc32(crc, bytes.data(), 8);
  };
  const auto addPlace = [&](const PlaceUm& place) { std::ranges::for_each(place, add); };
  addPlace(geometry.boxUm);
  add(geometry.isPeriodic);
  add(geometry.background);
  for (const Body& body : geometry.bodies) {
    const bool isSphere = body.kind == BodyKind::sphere;
    add(isSphere ? 0 : 1);
    addPlace(body.fromUm);
    addPlace(isSphere ? body.fromUm : body.toUm);
    add(body.radiusUm);
    add(body.label);
    add(isSphere ? body.shellUm : 0);
    add(isSphere && body.shellUm > 0 ? body.shellLabel : 0);
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text = "geometry-";
  for (int shift = 28; shift >= 0; shift -= 4) text += kDigits[crc >> shift & 15];
  return text;
}

}  // namespace cathode
