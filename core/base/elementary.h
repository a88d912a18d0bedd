// SPDX-License-Identifier: MIT
// exp, log and cube root with the same bits on every platform.
//
// The C libraries of the platforms we run on (glibc with or without FMA, musl in WebAssembly)
// round the last bit of exp and log differently, which would make a shared link evaluate to
// different digits on different machines. These two are built from IEEE-754 additions,
// multiplications and divisions only, so with floating-point contraction off they are
// reproducible everywhere.
#pragma once

namespace cathode {

// e^x. Within 1 ulp of the true value for |x| <= 700; 0 below, +infinity above that range; NaN of NaN.
double expReproducible(double x);

// Natural logarithm of x for finite x > 0, within 1 ulp. Not defined for other x.
double logReproducible(double x);

// Cube root of x for finite x > 0; 0 for others.
inline double cubeRootReproducible(double x) { return x > 0.0 ? expReproducible(logReproducible(x) / 3.0) : 0.0; }

}  // namespace cathode
