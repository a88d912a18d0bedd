// SPDX-License-Identifier: MIT
// Complex numbers with the same bits on every platform: IEEE-754 additions, multiplications, divisions and square roots
// alone, in one order, where std::complex leaves the order and the elementary functions to the library.
#pragma once

namespace cathode {

struct Complex {
  double re = 0.0, im = 0.0;
};

inline Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
inline Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
inline Complex operator*(Complex a, Complex b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
inline Complex operator*(double a, Complex b) { return {a * b.re, a * b.im}; }

// a / b for b other than 0; without overflow between (Smith 1962).
Complex operator/(Complex a, Complex b);

// |z|, without overflow between.
double absolute(Complex z);

// The square root whose real part is not negative.
Complex squareRoot(Complex z);

// sin x and cos x within 2 ulp of 1, for |x| <= 1e5.
struct SineCosine {
  double sine, cosine;
};
SineCosine sineCosineReproducible(double x);

// e^z for |im z| <= 1e5; the real part as in expReproducible.
Complex expReproducible(Complex z);

}  // namespace cathode
