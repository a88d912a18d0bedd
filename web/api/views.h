// SPDX-License-Identifier: MIT
// The registry of views: what a page can be asked to show. Canvas, tabs, addresses and embedding take them from here.
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
  microstructure
};

struct ViewKind {
  View view;
  std::string_view name;        // in addresses and attributes: ?view=
  std::string_view label;       // of its tab; empty: it has none, and is for pages that embed it
  std::string_view shortLabel;  // where the screen is narrow
};

// In the order of View, which is that of the tabs.
inline constexpr ViewKind kViews[] = {{View::all, "all", "Cell", "Cell"},
                                      {View::energy, "energy", "", ""},
                                      {View::transport, "transport", "Transport", "Transport"},
                                      {View::literature, "literature", "Literature", "Literature"},
                                      {View::comparison, "comparison", "", ""},
                                      {View::audit, "audit", "Audit", "Audit"},
                                      {View::reconstruction, "reconstruction", "Reconstruction", "Reconstruction"},
                                      {View::tables, "tables", "Tables", "Tables"},
                                      {View::microstructure, "microstructure", "Microstructure", "Voxels"}};

}  // namespace cathode::web
