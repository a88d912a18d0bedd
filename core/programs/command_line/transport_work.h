// SPDX-License-Identifier: MIT
// What solve and converge are asked to do: files with what is to be solved of each, from options or from studies.
#pragma once

#include <map>
#include <memory>

#include "core/files/geometry_file.h"
#include "core/files/study.h"
#include "core/files/volume_file.h"
#include "core/programs/command_line/commands.h"

namespace cathode::program {

// Conductivities by label in order, or of some values, labels or names, with nothing for the others.
struct GivenConductivities {
  std::vector<double> byLabel;
  std::map<std::string, double, std::less<>> byName;
};

struct TransportWork {
  std::filesystem::path input;                        // as it was given
  Study study;                                        // its file is what is read
  std::optional<GivenConductivities> conductivities;  // for the one carrier, in place of the study's
  std::optional<RawLayout> raw;
  TableChoices table;

  bool isOfGeometry() const { return isGeometryName(study.file); }
};

class TransportOptions {
 public:
  struct Texts;

  std::expected<std::vector<TransportWork>, Failure> works() const;
  std::expected<double, Failure> memoryBytes() const;  // what is free, if not given
  int threads() const;
  const std::string& output() const;
  const std::string& fields() const;

 private:
  friend TransportOptions addTransportOptions(CLI::App& command, StudyTask task);
  std::shared_ptr<Texts> texts_;
};

TransportOptions addTransportOptions(CLI::App& command, StudyTask task);

// Three numbers between commas, or one for all three; nothing for anything else.
std::optional<std::array<double, 3>> threeNumbers(std::string_view text);
// A shape of a grid, "64" or "64,64,32".
std::expected<Shape, Failure> shapeOfOption(const std::string& text);

}  // namespace cathode::program
