// SPDX-License-Identifier: MIT
// The volumes and bodies that others have published numbers of, and what theory says of some.

/** Numbers in [0, 1), the same for a seed everywhere: a counter, its bits mixed. @param {number} seed */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

/**
 * One cell of face-centred cubic spheres, voxels whose middle lies in one labelled 1, the room between them 0.
 * @param {number} edge in voxels
 * @param {number} overlap of neighbours, as a share of their diameter
 */
export function fccSpheres(edge, overlap) {
  const voxels = new Uint8Array(edge ** 3);
  const radius2 = ((Math.SQRT2 / 4) * edge) ** 2 / (1 - overlap / 2) ** 2;
  const half = edge / 2;
  // Eight octants alike: distances to the nearest corner, squared, and to the middles of the three faces there.
  const near = Array.from({ length: edge }, (_, i) => Math.min(i + 0.5, edge - i - 0.5) ** 2);
  const far = Array.from({ length: edge }, (_, i) => (half - Math.min(i + 0.5, edge - i - 0.5)) ** 2);
  let at = 0;
  for (let z = 0; z < edge; ++z) {
    for (let y = 0; y < edge; ++y) {
      for (let x = 0; x < edge; ++x) {
        const least = Math.min(
          near[z] + near[y] + near[x],
          near[z] + far[y] + far[x],
          far[z] + near[y] + far[x],
          far[z] + far[y] + near[x],
        );
        voxels[at++] = least <= radius2 ? 1 : 0;
      }
    }
  }
  return voxels;
}

/**
 * Channels half as wide as the cell along a diagonal of z and y, with as many periods as asked, seen flat: nothing
 * changes along x.
 * @param {number} edge in voxels
 * @param {number} periods
 * @param {number} depth along x
 */
export function diagonals(edge, periods, depth = 1) {
  const width = edge / (2 * periods);
  return Uint8Array.from(
    { length: edge * edge * depth },
    (_, at) => Math.floor((Math.floor(at / (edge * depth)) + (Math.floor(at / depth) % edge)) / width) % 2,
  );
}

/** One such channel that turns back half way: 2 before, 1 behind. @param {number} edge in voxels */
export function zigzag(edge) {
  const straight = diagonals(edge, 1);
  return straight.map((_, at) => {
    const [z, y] = [Math.floor(at / edge), at % edge];
    return z < edge / 2 ? 2 * straight[at] : straight[(edge - 1 - z) * edge + y];
  });
}

const STEPS = [
  [-1, 0, 0],
  [1, 0, 0],
  [0, -1, 0],
  [0, 1, 0],
  [0, 0, -1],
  [0, 0, 1],
];

/**
 * Insulating voxels (0) in a conductor (1): clusters grown from a random voxel by a random step from a random member,
 * around the sides, as many as their share would need without overlap; then single ones until the share is exact.
 * @param {number} edge in voxels
 * @param {number} share
 * @param {number} size of a cluster
 * @param {number} seed
 */
export function clusters(edge, share, size, seed) {
  const random = randomOf(seed);
  const below = (/** @type {number} */ count) => Math.floor(random() * count);
  const voxels = new Uint8Array(edge ** 3).fill(1);
  const wanted = Math.round(share * voxels.length);
  let insulating = 0;
  const insulate = (/** @type {number} */ at) => {
    insulating += voxels[at];
    voxels[at] = 0;
  };
  for (let left = Math.floor((share * voxels.length) / size); left > 0; --left) {
    const members = [below(voxels.length)];
    while (members.length < size) {
      const from = members[below(members.length)];
      const place = [Math.floor(from / edge ** 2), Math.floor(from / edge) % edge, from % edge];
      const [z, y, x] = STEPS[below(6)].map((step, axis) => (place[axis] + step + edge) % edge);
      const next = (z * edge + y) * edge + x;
      if (!members.includes(next)) members.push(next);
    }
    members.forEach(insulate);
  }
  while (insulating < wanted) insulate(below(voxels.length));
  return voxels;
}

/** Sites in random order: the rank of each, a number in [0, 1). @param {number} edge @param {number} seed */
export const rankedSites = (edge, seed) => Float32Array.from({ length: edge ** 3 }, randomOf(seed));

/**
 * Overlapping spheres put down one after the other around all sides: of each voxel which was the first to hold its middle,
 * as a share of all of them; 1 where none does.
 * @param {number} edge in voxels
 * @param {number} radius in voxels
 * @param {number} most volume of all spheres over that of the box
 * @param {number} seed
 */
export function rankedSpheres(edge, radius, most, seed) {
  const random = randomOf(seed);
  const count = Math.ceil((most * edge ** 3) / ((4 / 3) * Math.PI * radius ** 3));
  const ranks = new Float32Array(edge ** 3).fill(1);
  const reach = Math.ceil(radius) + 1;
  const around = (/** @type {number} */ place) => ((place % edge) + edge) % edge;
  for (let sphere = 0; sphere < count; ++sphere) {
    const [cz, cy, cx] = [random() * edge, random() * edge, random() * edge];
    for (let z = Math.floor(cz) - reach; z <= cz + reach; ++z) {
      for (let y = Math.floor(cy) - reach; y <= cy + reach; ++y) {
        const line2 = (z + 0.5 - cz) ** 2 + (y + 0.5 - cy) ** 2;
        if (line2 > radius ** 2) continue;
        const half = Math.sqrt(radius ** 2 - line2);
        const row = (around(z) * edge + around(y)) * edge;
        for (let x = Math.ceil(cx - half - 0.5); x + 0.5 <= cx + half; ++x) {
          const at = row + around(x);
          if (ranks[at] === 1) ranks[at] = sphere / count;
        }
      }
    }
  }
  return ranks;
}

/** Labels 1 where a rank is below a level, 0 elsewhere. @param {Float32Array} ranks @param {number} level @param {Uint8Array} voxels */
export function fillBelow(ranks, level, voxels) {
  for (let at = 0; at < ranks.length; ++at) voxels[at] = ranks[at] < level ? 1 : 0;
  return voxels;
}

/** The share of voxels with a label. @param {Uint8Array} voxels @param {number} label */
export function shareOf(voxels, label) {
  let count = 0;
  for (const voxel of voxels) if (voxel === label) ++count;
  return count / voxels.length;
}

/** Tortuosity factor of the room around overlapping insulating spheres that fills a share: not below this (Weissberg 1963). */
export const weissberg = (/** @type {number} */ room) => 1 - Math.log(room) / 2;

const ARRAYS = {
  simple: [1.305, 0.231, 0.405, 0.0723, 0.153, 0.0105],
  bodyCentred: [0.129, -0.413, 0.764, 0.257, 0.0113, 0.00562],
};
/**
 * Conductivity of a cubic array of spheres in a matrix of conductivity 1 (Sangani and Acrivos 1983).
 * @param {keyof typeof ARRAYS} array
 * @param {number} share of the spheres
 * @param {number} alpha their conductivity
 */
export function sanganiAcrivos(array, share, alpha) {
  const [b1, b2, b3, b4, b5, b6] = ARRAYS[array];
  const l = (/** @type {number} */ i) => (alpha - 1) / (alpha + (2 * i) / (2 * i - 1));
  const power = (/** @type {number} */ thirds) => share ** (thirds / 3);
  const d =
    -1 / l(1) +
    share +
    (b1 * l(2) * power(10) * (1 + b2 * l(3) * power(11))) / (1 - b3 * l(2) * power(7)) +
    b4 * l(3) * power(14) +
    b5 * l(4) * power(18) +
    b6 * l(5) * power(22);
  return 1 - (3 * share) / d;
}

/** The matrix that coated spheres with an insulating core do not disturb; the shell conducts 1. @param {number} core its radius over the sphere's */
export const undisturbedMatrix = (core) => (2 * (1 - core ** 3)) / (2 + core ** 3);
