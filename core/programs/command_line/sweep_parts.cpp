// SPDX-License-Identifier: MIT
#include "core/programs/command_line/sweep_parts.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/files/whole_file.h"

namespace cathode::program {
namespace {

constexpr std::uint64_t kLongestPart = std::uint64_t(1) << 33;

// A line and its last three cells, which have neither commas nor quotation marks.
struct PartLine {
  std::string_view own, plan, part, point;
};

bool takeLine(std::string_view& rest, PartLine& line) {
  const std::size_t end = rest.find("\r\n");
  if (end == std::string_view::npos) return false;
  line.own = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  for (std::string_view* cell : {&line.point, &line.part, &line.plan}) {
    const std::size_t comma = line.own.rfind(',');
    if (comma == std::string_view::npos) return false;
    *cell = line.own.substr(comma + 1);
    line.own = line.own.substr(0, comma);
  }
  return true;
}

std::uint64_t wholeOf(std::string_view text) {
  const auto number = parseNumber(text);
  return number && *number >= 1 && *number <= 1e9 && *number == std::trunc(*number)
             ? static_cast<std::uint64_t>(*number)
             : 0;
}

// What the parts so far have in common, and their points.
struct Joined {
  std::string head, plan;
  std::uint64_t parts = 0, points = 0;
  std::map<std::uint64_t, std::string> files;  // by part
  std::vector<std::string> lines;              // by point
};

std::expected<void, std::string> addPart(Joined& all, const std::string& path) {
  const auto content = readWhole(path, kLongestPart);
  if (!content) return std::unexpected(content.error());
  const auto refused = [&](const std::string& why) { return std::unexpected(path + ": " + why); };
  std::string_view rest(*content);
  PartLine head, line;
  if (!takeLine(rest, head) || head.plan != kPlanColumn || head.part != kPartColumn || head.point != kPointColumn)
    return refused("is no table of a part; allowed: what sweep --part has written.");
  std::uint64_t number = 0;
  while (!rest.empty()) {
    if (!takeLine(rest, line)) return refused("is cut short; its last line does not end.");
    const std::size_t mark = line.part.find('/');
    const std::uint64_t part = wholeOf(line.part.substr(0, mark));
    const std::uint64_t parts = mark == std::string_view::npos ? 0 : wholeOf(line.part.substr(mark + 1));
    const std::uint64_t point = wholeOf(line.point), points = wholeOf(line.plan.substr(0, line.plan.find(' ')));
    if (part == 0 || part > parts || point == 0 || point > points || (point - 1) % parts + 1 != part)
      return refused("a line is not one of a part: plan \"" + quotable(line.plan) + "\", part \"" +
                     quotable(line.part) + "\", point \"" + quotable(line.point) + "\".");
    if (all.plan.empty()) {
      if (points > 10'000'000) return refused("has " + std::to_string(points) + " points, more than a plan.");
      all = {std::string(head.own), std::string(line.plan), parts, points, {}, {}};
      all.lines.resize(points);
    }
    if (line.plan != all.plan || head.own != all.head)
      return refused("is of another plan (" + quotable(line.plan) + ") than the parts before it (" + all.plan + ").");
    if (parts != all.parts)
      return refused("is one of " + std::to_string(parts) + " parts, those before it of " + std::to_string(all.parts) +
                     ".");
    if (number == 0) {
      if (const auto [other, isNew] = all.files.try_emplace(part, path); !isNew)
        return refused("is part " + std::string(line.part) + ", which " + other->second + " is as well.");
    }
    if (number != 0 && part != number) return refused("has lines of several parts.");
    number = part;
    all.lines[point - 1].append(line.own).append("\r\n");
  }
  if (number == 0) return refused("holds no line.");
  // What is cut off at the end of a line: points that are missing, or have fewer lines than the first one.
  const auto countOf = [](const std::string& lines) { return std::ranges::count(lines, '\n'); };
  for (std::uint64_t point = number; point <= all.points; point += all.parts)
    if (countOf(all.lines[point - 1]) != countOf(all.lines[number - 1]))
      return refused("is not whole: point " + std::to_string(point) + " is not all there.");
  return {};
}

}  // namespace

std::expected<Part, std::string> partOf(const std::string& text, std::uint64_t points) {
  if (text.empty()) return Part{};
  const std::size_t mark = text.find('/');
  const Part part{wholeOf(text.substr(0, mark)), mark == std::string::npos ? 0 : wholeOf(text.substr(mark + 1))};
  if (part.number == 0 || part.number > part.parts || part.parts > points)
    return std::unexpected("\"" + quotable(text) + "\"; allowed: PART/PARTS, 1/1 to " + std::to_string(points) + "/" +
                           std::to_string(points) + " for the points of this plan.");
  return part;
}

std::expected<std::string, std::string> joinedParts(const std::vector<std::string>& paths) {
  Joined all;
  for (const std::string& path : paths)
    if (const auto added = addPart(all, path); !added) return std::unexpected(added.error());
  std::string missing;
  for (std::uint64_t part = 1; part <= all.parts; ++part)
    if (!all.files.contains(part))
      missing += (missing.empty() ? "" : ", ") + std::to_string(part) + "/" + std::to_string(all.parts);
  if (!missing.empty()) return std::unexpected("parts are missing: " + missing + ".");
  std::string text = all.head + "\r\n";
  for (const std::string& lines : all.lines) text += lines;
  return text;
}

}  // namespace cathode::program
