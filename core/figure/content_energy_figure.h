// SPDX-License-Identifier: MIT
// Energy density over the content of active material: where values stand in it, for whoever lets a point be dragged.
#pragma once

namespace cathode::figure {

// Contents (wt%) along the plot's width, 0 to 1: what was measured takes most of it, the rest is narrow.
double shareOfContent(double amWtPct);
double contentOfShare(double share);

}  // namespace cathode::figure
