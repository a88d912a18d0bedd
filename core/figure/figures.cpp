#include "core/figure/figures.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/figure/parts.h"

namespace cathode::figure {
namespace {

struct OptionRow : OptionKind {
  // Takes the text, or says that it does not.
  bool (*put)(FigureOptions&, std::string_view);
  std::string (*text)(const FigureOptions&);
};

template <auto Member, double Low, double High>
bool putNumber(FigureOptions& options, std::string_view text) {
  const auto value = parseNumber(text);
  if (!value || !(*value >= Low && *value <= High)) return false;
  options.*Member = *value;
  return true;
}

template <auto Member>
std::string numberText(const FigureOptions& options) {
  return shortestText(options.*Member);
}

// The words of a choice are its `allowed` text; their order is the enum's.
std::optional<std::size_t> placeIn(std::string_view allowed, std::string_view word) {
  for (std::size_t place = 0; !allowed.empty(); ++place) {
    const std::string_view candidate = allowed.substr(0, allowed.find(", "));
    if (candidate == word) return place;
    allowed.remove_prefix(std::min(candidate.size() + 2, allowed.size()));
  }
  return std::nullopt;
}

constexpr std::string_view kThemes = "light, print, dark";
constexpr std::string_view kModes = "reported, normalised";
constexpr std::string_view kLoadings = "composite, am";
constexpr std::string_view kAxes = "thickness, amWtPct, arealCapacity, specificCapacity";
constexpr std::string_view kCarriers = "ion, electron";
constexpr std::string_view kQuantities = "conductivity, tortuosityFactor";
constexpr std::string_view kAgainst = "amWtPct, phi";
constexpr std::string_view kTemperatures = "30, 60";
constexpr std::string_view kSame = "loading, thickness";
constexpr std::string_view kTheoryWords =
    "none, or bruggeman, wiener, hashin-shtrikman, percolation, gem, core-shell separated by commas";

template <auto Member, const std::string_view& Allowed>
bool putChoice(FigureOptions& options, std::string_view text) {
  const auto place = placeIn(Allowed, text);
  if (!place) return false;
  options.*Member = static_cast<std::remove_reference_t<decltype(options.*Member)>>(*place);
  return true;
}

template <auto Member, const std::string_view& Allowed>
std::string choiceText(const FigureOptions& options) {
  std::string_view rest = Allowed;
  for (int i = static_cast<int>(options.*Member); i > 0; --i) rest.remove_prefix(rest.find(", ") + 2);
  return std::string(rest.substr(0, rest.find(", ")));
}

std::string theoriesText(const FigureOptions& options) {
  std::string text;
  for (const Theory& theory : theories()) {
    if (options.draws(theory.id)) text.append(text.empty() ? "" : ",").append(theory.key);
  }
  return text.empty() ? "none" : text;
}

bool putTheories(FigureOptions& options, std::string_view text) {
  std::uint32_t bits = 0;
  while (!text.empty() && text != "none") {
    const std::string_view word = text.substr(0, text.find(','));
    const auto found = std::ranges::find(theories(), word, &Theory::key);
    if (found == theories().end()) return false;
    bits |= 1u << static_cast<int>(found->id);
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  options.theories = bits;
  return true;
}

constexpr OptionRow kOptions[] = {
    {{"widthMm", "Width, mm", "40 to 400 mm"},
     putNumber<&FigureOptions::widthMm, 40.0, 400.0>,
     numberText<&FigureOptions::widthMm>},
    {{"theme", "Colours", kThemes},
     putChoice<&FigureOptions::theme, kThemes>,
     choiceText<&FigureOptions::theme, kThemes>},
    {{"mode", "Energy densities", kModes},
     putChoice<&FigureOptions::mode, kModes>,
     choiceText<&FigureOptions::mode, kModes>},
    {{"loading", "Loading read as", kLoadings},
     putChoice<&FigureOptions::loading, kLoadings>,
     choiceText<&FigureOptions::loading, kLoadings>},
    {{"axis", "Horizontal axis", kAxes},
     putChoice<&FigureOptions::axis, kAxes>,
     choiceText<&FigureOptions::axis, kAxes>},
    {{"carrier", "Carrier", kCarriers},
     putChoice<&FigureOptions::carrier, kCarriers>,
     choiceText<&FigureOptions::carrier, kCarriers>},
    {{"quantity", "Quantity", kQuantities},
     putChoice<&FigureOptions::quantity, kQuantities>,
     choiceText<&FigureOptions::quantity, kQuantities>},
    {{"against", "Horizontal axis", kAgainst},
     putChoice<&FigureOptions::against, kAgainst>,
     choiceText<&FigureOptions::against, kAgainst>},
    {{"theories", "Theory curves", kTheoryWords}, putTheories, theoriesText},
    {{"temperature", "Temperature, °C", kTemperatures},
     putChoice<&FigureOptions::temperature, kTemperatures>,
     choiceText<&FigureOptions::temperature, kTemperatures>},
    {{"same", "Models compared at the same", kSame},
     putChoice<&FigureOptions::same, kSame>,
     choiceText<&FigureOptions::same, kSame>},
    {{"bulkCapacitanceF", "Bulk capacitance, F", "1e-14 to 1 F"},
     putNumber<&FigureOptions::bulkCapacitanceF, 1e-14, 1.0>,
     numberText<&FigureOptions::bulkCapacitanceF>},
    {{"grainBoundaryCapacitanceF", "Grain-boundary capacitance, F", "1e-14 to 1 F"},
     putNumber<&FigureOptions::grainBoundaryCapacitanceF, 1e-14, 1.0>,
     numberText<&FigureOptions::grainBoundaryCapacitanceF>},
};

constexpr std::array<OptionKind, std::size(kOptions)> kOptionKinds = [] {
  std::array<OptionKind, std::size(kOptions)> kinds{};
  for (std::size_t i = 0; i < kinds.size(); ++i) kinds[i] = kOptions[i];
  return kinds;
}();

constexpr FigureKind kFigures[kFigureCount] = {
    {FigureId::stack, "stack", "Cell stack to scale",
     "The layers of the cell in their thicknesses, and their shares of its mass.", "Tables S1–S6", ""},
    {FigureId::energy, "energy", "Energy densities",
     "Volumetric and gravimetric energy density of this scenario and those it is compared with, or of the four models.",
     "Tables S1–S6", "same"},
    {FigureId::literature, "literature", "Literature comparison",
     "The cells of Table S6, and one’s own, beside this scenario.", "Tables S1–S6", "mode,loading,axis"},
    {FigureId::transport, "transport", "Effective transport",
     "Effective conductivity or tortuosity factor of the four models, measured, interpolated and "
     "beyond them held, with theory curves.",
     "Tables S1–S4, Figs. S17 and S18", "carrier,quantity,against,theories"},
    {FigureId::balance, "balance", "Ion–electron balance",
     "Effective electronic against effective ionic conductivity of the four models.", "Tables S1–S4, Figs. S17 and S18",
     ""},
    {FigureId::audit, "audit", "Audit", "How far printed numbers are from what others give, and what rounding allows.",
     "Tables S1–S6, Figs. S17 and S18", ""},
    {FigureId::reconstruction, "reconstruction", "Reconstruction of Table S5",
     "The specific capacities that the two energy densities of each entry imply.", "Tables S1–S6", ""},
    {FigureId::nyquist, "nyquist", "Nyquist sketch",
     "Bulk and grain-boundary arcs of the three electrolytes, with assumed capacitances.", "Figs. S17 and S18",
     "temperature,bulkCapacitanceF,grainBoundaryCapacitanceF"},
    {FigureId::factors, "factors", "Shell and small particles",
     "Capacities with neither, with small particles, with a thin shell, with both: a two by two from Table S5 and Fig. "
     "S22.",
     "Table S5, Fig. S22", ""},
    {FigureId::contents, "contents", "Three contents",
     "Capacity at 75, 80 and 85 wt% against a straight line, and what the first cycle loses.", "Fig. S22", ""},
    {FigureId::processing, "processing", "The price of processing",
     "What mechanofusion and milling leave of the electrolyte’s conductivity.", "Figs. S17 and S18", ""},
    {FigureId::capacity, "capacity", "Capacity over conductivity",
     "Specific capacity of the four models over their effective ionic or electronic conductivity.", "Tables S1–S5",
     "carrier,temperature"},
};

}  // namespace

std::span<const OptionKind> optionKinds() { return kOptionKinds; }
std::span<const FigureKind> figureKinds() { return kFigures; }

std::expected<void, std::string> putFigureOption(FigureOptions& options, std::string_view key, std::string_view text) {
  for (const OptionRow& row : kOptions) {
    if (row.key != key) continue;
    if (row.put(options, text)) return {};
    return std::unexpected(nameOf(row) + ": \"" + quotable(text) +
                           "\" is refused; allowed: " + std::string(row.allowed) + ".");
  }
  return std::unexpected("Unknown option \"" + quotable(key) + "\". Known options: " + keysOf(kOptions) +
                         ", comparison, rows, assumptions.");
}

std::string figureOptionsText(const FigureOptions& options) {
  std::string text;
  for (const OptionRow& row : kOptions) {
    if (row.key == "widthMm" || row.key == "theme") continue;
    text.append(text.empty() ? "" : "&").append(row.key).append("=").append(row.text(options));
  }
  return text;
}

Figure makeFigure(FigureId id, const FigureInput& input) {
  const auto make = [&]() -> Figure {
    switch (id) {
      case FigureId::stack: return stackFigure(input);
      case FigureId::energy: return energyFigure(input);
      case FigureId::literature: return literatureFigure(input);
      case FigureId::transport: return transportFigure(input);
      case FigureId::balance: return balanceFigure(input);
      case FigureId::audit: return auditFigure(input);
      case FigureId::reconstruction: return reconstructionFigure(input);
      case FigureId::nyquist: return nyquistFigure(input);
      case FigureId::factors: return factorsFigure(input);
      case FigureId::contents: return contentsFigure(input);
      case FigureId::processing: return processingFigure(input);
      case FigureId::capacity: return capacityFigure(input);
    }
    return {};
  };
  Figure figure = make();
  figure.data.name = kFigures[static_cast<std::size_t>(id)].name;
  figure.data.title = figure.scene.title;
  figure.citations.insert(figure.citations.begin(), CitationId::source);
  figure.citations.push_back(CitationId::program);
  return figure;
}

std::string svgOf(FigureId id, const FigureInput& input) {
  const Figure figure = makeFigure(id, input);
  return toSvg(figure.scene, paletteOf(input.options.theme), input.options.widthMm, true);
}

Chart chartOf(const FigureInput& input) {
  return input.screen ? Chart(input.screen->first, input.screen->second) : Chart(input.width(), emOf(input.width()));
}

double plotHeight(const FigureInput& input, double share) { return std::clamp(input.width() * share, 190.0, 460.0); }

Ink inkOf(ParticleModel model) {
  constexpr Ink kInks[] = {Ink::first, Ink::second, Ink::third, Ink::fourth};
  return kInks[static_cast<std::size_t>(model)];
}
Shape shapeOf(ParticleModel model) {
  constexpr Shape kShapes[] = {Shape::circle, Shape::square, Shape::triangle, Shape::diamond};
  return kShapes[static_cast<std::size_t>(model)];
}

}  // namespace cathode::figure
