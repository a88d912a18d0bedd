// The JavaScript face of the core. Text and tables cross through Embind; scenarios and reports
// through the exchange. web/api/lab.js makes the public interface of it.
#include <emscripten/bind.h>

#include <array>

#include "core/audit/audit.h"
#include "core/audit/checked_tables.h"
#include "core/audit/findings_table.h"
#include "core/audit/reconstruction_tables.h"
#include "core/base/number_text.h"
#include "core/base/registry.h"
#include "core/base/words.h"
#include "core/cell/description.h"
#include "core/cell/provenance.h"
#include "core/cell/stack_table.h"
#include "core/cell/warnings.h"
#include "core/figure/figures.h"
#include "core/figure/series_chart.h"
#include "core/scenario/link.h"
#include "core/source/published_tables.h"
#include "web/api/exchange.h"
#include "web/api/vals.h"
#include "web/api/views.h"

namespace cathode {
namespace {

using emscripten::val;

val metricVal(const Metric& metric) {
  val object = described(metric);
  put(object, "description", metric.description);
  put(object, "source", metric.source);
  return object;
}

val metricsVal() { return list(metrics(), metricVal); }

// The words behind the indices in the exchange.
val vocabulary() {
  val object = val::object();
  const auto words = [](int count, auto word) {
    val array = val::array();
    for (int i = 0; i < count; ++i) array.call<void>("push", word(i));
    return array;
  };
  put(object, "provenances",
      words(kProvenanceCount, [](int i) { return text(provenanceKey(static_cast<Provenance>(i))); }));
  put(object, "layers", words(kLayerKindCount, [](int i) { return text(layerKey(static_cast<LayerKind>(i))); }));
  put(object, "warnings", words(kWarningCount, [](int i) { return text(warningKey(static_cast<WarningCode>(i))); }));
  put(object, "views", list(web::kViews, [](const web::ViewKind& kind) { return text(kind.name); }));
  put(object, "notes", words(kWarningCount, [](int i) { return val(isNote(static_cast<WarningCode>(i))); }));
  return object;
}

// The last scenario evaluated; what the texts below speak of.
struct Evaluated {
  Scenario scenario;
  Report report = cathode::evaluate(Scenario{});
};
Evaluated& evaluated() {
  static Evaluated last;
  return last;
}

std::string& refusal() {
  static std::string message;
  return message;
}

// Evaluates the scenario in the exchange into the exchange. False if a value is refused:
// refusalText then tells why.
bool evaluateExchange() {
  const auto scenario = readScenario();
  if (!scenario) {
    refusal() = scenario.error();
    return false;
  }
  evaluated() = {*scenario, evaluate(*scenario)};
  writeReport(evaluated().report);
  return true;
}

std::string refusalText() { return refusal(); }

std::string warningText(int index) {
  const Evaluated& last = evaluated();
  return warningMessage(last.report.warningSlots[index].code, last.scenario);
}
std::string metricProvenanceText(int index) {
  return provenanceText(metrics()[index].id, evaluated().scenario, evaluated().report);
}

std::string metricDisplayText(int index, double value) { return displayText(metrics()[index], value); }
std::string evaluatedStateText() { return std::string(stateText(evaluated().scenario)); }
std::string evaluatedText() { return scenarioText(evaluated().scenario); }
val unusedInputsVal() {
  val object = val::object();
  for (const Parameter& field : parameters()) {
    if (!field.isUsedIn(evaluated().scenario)) put(object, std::string(field.key), field.otherwise);
  }
  return object;
}

// The comparison set of the link being written or last read.
std::vector<Scenario>& linkPinned() {
  static std::vector<Scenario> scenarios;
  return scenarios;
}
void clearPinned() { linkPinned().clear(); }
void pinEvaluated() { linkPinned().push_back(evaluated().scenario); }
std::string pinnedRefusal() { return comparisonRefusal(linkPinned()); }

// A person's own rows, of the link being written or last read, or for an audit or a figure.
std::vector<Record>& givenRows() {
  static std::vector<Record> rows;
  return rows;
}
// The link to the scenario last evaluated, the comparison set and the rows.
std::string encodeEvaluated() { return encodeLink({evaluated().scenario, linkPinned(), givenRows()}); }

void clearRows() { givenRows().clear(); }
void addRow() { givenRows().emplace_back(); }
// Why a text is refused in the row added last; empty if it is not.
std::string putRowText(const std::string& key, const std::string& content) {
  const auto column = findRecordColumn(key);
  if (!column) return "Unknown field \"" + quotable(key) + "\". Known fields: " + keysOf(recordColumns()) + ".";
  const auto put = putRecordText(givenRows().back(), *column, content);
  return put ? "" : put.error();
}
std::string givenRowsRefusal() { return rowsRefusal(givenRows()); }

// Rows as plain objects: for each column that is given, its text with the digits it was given with.
val rowsVal() {
  return list(givenRows(), [](const Record& record) {
    val object = val::object();
    for (std::size_t i = 0; i < recordColumns().size(); ++i) {
      if (const std::string content = recordText(record, i); !content.empty())
        put(object, std::string(recordColumns()[i].key), content);
    }
    return object;
  });
}

val rowColumnsVal() {
  return list(recordColumns(), [](const RecordColumn& column) {
    val object = described(column);
    put(object, "isText", column.isText());
    put(object, "min", column.isText() ? val::null() : val(column.min));
    put(object, "max", column.isText() ? val::null() : val(column.max));
    put(object, "description", column.description);
    return object;
  });
}

// Decodes a link: its scenario goes into the exchange, its comparison set can be taken from there
// one by one, its rows as they are. Returns its notices.
val decodeIntoExchange(const std::string& link) {
  DecodedLink decoded = decodeLink(link);
  writeScenario(decoded.calculation.scenario);
  linkPinned() = std::move(decoded.calculation.pinned);
  givenRows() = std::move(decoded.calculation.rows);
  return list(decoded.notices, [](const Notice& notice) {
    val object = val::object();
    put(object, "key", notice.key);
    put(object, "message", notice.message);
    return object;
  });
}
int pinnedCount() { return static_cast<int>(linkPinned().size()); }
void takePinned(int place) { writeScenario(linkPinned()[place]); }
std::string pinNameAt(int place) { return pinName(place); }

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
val parseNumberVal(const std::string& text) { return numberVal(parseTypedNumber(text)); }
val auditVal() { return findingsVal(audit()); }
val auditRowsVal() { return findingsVal(auditRecords(givenRows())); }

val tableVal(const Table& table) {
  val object = val::object();
  put(object, "name", table.name);
  put(object, "title", table.title);
  put(object, "caption", table.caption);
  put(object, "columns", list(table.columns, [](const TableColumn& column) {
        val entry = described(column);
        put(entry, "isText", column.isText);
        return entry;
      }));
  put(object, "rows", list(table.rows, [](const TableRow& row) {
        val entry = val::object();
        put(entry, "cells", list(row.cells, [](const TableCell& cell) {
              val part = val::object();
              put(part, "text", cell.text);
              put(part, "value", numberVal(cell.number));
              if (cell.isMarked) put(part, "isMarked", true);
              return part;
            }));
        put(entry, "detail", row.detail);
        return entry;
      }));
  return object;
}

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
std::string figureSvg(int index) { return figure::svgOf(static_cast<figure::FigureId>(index), figureInput()); }
val figureTable(int index) {
  return tableVal(figure::makeFigure(static_cast<figure::FigureId>(index), figureInput()).data);
}
std::string figureCsv(int index, const std::string& link) {
  std::vector<std::string> comments{"Cathode Lab " CATHODE_VERSION};
  if (!link.empty()) comments.push_back(link);
  return csvText(figure::makeFigure(static_cast<figure::FigureId>(index), figureInput()).data, comments);
}
// What to cite for a figure, or for the source's tables alone (index -1): text and BibTeX.
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
  put(object, "text", citationText(ids, tables, details, link));
  put(object, "bibtex", citationBibtex(ids, tables, details, link));
  return object;
}

val figuresVal() {
  return list(figure::figureKinds(), [](const figure::FigureKind& kind) {
    val object = val::object();
    put(object, "name", kind.name);
    put(object, "label", kind.label);
    put(object, "description", kind.description);
    put(object, "tables", kind.tables);
    put(object, "options", kind.options);
    return object;
  });
}
val figureOptionsVal() {
  return list(figure::optionKinds(), [](const figure::OptionKind& kind) {
    val object = val::object();
    put(object, "key", kind.key);
    put(object, "label", kind.label);
    put(object, "allowed", figure::allowedText(kind));
    put(object, "choices", kind.choices.empty() ? val::null() : list(kind.choices, [](const Choice& choice) {
          val entry = val::object();
          put(entry, "value", choice.value);
          put(entry, "label", choice.label);
          return entry;
        }));
    return object;
  });
}

std::string auditSummaryText() { return summaryText(summaryOf(audit())); }
val auditTableVal() { return tableVal(findingsTable(audit(), "audit")); }
val auditRowsTableVal() { return tableVal(findingsTable(auditRecords(givenRows()), "audit-rows")); }
val stackTableVal() { return tableVal(stackTable(evaluated().scenario, evaluated().report)); }
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

std::string version() { return CATHODE_VERSION; }

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
    for (int k = 0, points = series["xs"]["length"].as<int>(); k < points; ++k)
      made.points.push_back({series["xs"][k].as<double>(), series["ys"][k].as<double>()});
  }
  const auto scene = figure::seriesChart(wanted, widthMm);
  if (!scene) return refused(scene.error());
  return val(figure::toSvg(*scene, figure::paletteOf(static_cast<figure::FigureTheme>(theme)), widthMm, true));
}

}  // namespace
}  // namespace cathode

EMSCRIPTEN_BINDINGS(cathode_lab) {
  using emscripten::function;
  function("metrics", &cathode::metricsVal);
  function("vocabulary", &cathode::vocabulary);
  function("evaluate", &cathode::evaluateExchange);
  function("refusal", &cathode::refusalText);
  function("warningText", &cathode::warningText);
  function("metricProvenanceText", &cathode::metricProvenanceText);
  function("displayText", &cathode::metricDisplayText);
  function("differenceText", &cathode::differenceText);
  function("stateText", &cathode::evaluatedStateText);
  function("scenarioText", &cathode::evaluatedText);
  function("clearPinned", &cathode::clearPinned);
  function("pinEvaluated", &cathode::pinEvaluated);
  function("comparisonRefusal", &cathode::pinnedRefusal);
  function("encodeLink", &cathode::encodeEvaluated);
  function("decodeLink", &cathode::decodeIntoExchange);
  function("pinnedCount", &cathode::pinnedCount);
  function("takePinned", &cathode::takePinned);
  function("pinName", &cathode::pinNameAt);
  function("clearRows", &cathode::clearRows);
  function("addRow", &cathode::addRow);
  function("putRowText", &cathode::putRowText);
  function("rowsRefusal", &cathode::givenRowsRefusal);
  function("rows", &cathode::rowsVal);
  function("rowColumns", &cathode::rowColumnsVal);
  function("parseNumber", &cathode::parseNumberVal);
  function("audit", &cathode::auditVal);
  function("auditRows", &cathode::auditRowsVal);
  function("auditSummary", &cathode::auditSummaryText);
  function("auditTable", &cathode::auditTableVal);
  function("auditRowsTable", &cathode::auditRowsTableVal);
  function("clearFigure", &cathode::clearFigure);
  function("putOption", &cathode::putOption);
  function("putAssumed", &cathode::putAssumed);
  function("figures", &cathode::figuresVal);
  function("figureOptions", &cathode::figureOptionsVal);
  function("figureSvg", &cathode::figureSvg);
  function("figureTable", &cathode::figureTable);
  function("figureCsv", &cathode::figureCsv);
  function("figureCitation", &cathode::figureCitation);
  function("literatureTable", &cathode::literatureTableVal);
  function("stackTable", &cathode::stackTableVal);
  function("unusedInputs", &cathode::unusedInputsVal);
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
  function("version", &cathode::version);
}
