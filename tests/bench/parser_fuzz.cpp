// SPDX-License-Identifier: MIT
// Mutated text into every reader of the core; to be built with the sanitizers, which say what is wrong.
// usage: parser_fuzz [LINKS [OTHERS]]  (1,000,000 links and 200,000 inputs to each other reader if none is given)
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/audit/audit.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/figure/figures.h"
#include "core/figure/series_chart.h"
#include "core/random_scenario.h"
#include "core/scenario/link.h"

using namespace cathode;

namespace {

testing::Random random_(1);
std::size_t below(std::size_t n) { return random_.below(n); }

const std::vector<std::string> kSeeds = {
    "v=1&model=2&am=78.5&T=60&size=loading&load=30.6&Ls=20&La=0&acc=physical&Lcu=8&Lal=12&eps=12.5&q=180&V=3.8&C=0.1&"
    "rhoAM=4.7&ref=pristine",
    "v=1&pin=model:1,am:75&pin=T:60&pin=&pin=foo:1,am",
    "row=n:Mine,am:80.0,L:70,q:165,ved:900&row=n:%253Dcmd,c:%25E6%25AD%25A3,R1:1.0e3,R2:2e3,R:3.1e3",
    "#v=99&am=NaN&am=1e999&%zz=%&=&&==",
    "am=1,000",
    "0.088",
    "−1,5e-3",
    "1e-400",
    "+.5",
    "0e99999999999",
    "\xEF\xBF\xBE\xED\xA0\x80",
    "正极 <&\"'>"};
const std::vector<std::string> kPieces = {"&",
                                          "=",
                                          ",",
                                          ":",
                                          "%",
                                          "%25",
                                          "%00",
                                          "v=",
                                          "pin=",
                                          "row=",
                                          "am",
                                          "e",
                                          "E",
                                          "-",
                                          "+",
                                          ".",
                                          "9",
                                          "0",
                                          "99999999999999999999",
                                          "−",
                                          "\xF4\x8F\xBF\xBF",
                                          "\xC0",
                                          "NaN",
                                          "inf",
                                          "1e308",
                                          "-0",
                                          " ",
                                          "\t",
                                          "\n",
                                          "#"};

std::string mutated() {
  std::string text = kSeeds[below(kSeeds.size())];
  for (std::size_t i = 0, n = 1 + below(8); i < n; ++i) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0: text.insert(at, kPieces[below(kPieces.size())]); break;
      case 1: text.insert(at, 1, static_cast<char>(below(256))); break;
      case 2: text.erase(at, below(12)); break;
      case 3:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
        break;
      case 4: text += kSeeds[below(kSeeds.size())]; break;
      default: text += text.substr(at, below(40));
    }
    if (text.size() > 4000) text.resize(4000);
  }
  return text;
}

double hostileNumber() {
  switch (below(4)) {
    case 0:
      return std::bit_cast<double>((std::uint64_t(below(1u << 31)) << 33) ^ (std::uint64_t(below(1u << 31)) << 10));
    case 1: return std::ldexp(random_.fraction() - 0.5, int(below(2100)) - 1070);
    case 2: return double(below(3)) - 1;
    default: return random_.fraction() * 100;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int links = argc > 1 ? std::atoi(argv[1]) : 1'000'000, others = argc > 2 ? std::atoi(argv[2]) : 200'000;
  std::size_t notices = 0, refused = 0;
  for (int i = 0; i < links; ++i) {
    const DecodedLink link = decodeLink(mutated());
    notices += link.notices.size();
    // What has been read can be written, and reads the same.
    if (i % 16 == 0 && decodeLink(encodeLink(link.calculation)).calculation != link.calculation) std::abort();
  }
  std::printf("%d links: %zu notices\n", links, notices);
  for (int i = 0; i < others; ++i) {
    const std::string text = mutated();
    for (const auto& number : {parseNumber(text), parseTypedNumber(text)}) {
      if (number && parseNumber(shortestText(*number)) != number) std::abort();
    }
    if (!isPrintable(printable(text))) std::abort();
    refused += quotable(text).size() > 200;
  }
  std::printf("%d texts to the readers of numbers and of text\n", others);
  for (int i = 0; i < others; ++i) {
    std::vector<CellRow> rows(1 + below(2));
    for (CellRow& row : rows) {
      for (std::size_t column = 0; column < rowColumns().size(); ++column) {
        if (below(3) == 0)
          refused += !putRowText(row, column, below(2) ? mutated() : shortestText(std::abs(hostileNumber())));
        (void)rowText(row, column);
      }
    }
    if (i % 8 == 0) (void)auditRows(rows);
  }
  std::printf("%d records, some of them audited\n", others);
  for (int i = 0; i < others; ++i) {
    figure::FigureOptions options;
    for (const char* key : {"widthMm", "theme", "mode", "axis", "loading", "theories", "bulkCapacitanceF", "unknown"})
      refused += !figure::putFigureOption(options, key, mutated());
  }
  std::printf("%d sets of figure options\n", others);
  for (int i = 0; i < others; ++i) {
    figure::SeriesSpec spec{mutated(),
                            {mutated(), below(2) ? figure::Scale::log : figure::Scale::linear},
                            {"y", below(2) ? figure::Scale::log : figure::Scale::linear},
                            {{mutated(), {}, true}}};
    for (std::size_t k = 0, n = below(6); k < n; ++k)
      spec.series[0].points.push_back({hostileNumber(), hostileNumber()});
    const auto scene = figure::seriesChart(spec, 85);
    refused += !scene;
    if (scene && i % 8 == 0) (void)figure::toSvg(*scene, figure::paletteOf(figure::FigureTheme::light), 85, true);
  }
  std::printf("%d charts; %zu refusals in all\n", others, refused);
}
