// SPDX-License-Identifier: MIT
#include "web/canvas/record_panels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "core/audit/audit.h"
#include "core/audit/checked_tables.h"
#include "core/audit/findings_table.h"
#include "core/audit/reconstruction_tables.h"
#include "core/base/number_text.h"
#include "core/source/published_tables.h"
#include "web/canvas/data_table.h"
#include "web/canvas/figure_view.h"
#include "web/canvas/widgets.h"

namespace cathode::web {
namespace {

using figure::FigureId;

// A choice of the figure options as a row of joined buttons. Returns the height it takes.
float choices(Screen& s, float x, float y, float width, std::string_view key, std::size_t current) {
  const figure::OptionKind& option = figure::optionKind(key);
  std::vector<std::string_view> labels;
  for (const Choice& choice : option.choices) labels.push_back(choice.label);
  const Joined joined = joinedButtons(s, x, y, width, key, option.label, current, labels);
  if (joined.pressed) (void)s.model.putFigureOption(key, option.choices[*joined.pressed].value);
  return joined.height;
}

void askForFigure(Screen& s, FigureId id, Carrier carrier) {
  figure::FigureOptions options = s.model.figureOptions();
  options.carrier = carrier;
  s.model.setFigureOptions(options);
  s.asked = Ask::figure;
  s.askedFor = static_cast<int>(id);
}

// A figure on a card, with a button that saves or cites it.
template <typename Above>
void figureCard(Screen& s, Column& column, std::string_view title, FigureId id, Carrier carrier, Above above) {
  card(
      s, column, "",
      [&](float x, float y, float w) {
        const float top = y;
        const float buttonX = x + w - buttonWidth(s, "Save or cite") + 8;
        const std::string name = "save-" + std::string(figure::figureKinds()[static_cast<std::size_t>(id)].name) +
                                 (carrier == Carrier::ion ? "" : "-electron");
        if (button(s, name.c_str(), buttonX, y - 8, "Save or cite", ButtonLook::quiet)) askForFigure(s, id, carrier);
        y +=
            std::max(drawWrapped(s.list, s.fonts.strong, {x, y - 2}, buttonX - x - 8, s.theme.muted, title), 24.0f) + 6;
        y += above(x, y, w);
        y += drawFigure(s, x, y, w, id, carrier);
        return y - top + 4;
      },
      0, title);
}
constexpr auto kNothingAbove = [](float, float, float) { return 0.0f; };

// Of a table: kept until what it shows changes.
template <typename Make>
const Table& keptTable(const Screen& s, Table& kept, int& revision, Make make) {
  if (revision != s.model.revision()) {
    kept = make();
    revision = s.model.revision();
  }
  return kept;
}

// A slider that is no parameter of the scenario.
float assumptionSlider(Screen& s, float x, float y, float width, const Assumption& row) {
  const double value = s.model.assumed()[static_cast<std::size_t>(row.id)];
  int decimals = 0;
  for (double step = row.step; step < 0.999 && decimals < 4; step *= 10.0) ++decimals;
  const auto put = [&](double wanted) {
    const double onGrid = std::clamp(std::round(wanted / row.step) * row.step, row.min, row.max);
    (void)s.model.putAssumption(row.key, std::clamp(*parseNumber(plainText(onGrid, decimals + 1)), row.min, row.max));
  };
  const std::string shown = fixedText(value, decimals) + " " + std::string(row.unit);
  const Slid slid =
      plainSlider(s, x, y, width, "assume-" + std::string(row.key), row.label, shown,
                  (value - row.min) / (row.max - row.min), (row.standard - row.min) / (row.max - row.min));
  if (slid.fraction) put(row.min + (row.max - row.min) * *slid.fraction);
  if (slid.steps != 0) put(value + slid.steps * row.step);
  if (slid.explained)
    s.tip = Tip{
        slid.rect, std::string(row.label),
        "Standard: " + shortestText(row.standard) + " " + std::string(row.unit) + ", " + std::string(row.basis) + "."};
  return slid.height;
}

}  // namespace

void literatureCard(Screen& s, Column& column) {
  figureCard(s, column, "Against the literature, Table S6", FigureId::literature, Carrier::ion,
             [&](float x, float y, float w) {
               return choices(s, x, y, w, "loading", static_cast<std::size_t>(s.model.figureOptions().loading)) + 4;
             });
}

void literatureTableCard(Screen& s, Column& column) {
  static Table table;
  static int revision = -1;
  card(s, column, "Rows", [&](float x, float y, float w) {
    if (button(s, "own-rows", x + w - buttonWidth(s, "Your own rows") + 8, y - 36, "Your own rows"))
      s.asked = Ask::rows;
    return drawTable(s, x, y, w, keptTable(s, table, revision, [&] {
                       // What a row opens to tells the rest.
                       constexpr std::string_view kLeftOut[] = {"arealCapacityMahCm2", "temperatureC", "reason"};
                       Table made = literatureTable(s.model.calculation().rows, s.model.figureOptions().loading,
                                                    s.model.scenario());
                       for (std::size_t i = made.columns.size(); i-- > 0;) {
                         if (std::ranges::find(kLeftOut, made.columns[i].key) == std::end(kLeftOut)) continue;
                         made.columns.erase(made.columns.begin() + static_cast<std::ptrdiff_t>(i));
                         for (TableRow& row : made.rows)
                           row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(i));
                       }
                       return made;
                     }));
  });
}

void transportFigureCards(Screen& s, Column& column) {
  const figure::FigureOptions& o = s.model.figureOptions();
  for (const Carrier carrier : {Carrier::ion, Carrier::electron}) {
    const bool ion = carrier == Carrier::ion;
    figureCard(s, column,
               ion ? "Ions: four models, measured and between" : "Electrons: four models, measured and between",
               FigureId::transport, carrier, [&](float x, float y, float w) {
                 if (!ion) return 0.0f;
                 const float top = y;
                 y += choices(s, x, y, w, "quantity", static_cast<std::size_t>(o.quantity));
                 y += choices(s, x, y, w, "against", static_cast<std::size_t>(o.against));
                 y += segments(s, x, y, w, ParameterId::seReference);
                 // Theories: each a switch that explains itself.
                 s.text(s.fonts.body, x, y + 2, s.theme.text, "Theory curves");
                 y += 26;
                 float left = x;
                 for (const Theory& theory : theories()) {
                   const bool on = o.draws(theory.id);
                   const float width = buttonWidth(s, theory.label);
                   if (left > x && left + width > x + w) {
                     left = x;
                     y += 34;
                   }
                   const Switched switched =
                       switchButton(s, ("theory-" + std::string(theory.key)).c_str(), left, y, theory.label, on);
                   if (switched.pressed) {
                     figure::FigureOptions options = o;
                     options.theories ^= 1u << static_cast<int>(theory.id);
                     s.model.setFigureOptions(options);
                   }
                   if (switched.explained) {
                     s.tip = Tip{switched.rect, std::string(theory.formula),
                                 std::string(theory.assumption) + " " + std::string(theory.source)};
                   }
                   left += width + 8;
                 }
                 return y + 40 - top;
               });
  }
}

void balanceCard(Screen& s, Column& column) {
  figureCard(s, column, "Ion–electron balance", FigureId::balance, Carrier::ion, kNothingAbove);
}

namespace {

float temperatureChoice(Screen& s, float x, float y, float w) {
  return choices(s, x, y, w, "temperature", static_cast<std::size_t>(s.model.figureOptions().temperature)) + 4;
}

}  // namespace

void capacityCards(Screen& s, Column& column) {
  figureCard(s, column, "Capacity over ionic conductivity", FigureId::capacity, Carrier::ion,
             [&](float x, float y, float w) { return temperatureChoice(s, x, y, w); });
  figureCard(s, column, "Capacity over electronic conductivity", FigureId::capacity, Carrier::electron, kNothingAbove);
}

void auditCards(Screen& s, Column& column) {
  figureCard(s, column, "Printed numbers against what other printed numbers give", FigureId::audit, Carrier::ion,
             [&](float x, float y, float w) {
               return drawWrapped(s.list, s.fonts.body, {x, y}, w, s.theme.text,
                                  "Every number of the source that others determine is recomputed. Rounding of the "
                                  "printed digits is carried through; "
                                  "what it cannot explain is listed, the largest first.") +
                      8;
             });
  static const std::vector<Finding> findings = audit();
  static const std::array<int, kVerdictCount> counts = [] {
    std::array<int, kVerdictCount> all{};
    for (const Finding& f : findings) ++all[static_cast<std::size_t>(f.verdict)];
    return all;
  }();
  card(s, column, "Findings", [&](float x, float y, float w) {
    const float top = y;
    const auto count = [](Verdict verdict) { return counts[static_cast<std::size_t>(verdict)]; };
    const std::pair<std::string, bool FindingsShown::*> switches[] = {
        {std::to_string(count(Verdict::beyondRounding) + count(Verdict::contradictory) + count(Verdict::implausible)) +
             " do not fit",
         &FindingsShown::questioned},
        {std::to_string(count(Verdict::consistent)) + " consistent", &FindingsShown::consistent},
        {std::to_string(count(Verdict::conditional) + count(Verdict::notDeterminable)) +
             " conditional or not determinable",
         &FindingsShown::notDeterminable}};
    FindingsShown& shown = s.state.findings;
    static const std::string summary =
        summaryText(summaryOf(findings)) + " Relations that are shown, of which one number may have several:";
    y += drawWrapped(s.list, s.fonts.body, {x, y - 2}, w, s.theme.text, summary) + 8;
    float left = x;
    for (const auto& [text, member] : switches) {
      const float width = buttonWidth(s, text);
      if (left > x && left + width > x + w) {
        left = x;
        y += 36;
      }
      if (switchButton(s, ("findings-" + text).c_str(), left, y, text, shown.*member).pressed)
        shown.*member = !(shown.*member);
      left += width + 8;
    }
    y += 44;
    static Table table;
    static std::optional<FindingsShown> made;
    if (made != shown) {
      made = shown;
      std::vector<Finding> shownFindings;
      std::ranges::copy_if(findings, std::back_inserter(shownFindings), [&](const Finding& f) {
        return f.verdict == Verdict::consistent ? shown.consistent
               : isQuestioned(f.verdict)        ? shown.questioned
                                                : shown.notDeterminable;
      });
      table = findingsTable(shownFindings, "audit");
      s.state.tables["audit"].open.clear();
    }
    return y - top + drawTable(s, x, y, w, table);
  });
  card(s, column, "Your own rows", [&](float x, float y, float w) {
    if (button(s, "own-rows-audit", x + w - buttonWidth(s, "Edit") + 8, y - 36, "Edit")) s.asked = Ask::rows;
    const std::vector<CellRow>& rows = s.model.calculation().rows;
    if (rows.empty()) {
      return drawWrapped(s.list, s.fonts.caption, {x, y - 2}, w, s.theme.muted,
                         "Rows of a manuscript are checked in the same way: type or paste them, from a spreadsheet or "
                         "a file.") +
             4;
    }
    static Table table;
    static int revision = -1;
    return drawTable(s, x, y, w,
                     keptTable(s, table, revision, [&] { return findingsTable(auditRows(rows), "audit-rows"); }));
  });
}

void assumptionsCard(Screen& s, Column& column) {
  card(s, column, "Assumed or reconstructed", [&](float x, float y, float w) {
    const float top = y;
    const bool changed = s.model.assumed() != standardAssumptions();
    if (button(s, "assume-standard", x + w - buttonWidth(s, "Standard") + 8, y - 36, "Standard",
               changed ? ButtonLook::plain : ButtonLook::disabled)) {
      s.model.setAssumed(standardAssumptions());
    }
    for (const Assumption& row : assumptions()) y += assumptionSlider(s, x, y, w, row);
    return y - top;
  });
}

void reconstructionCards(Screen& s, Column& column) {
  card(s, column, "How Table S5 follows", [&](float x, float y, float w) {
    static Table table;
    static int revision = -1;
    const Table& summary = keptTable(s, table, revision, [&] { return reconstructionSummaryTable(s.model.assumed()); });
    const float top = y;
    for (const TableRow& row : summary.rows) {
      const bool narrow = w < 460;
      s.text(s.fonts.body, x, y, s.theme.text, row.cells[0].text);
      s.text(s.fonts.strong, narrow ? x : x + w, narrow ? y + 19 : y, s.theme.text, row.cells[1].text,
             narrow ? Align::left : Align::right);
      y += narrow ? 44 : 26;
    }
    y += drawWrapped(s.list, s.fonts.caption, {x, y + 2}, w, s.theme.muted, summary.caption) + 4;
    return y - top;
  });
  figureCard(s, column, "Specific capacities that each entry implies", FigureId::reconstruction, Carrier::ion,
             kNothingAbove);
  card(s, column, "Least squares", [&](float x, float y, float w) {
    static RefinedReconstruction refined;
    static Table table;
    static int revision = -1;
    const float top = y;
    (void)keptTable(s, table, revision, [&] {
      refined = refine(s.model.assumed());
      return refinementTable(refined);
    });
    if (button(s, "refine", x + w - buttonWidth(s, "Use these") + 8, y - 36, "Use these", ButtonLook::plain))
      s.model.setAssumed(refined.assumed);
    y += drawTable(s, x, y, w, table) + 6;
    y += drawWrapped(s.list, s.fonts.caption, {x, y}, w, s.theme.muted, table.caption) + 4;
    return y - top;
  });
  card(s, column, "What each assumption carries", [&](float x, float y, float w) {
    static Table table;
    static int revision = -1;
    return drawTable(s, x, y, w, keptTable(s, table, revision, [&] { return sensitivityTable(s.model.assumed()); }));
  });
}

void capacitySeriesCards(Screen& s, Column& column) {
  figureCard(s, column, "What shell and small particles do to capacity", FigureId::factors, Carrier::ion,
             kNothingAbove);
  figureCard(s, column, "Three contents, and the first cycle’s loss", FigureId::contents, Carrier::ion, kNothingAbove);
}

namespace {

void tableCards(Screen& s, Column& column, std::span<const std::string_view> names) {
  bool first = true;
  for (const Table& table : checkedTables()) {
    if (std::ranges::find(names, table.name) == names.end()) continue;
    card(s, column, table.title, [&](float x, float y, float w) {
      // One button for all of them.
      if (std::exchange(first, false) && names.front() == "S1" &&
          button(s, "cite-tables", x + w - buttonWidth(s, "Cite") + 8, y - 36, "Cite", ButtonLook::quiet)) {
        s.asked = Ask::figure;
        s.askedFor = kAskedForTables;
      }
      const float caption =
          drawWrapped(s.list, s.fonts.caption, {x, y - 4}, w, s.theme.muted,
                      table.caption + " A “!” marks numbers that others contradict; a row opens to show its checks.");
      return caption + 6 + drawTable(s, x, y + caption + 6, w, table);
    });
  }
}

}  // namespace

void transportTableCards(Screen& s, Column& column) {
  constexpr std::string_view kNames[] = {"S1", "S2", "S3", "S4", "S17", "S18", "S22"};
  tableCards(s, column, kNames);
}

void energyTableCards(Screen& s, Column& column) {
  constexpr std::string_view kNames[] = {"S5", "S6"};
  tableCards(s, column, kNames);
}

void electrolyteCards(Screen& s, Column& column) {
  figureCard(s, column, "Nyquist sketch of Figs. S17 and S18", FigureId::nyquist, Carrier::ion,
             [&](float x, float y, float w) { return temperatureChoice(s, x, y, w); });
  figureCard(s, column, "The price of processing", FigureId::processing, Carrier::ion, kNothingAbove);
}

void sourceNotesCard(Screen& s, Column& column) {
  card(s, column, "About the source", [&](float x, float y, float w) {
    const float top = y;
    for (const auto& [title, words] : sourceNotes()) {
      y += drawWrapped(s.list, s.fonts.strong, {x, y}, w, s.theme.text, title) + 2;
      y += drawWrapped(s.list, s.fonts.body, {x, y}, w, s.theme.text, words) + 10;
    }
    return y - top;
  });
}

}  // namespace cathode::web
