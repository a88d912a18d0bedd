// SPDX-License-Identifier: MIT
// Parts of a sweep for jobs that run apart, and the table that theirs make.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace cathode::program {

// Every so manieth point, from the one of its own number on: what takes long is spread over all parts.
struct Part {
  std::uint64_t number = 1, parts = 1;

  bool isWhole() const { return parts == 1; }
  std::uint64_t countOf(std::uint64_t points) const { return (points + parts - number) / parts; }
  std::uint64_t pointAt(std::uint64_t place) const { return place * parts + number - 1; }
  std::string text() const { return std::to_string(number) + "/" + std::to_string(parts); }
};

// "3/10"; the whole where the text is empty. Refuses more parts than points.
std::expected<Part, std::string> partOf(const std::string& text, std::uint64_t points);

// Columns that the table of a part has behind the others.
inline constexpr const char *kPlanColumn = "plan", *kPartColumn = "part", *kPointColumn = "point";

// The table of the whole, as one sweep would have written it. Refuses, naming the file, parts of several plans, one
// that is there twice or not whole, and says which are missing.
std::expected<std::string, std::string> joinedParts(const std::vector<std::string>& paths);

}  // namespace cathode::program
