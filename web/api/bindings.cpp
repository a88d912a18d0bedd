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
  val object = val::object();
  object.set("key", text(metric.key));
  object.set("label", text(metric.label));
  object.set("unit", text(metric.unit));
  object.set("description", text(metric.description));
  object.set("source", text(metric.source));
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
  object.set("provenances",
             words(kProvenanceCount, [](int i) { return text(provenanceKey(static_cast<Provenance>(i))); }));
  object.set("layers", words(kLayerKindCount, [](int i) { return text(layerKey(static_cast<LayerKind>(i))); }));
  object.set("warnings", words(kWarningCount, [](int i) { return text(warningKey(static_cast<WarningCode>(i))); }));
  object.set("views", list(web::kViews, [](const web::ViewKind& kind) { return text(kind.name); }));
  object.set("notes", words(kWarningCount, [](int i) { return val(isNote(static_cast<WarningCode>(i))); }));
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
    if (!field.isUsedIn(evaluated().scenario)) object.set(std::string(field.key), text(field.otherwise));
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
        object.set(std::string(recordColumns()[i].key), content);
    }
    return object;
  });
}

val rowColumnsVal() {
  return list(recordColumns(), [](const RecordColumn& column) {
    val object = val::object();
    object.set("key", text(column.key));
    object.set("label", text(column.label));
    object.set("unit", text(column.unit));
    object.set("isText", column.isText());
    object.set("min", column.isText() ? val::null() : val(column.min));
    object.set("max", column.isText() ? val::null() : val(column.max));
    object.set("description", text(column.description));
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
    object.set("key", notice.key);
    object.set("message", notice.message);
    return object;
  });
}
int pinnedCount() { return static_cast<int>(linkPinned().size()); }
void takePinned(int place) { writeScenario(linkPinned()[place]); }
std::string pinNameAt(int place) { return pinName(place); }

val publishedTablesVal() {
  return list(publishedTables(), [](const PublishedTable& table) {
    val object = val::object();
    object.set("table", text(table.name));
    object.set("caption", text(table.caption));
    object.set("use", text(table.use));
    object.set("columns", list(table.columns, [](const PublishedColumn& column) {
                 val entry = val::object();
                 entry.set("key", text(column.key));
                 entry.set("label", text(column.label));
                 entry.set("unit", text(column.unit));
                 return entry;
               }));
    object.set("rows", list(table.rows, [](const PublishedRow& row) {
                 val entry = val::object();
                 entry.set("row", row.name);
                 entry.set("cells", list(row.cells, [](const PublishedCell& cell) { return val(cell.text); }));
                 return entry;
               }));
    return object;
  });
}

val sourceNotesVal() {
  return list(sourceNotes(), [](const SourceNote& note) {
    val object = val::object();
    object.set("title", text(note.title));
    object.set("text", text(note.text));
    return object;
  });
}

val literatureVal() {
  const auto number = [](const std::optional<Printed>& printed) { return printed ? val(printed->value) : val::null(); };
  return list(literatureRows(), [&](const LiteratureRow& row) {
    val object = val::object();
    object.set("cathode", text(row.cathode));
    object.set("amWtPct", row.amWtPct.value);
    object.set("loadingMgCm2", number(row.loadingMgCm2));
    object.set("arealCapacityMahCm2", number(row.arealCapacityMahCm2));
    object.set("thicknessUm", number(row.thicknessUm));
    object.set("specificCapacityMahG", row.specificCapacityMahG.value);
    object.set("cRate", row.cRate.empty() ? val::null() : text(row.cRate));
    object.set("temperatureC", row.temperatureC.value);
    object.set("volumetricEnergyDensityWhL", row.volumetricWhL.value);
    object.set("reference", text(row.reference));
    return object;
  });
}

val cellVal(const CellName& cell) {
  val name = val::object();
  name.set("table", text(cell.table));
  name.set("row", cell.row);
  name.set("column", text(cell.column));
  return name;
}

val findingsVal(const std::vector<Finding>& findings) {
  return list(findings, [](const Finding& finding) {
    val object = val::object();
    object.set("table", text(finding.table));
    object.set("row", finding.row);
    object.set("quantity", finding.quantity);
    object.set("unit", text(finding.unit));
    object.set("printed", numberVal(finding.printed));
    object.set("recomputed", numberVal(finding.recomputed));
    object.set("relativeDeviation", numberVal(finding.relativeDeviation));
    object.set("roundingAllowance", numberVal(finding.roundingAllowance));
    object.set("verdict", text(verdictText(finding.verdict)));
    object.set("condition", finding.condition);
    object.set("checks", cellVal(finding.subject));
    object.set("formula", finding.formula);
    object.set("cells", list(finding.cells, cellVal));
    return object;
  });
}
val parseNumberVal(const std::string& text) { return numberVal(parseTypedNumber(text)); }
val auditVal() { return findingsVal(audit()); }
val auditRowsVal() { return findingsVal(auditRecords(givenRows())); }

val tableVal(const Table& table) {
  val object = val::object();
  object.set("name", table.name);
  object.set("title", table.title);
  object.set("caption", table.caption);
  object.set("columns", list(table.columns, [](const TableColumn& column) {
               val entry = val::object();
               entry.set("key", column.key);
               entry.set("label", column.label);
               entry.set("unit", column.unit);
               entry.set("isText", column.isText);
               return entry;
             }));
  object.set("rows", list(table.rows, [](const TableRow& row) {
               val entry = val::object();
               entry.set("cells", list(row.cells, [](const TableCell& cell) {
                           val part = val::object();
                           part.set("text", cell.text);
                           part.set("value", numberVal(cell.number));
                           if (cell.isMarked) part.set("isMarked", true);
                           return part;
                         }));
               entry.set("detail", row.detail);
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
  object.set("text", citationText(ids, tables, details, link));
  object.set("bibtex", citationBibtex(ids, tables, details, link));
  return object;
}

val figuresVal() {
  return list(figure::figureKinds(), [](const figure::FigureKind& kind) {
    val object = val::object();
    object.set("name", text(kind.name));
    object.set("label", text(kind.label));
    object.set("description", text(kind.description));
    object.set("tables", text(kind.tables));
    object.set("options", text(kind.options));
    return object;
  });
}
val figureOptionsVal() {
  return list(figure::optionKinds(), [](const figure::OptionKind& kind) {
    val object = val::object();
    object.set("key", text(kind.key));
    object.set("label", text(kind.label));
    object.set("allowed", figure::allowedText(kind));
    object.set("choices", kind.choices.empty() ? val::null() : list(kind.choices, [](const Choice& choice) {
                 val entry = val::object();
                 entry.set("value", text(choice.value));
                 entry.set("label", text(choice.label));
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
    object.set("key", text(theory.key));
    object.set("label", text(theory.label));
    object.set("formula", text(theory.formula));
    object.set("assumption", text(theory.assumption));
    object.set("source", text(theory.source));
    return object;
  });
}

val assumptionsVal() {
  return list(assumptions(), [](const Assumption& assumption) {
    val object = val::object();
    object.set("key", text(assumption.key));
    object.set("label", text(assumption.label));
    object.set("unit", text(assumption.unit));
    object.set("min", assumption.min);
    object.set("max", assumption.max);
    object.set("step", assumption.step);
    object.set("default", assumption.standard);
    object.set("basis", text(assumption.basis));
    return object;
  });
}

val assumedVal(const Assumed& assumed) {
  val object = val::object();
  for (const Assumption& assumption : assumptions()) {
    object.set(std::string(assumption.key), assumed[static_cast<std::size_t>(assumption.id)]);
  }
  return object;
}

// What follows from the assumptions given.
val reconstructionVal() {
  const Reconstruction r = reconstruct(figureRequest().assumed);
  val object = val::object();
  object.set("assumptions", assumedVal(figureRequest().assumed));
  object.set("loadingMgCm2", r.loadingMgCm2);
  object.set("thicknessOfS6Um", r.thicknessOfS6Um);
  object.set("rmsPhiPct", r.rmsPhiPct);
  object.set("rmsDisagreement", r.rmsDisagreement);
  object.set("meanDisagreement", r.meanDisagreement);
  object.set("composites", list(r.composites, [](const ReconstructedComposite& c) {
               const auto three = [](const double(&values)[3]) {
                 return list(values, [](double value) { return val(value); });
               };
               val entry = val::object();
               entry.set("row", modelRowName(c.model, c.am));
               entry.set("printedPhiPct", three(c.printedPhiPct));
               entry.set("phiPct", three(c.phiPct));
               entry.set("porosityPct", c.porosityPct);
               entry.set("densityGCm3", c.densityGCm3);
               entry.set("thicknessUm", c.thicknessUm);
               return entry;
             }));
  object.set("entries", list(r.entries, [](const ReconstructedEntry& e) {
               val entry = val::object();
               entry.set("row", energyRowName(e.model, e.am, e.temperature));
               entry.set("fromVolumetricMahG", e.fromVolumetricMahG);
               entry.set("fromGravimetricMahG", e.fromGravimetricMahG);
               entry.set("disagreement", e.disagreement);
               entry.set("volumetricEnergyDensityWhL", e.volumetricWhL);
               entry.set("gravimetricEnergyDensityWhKg", e.gravimetricWhKg);
               entry.set("contradictory", e.contradictory);
               return entry;
             }));
  object.set("sensitivities", list(sensitivities(figureRequest().assumed), [](const Sensitivity& s) {
               val entry = val::object();
               entry.set("key", text(assumptions()[static_cast<std::size_t>(s.id)].key));
               entry.set("disagreementPerPct", s.disagreementPerPct);
               entry.set("meanPerPct", s.meanPerPct);
               entry.set("phiPctPerPct", s.phiPctPerPct);
               return entry;
             }));
  return object;
}

val refinementVal() {
  const RefinedReconstruction r = refine(figureRequest().assumed);
  val object = val::object();
  object.set("assumptions", assumedVal(r.assumed));
  object.set("parameters", list(r.parameters, [](const FittedParameter& p) {
               val entry = val::object();
               entry.set("key", text(assumptions()[static_cast<std::size_t>(p.id)].key));
               entry.set("lower", p.lower);
               entry.set("upper", p.upper);
               entry.set("value", p.value);
               entry.set("standardUncertainty", p.standardUncertainty);
               entry.set("atBound", p.atBound);
               return entry;
             }));
  object.set("correlation", list(r.correlation, [](const double(&row)[kFittedCount]) {
               return list(row, [](double value) { return val(value); });
             }));
  object.set("rmsPhiPct", r.rmsPhiPct);
  object.set("rmsDisagreement", r.rmsDisagreement);
  object.set("chiSquared", r.chiSquared);
  object.set("degreesOfFreedom", r.degreesOfFreedom);
  object.set("iterations", r.iterations);
  object.set("converged", r.converged);
  object.set("conditionNumber", r.conditionNumber);
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
