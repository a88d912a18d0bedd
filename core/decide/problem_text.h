// SPDX-License-Identifier: MIT
// A design problem as short text, as links, figure options and attributes hold it:
//
//   min:volumetricEnergyDensityWhL:1000,max:voltageDropMv:100,free:am:75:85,free:Lc:40:200,most:gravimetricEnergyDensityWhKg
//
// What is asked at least and at most of which metric; what is free, by its link key, from and to; what to maximize.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/decide/problem.h"

namespace cathode {

// As long as it may be.
inline constexpr std::size_t kLongestProblem = 800;

// What the text asks of a scenario; otherwise what in it cannot be read. Whether it can be asked, checkProblem tells.
std::expected<DesignProblem, std::string> problemOf(std::string_view text, const Scenario& scenario);

// problemOf(problemText(p), p.scenario) asks the same.
std::string problemText(const DesignProblem& problem);

// What is asked where nobody has asked yet: energy at the rate with a small drop, from content, size and separator.
DesignProblem standardProblem(const Scenario& scenario);

}  // namespace cathode
