// SPDX-License-Identifier: MIT
// The audit against the source, and against copies of it with a digit changed.
#include "core/audit/audit.h"
#include "core/audit/findings_table.h"
#include "core/audit/literature.h"
#include "core/source/published_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "core/base/number_text.h"
#include "core/cell/capacity.h"
#include "core/cell/evaluate.h"

namespace cathode {
namespace {

std::string nameOf(const Finding& f) { return std::string(f.table) + "|" + f.row + "|" + f.quantity; }
std::string nameOf(const CellName& c) { return std::string(c.table) + "|" + c.row + "|" + std::string(c.column); }
bool isDeterminable(const Finding& f) { return f.verdict != Verdict::notDeterminable; }

// Everything printed as a number, to be changed in place.
std::vector<std::pair<CellName, Printed*>> cellsOf(SourceTables& source) {
  std::vector<std::pair<CellName, Printed*>> cells;
  for (const PublishedTable& table : publishedTables(source)) {
    for (const PublishedRow& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].number)
          cells.push_back({{table.name, row.name, table.columns[i].key}, const_cast<Printed*>(row.cells[i].number)});
      }
    }
  }
  return cells;
}

// The number with its first digit that is not zero changed to `digit`.
Printed withLeadingDigit(Printed number, char digit) {
  std::string text = printedText(number);
  text[text.find_first_not_of("0.")] = digit;
  return {*parseNumber(text), number.decimals};
}
char leadingDigit(Printed number) {
  const std::string text = printedText(number);
  return text[text.find_first_not_of("0.")];
}

TEST(Audit, ChecksOverEightyRelationsAndNamesEachOnce) {
  std::set<std::string> names;
  int determinable = 0;
  for (const Finding& f : audit()) {
    EXPECT_TRUE(names.insert(nameOf(f)).second) << nameOf(f);
    EXPECT_FALSE(f.formula.empty()) << nameOf(f);
    EXPECT_TRUE(isDeterminable(f) || !f.relativeDeviation) << nameOf(f);
    determinable += isDeterminable(f);
  }
  EXPECT_GT(determinable, 80);
}

// What science says of the printed numbers, recomputed here in plain arithmetic without intervals.
TEST(Audit, FindsWhatPlainArithmeticFinds) {
  std::map<std::string, Finding> found;
  for (Finding& f : audit()) found[nameOf(f)] = f;
  const SourceTables& s = sourceTables();
  for (int am = 0; am < 2; ++am) {
    for (int m = 0; m < kModelCount; ++m) {
      const std::string row = "Model " + std::to_string(m + 1) + ", " + (am == 0 ? "75" : "85") + " wt%";
      const double ionic =
          s.ionicReference[am][m].sigmaMsCm * s.ionic[am][m].phiSePct / 100.0 / s.ionic[am][m].sigmaEffMsCm;
      const Finding& f = found.at((am == 0 ? "S1|" : "S3|") + row + "|Ionic tortuosity factor τ²");
      EXPECT_NEAR(*f.recomputed / ionic, 1.0, 1e-12);
      EXPECT_EQ(*f.printed, s.ionic[am][m].tortuosityFactor.value);
    }
  }
  const auto verdict = [&](const std::string& name) { return found.at(name).verdict; };
  EXPECT_EQ(verdict("S1|Model 2, 75 wt%|Ionic tortuosity factor τ²"), Verdict::beyondRounding);
  EXPECT_EQ(verdict("S3|Model 1, 85 wt%|Ionic tortuosity factor τ²"), Verdict::contradictory);
  EXPECT_EQ(verdict("S4|Model 1, 85 wt%|Electronic tortuosity factor τ²"), Verdict::contradictory);
  EXPECT_EQ(verdict("S17|Milled SE|Total resistance"), Verdict::contradictory);
  EXPECT_EQ(verdict("S18|Pristine SE|Total resistance"), Verdict::beyondRounding);
  EXPECT_EQ(verdict("S6|Ref. 26|Volumetric energy density, loading read as composite mass"), Verdict::consistent);
  // Other groups' voltages and materials are not printed: no reproach where plausible ones reconcile a row, and where
  // none does, one.
  EXPECT_EQ(verdict("S6|Ref. 60|Composite density against the densest possible"), Verdict::conditional);
  EXPECT_EQ(verdict("S6|Ref. 56|Composite density against the densest possible"), Verdict::conditional);
  EXPECT_NE(found.at("S6|Ref. 60|Composite density against the densest possible").condition.find("3.4 g/cm³"),
            std::string::npos);
  const std::string asAm = "|Volumetric energy density, loading read as AM mass",
                    asComposite = "|Volumetric energy density, loading read as composite mass";
  for (const auto& [reference, volts] : {std::pair{"S6|Ref. 41", "V = 3.98 V"}, {"S6|Ref. 55", "V = 4.14 V"}}) {
    EXPECT_EQ(verdict(reference + asAm), Verdict::conditional);
    EXPECT_EQ(found.at(reference + asAm).condition, volts);
    EXPECT_TRUE(found.at(reference + asAm).formula.ends_with("follows if " + std::string(volts)));
    EXPECT_EQ(verdict(reference + asComposite), Verdict::notDeterminable);
    EXPECT_EQ(verdict(reference + std::string("|Nominal voltage that the row implies")), Verdict::conditional);
  }
  for (const std::string reference : {"S6|Ref. 57", "S6|Ref. 58", "S6|Ref. 59"}) {
    EXPECT_EQ(verdict(reference + asAm), Verdict::contradictory);
    EXPECT_EQ(verdict(reference + asComposite), Verdict::contradictory);
    EXPECT_EQ(verdict(reference + "|Nominal voltage that the row implies"), Verdict::contradictory);
  }
  EXPECT_EQ(verdict("S6|Ref. 43|Volumetric energy density"), Verdict::contradictory);
  // The two readings differ by the AM content, and the composite's is the smaller.
  for (const LiteratureRow& row : s.literature) {
    if (!row.loadingMgCm2 || !(row.specificCapacityMahG.value > 0) || !row.thicknessUm) continue;
    const double ofAm = row.specificCapacityMahG * *row.loadingMgCm2 * 3.7e-3 / ((*row.thicknessUm + 60) * 1e-4);
    EXPECT_NEAR(*found.at("S6|" + literatureRowName(row) + asAm).recomputed / ofAm, 1, 1e-12);
    EXPECT_NEAR(*found.at("S6|" + literatureRowName(row) + asComposite).recomputed / (ofAm * row.amWtPct / 100), 1,
                1e-12);
  }
  for (int entry = 0, contradictory = 0; entry < 16; ++entry) {
    const auto model = static_cast<ParticleModel>(entry / 4);
    const auto am = static_cast<AmContent>(entry / 2 % 2);
    const auto t = static_cast<MeasuredTemperature>(entry % 2);
    const Finding& f = found.at("S5|" + energyRowName(model, am, t) + "|Capacity implied by volume and by mass");
    const ImpliedCapacity& implied = impliedCapacity(model, am, t);
    EXPECT_NEAR(*f.printed / implied.fromVolumetricMahG, 1.0, 1e-12) << f.row;
    EXPECT_NEAR(*f.recomputed / implied.fromGravimetricMahG, 1.0, 1e-12) << f.row;
    EXPECT_EQ(f.verdict == Verdict::consistent, !implied.contradictory) << f.row;
    contradictory += f.verdict == Verdict::contradictory;
    if (entry == 15) {
      EXPECT_EQ(contradictory, 2);
    }
  }
}

TEST(Audit, VerdictFollowsFromDeviationAndAllowance) {
  for (const Finding& f : audit()) {
    if (!f.relativeDeviation || f.isLimit || f.verdict == Verdict::conditional) continue;
    EXPECT_NEAR(*f.recomputed / *f.printed - 1.0, *f.relativeDeviation, 1e-12) << nameOf(f);
    const bool explained = std::abs(*f.relativeDeviation) <= *f.roundingAllowance * (1.0 + 1e-9);
    EXPECT_EQ(f.verdict == Verdict::consistent, explained) << nameOf(f);
    if (!explained) {
      EXPECT_EQ(f.verdict == Verdict::contradictory, std::abs(*f.relativeDeviation) > kContradiction) << nameOf(f);
    }
  }
}

// Every printed number, every other leading digit: no relation without the number may change at all;
// wherever a relation that held contains it, some verdict must change.
TEST(Audit, NoticesAChangedDigitWhereItMattersAndOnlyThere) {
  const std::vector<Finding> before = audit();
  std::map<std::string, std::vector<std::size_t>> relationsOf;
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (const CellName& cell : before[i].cells) relationsOf[nameOf(cell)].push_back(i);
  }
  SourceTables copy = sourceTables();
  int cellsChecked = 0, changes = 0, noticed = 0, onlyInBroken = 0;
  for (const auto& [name, number] : cellsOf(copy)) {
    const auto& relations = relationsOf[nameOf(name)];
    const bool determinable = std::ranges::any_of(relations, [&](std::size_t i) { return isDeterminable(before[i]); });
    const bool heldBefore = std::ranges::any_of(
        relations, [&](std::size_t i) { return before[i].verdict == Verdict::consistent && !before[i].isLimit; });
    cellsChecked += determinable;
    const Printed original = *number;
    for (char digit = '1'; digit <= '9'; ++digit) {
      if (digit == leadingDigit(original)) continue;
      *number = withLeadingDigit(original, digit);
      const std::vector<Finding> after = audit(copy);
      ASSERT_EQ(after.size(), before.size());
      bool anyVerdict = false, anyNumber = false;
      for (std::size_t i = 0; i < before.size(); ++i) {
        const bool contains = std::ranges::find(relations, i) != relations.end();
        if (contains) {
          anyVerdict = anyVerdict || after[i].verdict != before[i].verdict;
          anyNumber = anyNumber || after[i].recomputed != before[i].recomputed || after[i].printed != before[i].printed;
          continue;
        }
        ASSERT_EQ(after[i].verdict, before[i].verdict) << nameOf(name) << " changed " << nameOf(before[i]);
        ASSERT_EQ(after[i].recomputed, before[i].recomputed) << nameOf(name) << " changed " << nameOf(before[i]);
      }
      if (!determinable) continue;
      ++changes;
      noticed += anyVerdict;
      EXPECT_TRUE(anyNumber) << nameOf(name) << " to " << digit;
      if (anyVerdict) continue;
      if (heldBefore) {
        ADD_FAILURE() << nameOf(name) << ": " << printedText(original) << " to " << printedText(*number)
                      << " changes no verdict";
      } else {
        ++onlyInBroken;  // nothing held that could break
      }
    }
    *number = original;
  }
  EXPECT_GT(cellsChecked, 150);
  std::printf(
      "%d cells in determinable relations, %d changes, %d change a verdict; %d are of cells whose relations did not "
      "hold before\n",
      cellsChecked, changes, noticed, onlyInBroken);
}

TEST(Literature, SaysHowEachRowIsReproduced) {
  std::map<std::string, std::string> said;
  for (const LiteratureRow& row : sourceTables().literature)
    said[literatureRowName(row)] = reproductionText(reproduction(cellRowOf(row)));
  const std::map<std::string, std::string> expected = {{"Ref. 26", "yes"},
                                                       {"Ref. 27", "nothing can be said"},
                                                       {"Ref. 55", "if V = 4.14 V"},
                                                       {"Ref. 41", "if V = 3.98 V"},
                                                       {"Ref. 43", "no"},
                                                       {"Ref. 56", "nothing can be said"},
                                                       {"Ref. 57", "no"},
                                                       {"Ref. 58", "no"},
                                                       {"Ref. 59", "no"},
                                                       {"Ref. 60", "yes"},
                                                       {"Ref. 61", "nothing can be said"},
                                                       {"This work, 30 °C", "yes"},
                                                       {"This work, 60 °C", "yes"}};
  EXPECT_EQ(said, expected);
}

TEST(FindingsTable, ShowsDeviationsAsFarAsRoundingLeavesThem) {
  const std::vector<Finding> findings = audit();
  const Table table = findingsTable(findings, "audit");
  ASSERT_EQ(table.rows.size(), findings.size());
  std::map<std::string, std::string> deviations;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    deviations[nameOf(findings[i])] = table.rows[i].cells[6].text;
    EXPECT_EQ(table.rows[i].cells[6].number, findings[i].relativeDeviation);
    EXPECT_EQ(table.rows[i].cells[8].text, verdictText(findings[i].verdict));
  }
  EXPECT_EQ(deviations.at("S17|Milled SE|Total resistance"), "−11.8");
  EXPECT_EQ(deviations.at("S4|Model 1, 85 wt%|Electronic tortuosity factor τ²"), "−18");
  EXPECT_EQ(deviations.at("S5|Model 1, 85 wt%, 30 °C|Capacity implied by volume and by mass"), "+9");
}

TEST(AuditRows, FindTheSameInAPersonsRows) {
  const std::vector<CellRow> rows = literatureCellRows();
  std::map<std::string, Finding> table;
  for (Finding& f : audit()) table[f.row + "|" + f.quantity] = f;
  int compared = 0;
  for (const Finding& f : auditRows(rows)) {
    const auto same = table.find(f.row + "|" + f.quantity);
    if (same == table.end()) continue;
    EXPECT_EQ(f.verdict, same->second.verdict) << nameOf(f);
    EXPECT_EQ(f.recomputed, same->second.recomputed) << nameOf(f);
    ++compared;
  }
  EXPECT_GT(compared, 40);
}

CellRow rowOfTexts(std::initializer_list<std::pair<std::string_view, std::string_view>> texts) {
  CellRow cells;
  for (const auto& [key, text] : texts) {
    const auto put = putRowText(cells, *findRowColumn(key), text);
    EXPECT_TRUE(put) << key;
  }
  return cells;
}

TEST(AuditRows, CheckTransportAndImpedanceRows) {
  const CellRow transport = rowOfTexts({{"sigma0MsCm", "14.82"},
                                        {"phiPct", "23.68"},
                                        {"sigmaEffMsCm", "0.088"},
                                        {"tortuosityFactor", "49.01"},
                                        {"macMullin", "168"}});
  const CellRow impedance = rowOfTexts({{"bulkOhm", "1.573"}, {"grainBoundaryOhm", "13.4"}, {"totalOhm", "14.97"}});
  const std::vector<Finding> findings = auditRows(std::array{transport, impedance, CellRow{}});
  std::map<std::string, Verdict> verdicts;
  for (const Finding& f : findings) verdicts[f.row + "|" + f.quantity] = f.verdict;
  EXPECT_EQ(verdicts.at("Row 1|Tortuosity factor τ²"), Verdict::contradictory);
  EXPECT_EQ(verdicts.at("Row 1|MacMullin number"), Verdict::consistent);
  EXPECT_EQ(verdicts.at("Row 2|Total resistance"), Verdict::consistent);
  EXPECT_EQ(verdicts.at("Row 3|Any relation"), Verdict::notDeterminable);
}

TEST(AuditRows, TrailingZerosNarrowWhatRoundingExplains) {
  const auto verdictOf = [](std::string_view total) {
    return auditRows(
               std::array{rowOfTexts({{"bulkOhm", "1.00"}, {"grainBoundaryOhm", "2.00"}, {"totalOhm", total}})})[0]
        .verdict;
  };
  EXPECT_EQ(verdictOf("3"), Verdict::consistent);
  EXPECT_EQ(verdictOf("3.1"), Verdict::beyondRounding);
  EXPECT_EQ(verdictOf("3.0"), Verdict::consistent);
  EXPECT_EQ(verdictOf("3.02"), Verdict::beyondRounding);
  EXPECT_EQ(verdictOf("4.00"), Verdict::contradictory);
}

TEST(AuditRows, DigitsPrintedWithAPowerOfTenRoundAsPrinted) {
  const auto verdictOf = [](std::string_view bulk, std::string_view boundary, std::string_view total) {
    return auditRows(
               std::array{rowOfTexts({{"bulkOhm", bulk}, {"grainBoundaryOhm", boundary}, {"totalOhm", total}})})[0]
        .verdict;
  };
  EXPECT_EQ(verdictOf("1.0e3", "2.0e3", "3.1e3"), Verdict::consistent);
  EXPECT_EQ(verdictOf("1.0e3", "2.0e3", "3.2e3"), Verdict::contradictory);
  EXPECT_EQ(verdictOf("1000", "2000", "3100"), Verdict::beyondRounding);
  EXPECT_EQ(verdictOf("1e3", "2.00e3", "3.4e3"), Verdict::consistent);
  // What was typed reads the same again, with the same digits.
  const std::size_t total = *findRowColumn("totalOhm");
  std::uint32_t state = 7;
  for (int i = 0; i < 2000; ++i) {
    state = state * 1664525 + 1013904223;
    const int exponent = int(state >> 8) % 9, after = int(state >> 16) % 4;
    const std::string typed = std::to_string(1 + (state >> 20) % 9) +
                              (after ? "." + std::to_string(1000 + state % 1000).substr(4 - after) : "") + "e" +
                              std::to_string(exponent);
    CellRow cells, again;
    ASSERT_TRUE(putRowText(cells, total, typed)) << typed;
    ASSERT_EQ(cells[RowField::totalOhm]->decimals, after - exponent) << typed;
    ASSERT_TRUE(putRowText(again, total, rowText(cells, total)));
    EXPECT_EQ(again[RowField::totalOhm], cells[RowField::totalOhm]) << typed << " became " << rowText(cells, total);
  }
  CellRow cells;
  ASSERT_TRUE(putRowText(cells, *findRowColumn("temperatureC"), "0e99999999999"));
  EXPECT_EQ(printedText({1000, -2}), "1.0·10³");
  EXPECT_EQ(plainText(Printed{-12500, -2}), "-1.25e4");
}

TEST(AuditRows, AreCondemnedOnlyWhereNothingPlausibleReconcilesThem) {
  const auto verdictOf = [](std::string_view whL, std::string_view volts) {
    CellRow row = rowOfTexts({{"amWtPct", "80.0"},
                              {"loadingMgCm2", "20.0"},
                              {"thicknessUm", "80.0"},
                              {"specificCapacityMahG", "150.0"},
                              {"volumetricEnergyDensityWhL", whL},
                              {"nominalVoltageV", volts}});
    return auditRows({&row, 1})[0].verdict;
  };
  // 2.4 mAh/cm2 over 140 um.
  EXPECT_EQ(verdictOf("634.3", "-"), Verdict::consistent);   // at 3.7 V
  EXPECT_EQ(verdictOf("714.0", "-"), Verdict::conditional);  // at 4.165 V
  EXPECT_EQ(verdictOf("714.0", "3.70"), Verdict::contradictory);
  EXPECT_EQ(verdictOf("714.0", "4.165"), Verdict::consistent);
  EXPECT_EQ(verdictOf("1100", "-"), Verdict::contradictory);
}

TEST(AuditRows, GiveOneVerdictOnAnEnergyAndOnTheVoltageThatItImplies) {
  const auto verdictsOf = [](std::string_view whL) {
    const CellRow row = rowOfTexts({{"amWtPct", "80.00"},
                                    {"loadingMgCm2", "20.00"},
                                    {"thicknessUm", "80.00"},
                                    {"specificCapacityMahG", "150.00"},
                                    {"volumetricEnergyDensityWhL", whL}});
    std::set<Verdict> verdicts;
    for (const Finding& finding : auditRows({&row, 1})) {
      if (finding.checks == Checks::impliedVoltage || finding.quantity.contains("as composite"))
        verdicts.insert(finding.verdict);
    }
    return verdicts;
  };
  // 2.4 mAh/cm2 over 140 um, at 3.74 and at 3.70 V.
  EXPECT_EQ(verdictsOf("641.14"), std::set{Verdict::conditional});
  EXPECT_EQ(verdictsOf("634.29"), std::set{Verdict::consistent});
}

TEST(Rows, RefuseWithColumnAndRangeAndKeepDigits) {
  CellRow cells;
  const std::size_t am = *findRowColumn("amWtPct"), cathode = *findRowColumn("cathode");
  ASSERT_TRUE(putRowText(cells, am, " 85,0 "));
  EXPECT_EQ(rowText(cells, am), "85.0");
  for (const char* wrong : {"120", "-1", "many", "1,000", "1e999", "nan"}) {
    const auto put = putRowText(cells, am, wrong);
    ASSERT_FALSE(put) << wrong;
    EXPECT_NE(put.error().find("amWtPct"), std::string::npos);
    EXPECT_NE(put.error().find("1 to 100 wt%"), std::string::npos);
  }
  EXPECT_EQ(rowText(cells, am), "85.0");
  ASSERT_TRUE(putRowText(cells, am, "–"));
  EXPECT_EQ(cells[RowField::amWtPct], std::nullopt);
  EXPECT_FALSE(putRowText(cells, cathode, std::string(41, 'x')));
  EXPECT_FALSE(putRowText(cells, cathode, "a\x01"));
  EXPECT_TRUE(putRowText(cells, cathode, "NCM811 <&\"'> 正极"));
}

}  // namespace
}  // namespace cathode
