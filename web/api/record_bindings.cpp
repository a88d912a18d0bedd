// SPDX-License-Identifier: MIT
// The JavaScript face of the published record: its tables, audit, reconstruction and figures, and diagrams of series.
// web/api/record.js makes the public interface of it.
#include <emscripten/bind.h>

#include <array>
#include <cmath>

#include "core/audit/audit.h"
#include "core/audit/checked_tables.h"
#include "core/audit/findings_table.h"
#include "core/audit/reconstruction_tables.h"
#include "core/decide/map.h"
#include "core/figure/figures.h"
#include "core/figure/series_chart.h"
#include "core/source/published_tables.h"
#include "web/api/given.h"
#include "web/api/vals.h"

namespace cathode {
namespace {

using emscripten::val;

val publishedTablesVal() {
  return list(publishedTables(), [](const PublishedTable& table) {
    val object = val::object();
    put(object, "table", table.name);
    put(object, "caption", table.caption);
    put(object, "use", table.use);
    put(object, "columns", list(table.columns, described<PublishedColumn>));
    put(object, "rows", list(table.rows, [](const PublishedRow& row) {
          val entry = val::object();
          put(entry, "row", row.name);
          put(entry, "cells", list(row.cells, [](const PublishedCell& cell) { return val(cell.text); }));
          return entry;
        }));
    return object;
  });
}

val sourceNotesVal() {
  return list(sourceNotes(), [](const SourceNote& note) {
    val object = val::object();
    put(object, "title", note.title);
    put(object, "text", note.text);
    return object;
  });
}

val literatureVal() {
  const auto number = [](const std::optional<Printed>& printed) { return printed ? val(printed->value) : val::null(); };
  return list(literatureRows(), [&](const LiteratureRow& row) {
    val object = val::object();
    put(object, "cathode", row.cathode);
    put(object, "amWtPct", row.amWtPct.value);
    put(object, "loadingMgCm2", number(row.loadingMgCm2));
    put(object, "arealCapacityMahCm2", number(row.arealCapacityMahCm2));
    put(object, "thicknessUm", number(row.thicknessUm));
    put(object, "specificCapacityMahG", row.specificCapacityMahG.value);
    put(object, "cRate", row.cRate.empty() ? val::null() : text(row.cRate));
    put(object, "temperatureC", row.temperatureC.value);
    put(object, "volumetricEnergyDensityWhL", row.volumetricWhL.value);
    put(object, "reference", row.reference);
    return object;
  });
}

val cellVal(const CellName& cell) {
  val name = val::object();
  put(name, "table", cell.table);
  put(name, "row", cell.row);
  put(name, "column", cell.column);
  return name;
}

val findingsVal(const std::vector<Finding>& findings) {
  return list(findings, [](const Finding& finding) {
    val object = val::object();
    put(object, "table", finding.table);
    put(object, "row", finding.row);
    put(object, "quantity", finding.quantity);
    put(object, "unit", finding.unit);
    put(object, "printed", numberVal(finding.printed));
    put(object, "recomputed", numberVal(finding.recomputed));
    put(object, "relativeDeviation", numberVal(finding.relativeDeviation));
    put(object, "roundingAllowance", numberVal(finding.roundingAllowance));
    put(object, "verdict", verdictText(finding.verdict));
    put(object, "condition", finding.condition);
    put(object, "checks", cellVal(finding.subject));
    put(object, "formula", finding.formula);
    put(object, "cells", list(finding.cells, cellVal));
    return object;
  });
}
val auditVal() { return findingsVal(audit()); }
val auditRowsVal() { return findingsVal(auditRows(givenRows())); }

// The options and assumptions of the figure being made; its scenario is the one last evaluated, its
// comparison set and rows those given.
struct FigureRequest {
  figure::FigureOptions options;
  Assumed assumed = standardAssumptions();
};
FigureRequest& figureRequest() {
  static FigureRequest request;
  return request;
}
void clearFigure() { figureRequest() = {}; }
std::string putOption(const std::string& key, const std::string& content) {
  const auto put = figure::putFigureOption(figureRequest().options, key, content);
  return put ? "" : put.error();
}
std::string putAssumed(const std::string& key, double value) {
  const auto put = putAssumption(figureRequest().assumed, key, value);
  return put ? "" : put.error();
}
figure::FigureInput figureInput() {
  return {evaluated().scenario, linkPinned(), givenRows(), figureRequest().assumed, figureRequest().options, {}};
}
std::string figureRefusal(int index) { return figure::refusalOf(static_cast<figure::FigureId>(index), figureInput()); }
std::string figureSvg(int index) { return figure::svgOf(static_cast<figure::FigureId>(index), figureInput()); }
std::string figureCaption(int index) { return figure::captionOf(static_cast<figure::FigureId>(index), figureInput()); }
val figureTable(int index) {
  return tableVal(figure::makeFigure(static_cast<figure::FigureId>(index), figureInput()).data);
}
std::string figureCsv(int index, const std::string& link) {
  std::vector<std::pair<std::string, std::string>> constants{{"program", "Cathode Lab " CATHODE_VERSION}};
  if (!link.empty()) constants.emplace_back("link", link);
  return csvText(figure::makeFigure(static_cast<figure::FigureId>(index), figureInput()).data, constants);
}
val workVal(const Work& work) {
  constexpr std::string_view kKinds[] = {"article", "book", "software"};
  val object = val::object();
  put(object, "kind", kKinds[static_cast<std::size_t>(work.kind)]);
  put(object, "key", work.key);
  object.set("authors", list(work.authors, [](const std::string& name) { return text(name); }));
  const std::pair<const char*, const std::string*> fields[] = {
      {"title", &work.title}, {"journal", &work.journal},     {"volume", &work.volume}, {"number", &work.number},
      {"pages", &work.pages}, {"publisher", &work.publisher}, {"year", &work.year},     {"doi", &work.doi},
      {"url", &work.url},     {"version", &work.version},     {"note", &work.note}};
  for (const auto& [name, value] : fields) put(object, name, *value);
  return object;
}

// What to cite for a figure, or for the source's tables alone (index -1): text, BibTeX, and the works themselves.
val figureCitation(int index, const std::string& title, const std::string& authors, const std::string& year,
                   const std::string& doi, const std::string& link) {
  const SourceDetails details{title, authors, year, doi};
  std::vector<CitationId> ids{CitationId::source, CitationId::program};
  std::string_view tables = "Tables S1–S6 and Figs. S17, S18, S22";
  if (index >= 0) {
    ids = figure::makeFigure(static_cast<figure::FigureId>(index), figureInput()).citations;
    tables = figure::figureKinds()[index].tables;
  }
  val object = val::object();
  const std::vector<Work> works = worksOf(ids, tables, details, link);
  put(object, "text", citationText(works));
  put(object, "bibtex", citationBibtex(works));
  object.set("works", list(works, workVal));
  return object;
}

std::string auditSummaryText() { return summaryText(summaryOf(audit())); }
val auditTableVal() { return tableVal(findingsTable(audit(), "audit")); }
val auditRowsTableVal() { return tableVal(findingsTable(auditRows(givenRows()), "audit-rows")); }
val checkedTablesVal() { return list(checkedTables(), tableVal); }
val reconstructionTablesVal() {
  const Reconstruction r = reconstruct(figureRequest().assumed);
  const Table tables[] = {reconstructionSummaryTable(figureRequest().assumed), reconstructedEntriesTable(r),
                          reconstructedCompositesTable(r), sensitivityTable(figureRequest().assumed)};
  return list(tables, tableVal);
}
val refinementTableVal() { return tableVal(refinementTable(refine(figureRequest().assumed))); }
val literatureTableVal() {
  return tableVal(literatureTable(givenRows(), figureRequest().options.loading, evaluated().scenario));
}

val theoriesVal() {
  return list(theories(), [](const Theory& theory) {
    val object = val::object();
    put(object, "key", theory.key);
    put(object, "label", theory.label);
    put(object, "formula", theory.formula);
    put(object, "assumption", theory.assumption);
    put(object, "source", theory.source);
    return object;
  });
}

val assumptionsVal() {
  return list(assumptions(), [](const Assumption& assumption) {
    val object = described(assumption);
    put(object, "min", assumption.min);
    put(object, "max", assumption.max);
    put(object, "step", assumption.step);
    put(object, "default", assumption.standard);
    put(object, "basis", assumption.basis);
    return object;
  });
}

val assumedVal(const Assumed& assumed) {
  val object = val::object();
  for (const Assumption& assumption : assumptions()) {
    put(object, std::string(assumption.key), assumed[static_cast<std::size_t>(assumption.id)]);
  }
  return object;
}

// What follows from the assumptions given.
val reconstructionVal() {
  const Reconstruction r = reconstruct(figureRequest().assumed);
  val object = val::object();
  put(object, "assumptions", assumedVal(figureRequest().assumed));
  put(object, "loadingMgCm2", r.loadingMgCm2);
  put(object, "thicknessOfS6Um", r.thicknessOfS6Um);
  put(object, "rmsPhiPct", r.rmsPhiPct);
  put(object, "rmsDisagreement", r.rmsDisagreement);
  put(object, "meanDisagreement", r.meanDisagreement);
  put(object, "composites", list(r.composites, [](const ReconstructedComposite& c) {
        const auto three = [](const double(&values)[3]) {
          return list(values, [](double value) { return val(value); });
        };
        val entry = val::object();
        put(entry, "row", modelRowName(c.model, c.am));
        put(entry, "printedPhiPct", three(c.printedPhiPct));
        put(entry, "phiPct", three(c.phiPct));
        put(entry, "porosityPct", c.porosityPct);
        put(entry, "densityGCm3", c.densityGCm3);
        put(entry, "thicknessUm", c.thicknessUm);
        return entry;
      }));
  put(object, "entries", list(r.entries, [](const ReconstructedEntry& e) {
        val entry = val::object();
        put(entry, "row", energyRowName(e.model, e.am, e.temperature));
        put(entry, "fromVolumetricMahG", e.fromVolumetricMahG);
        put(entry, "fromGravimetricMahG", e.fromGravimetricMahG);
        put(entry, "disagreement", e.disagreement);
        put(entry, "volumetricEnergyDensityWhL", e.volumetricWhL);
        put(entry, "gravimetricEnergyDensityWhKg", e.gravimetricWhKg);
        put(entry, "contradictory", e.contradictory);
        return entry;
      }));
  put(object, "sensitivities", list(sensitivities(figureRequest().assumed), [](const Sensitivity& s) {
        val entry = val::object();
        put(entry, "key", assumptions()[static_cast<std::size_t>(s.id)].key);
        put(entry, "disagreementPerPct", s.disagreementPerPct);
        put(entry, "meanPerPct", s.meanPerPct);
        put(entry, "phiPctPerPct", s.phiPctPerPct);
        return entry;
      }));
  return object;
}

val refinementVal() {
  const RefinedReconstruction r = refine(figureRequest().assumed);
  val object = val::object();
  put(object, "assumptions", assumedVal(r.assumed));
  put(object, "parameters", list(r.parameters, [](const FittedParameter& p) {
        val entry = val::object();
        put(entry, "key", assumptions()[static_cast<std::size_t>(p.id)].key);
        put(entry, "lower", p.lower);
        put(entry, "upper", p.upper);
        put(entry, "value", p.value);
        put(entry, "standardUncertainty", p.standardUncertainty);
        put(entry, "atBound", p.atBound);
        return entry;
      }));
  put(object, "correlation", list(r.correlation, [](const double(&row)[kFittedCount]) {
        return list(row, [](double value) { return val(value); });
      }));
  put(object, "rmsPhiPct", r.rmsPhiPct);
  put(object, "rmsDisagreement", r.rmsDisagreement);
  put(object, "chiSquared", r.chiSquared);
  put(object, "degreesOfFreedom", r.degreesOfFreedom);
  put(object, "iterations", r.iterations);
  put(object, "converged", r.converged);
  put(object, "conditionNumber", r.conditionNumber);
  return object;
}

// The map of the scenario last evaluated: where its values lie in memory, x and y before them; or why there is none.
// Axes and metric by their places in the registries.
val mapVal(int metric, int x, double xFrom, double xTo, int xCount, int y, double yFrom, double yTo, int yCount) {
  static std::vector<double> kept;
  const auto axis = [](int id, double from, double to, int count) {
    const MapAxis usual = usualAxis(static_cast<ParameterId>(id), count);
    return MapAxis{usual.id, std::isnan(from) ? usual.from : from, std::isnan(to) ? usual.to : to, count};
  };
  auto map = mapOf(
      {evaluated().scenario, axis(x, xFrom, xTo, xCount), axis(y, yFrom, yTo, yCount), static_cast<MetricId>(metric)});
  if (!map) return refused(map.error());
  kept = std::move(map->x);
  kept.insert(kept.end(), map->y.begin(), map->y.end());
  kept.insert(kept.end(), map->values.begin(), map->values.end());
  return val(static_cast<unsigned>(reinterpret_cast<std::uintptr_t>(kept.data())));
}

// A diagram of series that are plain objects checked by the caller.
val chartSvg(val spec, double widthMm, int theme) {
  const auto axisOf = [](val axis) {
    return figure::SeriesAxis{axis["title"].as<std::string>(),
                              axis["isLog"].as<bool>() ? figure::Scale::log : figure::Scale::linear};
  };
  figure::SeriesSpec wanted{spec["title"].as<std::string>(), axisOf(spec["x"]), axisOf(spec["y"]), {}};
  for (int i = 0, count = spec["series"]["length"].as<int>(); i < count; ++i) {
    const val series = spec["series"][i];
    figure::Series& made = wanted.series.emplace_back(figure::Series{
        series["name"].as<std::string>(), {}, series["markers"].as<bool>(), series["dashed"].as<bool>()});
    // Told of diagrams of ours alone.
    if (const val look = series["look"]; !look.isUndefined()) {
      made.look = look.as<unsigned>();
      made.bare = series["bare"].as<bool>();
    }
    for (int k = 0, points = series["xs"]["length"].as<int>(); k < points; ++k)
      made.points.push_back({series["xs"][k].as<double>(), series["ys"][k].as<double>()});
  }
  wanted.isEqual = spec["isEqual"].isTrue();
  const auto scene = figure::seriesChart(wanted, widthMm);
  if (!scene) return refused(scene.error());
  return val(figure::toSvg(*scene, figure::paletteOf(static_cast<figure::FigureTheme>(theme)), widthMm, true));
}

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_record) {
  using emscripten::function;
  function("audit", &cathode::auditVal);
  function("auditRows", &cathode::auditRowsVal);
  function("auditSummary", &cathode::auditSummaryText);
  function("auditTable", &cathode::auditTableVal);
  function("auditRowsTable", &cathode::auditRowsTableVal);
  function("clearFigure", &cathode::clearFigure);
  function("putOption", &cathode::putOption);
  function("putAssumed", &cathode::putAssumed);
  function("figureRefusal", &cathode::figureRefusal);
  function("figureSvg", &cathode::figureSvg);
  function("figureCaption", &cathode::figureCaption);
  function("figureTable", &cathode::figureTable);
  function("figureCsv", &cathode::figureCsv);
  function("figureCitation", &cathode::figureCitation);
  function("literatureTable", &cathode::literatureTableVal);
  function("checkedTables", &cathode::checkedTablesVal);
  function("reconstructionTables", &cathode::reconstructionTablesVal);
  function("refinementTable", &cathode::refinementTableVal);
  function("theories", &cathode::theoriesVal);
  function("assumptions", &cathode::assumptionsVal);
  function("reconstruct", &cathode::reconstructionVal);
  function("refine", &cathode::refinementVal);
  function("publishedTables", &cathode::publishedTablesVal);
  function("sourceNotes", &cathode::sourceNotesVal);
  function("literature", &cathode::literatureVal);
  function("chart", &cathode::chartSvg);
  function("map", &cathode::mapVal);
}
