// SPDX-License-Identifier: MIT
#include "core/decide/linear_step.h"

#include <cmath>
#include <vector>

namespace cathode {
namespace {

constexpr double kZero = 1e-11;
constexpr int kMostPivots = 400;

// A linear program in standard form: rows of coefficients over columns, the last of which is the right-hand side.
struct Tableau {
  int rows, columns;
  std::vector<double> cells;  // (rows + 1) x (columns + 1), the last row the reduced gains
  std::vector<int> basis;

  Tableau(int r, int c) : rows(r), columns(c), cells(std::size_t((r + 1) * (c + 1))), basis(std::size_t(r)) {}
  double& at(int row, int column) { return cells[std::size_t(row) * std::size_t(columns + 1) + std::size_t(column)]; }

  void pivot(int row, int column) {
    const double by = at(row, column);
    for (int c = 0; c <= columns; ++c) at(row, c) /= by;
    for (int r = 0; r <= rows; ++r) {
      const double factor = at(r, column);
      if (r == row || factor == 0.0) continue;
      for (int c = 0; c <= columns; ++c) at(r, c) -= factor * at(row, c);
    }
    basis[std::size_t(row)] = column;
  }

  void solve() {
    for (int pivots = 0; pivots < kMostPivots; ++pivots) {
      int entering = 0;
      while (entering < columns && at(rows, entering) <= kZero) ++entering;
      if (entering == columns) return;
      int leaving = -1;
      double least = 0.0;
      for (int r = 0; r < rows; ++r) {
        if (at(r, entering) <= kZero) continue;
        const double ratio = at(r, columns) / at(r, entering);
        if (leaving < 0 || ratio < least || (ratio == least && basis[std::size_t(r)] < basis[std::size_t(leaving)])) {
          leaving = r;
          least = ratio;
        }
      }
      if (leaving < 0) return;
      pivot(leaving, entering);
    }
  }
};

}  // namespace

Coordinates bestLinearStep(int count, const Coordinates& gain, const Coordinates& lower, const Coordinates& upper,
                           std::span<const LinearCondition> conditions) {
  // In widths of the box, so that a small one is no other problem than a large one.
  Coordinates width{};
  double largest = 0.0;
  for (int i = 0; i < count; ++i) {
    width[i] = upper[i] - lower[i];
    largest = std::max(largest, std::abs(gain[i] * width[i]));
  }
  const double unit = largest > 0.0 ? largest : 1.0;
  const int rows = static_cast<int>(conditions.size());
  // Steps, what conditions fall short, what they have to spare, what steps leave to their ends.
  const int shorts = count, spares = shorts + rows, rests = spares + rows;
  Tableau tableau(rows + count, rests + count);
  for (int i = 0; i < count; ++i) tableau.at(rows + count, i) = gain[i] * width[i] / unit;
  for (int k = 0; k < rows; ++k) {
    const LinearCondition& condition = conditions[std::size_t(k)];
    double scale = 0.0, least = condition.least;
    for (int i = 0; i < count; ++i) {
      scale = std::max(scale, std::abs(condition.slopes[i] * width[i]));
      least -= condition.slopes[i] * lower[i];
    }
    if (scale == 0.0) scale = 1.0;
    least /= scale;
    const double sign = least > 0.0 ? 1.0 : -1.0;
    for (int i = 0; i < count; ++i) tableau.at(k, i) = sign * condition.slopes[i] * width[i] / scale;
    tableau.at(k, shorts + k) = sign;
    tableau.at(k, spares + k) = -sign;
    tableau.at(k, tableau.columns) = sign * least;
    tableau.basis[std::size_t(k)] = least > 0.0 ? shorts + k : spares + k;
    const double penalty = condition.penalty * scale / unit;
    tableau.at(rows + count, shorts + k) -= penalty;
    if (least <= 0.0) continue;
    for (int c = 0; c <= tableau.columns; ++c) tableau.at(rows + count, c) += penalty * tableau.at(k, c);
  }
  for (int i = 0; i < count; ++i) {
    tableau.at(rows + i, i) = 1.0;
    tableau.at(rows + i, rests + i) = 1.0;
    tableau.at(rows + i, tableau.columns) = 1.0;
    tableau.basis[std::size_t(rows) + std::size_t(i)] = rests + i;
  }
  tableau.solve();
  Coordinates step = lower;
  for (int r = 0; r < tableau.rows; ++r) {
    const int column = tableau.basis[std::size_t(r)];
    if (column < count)
      step[column] = lower[column] + width[column] * std::clamp(tableau.at(r, tableau.columns), 0.0, 1.0);
  }
  return step;
}

}  // namespace cathode
