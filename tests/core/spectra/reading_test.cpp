// SPDX-License-Identifier: MIT
// Files of instruments, each written here as its program lays it out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "core/random_scenario.h"
#include "core/spectra/synthetic.h"

namespace cathode {
namespace {

constexpr int kCount = 31;

double hertzAt(int i) { return 1e6 * std::pow(10.0, -0.2 * i); }
testing::Number ohmAt(int i) {
  return testing::PelletTruth{5.0, 1e-11, 20.0, 1e-8}(testing::Number(0.0, 6.283185307179586 * hertzAt(i)));
}
std::string formatted(const char* format, double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, format, value);
  return buffer;
}
// A row for each frequency: i, f, Z', Z''.
std::string rows(const std::function<std::string(int, double, double, double)>& row) {
  std::string all;
  for (int i = 0; i < kCount; ++i) all += row(i, hertzAt(i), ohmAt(i).real(), ohmAt(i).imag());
  return all;
}
std::string e(double value) { return formatted("%.7E", value); }
std::string comma(double value) {
  std::string text = e(value);
  std::ranges::replace(text, '.', ',');
  return text;
}

const std::string kGamry =
    "EXPLAIN\r\nTAG\tEISPOT\r\nTITLE\tLABEL\tPotentiostatic EIS\tTest "
    "&Identifier\r\nFREQINIT\tQUANT\t1.00000E+006\tInitial "
    "Fre&q. (Hz)\r\nOCVCURVE\tTABLE\t1\r\n\tPt\tT\tVf\tVm\tAch\r\n\t#\ts\tV vs. "
    "Ref.\tV\tV\r\n\t0\t0.5\t1.0E-3\t0\t0\r\n"
    "ZCURVE\tTABLE\r\n\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz\tIdc\tVdc\tIERange\r\n"
    "\t#\ts\tHz\tohm\tohm\tV\tohm\t\xb0\tA\tV\t#\r\n" +
    rows([](int i, double f, double re, double im) {
      return "\t" + std::to_string(i) + "\t3\t" + e(f) + "\t" + e(re) + "\t" + e(im) + "\t1\t1\t-3\t0\t0\t9\r\n";
    }) +
    "EXPERIMENTABORTED\tTOGGLE\tT\tExperiment Aborted\r\n";
std::string bioLogic(const std::function<std::string(double)>& number) {
  return "EC-Lab ASCII FILE\r\nNb header lines : 6\r\n\r\nPotentio Electrochemical Impedance Spectroscopy\r\n\r\n"
         "freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\tPhase(Z)/deg\ttime/s\tCs/\xb5"
         "F\t\r\n" +
         rows([&](int, double f, double re, double im) {
           return number(f) + "\t" + number(re) + "\t" + number(-im) + "\t0\t0\t1\t2\r\n";
         });
}
const std::string kZPlot =
    "ZPLOT2 ASCII\n  Measured Data, ZPlot:       3.2c\n  Freq-Initial:          300000\n  Data Points:                "
    "31\n"
    "  Freq(Hz)\tAmpl\tBias\tTime(Sec)\tZ'(a)\tZ''(b)\tGD\tErr\tRange\nEnd Comments\n" +
    rows([](int, double f, double re, double im) {
      return " " + e(f) + "\t1.0000E-02\t0.0000E+00\t2.67\t" + e(re) + "\t" + e(im) + "\t0.0000E+00\t0\t3\n";
    });
const std::string kZView =
    "\"Z60W Data File: Version 1.1\"\n\"\"\n\"\"\n0,2,0,1,0.1,10000\n31\n"
    "\"  Freq (Hz)    Ampl     Bias   Time(Sec)   Z'(a)    Z''(b)    GD   Err   Range\"\n" +
    rows([](int, double f, double re, double im) { return e(f) + ",0,0,0," + e(re) + "," + e(im) + ",0,0,0\n"; });
const std::string kVersaStudio =
    "<Application>\nName=VersaStudio\n</Application>\n<Experiment>\nStart Frequency "
    "(Hz)=1000000\n</Experiment>\n<Segment1>\n"
    "Type=2\nVersion=3\nDefinition=Segment #, Point #, E(V), I(A), Elapsed Time(s), Frequency(Hz), E Real, E Imag, I "
    "Real, "
    "I Imag, Z Real, Z Imag, Z2 Real, Z2 Imag, 0\n" +
    rows([](int i, double f, double re, double im) {
      return "0," + std::to_string(i) + ",0,-3.2E-06,1.8," + e(f) + ",-0.003,0,0,0," + e(re) + "," + e(im) + ",7,8,0\n";
    }) +
    "</Segment1>\n<Graph1>\nXAxisName=Frequency (Hz)\n</Graph1>\n";
const std::string kNova =
    "Index;Frequency (Hz);Z' (\u03a9);-Z'' (\u03a9);Z (\u03a9);-Phase (\u00b0);Time (s)\n" +
    rows([](int i, double f, double re, double im) {
      return std::to_string(i + 1) + ";" + comma(f) + ";" + comma(re) + ";" + comma(-im) + ";1;2;3\n";
    });
const std::string kZahner = "Potential: 0\n Number Frequency/Hz Impedance/Ohm Phase/deg Significance Time/s\n" +
                            rows([](int i, double f, double re, double im) {
                              const testing::Number z(re, im);
                              return " " + std::to_string(i) + "  " + e(f) + " " + e(std::abs(z)) + " " +
                                     e(std::arg(z) * 180.0 / M_PI) + " 1.0 0.5\n";
                            });
const std::string kChInstruments =
    "Nov. 3, 2025   17:47:14\nA.C. Impedance\nHigh Frequency (Hz) = 1e+6\nLow Frequency (Hz) = 1\n\n"
    "Freq/Hz, Z'/ohm, Z\"/ohm, Z/ohm, Phase/deg\n\n" +
    rows([](int, double f, double re, double im) { return e(f) + ", " + e(re) + ", " + e(im) + ", 1, 2\n"; });
const std::string kParstat =
    "Potential (V)\tCurrent (A)\tElapsed Time (s)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)\t|Vac| "
    "(V)\t\n3.49\t-0.1\t10\t0\t0\t0\t0\t\n" +
    rows([](int, double f, double re, double im) {
      return "3.4\t0\t20\t" + e(f) + "\t" + e(re) + "\t" + e(im) + "\t0\t\n";
    });

void expectRead(const std::string& text, std::string_view kind, ImaginarySign sign = ImaginarySign::toldByHeading,
                double scale = 1.0) {
  const auto spectrum = readSpectrum(text, sign);
  ASSERT_TRUE(spectrum) << kind << ": " << spectrum.error();
  EXPECT_EQ(spectrum->kind, kind);
  ASSERT_EQ(spectrum->points.size(), static_cast<std::size_t>(kCount)) << kind;
  for (int i = 0; i < kCount; ++i) {
    const SpectrumPoint& point = spectrum->points[static_cast<std::size_t>(i)];
    EXPECT_NEAR(point.frequencyHz / hertzAt(i), 1.0, 1e-6) << kind;
    EXPECT_NEAR(point.ohm.re, scale * ohmAt(i).real(), 2e-6 * scale * std::abs(ohmAt(i))) << kind << " " << i;
    EXPECT_NEAR(point.ohm.im, scale * ohmAt(i).imag(), 2e-6 * scale * std::abs(ohmAt(i))) << kind << " " << i;
  }
}

TEST(Reading, TakesTheFilesOfInstruments) {
  expectRead(kGamry, "Gamry DTA");
  expectRead(bioLogic(e), "BioLogic mpt");
  expectRead(bioLogic(comma), "BioLogic mpt");
  expectRead(kZPlot, "ZPlot z");
  expectRead(kZView, "ZView z");
  expectRead(kVersaStudio, "VersaStudio par");
  expectRead(kNova, "NOVA text");
  expectRead(kZahner, "Zahner text");
  expectRead(kChInstruments, "CH Instruments text");
  expectRead(kParstat, "Parstat text");
  EXPECT_EQ(readSpectrum(kParstat)->notices.front().find("1 row without frequency"), 0u);
}

TEST(Reading, TakesTablesBetweenAnything) {
  const auto table = [](std::string heading, const std::string& mark, const std::function<std::string(double)>& number,
                        double sign) {
    return (heading.empty() ? "" : heading + "\n") + rows([&](int, double f, double re, double im) {
             return number(f) + mark + number(re) + mark + number(sign * im) + "\n";
           });
  };
  expectRead(table("f,Z',Z''", ",", e, 1.0), "table between commas");
  expectRead("\xEF\xBB\xBF" + table("frequency / Hz;Re(Z) / Ohm;-Im(Z) / Ohm", ";", comma, -1.0),
             "table between semicolons");
  expectRead(table("Freq (Hz)\tZ\u2032 (\u03a9)\t\u2212Z\u2033 (\u03a9)", "\t", e, -1.0), "table between tabs");
  expectRead(table("freq Zre -Zim", "   ", comma, -1.0), "table between spaces");
  expectRead(table("\"freq\",\"Zreal\",\"Zimag\"", ",", e, 1.0), "table between commas");
  expectRead(table("f/kHz,Z'/kOhm,Z''/kOhm", ",", [](double v) { return e(v / 1e3); }, 1.0), "table between commas");
  expectRead(table("", "\t", comma, -1.0), "bare columns between tabs", ImaginarySign::negatedPart);
  expectRead(table("", ",", e, 1.0), "bare columns between commas", ImaginarySign::signedPart);
  expectRead(table("", " ", e, 1.0), "bare columns between spaces", ImaginarySign::signedPart);
  // Old Macintosh's and doubled line ends.
  std::string text = table("f,Z',Z''", ",", e, 1.0);
  std::ranges::replace(text, '\n', '\r');
  expectRead(text, "table between commas");
}

TEST(Reading, TellsWhatLooksOdd) {
  std::string twice = "f,Z',Z''\n";
  for (int sweep = 0; sweep < 2; ++sweep)
    for (int i = 0; i < 10; ++i) twice += e(hertzAt(i)) + "," + e(ohmAt(i).real()) + ",1\n";
  const auto read = readSpectrum(twice);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->points.size(), 10u);
  ASSERT_EQ(read->notices.size(), 2u);
  EXPECT_EQ(read->notices[0], "From line 12 on the frequencies begin again: only the first spectrum is read.");
  EXPECT_EQ(read->notices[1].find("Z'' is above 0 at 10 of 10 frequencies"), 0u);
}

TEST(Reading, RefusesWithLineAndColumn) {
  const auto refused = [](std::string_view text, std::string_view words) {
    const auto spectrum = readSpectrum(text);
    ASSERT_FALSE(spectrum) << words;
    EXPECT_NE(spectrum.error().find(words), std::string::npos) << spectrum.error();
    EXPECT_NE(spectrum.error().find("allowed"), std::string::npos) << spectrum.error();
  };
  refused("", "The file is empty");
  refused("\n\n \n", "The file is empty");
  refused("1,2,3\n4,5,6\n", "line 1: three columns without a heading: whether the third is Z'' or");
  refused("hello\nworld\n", "line 1: \"hello\": no heading");
  refused("f,Z',Z''\n", "line 1: a heading without rows");
  refused("f,Z',Z''\n1,2,3\n1,x,3\n", "line 3: column 2 (Z'): \"x\" is no number");
  refused("f,Z',Z''\n1,2,3\n1,2\n", "line 3: column 3 (Z''): missing, the row has 2 between commas");
  refused("f,Z',Z''\n1,2,3\n-1,2,3\n", "line 3: frequency: -1;");
  refused("f,Z',Z''\n1,2,3\n2,nan,3\n", "line 3: column 2");
  refused("f,Z',Z''\n1,2,3\n2,1e999,3\n", "line 3: column 2");
  refused("f,Z',Z''\n1,2,3\n2,1e30,3\n", "line 3: an impedance of 1e+30");
  refused("f,Z',Z''\n1,2,3\n2,2,3\n", "2 points");
  refused("f/Hz,Z'/(ohm cm2),Z''/(ohm cm2)\n1,2,3\n", "unit \"(ohmcm2)\"");
  refused("f/rpm,Z',Z''\n1,2,3\n", "unit \"rpm\"");
  refused(std::string_view("f,Z',Z''\n1,\0,3\n", 15), "bytes of 0");
  refused(std::string(kLongestSpectrumText + 1, '1'), "allowed: up to 4000 kB");
  refused(std::string(100000, ','), "no heading");
  refused("ZCURVE\tTABLE\n\tPt\tTime\tFreq\tZreal\tZimag\n", "a heading without rows");
}

TEST(Reading, BearsAnything) {
  testing::Random random(11);
  const std::string whole[] = {kGamry, bioLogic(e), kZPlot, kZView, kVersaStudio, kNova, kZahner, kChInstruments};
  for (int i = 0; i < testing::casesOf(3000); ++i) {
    std::string text = whole[random.below(std::size(whole))];
    const std::size_t changes = 1 + random.below(8);
    for (std::size_t k = 0; k < changes && !text.empty(); ++k) {
      const std::size_t at = random.below(text.size());
      switch (random.below(4)) {
        case 0: text[at] = static_cast<char>(random.below(256)); break;
        case 1: text.erase(at, 1 + random.below(40)); break;
        case 2: text.insert(at, text.substr(random.below(text.size()), random.below(60))); break;
        case 3: text.resize(at + 1); break;
      }
    }
    const auto spectrum = readSpectrum(text);
    if (!spectrum) {
      EXPECT_FALSE(spectrum.error().empty());
      continue;
    }
    EXPECT_GE(spectrum->points.size(), kFewestPoints);
    for (const SpectrumPoint& point : spectrum->points) EXPECT_TRUE(std::isfinite(absolute(point.ohm)));
  }
}

}  // namespace
}  // namespace cathode
