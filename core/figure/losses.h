// SPDX-License-Identifier: MIT
// What the figures of losses at a rate share: the parts' looks, and what has to be said of them.
#pragma once

#include "core/decide/thickness.h"
#include "core/figure/parts.h"

namespace cathode::figure {

// The look of a part of the resistance: the ink of what conducts, the separator's paler.
struct PartLook {
  Ink ink, on;
  double opacity;
};
PartLook lookOf(LimitingPart part);
void addPart(Scene& scene, const Box& box, LimitingPart part);

// Its legend.
std::vector<LegendEntry> partsLegend(double em, std::span<const LimitingPart> parts);

// "start of the discharge", "uniform reaction", "two fronts", as the option has them.
std::string_view regimeWords(Regime regime);
// The same as a sentence.
std::string_view regimeSentence(Regime regime);

// What a second curve of this cell is.
inline constexpr std::string_view kOtherReading =
    "Thin, dashed: this cell, were its σeff, printed without its temperature, of 30 °C instead of 60 °C.";

// Whether a metric rests on the model of losses.
bool restsOnLosses(MetricId id);

// What stands beside each of them: that the source does not validate it, and what is assumed, each input with its usual
// range.
std::string notValidatedText();
std::string assumedText(const Scenario& scenario);

// A model's cell at the size that it is compared at.
struct ModelCell {
  Scenario scenario;
  bool isNow;
};
std::vector<ModelCell> modelCells(const FigureInput& input);

// What the options say is energy per: the metrics with and without losses, and their unit.
struct EnergyMetrics {
  MetricId withoutLosses, atRate;
};
EnergyMetrics energyMetrics(EnergyKind kind);

}  // namespace cathode::figure
