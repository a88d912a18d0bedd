// SPDX-License-Identifier: MIT
// The views: what a page can be asked to show. Canvas, tabs, addresses and embedding take them from here.
#pragma once

#include <cstdint>
#include <string_view>

namespace cathode::web {

enum class View : std::uint8_t {
  all,
  energy,
  transport,
  literature,
  comparison,
  audit,
  reconstruction,
  tables,
  microstructure,
  rate,
  map,
  designs,
  uncertainty,
  impedance
};

// Their names in addresses and attributes, ?view=, in the order of View. Those of the page's tabs are in shell.html;
// the others are for pages that embed it.
inline constexpr std::string_view kViews[] = {"all",   "energy",         "transport",   "literature",     "comparison",
                                              "audit", "reconstruction", "tables",      "microstructure", "rate",
                                              "map",   "designs",        "uncertainty", "impedance"};

}  // namespace cathode::web
