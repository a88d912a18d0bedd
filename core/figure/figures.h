// SPDX-License-Identifier: MIT
// The figures: each makes, from a scenario and options, its data as a table and its scene.
#pragma once

#include <array>
#include <expected>

#include "core/audit/literature.h"
#include "core/audit/reconstruction.h"
#include "core/base/table.h"
#include "core/cell/effective_medium.h"
#include "core/cell/evaluate.h"
#include "core/decide/map.h"
#include "core/decide/thickness.h"
#include "core/figure/scene.h"
#include "core/source/citation.h"

namespace cathode::figure {

// The figures, in the order in which they are listed. Each has a file with its row and what makes it.
#define CATHODE_FIGURES(figure)                                                                                      \
  figure(stack) figure(energy) figure(contentEnergy) figure(models) figure(literature) figure(transport)             \
      figure(balance) figure(audit) figure(reconstruction) figure(nyquist) figure(factors) figure(contents)          \
          figure(processing) figure(capacity) figure(map) figure(resistance) figure(reaction)                        \
              figure(electrodeImpedance) figure(thickness) figure(rate) figure(pareto) figure(losses) figure(budget) \
                  figure(uncertainty)

#define CATHODE_FIGURE(name) name,
enum class FigureId : std::uint8_t { CATHODE_FIGURES(CATHODE_FIGURE) };
#undef CATHODE_FIGURE
#define CATHODE_FIGURE(name) FigureId::name,
inline constexpr FigureId kFigureIds[] = {CATHODE_FIGURES(CATHODE_FIGURE)};
#undef CATHODE_FIGURE
inline constexpr int kFigureCount = static_cast<int>(std::size(kFigureIds));

enum class TransportAxis : std::uint8_t { amWtPct, phi };
enum class TransportQuantity : std::uint8_t { conductivity, tortuosityFactor };
enum class Heading : std::uint8_t { above, none };

inline constexpr double kPixelsPerMm = 96.0 / 25.4;

// How a figure is made; each uses some of these (FigureKind::options).
struct FigureOptions {
  double widthMm = 180.0;  // 85 one column, 180 two, 320 a slide
  FigureTheme theme = FigureTheme::light;
  Heading title = Heading::above;  // none: it stands beside the figure, as the caption does
  LoadingReading loading = LoadingReading::composite;
  Carrier carrier = Carrier::ion;
  TransportQuantity quantity = TransportQuantity::conductivity;
  TransportAxis against = TransportAxis::amWtPct;
  std::uint32_t theories = 1u << static_cast<int>(TheoryId::bruggeman) |
                           1u << static_cast<int>(TheoryId::hashinShtrikman);  // bits by TheoryId
  MeasuredTemperature temperature = MeasuredTemperature::c60;
  SameSize same = SameSize::loading;  // of the models that are compared
  // Capacitances of the impedance arcs (F): not in the source. With its cell constant of 0.1 /cm the bulk's is that of
  // a permittivity of 11.
  double bulkCapacitanceF = 1e-11;
  double grainBoundaryCapacitanceF = 1e-8;
  Regime regime = Regime::uniform;               // how the reaction is spread, in figures of losses
  EnergyKind energy = EnergyKind::volumetric;    // what energies are per
  double mostCurrentMaCm2 = 0.0, cutOffV = 0.0;  // limits of the thickness; 0: none
  // Of the cathode's impedance: by how much the open-circuit voltage falls over the capacity (V), and the double layer
  // (uF/cm2 of interface). Not in the source: NCM falls by less than a volt, double layers have of the order of ten.
  double slopeV = 0.8, doubleLayerUFCm2 = 10.0;

  // Of the map: what it shows, over which inputs, and from where to where; nothing: what their sliders span.
  ParameterId mapX = ParameterId::cathodeThicknessUm, mapY = ParameterId::amWtPct;
  MetricId metric = MetricId::volumetricEnergyDensityWhL;
  std::optional<double> mapXFrom = {}, mapXTo = {}, mapYFrom = {}, mapYTo = {};

  // Of the front: what is asked (core/decide/problem_text.h); empty: the standard problem.
  std::string design;

  bool draws(TheoryId id) const { return (theories >> static_cast<int>(id) & 1u) != 0; }
};

// Sets an option from text; otherwise why not, with the option's name and what is allowed.
std::expected<void, std::string> putFigureOption(FigureOptions& options, std::string_view key, std::string_view text);

// The same for a person who changes one of several that go together: a map's input brings its own range, and takes the
// other axis's place where it is that one's.
std::expected<void, std::string> changeFigureOption(FigureOptions& options, std::string_view key,
                                                    std::string_view text);

// An option's value as text, of a key that is known.
std::string figureOptionText(const FigureOptions& options, std::string_view key);

// The options but width, theme and title, as "loading=composite&carrier=ion&...".
std::string figureOptionsText(const FigureOptions& options);

// What a figure option takes, for interfaces.
struct OptionKind {
  std::string_view key;
  std::string_view label;
  std::span<const Choice> choices;  // empty: a number, or keys of theories
  std::string_view range;           // of a number, "40 to 400 mm"; of theories, in words
};
std::span<const OptionKind> optionKinds();
const OptionKind& optionKind(std::string_view key);  // of a key that is known

// What an option accepts, as messages say it: its range, or its choices separated by ", ".
std::string allowedText(const OptionKind& option);

struct FigureKind {
  FigureId id;
  std::string_view name;  // in the JavaScript interface
  std::string_view label;
  std::string_view description;
  std::string_view tables;  // of the source, that it rests on
  // The keys of what it heeds beside the scenario, widthMm, theme and title, separated by ",": options, and
  // "comparison", "rows" or "assumptions".
  std::string_view options;
};
std::span<const FigureKind> figureKinds();

// Everything a figure may show.
struct FigureInput {
  Scenario scenario;
  std::span<const Scenario> compared{};
  std::span<const CellRow> rows{};  // a person's own
  Assumed assumed = standardAssumptions();
  FigureOptions options{};
  // Where the figure is drawn at another size than on paper: its width and font size in pixels.
  std::optional<std::pair<double, double>> screen{};
  std::optional<Scenario> before{};  // that an edit which goes on began with: axes stay as they were with it

  double width() const { return screen ? screen->first : options.widthMm * kPixelsPerMm; }
};

struct Figure {
  Scene scene;
  Table data;  // every number that the scene shows
  std::vector<CitationId> citations;
};

// Why a figure cannot be made of its options, with the field and what is allowed; empty if it can. Makers say it in the
// figure's place.
std::string refusalOf(FigureId id, const FigureInput& input);

Figure makeFigure(FigureId id, const FigureInput& input);

// What stands beside a figure: sources, what is assumed, what is left out. Whole sentences.
std::string captionOf(FigureId id, const FigureInput& input);

// The figure as an SVG document, with its caption in <desc>.
std::string svgOf(FigureId id, const FigureInput& input);

}  // namespace cathode::figure
