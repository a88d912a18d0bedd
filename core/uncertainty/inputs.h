// SPDX-License-Identifier: MIT
// What a result's uncertainty comes from: the digits that the source prints, what is reconstructed of its cells, and
// what a user says of an input.
#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/table.h"
#include "core/cell/basis.h"
#include "core/scenario/parameters.h"
#include "core/uncertainty/distribution.h"

namespace cathode {

// Groups of the source's numbers, independent of each other.
enum class SourceGroup : std::uint8_t {
  volumeFractions,            // Tables S1 to S4
  effectiveConductivities,    // Tables S1 to S4
  electrolyteConductivities,  // Figs. S17 and S18
  mixtureConductivity,        // the reference of Tables S2 and S4
  energyDensities,            // Table S5
  densities,                  // the three densities and the additive, correlated as their fit leaves them
  loading,                    // as Table S6 rounds it
  misfit,                     // of the reconstruction: how far the two capacities of one entry are apart
  interpolation,              // of capacities between the measured contents and temperatures
  reading,                    // which of two that contradict each other is right
  ownComposite,               // what a person's own composites were given with
};
inline constexpr int kSourceGroupCount = 11;

struct SourceGroupKind {
  SourceGroup id;
  std::string_view key, label, unit;
  bool isOneWidth;  // whether one width, in that unit, can be given for all of it
  std::string_view source;
};
std::span<const SourceGroupKind> sourceGroups();

// What a user says of an input of the scenario, or of a whole group of the source's numbers, whose estimates stay.
struct GivenInput {
  std::optional<ParameterId> parameter;  // else the group
  SourceGroup group{};
  Distribution distribution{};
};

// The input that `key` (a parameter's or a group's) names, known as `kind` says with that width: a half-width or a
// standard uncertainty, in the parameter's or group's unit. Without an estimate: the scenario's, or what it evaluates
// to. The refusal names the key, the value and what is allowed.
std::expected<GivenInput, std::string> givenInput(const Scenario& scenario, std::string_view key, std::string_view kind,
                                                  std::optional<double> estimate, double width);

// The same of repeated measurements of it: their mean, of Student's distribution. At least four.
std::expected<GivenInput, std::string> givenRepeats(std::string_view key, std::span<const double> repeats);

// Draws everything that some scenarios rest on, a group at a time: the numbers of the source first, then each parameter
// that was given. What is printed is drawn once for all of them.
class InputDraws {
 public:
  InputDraws(std::span<const Scenario> scenarios, std::span<const GivenInput> given, std::uint32_t seed);

  int groups() const { return ofSource() + static_cast<int>(parameters_.size()); }
  std::string_view groupKey(int group) const;
  std::string_view groupLabel(int group) const;

  // The scenarios with the given estimates in, and what they rest on: as they are, or as the sample of that place has
  // them, of each group the one named.
  std::span<const Scenario> scenarios() const { return drawn_; }
  const Basis& basis() const { return basis_; }
  void putEstimates();
  void putSample(std::span<const std::uint32_t> sampleOfGroup);

 private:
  // The last of them counts where there are composites of a person's own.
  int ofSource() const { return composites_.empty() ? kSourceGroupCount - 1 : kSourceGroupCount; }
  void drawNumbers(std::span<const std::uint32_t> sampleOfGroup);
  void drawComposites(std::uint32_t sample);
  double around(SourceGroup group, const Printed& printed, std::uint32_t sample, std::uint32_t number) const;

  Draws draws_;
  std::vector<Scenario> scenarios_, drawn_;
  std::vector<GivenInput> parameters_;
  std::array<std::optional<Distribution>, kSourceGroupCount> groups_{};   // given
  std::array<bool, kModelCount> models_{};                                // which occur
  std::vector<std::pair<const OwnComposite*, OwnComposite>> composites_;  // which occur, and as they are drawn
  Basis basis_;
};

// Every input of a scenario that has an uncertainty: estimate, distribution, width, standard uncertainty and source.
Table inputsTable(const Scenario& scenario, std::span<const GivenInput> given);

}  // namespace cathode
