// SPDX-License-Identifier: MIT
// Bodies in a box of which theory knows the conductivity, or others have solved the voxels.
import { randomOf } from './reference-volumes.mjs';

/** @typedef {import('../../dist/cathode-lab').Geometry} Geometry */
/** @typedef {[number, number, number]} Place */

const CUBE = /** @type {const} */ ({ boxUm: [1, 1, 1], periodic: true });
const sphere = (/** @type {Place} */ centerUm, /** @type {number} */ radiusUm) =>
  /** @type {const} */ ({ kind: 'sphere', centerUm, radiusUm, label: 1 });

/** @type {Record<'simple' | 'bodyCentred' | 'faceCentred', Place[]>} */
const LATTICES = {
  simple: [[0.5, 0.5, 0.5]],
  bodyCentred: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
  faceCentred: [
    [0, 0, 0],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.5, 0.5, 0],
  ],
};
/** One cell of a cubic array of spheres. @param {keyof typeof LATTICES} lattice @param {number} radius of its edge @returns {Geometry} */
export const sphereArray = (lattice, radius) => ({
  ...CUBE,
  bodies: LATTICES[lattice].map((place) => sphere(place, radius)),
});
/** The radius that fills a share of the cell without overlap. @param {keyof typeof LATTICES} lattice @param {number} share */
export const radiusOf = (lattice, share) => Math.cbrt((3 * share) / (4 * Math.PI * LATTICES[lattice].length));
/** The radius with an overlap of neighbours, a share of their diameter. @param {number} overlap */
export const fccRadius = (overlap) => Math.SQRT2 / 4 / (1 - overlap / 2);

/**
 * Coated spheres that do not touch, at random places: core 1, shell 2.
 * @param {number} count
 * @param {number} radius
 * @param {number} core its radius over the sphere's
 * @param {number} seed
 * @returns {Geometry}
 */
export function coatedSpheres(count, radius, core, seed) {
  const random = randomOf(seed);
  /** @type {Place[]} */
  const places = [];
  const across = (/** @type {number} */ distance) => Math.min(distance, 1 - distance);
  while (places.length < count) {
    /** @type {Place} */
    const place = [random(), random(), random()];
    if (places.every((other) => Math.hypot(...other.map((at, i) => across(Math.abs(at - place[i])))) > 2 * radius))
      places.push(place);
  }
  return {
    ...CUBE,
    bodies: places.map((place) => ({
      ...sphere(place, radius * core),
      shellUm: radius * (1 - core),
      shellLabel: 2,
    })),
  };
}

/** Overlapping spheres at random places. @param {number} count @param {number} radius @param {number} seed @returns {Geometry} */
export function overlappingSpheres(count, radius, seed) {
  const random = randomOf(seed);
  return {
    ...CUBE,
    bodies: Array.from({ length: count }, () => sphere([random(), random(), random()], radius)),
  };
}

/**
 * A thin rod from the first face of a box of 1 × 2 × 2 to its last.
 * @param {number} radius
 * @param {[number, number]} slope how far it goes along y and x
 * @param {[number, number]} middle its place there
 * @returns {{geometry: Geometry, conductivity: number}} over that of the rod; exact for a rod without width
 */
export const rodAt = (radius, [dy, dx], [y, x]) => ({
  geometry: {
    boxUm: [1, 2, 2],
    bodies: [
      { kind: 'cylinder', fromUm: [-0.5, y - dy, x - dx], toUm: [1.5, y + dy, x + dx], radiusUm: radius, label: 1 },
    ],
  },
  conductivity: (Math.PI * radius ** 2) / Math.hypot(1, dy, dx) / 4,
});

/** The same at a random angle, up to 45 degrees each way. @param {number} radius @param {number} seed */
export function slantedRod(radius, seed) {
  const random = randomOf(seed);
  const [dy, dx, y, x] = [random(), random(), random(), random()];
  return rodAt(radius, [2 * dy - 1, 2 * dx - 1], [1 + 0.2 * y, 1 + 0.2 * x]);
}
