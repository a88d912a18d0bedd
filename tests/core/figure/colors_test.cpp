// SPDX-License-Identifier: MIT
// What has a colour of its own is told apart by it: with normal vision, by colour-blind readers, and in grey-scale.
#include "core/figure/colors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cathode::figure {
namespace {

using Three = std::array<double, 3>;

Three linearOf(std::uint32_t rgb) {
  Three linear{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = (rgb >> (16 - 8 * i) & 0xFF) / 255.0;
    linear[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  return linear;
}

using Matrix = std::array<Three, 3>;
Three times(const Matrix& m, const Three& v) {
  Three result{};
  for (std::size_t i = 0; i < 3; ++i) result[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
  return result;
}

// CIE L*a*b* under D65 of linear sRGB.
Three labOf(const Three& linear) {
  constexpr Matrix kToXyz{
      {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
  constexpr Three kWhite{0.95047, 1.0, 1.08883};
  Three f = times(kToXyz, linear);
  for (std::size_t i = 0; i < 3; ++i) {
    const double t = f[i] / kWhite[i];
    f[i] = t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
  }
  return {116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])};
}

// CIE76: the distance in L*a*b*.
double differenceOf(const Three& a, const Three& b) { return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]); }

struct Vision {
  const char* name;
  Matrix matrix;
};
// Severity 1 of Machado, Oliveira and Fernandes 2009, on linear sRGB.
constexpr Vision kVisions[] = {
    {"normal", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    {"protanopia",
     {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    {"deuteranopia",
     {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    {"tritanopia",
     {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}}};

Three seen(std::uint32_t rgb, const Vision& vision) {
  Three linear = times(vision.matrix, linearOf(rgb));
  for (double& c : linear) c = std::clamp(c, 0.0, 1.0);
  return labOf(linear);
}

double lightnessOf(std::uint32_t rgb) { return labOf(linearOf(rgb))[0]; }

constexpr double kLeastDifference = 15.0;

void expectApart(std::array<std::uint32_t, 4> colors, double leastLightness, const char* what) {
  for (std::size_t i = 0; i < colors.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      for (const Vision& vision : kVisions) {
        EXPECT_GE(differenceOf(seen(colors[i], vision), seen(colors[k], vision)), kLeastDifference)
            << what << " " << k + 1 << " and " << i + 1 << ", " << vision.name;
      }
      EXPECT_GE(std::abs(lightnessOf(colors[i]) - lightnessOf(colors[k])), leastLightness)
          << what << " " << k + 1 << " and " << i + 1 << ", in grey";
    }
  }
}

TEST(Colors, OfKnownStimuliAreThoseOfTheStandard) {
  EXPECT_NEAR(lightnessOf(0xFFFFFF), 100.0, 1e-3);
  EXPECT_NEAR(lightnessOf(0x777777), 50.03, 0.01);
  const Three red = labOf(linearOf(0xFF0000));
  EXPECT_NEAR(red[0], 53.24, 0.01);
  EXPECT_NEAR(red[1], 80.09, 0.01);
  EXPECT_NEAR(red[2], 67.20, 0.01);
  // Grey is grey to everyone; red and green meet without one kind of cone.
  for (const Vision& vision : kVisions) EXPECT_LT(differenceOf(seen(0x808080, vision), labOf(linearOf(0x808080))), 0.1);
  EXPECT_LT(differenceOf(seen(0xA06000, kVisions[2]), seen(0x748000, kVisions[2])), kLeastDifference);
}

TEST(Colors, OfModelsAreToldApart) {
  for (const Colors* colors : {&kOnLight, &kOnDark}) {
    expectApart({colors->model1, colors->model2, colors->model3, colors->model4}, 6.5,
                colors == &kOnLight ? "model on light" : "model on dark");
  }
}

TEST(Colors, OfPhasesAreToldApart) {
  for (const Colors* colors : {&kOnLight, &kOnDark}) {
    expectApart({colors->am, colors->se, colors->ca, colors->pore}, 15.0,
                colors == &kOnLight ? "phase on light" : "phase on dark");
  }
}

// A map's shades rise in equal steps of lightness, and are as far apart for everybody.
TEST(Colors, OfMapsAreEvenAndToldApartByEverybody) {
  constexpr int kLast = static_cast<int>(std::size(kRamp)) - 1;
  const auto lightnessOf = [](std::uint32_t color) { return labOf(linearOf(color))[0]; };
  const double even = (lightnessOf(kRamp[kLast]) - lightnessOf(kRamp[0])) / kLast;
  EXPECT_GT(even * kLast, 70.0);
  for (int i = 0; i < kLast; ++i) {
    EXPECT_NEAR(lightnessOf(kRamp[i + 1]) - lightnessOf(kRamp[i]), even, 0.15 * even) << i;
    for (const Vision& vision : kVisions) {
      const Three a = labOf(times(vision.matrix, linearOf(kRamp[i]))),
                  b = labOf(times(vision.matrix, linearOf(kRamp[i + 1])));
      EXPECT_GT(differenceOf(a, b), 8.0) << vision.name << " " << i;
      EXPECT_GT(b[0], a[0] + 6.0) << vision.name << " " << i;
    }
  }
}

}  // namespace
}  // namespace cathode::figure
