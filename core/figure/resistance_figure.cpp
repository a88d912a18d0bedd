// SPDX-License-Identifier: MIT
// Area-specific resistance of the four models' cells, part by part.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/phrases.h"
#include "core/figure/losses.h"

namespace cathode::figure {
namespace {

constexpr LimitingPart kParts[] = {LimitingPart::ions, LimitingPart::electrons, LimitingPart::interface,
                                   LimitingPart::separator, LimitingPart::anode};
constexpr ColumnKind kColumns[] = {{"cell", "Cell", "", true},
                                   {"ionicOhmCm2", "Ions", "Ω·cm²"},
                                   {"electronicOhmCm2", "Electrons", "Ω·cm²"},
                                   {"chargeTransferOhmCm2", "Charge transfer", "Ω·cm²"},
                                   {"separatorOhmCm2", "Separator", "Ω·cm²"},
                                   {"anodeOhmCm2", "Anode", "Ω·cm²"},
                                   {"cellOhmCm2", "Whole cell", "Ω·cm²"},
                                   {"cellReadAt30OhmCm2", "Whole cell, σeff read as of 30 °C", "Ω·cm²"},
                                   {"voltageDropMv", "Voltage drop", "mV"}};

// A bar of the figure.
struct Row {
  std::string name;
  Scenario scenario;
  bool isNow;
  RateLosses losses;
  double otherOhmCm2;  // of the whole cell, with the other reading of sigma_eff's temperature

  bool isKnown() const { return std::isfinite(losses.cellOhmCm2()); }
};

class ResistanceChart {
 public:
  explicit ResistanceChart(const FigureInput& input)
      : input_(input), chart_(chartOf(input, "What does the current have to overcome?")) {
    if (input.compared.empty()) {
      for (const ModelCell& cell : modelCells(input)) add(modelText(cell.scenario), cell.scenario, cell.isNow);
    } else {
      for (const ShownCell& cell : shownCells(input)) add(cell.name, cell.scenario, cell.isNow);
    }
  }

  Figure make() {
    chart_.addLegend(partsLegend(em(), kParts));
    chart_.skip(line() * 0.4);
    for (const Row& row : rows_) {
      highest_ = std::max({highest_, row.isKnown() ? row.losses.cellOhmCm2() : 0.0,
                           std::isfinite(row.otherOhmCm2) ? row.otherOhmCm2 : 0.0});
      left_ = std::max(left_, textWidth(row.name, em(), true) + 2.8 * em());
      right_ = std::max(right_, textWidth(totalText(row), em(), true) + 1.5 * em());
    }
    for (const Row& row : rows_) addBar(row);
    chart_.skip(line() * 0.4);
    chart_.addNote("Lines below: were σeff, printed without its temperature, of 30 °C instead of 60 °C.");
    if (!isWithinMeasured(input_.scenario))
      chart_.addNote("Beyond what was measured, values are held: the models cannot be ranked.");
    addCaptions();
    return {chart_.finish("Stacked bars: resistance of ions, electrons, charge transfer, separator and anode of " +
                          std::to_string(rows_.size()) + " cells; " + std::string(regimeWords(input_.options.regime)) +
                          "."),
            std::move(data_),
            {CitationId::newmanTobias}};
  }

 private:
  double em() const { return chart_.em(); }
  double line() const { return em() * kLineHeight; }

  void add(std::string name, const Scenario& scenario, bool isNow) {
    const RateLosses losses = rateLossesOf(scenario, input_.options.regime);
    rows_.push_back({std::move(name), scenario, isNow, losses,
                     rateLossesOf(scenario, input_.options.regime, SigmaReading::c30).cellOhmCm2()});
    const Row& row = rows_.back();
    data_.addRow({wordsCell(row.name), numberCell(losses.cathode.ionic, 4), numberCell(losses.cathode.electronic, 4),
                  numberCell(losses.cathode.chargeTransfer, 4), numberCell(losses.separatorOhmCm2, 4),
                  numberCell(losses.anodeOhmCm2, 4), numberCell(losses.cellOhmCm2(), 4), numberCell(row.otherOhmCm2, 4),
                  numberCell(losses.dropV() * 1e3, 3)});
  }

  static std::string totalText(const Row& row) {
    return row.isKnown() ? significantText(row.losses.cellOhmCm2(), 2) + " Ω·cm²" : "not known";
  }

  void addBar(const Row& row) {
    const double height = line() * 1.5, y = chart_.y(), length = chart_.width() - left_ - right_;
    const auto x = [&](double ohm) { return left_ + ohm / highest_ * length; };
    chart_.scene().items.push_back(Marker{.at = {em() * 1.1, y + height / 2},
                                          .shape = shapeOf(row.scenario),
                                          .ink = inkOf(row.scenario),
                                          .size = em() * 0.4,
                                          .ringed = row.isNow});
    chart_.addText({{em() * 2.2, y + (height - line()) / 2}, row.name, Ink::text, em(), row.isNow});
    double end = left_;
    if (row.isKnown()) {
      double from = 0.0;
      for (const LimitingPart part : kParts) {
        const double ohm = partOhmCm2(row.losses, part), a = x(from), b = x(from + ohm);
        const PartLook look = lookOf(part);
        const Box box{a, y + height * 0.1, b - a, height * 0.8};
        addPart(chart_.scene(), box, part);
        const std::string number = significantText(ohm, ohm < 1.0 ? 1 : 2);
        if (b - a > textWidth(number, em()) + em() * 0.6)
          chart_.addText({{(a + b) / 2, y + (height - line()) / 2}, number, look.on, em(), false, Align::center});
        from += ohm;
      }
      end = x(from);
      // The other reading of the temperature that sigma_eff is printed without.
      if (std::isfinite(row.otherOhmCm2) && row.otherOhmCm2 != from) {
        const double other = x(row.otherOhmCm2), below = y + height * 0.97;
        chart_.scene().items.push_back(
            Line{{{std::min(end, other), below}, {std::max(end, other), below}}, Ink::text, 1.4});
        chart_.scene().items.push_back(Line{{{other, y + height * 0.82}, {other, y + height * 1.08}}, Ink::text, 1.4});
        end = std::max(end, other);
      }
    }
    chart_.addText({{end + em() * 0.6, y + (height - line()) / 2}, totalText(row), Ink::text, em(), row.isNow});
    chart_.scene().items.push_back(Marker{{(left_ + end) / 2, y + height / 2},
                                          Shape::circle,
                                          Ink::none,
                                          height / 2,
                                          false,
                                          row.isNow ? std::string(kThisCell) : row.name,
                                          wordsOf(row),
                                          static_cast<double>(&row - rows_.data()),
                                          row.isKnown() ? row.losses.cellOhmCm2() : 0.0});
    chart_.skip(height * 1.25);
  }

  static std::string wordsOf(const Row& row) {
    if (!row.isKnown()) return "no resistance can be given. " + scenarioText(row.scenario);
    std::string words = totalText(row) + ": ";
    for (const LimitingPart part : kParts)
      words += std::string(part == kParts[0] ? "" : ", ") + std::string(limitingPartLabel(part)) + " " +
               significantText(partOhmCm2(row.losses, part), 2);
    return words + "; " + significantText(row.losses.dropV() * 1e3, 2) + " mV at " + shortestText(row.scenario.cRate) +
           "C. " + scenarioText(row.scenario);
  }

  void addCaptions() {
    const Regime regime = input_.options.regime;
    chart_.addCaption(notValidatedText());
    chart_.addCaption(
        regime == Regime::start
            ? "At the start of the discharge, with an open-circuit voltage that is everywhere the same (Newman and "
              "Tobias 1962); parts by the power that each dissipates."
        : regime == Regime::uniform
            ? "With a reaction that is the same everywhere, as the sloped open-circuit voltage of NCM brings about: "
              "R_ct/(a L) + (L/3)(1/κ + 1/σ)."
            : "With a flat open-circuit voltage and fast kinetics two fronts move inward; the mean over the discharge, "
              "without charge transfer.");
    chart_.addCaption(
        "Ohmic loss does not explain why Model 4 stores more than Model 3: at 85 wt%, 60 °C and one thickness their "
        "resistances cannot be told apart, at 75 wt% Model 4 resists more, and its capacity is higher already at "
        "0.05C; "
        "why is not in the tables.");
    chart_.addCaption(assumedText(input_.scenario));
  }

  const FigureInput& input_;
  Chart chart_;
  std::vector<Row> rows_;
  double left_ = 0, right_ = 0, highest_ = 1e-300;
  Table data_ = tableWith("", "", "", kColumns);
};

Figure resistanceFigure(const FigureInput& input) { return ResistanceChart(input).make(); }

}  // namespace

constinit const FigureRow resistanceRow{
    {FigureId::resistance, "resistance", "Area-specific resistance",
     "What ions, electrons, charge transfer, separator and anode of the four models’ cells resist: a model, not "
     "validated by the source.",
     "Tables S1–S4, Figs. S17 and S18", "regime,same,comparison"},
    resistanceFigure};

}  // namespace cathode::figure
