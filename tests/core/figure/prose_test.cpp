// SPDX-License-Identifier: MIT
// Every sentence that explains, warns or cites, as it stands: a table exchanged for another, a unit, a "not" are seen.
// What is meant to change is written anew with UPDATE_GOLDEN=1, and the difference read.
#include <gtest/gtest.h>

#include "core/audit/audit.h"
#include "core/audit/checked_tables.h"
#include "core/audit/literature.h"
#include "core/audit/reconstruction.h"
#include "core/audit/reconstruction_tables.h"
#include "core/base/number_text.h"
#include "core/cell/description.h"
#include "core/cell/provenance.h"
#include "core/cell/stack_table.h"
#include "core/cell/warnings.h"
#include "core/figure/figures.h"
#include "core/microstructure/microstructure.h"
#include "core/scenario/link.h"
#include "core/scenario/parameters.h"
#include "core/source/published_tables.h"
#include "golden_text.h"

namespace cathode {
namespace {

using figure::FigureInput;

// Scenarios among which every branch of what is said is taken.
constexpr const char* kLinks[] = {
    "",
    "model=1",
    "model=2",
    "model=3&T=60",
    "model=1&T=60",
    "model=2&am=75&T=60",
    "am=80&T=45",
    "model=1&am=80",
    "am=60&T=90",
    "am=92&T=0",
    "Lc=60",
    "load=40",
    "q=173",
    "q=270&Lc=60",
    "C=1",
    "q=150&C=2",
    "eps=50",
    "am=60&eps=60",
    "ca=4.5",
    "rhoAM=4.6&rhoSE=1.8",
    "acc=physical",
    "acc=physical&soc=charged&coll=half&La=0",
    "ref=pristine",
    "ref=mixed",
    "model=2&ref=mixed&am=90",
    "V=3.8&Ls=20",
    "aint=0.5&Rct=100",
    "aint=9",
    "C=20",
    "C=0.5&D=1e-15",
    "C=2.5",
    "C=5&drop=1",
    "own=n:Bare,k:2,rAM:4.8,rSE:1.64,p:80_25_0.1~0.01&comp=1",
    ("own=n:Whole,k:4,rAM:4.8,rSE:1.9,i:5,iT:25,iE:0.3,e:10,eT:25,p:70_25_0.2_1_15_180,p:85_25_0.1_2_12_170&comp=1&am="
     "80&T=40"),
};

TEST(Prose, ExplainsAndWarns) {
  std::string prose;
  std::array<bool, kWarningCount> warned{};
  for (const char* link : kLinks) {
    const Scenario s = decodeLink(std::string("v=2&") + link).calculation.scenario;
    const Report report = evaluate(s);
    prose.append("# ").append(link).append("\n").append(scenarioText(s)).append("; ").append(stateText(s)) += '\n';
    for (const Metric& metric : metrics()) {
      prose.append(metric.key).append(", ").append(provenanceKey(report[metric.id].provenance)).append(": ");
      prose.append(provenanceText(metric.id, s, report)) += '\n';
    }
    for (const Warning& warning : report.warnings()) {
      warned[static_cast<std::size_t>(warning.code)] = true;
      prose.append(isNote(warning.code) ? "Note " : "Warning ").append(warningKey(warning.code)).append(", ");
      prose.append(parameter(warning.field).key).append(": ").append(warningMessage(warning.code, s)) += '\n';
    }
    prose += '\n';
  }
  for (std::size_t i = 0; i < warned.size(); ++i) {
    EXPECT_TRUE(warned[i]) << "no scenario here warns " << warningKey(static_cast<WarningCode>(i));
  }
  testing::expectGoldenText("scenarios", prose);
}

TEST(Prose, DescribesRegistries) {
  std::string prose;
  const auto line = [&](std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) prose.append(part).append(" | ");
    prose.replace(prose.size() - 3, 3, "\n");
  };
  for (const Parameter& p : parameters()) line({p.key, p.urlKey, p.label, allowedText(p), p.whenEmpty, p.description});
  for (const Metric& m : metrics()) line({m.key, m.label, m.symbol, m.unit, m.description, m.source});
  for (const figure::FigureKind& f : figure::figureKinds()) line({f.name, f.label, f.description, f.tables, f.options});
  for (const figure::OptionKind& o : figure::optionKinds()) line({o.key, o.label, figure::allowedText(o)});
  for (const Theory& t : theories()) line({t.key, t.label, t.formula, t.assumption, t.source});
  for (const Assumption& a : assumptions()) line({a.key, a.label, a.unit, a.basis});
  for (const RowColumn& c : rowColumns()) line({c.key, c.label, c.unit, c.description});
  for (const MicrostructureSize& m : microstructureSizes()) line({m.key, m.label, m.unit, m.description});
  for (const PublishedTable& t : publishedTables()) line({t.name, t.caption, t.use});
  for (const SourceNote& n : sourceNotes()) line({n.title, n.text});
  testing::expectGoldenText("registries", prose);
}

TEST(Prose, JudgesPrintedNumbers) {
  std::string prose = summaryText(summaryOf(audit())) + "\n";
  for (const Finding& f : audit()) {
    prose.append(f.table).append(" ").append(f.row).append(", ").append(f.quantity).append(", ");
    prose.append(verdictText(f.verdict)).append(f.condition.empty() ? "" : " (" + f.condition + ")").append(": ");
    prose.append(f.formula) += '\n';
  }
  for (const LoadingReading reading : {LoadingReading::composite, LoadingReading::activeMaterial}) {
    const Table table = literatureTable({}, reading, {});
    prose.append(table.caption) += '\n';
    for (const TableRow& row : table.rows) {
      for (const TableCell& cell : row.cells) prose.append(cell.text).append(" | ");
      prose.append(row.detail) += '\n';
    }
  }
  testing::expectGoldenText("audit", prose);
}

// Every table that the interfaces share, with other assumptions than the standard ones.
TEST(Prose, ShowsTables) {
  std::string prose;
  const auto add = [&](const Table& table) {
    prose.append("# ").append(table.name).append(" ").append(table.title).append("\n").append(table.caption) += '\n';
    for (const TableColumn& column : table.columns)
      prose.append(column.key).append(" ").append(column.label).append(" [").append(column.unit).append("] | ");
    prose += '\n';
    for (const TableRow& row : table.rows) {
      for (const TableCell& cell : row.cells) {
        prose.append(cell.text).append(cell.isMarked ? " !" : "");
        // What is shown is the number, rounded.
        if (cell.number && parseNumber(cell.text)) {
          EXPECT_NEAR(*parseNumber(cell.text), *cell.number, std::abs(*cell.number) * 0.006 + 0.5) << cell.text;
        }
        prose += " | ";
      }
      prose.append(row.detail) += '\n';
    }
  };
  Assumed assumed = standardAssumptions();
  assumed[static_cast<std::size_t>(AssumptionId::seDensityGCm3)] = 1.7;
  assumed[static_cast<std::size_t>(AssumptionId::nominalVoltageV)] = 3.8;
  const Reconstruction r = reconstruct(assumed);
  add(reconstructionSummaryTable(assumed));
  add(reconstructedEntriesTable(r));
  add(reconstructedCompositesTable(r));
  add(sensitivityTable(assumed));
  add(refinementTable(refine(assumed)));
  for (const char* link :
       {"", "acc=physical", "acc=physical&soc=charged&coll=half&La=0", "size=load&load=12.5&Ls=55"}) {
    const Scenario s = decodeLink(std::string("v=2&") + link).calculation.scenario;
    add(stackTable(s, evaluate(s)));
  }
  for (const Table& table : checkedTables()) add(table);
  testing::expectGoldenText("tables", prose);
}

TEST(Prose, CitesAndNotes) {
  std::string prose;
  for (const figure::FigureKind& kind : figure::figureKinds()) {
    FigureInput input;
    input.options.theories = (1u << kTheoryCount) - 1;
    const figure::Figure figure = makeFigure(kind.id, input);
    prose.append("# ").append(kind.name).append("\n").append(figure.scene.title).append("\n");
    prose.append(figure.scene.description) += '\n';
    prose.append(figure.scene.caption) += '\n';
    for (const auto& item : figure.scene.items) {
      if (const auto* text = std::get_if<figure::Text>(&item)) prose.append(text->what) += '\n';
    }
    prose += citationText(worksOf(figure.citations, kind.tables, {}, "")) + "\n";
    prose +=
        citationBibtex(worksOf(figure.citations, kind.tables, {"Title", "A. Author", "2025", "10.1/x"}, "link")) + "\n";
  }
  testing::expectGoldenText("figures", prose);
}

}  // namespace
}  // namespace cathode
