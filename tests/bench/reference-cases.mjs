// SPDX-License-Identifier: MIT
// What others have published or proven, each with how it is computed here.
import {
  coatedSpheres,
  fccRadius,
  overlappingSpheres,
  radiusOf,
  rodAt,
  slantedRod,
  sphereArray,
} from './reference-bodies.mjs';
import {
  clusters,
  diagonals,
  fccSpheres,
  fillBelow,
  rankedSites,
  rankedSpheres,
  sanganiAcrivos,
  shareOf,
  undisturbedMatrix,
  weissberg,
  zigzag,
} from './reference-volumes.mjs';

/** @typedef {import('../../dist/cathode-lab').CathodeLab} CathodeLab */
/** @typedef {import('../../dist/cathode-lab').TransportOptions} TransportOptions */
/** @typedef {import('../../dist/cathode-lab').Geometry} Geometry */
/** @typedef {import('../../web/microstructure/references.js').Group} Group */
/**
 * What comes of a case: the value, what it is uncertain by, and the seconds of a solve.
 * @typedef {{value: number, plusMinus?: number, seconds?: number}} Computed
 */
/**
 * @typedef {object} Case
 * @property {string} key
 * @property {Group} group
 * @property {string} what
 * @property {keyof typeof SOURCES} source
 * @property {string} printed as it stands there; of a bound with its sign
 * @property {number} published
 * @property {number} [plusMinus] what the source says of its uncertainty
 * @property {true} [isBound] the value is not below it, but for its own error
 * @property {number} [seconds] printed there
 * @property {number} digits after the point with which the value here is shown
 * @property {string} how
 * @property {string} [note] what can be said of a difference, and no more
 * @property {number} within relative difference from the published value that a test allows; of a bound, how far above it
 * @property {(lab: CathodeLab) => Computed} [compute] left out where the module cannot
 * @property {Computed} [known] in its place: from the same solver, natively
 * @property {'whole' | ((lab: CathodeLab) => number)} [sample] what a test computes anew: all of it, or less of the same in a
 *   fraction of a second; left out where another case is the same and smaller
 * @property {number} [sampleWithin] relative difference of the sample from the value; left out, twice what its solves are asked for, TIGHT
 */

export const SOURCES = {
  benchmark: {
    text: 'TauFactor 2, documentation, notebook 12-solver-benchmark',
    link: 'https://taufactor.readthedocs.io',
  },
  taufactor: {
    text: 'Kench, Squires, Cooper, TauFactor 2, J. Open Source Softw. 8, 5358 (2023)',
    link: 'https://doi.org/10.21105/joss.05358',
  },
  daubner: {
    text: 'Daubner, Nestler, J. Electrochem. Soc. (2024)',
    link: 'https://doi.org/10.1149/1945-7111/ad9a07',
  },
  ketter: {
    text: 'Ketter et al., Nat. Commun. (2025), example 3',
    link: 'https://doi.org/10.1038/s41467-025-56514-5',
  },
  sites: {
    text: 'Wang et al., Phys. Rev. E 87, 052107 (2013)',
    link: 'https://doi.org/10.1103/PhysRevE.87.052107',
  },
  spheres: { text: 'Lorenz, Ziff, J. Chem. Phys. 114, 3659 (2001)', link: 'https://doi.org/10.1063/1.1338506' },
  room: { text: 'Priour, arXiv:1208.0328 (2012)', link: 'https://arxiv.org/abs/1208.0328' },
  sangani: {
    text: 'Sangani, Acrivos, Proc. R. Soc. Lond. A 386, 263 (1983)',
    link: 'https://doi.org/10.1098/rspa.1983.0036',
  },
  coated: { text: 'Hashin, Shtrikman, J. Appl. Phys. 33, 3125 (1962)', link: 'https://doi.org/10.1063/1.1728579' },
  ohm: { text: 'Ohm’s law along the rod', link: '' },
  weissberg: { text: 'Weissberg, J. Appl. Phys. 34, 2636 (1963)', link: 'https://doi.org/10.1063/1.1729783' },
};

export const TIGHT = 1e-7;
const USUAL = 1e-3;

/** @param {number[]} values */
const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** @param {number[]} values */
const deviationOf = (values) => {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};
/** @param {number[]} values */
function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
const seedsOf = (/** @type {number} */ count) => Array.from({ length: count }, (_, index) => index + 1);

/**
 * The median time of the processor that a call takes, in seconds, of up to five within a second: what else the machine does
 * counts little.
 * @param {() => unknown} call
 */
function secondsOf(call) {
  /** @type {number[]} */
  const times = [];
  const start = performance.now();
  do {
    const from = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(from);
    times.push((user + system) / 1e6);
  } while (times.length < 5 && performance.now() - start < 1000);
  return medianOf(times);
}

/** The tortuosity factor, and how long the usual tolerance takes. @param {CathodeLab} lab @param {TransportOptions} options */
function tortuosityOf(lab, options) {
  const { tortuosityFactor } = lab.solveTransport({ ...options, tolerance: TIGHT });
  return {
    value: Number(tortuosityFactor),
    seconds: secondsOf(() => lab.solveTransport({ ...options, tolerance: USUAL })),
  };
}

/** @param {number} edge @param {number} overlap @param {number[]} conductivities */
const fcc = (edge, overlap, conductivities) => (/** @type {CathodeLab} */ lab) =>
  tortuosityOf(lab, { voxels: fccSpheres(edge, overlap), shape: [edge, edge, edge], conductivities });

/** The mean and its standard error. @param {number[]} seeds @param {(seed: number) => number} one @returns {Computed} */
function meanWithError(seeds, one) {
  const values = seeds.map(one);
  return { value: meanOf(values), plusMinus: deviationOf(values) / Math.sqrt(values.length) };
}

/** The mean and the standard deviation of one. @param {number[]} seeds @param {(seed: number) => number} one @returns {Computed} */
function meanOver(seeds, one) {
  const values = seeds.map(one);
  return { value: meanOf(values), plusMinus: deviationOf(values) };
}

const OF_MEDIAN = Math.sqrt(Math.PI / 2); // of normal samples, over that of the mean
/** The median and its standard error. @param {number[]} seeds @param {(seed: number) => number} one @returns {Computed} */
function medianOver(seeds, one) {
  const values = seeds.map(one);
  return { value: medianOf(values), plusMinus: (OF_MEDIAN * deviationOf(values)) / Math.sqrt(values.length) };
}

const clustersOf = (/** @type {CathodeLab} */ lab) => (/** @type {number} */ seed) =>
  lab.solveTransport({
    voxels: clusters(60, 0.2, 4, seed),
    shape: [60, 60, 60],
    conductivities: [0, 5.22],
    tolerance: 1e-6,
  }).effectiveConductivity;

/**
 * The share of conducting voxels from which on a sample percolates.
 * @param {CathodeLab} lab
 * @param {Float32Array} ranks
 * @param {number} conducting the label that conducts, of fillBelow
 * @param {[number, number]} between levels that do and do not percolate, or the other way around
 */
function thresholdOf(lab, ranks, conducting, between) {
  const edge = Math.round(Math.cbrt(ranks.length));
  const voxels = new Uint8Array(ranks.length);
  const conductivities = [1 - conducting, conducting];
  let [low, high] = between;
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    fillBelow(ranks, middle, voxels);
    const { percolates } = lab.solveTransport({
      voxels,
      shape: [edge, edge, edge],
      conductivities,
      sides: 'periodic',
      tolerance: 0.1,
    });
    if (percolates === (conducting === 1)) high = middle;
    else low = middle;
  }
  return shareOf(fillBelow(ranks, (low + high) / 2, voxels), conducting);
}

const sitesOf = (/** @type {CathodeLab} */ lab, /** @type {number} */ edge) => (/** @type {number} */ seed) =>
  thresholdOf(lab, rankedSites(edge, seed), 1, [0.25, 0.4]);

const MEDIAN = 'median share from which on a sample percolates, ± its standard error';
const BOX_IN_RADII = 12.8;
/** How many, by radius in voxels. @type {Record<number, number>} */
const SPHERE_SAMPLES = { 5: 100, 10: 60, 20: 20 };

const spheresOf =
  (/** @type {CathodeLab} */ lab, /** @type {number} */ radius, /** @type {'spheres' | 'room'} */ conducting) =>
  (/** @type {number} */ seed) => {
    const most = conducting === 'spheres' ? 0.7 : 5;
    return thresholdOf(
      lab,
      rankedSpheres(BOX_IN_RADII * radius, radius, most, seed),
      conducting === 'spheres' ? 1 : 0,
      [0, 1],
    );
  };

const roomOf =
  (/** @type {CathodeLab} */ lab, /** @type {number} */ room, /** @type {number} */ radius) =>
  (/** @type {number} */ seed) => {
    const edge = Math.round(BOX_IN_RADII * radius);
    const ranks = rankedSpheres(edge, radius, 1, seed);
    const sorted = Float32Array.from(ranks).sort();
    const voxels = fillBelow(ranks, sorted[Math.round((1 - room) * sorted.length)], new Uint8Array(ranks.length));
    return Number(
      lab.solveTransport({ voxels, shape: [edge, edge, edge], conductivities: [1, 0], sides: 'periodic' })
        .tortuosityFactor,
    );
  };

/** The conductivity on a grid, and how long it takes. @param {CathodeLab} lab @param {Geometry} geometry @param {number} edge @param {number[]} conductivities @returns {Computed} */
function onGrid(lab, geometry, edge, conductivities) {
  let value = 0;
  const seconds = secondsOf(() => {
    value = lab.solveTransport({
      geometry,
      shape: [edge, edge, edge],
      conductivities,
      sides: 'periodic',
      tolerance: 1e-5,
    }).effectiveConductivity;
  });
  return { value, seconds };
}

const BODIES = 'the bodies themselves, on a grid';
const BODY_RADIUS = 1 / BOX_IN_RADII;
const BODY_VOLUME = (4 / 3) * Math.PI * BODY_RADIUS ** 3;

/** The volume fraction from which on bodies percolate, or up to which the room between them does. */
const bodyThresholdOf =
  (/** @type {CathodeLab} */ lab, /** @type {number} */ edge, /** @type {'spheres' | 'room'} */ conducting) =>
  (/** @type {number} */ seed) => {
    const isRoom = conducting === 'room';
    const all = overlappingSpheres(Math.ceil((isRoom ? 5 : 0.7) / BODY_VOLUME), BODY_RADIUS, seed);
    const first = (/** @type {number} */ count) => ({ ...all, bodies: all.bodies.slice(0, count) });
    let [low, high] = [0, all.bodies.length];
    while (high - low > 1) {
      const count = (low + high) >> 1;
      const { percolates } = lab.solveTransport({
        geometry: first(count),
        shape: [edge, edge, edge],
        conductivities: isRoom ? [1, 0] : [0, 1],
        sides: 'periodic',
        tolerance: 0.1,
      });
      if (percolates === isRoom) low = count;
      else high = count;
    }
    const { phases } = lab.voxelize(first(isRoom ? low : high), [32, 32, 32]);
    return phases.find(({ label }) => label === (isRoom ? 0 : 1))?.fraction ?? 0;
  };

const bodyRoomOf =
  (/** @type {CathodeLab} */ lab, /** @type {number} */ room, /** @type {number} */ edge) =>
  (/** @type {number} */ seed) =>
    Number(
      lab.solveTransport({
        geometry: overlappingSpheres(Math.round(-Math.log(room) / BODY_VOLUME), BODY_RADIUS, seed),
        shape: [edge, edge, edge],
        conductivities: [1, 0],
        sides: 'periodic',
      }).tortuosityFactor,
    );

const ROD_RADIUS = 0.02;
/** Over the exact one. @param {CathodeLab} lab @param {number} edge @param {ReturnType<typeof rodAt>} rod */
function conductanceOf(lab, edge, { geometry, conductivity }) {
  const solution = lab.solveTransport({ geometry, shape: [edge, 2 * edge, 2 * edge], conductivities: [0, 1] });
  return solution.effectiveConductivity / conductivity;
}
const rodOf = (/** @type {CathodeLab} */ lab, /** @type {number} */ edge) => (/** @type {number} */ seed) =>
  conductanceOf(lab, edge, slantedRod(ROD_RADIUS, seed));

/** Axis of its array, printed, and natively on one thread: to 1e-6, and seconds to 1e-3. */
const TAUFACTOR_VOLUME = /** @type {const} */ ([
  ['y', '1.1513', 1.1512714, 3.8],
  ['x', '1.3905', 1.3905262, 3.7],
  ['z', '4.2431', 4.2430859, 5.8],
]);
const DAUBNER = 'More than the printed digits leave open; the value here is proven to 1e-7 for these voxels';

/** Its table, at a criterion of 1e-3: edge, tortuosity factor, seconds on its GPU. */
const BENCHMARK = /** @type {const} */ ([
  [32, '3.307094', 0.1],
  [64, '2.348118', 0.083],
  [100, '2.184316', 0.31],
  [128, '2.106697', 1.5],
  [200, '2.029747', 11],
  [256, '2.001894', 31],
  [300, '1.984324', 59],
]);

/** Its tables of a channel that turns back, half of it with another diffusivity. */
const ZIGZAG = /** @type {const} */ ([
  [0.1, '4.863471', 0.31],
  [0.5, '1.808737', 0.17],
  [1, '1.607159', 0.13],
  [2, '1.808737', 0.17],
  [10, '4.863406', 0.15],
]);

/** @type {Case[]} */
const PROGRAMS = [
  ...BENCHMARK.map(([edge, printed, seconds]) => ({
    key: `fcc-${edge}`,
    group: /** @type {const} */ ('programs'),
    what: `Room between fcc spheres, 5 % overlap, ${edge}³`,
    source: 'benchmark',
    printed,
    published: Number(printed),
    seconds,
    digits: 6,
    how: `voxel middles, walls closed; there to a criterion of 1e-3, on a GPU that is not named`,
    within: 2e-4,
    compute: fcc(edge, 0.05, [1, 0]),
    ...(edge < 200 ? { sample: /** @type {const} */ ('whole') } : {}),
  })),
  ...ZIGZAG.map(([ratio, printed, seconds]) => ({
    key: `zigzag-${ratio}`,
    group: /** @type {const} */ ('programs'),
    what: `Channel that turns back, halves conduct ${ratio} and 1, 64³`,
    source: 'benchmark',
    printed,
    published: Number(printed),
    seconds,
    digits: 6,
    how: `walls closed, solved as 64 × 64 × 1; there to a criterion of 1e-3, on a GPU that is not named`,
    within: 4e-4,
    sample: /** @type {const} */ ('whole'),
    compute: (/** @type {CathodeLab} */ lab) =>
      tortuosityOf(lab, { voxels: zigzag(64), shape: [64, 64, 1], conductivities: [0, 1, ratio] }),
  })),
  {
    key: 'diagonals',
    group: 'programs',
    what: 'Diagonal channels around periodic sides, 64³',
    source: 'benchmark',
    printed: '2.010121',
    published: 2.010121,
    seconds: 0.14,
    digits: 6,
    how: `two periods, solved as 64 × 64 × 2; there to a criterion of 1e-3, on a GPU that is not named`,
    within: 8e-5,
    sample: 'whole',
    compute: (lab) =>
      tortuosityOf(lab, {
        voxels: diagonals(64, 2, 2),
        shape: [64, 64, 2],
        conductivities: [0, 1],
        sides: 'periodic',
      }),
  },
  {
    key: 'fcc-bodies',
    group: 'programs',
    what: 'Room between fcc spheres, 5 % overlap, without voxels',
    source: 'benchmark',
    printed: '1.984324',
    published: 1.984324,
    digits: 2,
    how: 'there 300³ voxels, the finest of the rows above; here the spheres themselves, grids of up to 152³; ± is half the interval that they leave',
    note: 'The rows of voxels fall towards this as they get finer; no other program has printed it',
    within: 0.05,
    compute: (lab) => {
      let [value, plusMinus] = [0, 0];
      const seconds = secondsOf(() => {
        const { tortuosityFactor, effectiveConductivity, lower, upper } = lab.convergeTransport({
          geometry: sphereArray('faceCentred', fccRadius(0.05)),
          conductivities: [1, 0],
          sides: 'periodic',
          tolerance: 1e-3,
        });
        value = Number(tortuosityFactor);
        plusMinus = (value * (upper - lower)) / 2 / effectiveConductivity;
      });
      return { value, plusMinus, seconds };
    },
    sample: (lab) => {
      const geometry = sphereArray('faceCentred', fccRadius(0.05));
      const shape = /** @type {[number, number, number]} */ ([32, 32, 32]);
      return Number(
        lab.solveTransport({ geometry, shape, conductivities: [1, 0], sides: 'periodic' }).tortuosityFactor,
      );
    },
    sampleWithin: 0.02,
  },
  {
    key: 'fcc-10-spheres',
    group: 'programs',
    what: 'Fcc spheres, 10 % overlap, 100³',
    source: 'daubner',
    printed: '1.3273',
    published: 1.3273,
    digits: 4,
    how: 'voxel middles, walls closed',
    note: DAUBNER,
    within: 1e-3,
    sample: 'whole',
    compute: fcc(100, 0.1, [0, 1]),
  },
  {
    key: 'fcc-10-room',
    group: 'programs',
    what: 'Room between fcc spheres, 10 % overlap, 100³',
    source: 'daubner',
    printed: '2.6799',
    published: 2.6799,
    digits: 4,
    how: 'voxel middles, walls closed',
    note: DAUBNER,
    within: 4e-3,
    sample: 'whole',
    compute: fcc(100, 0.1, [1, 0]),
  },
  {
    key: 'fcc-20-room-100',
    group: 'programs',
    what: 'Room between fcc spheres, 20 % overlap, 100³',
    source: 'daubner',
    printed: '7.303',
    published: 7.303,
    digits: 3,
    how: 'voxel middles, walls closed',
    within: 1e-4,
    sample: 'whole',
    compute: fcc(100, 0.2, [1, 0]),
  },
  {
    key: 'fcc-20-room-200',
    group: 'programs',
    what: 'Room between fcc spheres, 20 % overlap, 200³',
    source: 'daubner',
    printed: '−26.0',
    published: -26,
    digits: 3,
    how: 'voxel middles, walls closed; there by TauFactor',
    note: 'No tortuosity factor is below 1, so the printed number is no solution',
    within: Number.POSITIVE_INFINITY,
    compute: fcc(200, 0.2, [1, 0]),
  },
  {
    key: 'clusters',
    group: 'programs',
    what: 'Clusters of 4 insulating voxels, 20 % in 5.22 mS/cm, 60³: σ_eff, mS/cm',
    source: 'ketter',
    printed: '3.02 ± 0.01',
    published: 3.02,
    plusMinus: 0.01,
    digits: 3,
    how: `random volumes of our own by their recipe, walls closed; mean of 20, each to 1e-6; ± is the spread of one`,
    within: 5e-3,
    compute: (lab) => meanOver(seedsOf(20), clustersOf(lab)),
    sample: (lab) => meanOver(seedsOf(3), clustersOf(lab)).value,
    sampleWithin: 5e-3,
  },
  ...TAUFACTOR_VOLUME.map(([direction, printed, value, seconds]) => ({
    key: `volume-${direction}`,
    group: /** @type {const} */ ('programs'),
    what: `Test volume of TauFactor 2, 30 % conduct, 500³, axis ${direction}`,
    source: /** @type {const} */ ('taufactor'),
    printed,
    published: Number(printed),
    seconds: 26,
    digits: 5,
    how:
      'there over-converged, the time at its usual criterion on an NVIDIA A6000 and the mean of three axes; here the value to ' +
      '1e-6 (natively), the time to 1e-3 in one WebAssembly instance of 3 GB; not made anew by this program, which has no copy of ' +
      'the volume',
    within: 3e-5,
    known: { value, seconds },
  })),
];

/** @type {Case[]} */
const PERCOLATION = [
  ...[32, 64, 128].map((edge) => ({
    key: `sites-${edge}`,
    group: /** @type {const} */ ('percolation'),
    what: `Sites of a cubic lattice, ${edge}³`,
    source: /** @type {const} */ ('sites'),
    printed: '0.3116077 ± 0.0000002',
    published: 0.3116077,
    plusMinus: 2e-7,
    digits: edge > 32 ? 4 : 3,
    how: `${MEDIAN}; ${edge > 64 ? 40 : 100} samples, sides periodic`,
    within: 0.015,
    compute: (/** @type {CathodeLab} */ lab) => medianOver(seedsOf(edge > 64 ? 40 : 100), sitesOf(lab, edge)),
    ...(edge === 32
      ? {
          sample: (/** @type {CathodeLab} */ lab) => medianOver(seedsOf(9), sitesOf(lab, 32)).value,
          sampleWithin: 0.03,
        }
      : {}),
  })),
  ...[5, 10, 20].flatMap((radius) =>
    /** @type {const} */ ([
      ['spheres', 'Overlapping spheres', '0.289573 ± 0.000002', 0.289573, 2e-6],
      ['room', 'Room between overlapping spheres', '0.0317 ± 0.0004', 0.0317, 4e-4],
    ]).map(([source, what, printed, published, plusMinus]) => ({
      key: `${source}-${radius}`,
      group: /** @type {const} */ ('percolation'),
      what: `${what}, radius ${radius} voxels`,
      source,
      printed,
      published,
      plusMinus,
      digits: radius > 10 && source === 'spheres' ? 2 : 3,
      how: `${MEDIAN}; box of 12.8 radii, voxel middles, sides periodic; ${SPHERE_SAMPLES[radius]} samples`,
      note: source === 'room' ? 'Necks thinner than a voxel are closed: the finer the voxels, the nearer' : '',
      within: source === 'room' ? 1.5 : 0.1,
      compute: (/** @type {CathodeLab} */ lab) =>
        medianOver(seedsOf(SPHERE_SAMPLES[radius]), spheresOf(lab, radius, source)),
      ...(radius === 5
        ? {
            sample: (/** @type {CathodeLab} */ lab) => medianOver(seedsOf(7), spheresOf(lab, 5, source)).value,
            sampleWithin: 0.25,
          }
        : {}),
    })),
  ),
  ...[
    /** @type {const} */ ({
      source: 'spheres',
      what: 'Overlapping spheres',
      printed: '0.289573 ± 0.000002',
      published: 0.289573,
      plusMinus: 2e-6,
      edge: 32,
      samples: 24,
      within: 0.1,
    }),
    /** @type {const} */ ({
      source: 'room',
      what: 'Room between overlapping spheres',
      printed: '0.0317 ± 0.0004',
      published: 0.0317,
      plusMinus: 4e-4,
      edge: 64,
      samples: 12,
      within: 0.5,
    }),
  ].map(({ source, what, printed, published, plusMinus, edge, samples, within }) => ({
    key: `${source}-bodies`,
    group: /** @type {const} */ ('percolation'),
    what: `${what}, without voxels`,
    source,
    printed,
    published,
    plusMinus,
    digits: 3,
    how: `${MEDIAN}; box of 12.8 radii, ${BODIES} of ${edge}³, sides periodic; ${samples} samples`,
    within,
    compute: (/** @type {CathodeLab} */ lab) => medianOver(seedsOf(samples), bodyThresholdOf(lab, edge, source)),
  })),
];

/** @type {Case[]} */
const THEORY = [
  ...[
    /** @type {const} */ (['simple', 'Simple cubic', 0.3, 0]),
    /** @type {const} */ (['simple', 'Simple cubic', 0.3, 10]),
    /** @type {const} */ (['bodyCentred', 'Body-centred cubic', 0.5, 0]),
    /** @type {const} */ (['bodyCentred', 'Body-centred cubic', 0.5, 10]),
  ].flatMap(([lattice, name, share, alpha]) =>
    [16, 32, 64].map((edge) => ({
      key: `${lattice}-${alpha}-${edge}`,
      group: /** @type {const} */ ('theory'),
      what: `${name} array of spheres of σ ${alpha} in 1, ${100 * share} %, grid ${edge}³: σ_eff`,
      source: /** @type {const} */ ('sangani'),
      printed: sanganiAcrivos(lattice, share, alpha).toFixed(5 - (alpha > 1 ? 1 : 0)),
      published: sanganiAcrivos(lattice, share, alpha),
      digits: alpha > 1 ? 3 : 4,
      how: `series to the order c^(22/3); ${BODIES}, sides periodic`,
      within: edge === 16 ? 0.012 : 0.006,
      compute: (/** @type {CathodeLab} */ lab) =>
        onGrid(lab, sphereArray(lattice, radiusOf(lattice, share)), edge, [1, alpha]),
      ...(edge < 64 ? { sample: /** @type {const} */ ('whole'), sampleWithin: 2e-5 } : {}),
    })),
  ),
  ...[0.85, 0.94, 0.97].map((core) => ({
    key: `coated-${core}`,
    group: /** @type {const} */ ('theory'),
    what: `Coated spheres in the matrix that they do not disturb, shells ${Number((0.15 * (1 - core) * 32).toPrecision(2))} voxels thick: σ_eff, grid 32³`,
    source: /** @type {const} */ ('coated'),
    printed: undisturbedMatrix(core).toFixed(5),
    published: undisturbedMatrix(core),
    digits: 4,
    how: `exact for any arrangement: insulating cores, shells of σ 1, ${(100 * core).toFixed(0)} % of the radius core; 20 spheres of radius 0.15 at random, ${BODIES}, sides periodic`,
    within: 0.005,
    compute: (/** @type {CathodeLab} */ lab) =>
      onGrid(lab, coatedSpheres(20, 0.15, core, 1), 32, [undisturbedMatrix(core), 0, 1]),
    ...(core === 0.85 ? { sample: /** @type {const} */ ('whole'), sampleWithin: 2e-5 } : {}),
  })),
  {
    key: 'rods',
    group: 'theory',
    what: 'Slanted rods 1.3 voxels thick: conductance over the exact one, grid 32 × 64 × 64',
    source: 'ohm',
    printed: '1',
    published: 1,
    digits: 3,
    how: `exact for a rod without width; 24 rods of radius ${ROD_RADIUS} of the box’s length at random angles of up to 45° each way, one by one, ${BODIES}, walls closed; mean, ± is the spread of one`,
    note: 'The cross-section of one rod is read off a lattice two points apart across it, which the spread shows',
    within: 0.05,
    compute: (lab) => meanOver(seedsOf(24), rodOf(lab, 32)),
    sample: (lab) => meanOver(seedsOf(4), rodOf(lab, 32)).value,
    sampleWithin: 0.1,
  },
  {
    key: 'rod-45',
    group: 'theory',
    what: 'Slanted rod at 45°: conductance over the exact one',
    source: 'ohm',
    printed: '1',
    published: 1,
    digits: 3,
    how: `radius ${ROD_RADIUS} of the box’s length, in the plane of z and y, ${BODIES}, walls closed`,
    note: 'Rod and lattice keep step, so that every voxel errs alike: the worst angle tried',
    within: 0.1,
    compute: (lab) => ({ value: conductanceOf(lab, 32, rodAt(ROD_RADIUS, [1, 0], [1, 1])) }),
    sample: 'whole',
    sampleWithin: 2e-3,
  },
  ...[0.9, 0.7, 0.5].map((room) => ({
    key: `weissberg-bodies-${room}`,
    group: /** @type {const} */ ('theory'),
    what: `Room of ${100 * room} % around overlapping insulating spheres, without voxels`,
    source: /** @type {const} */ ('weissberg'),
    printed: `≥ ${weissberg(room).toFixed(4)}`,
    published: weissberg(room),
    isBound: /** @type {const} */ (true),
    digits: 3,
    how: `τ² ≥ 1 − ln(φ)/2 of infinite samples; box of 12.8 radii, ${BODIES} of 64³, sides periodic, mean of 8 samples to 1e-3; ± its standard error`,
    ...(room === 0.9
      ? {
          note: 'Under the bound by less than its standard error; a grid of 64³ also gives 0.07 % less than one of 128³',
        }
      : {}),
    within: 0.15,
    compute: (/** @type {CathodeLab} */ lab) => meanWithError(seedsOf(8), bodyRoomOf(lab, room, 64)),
  })),
  ...[0.9, 0.7, 0.5].map((room) => ({
    key: `weissberg-${room}`,
    group: /** @type {const} */ ('theory'),
    what: `Room of ${100 * room} % around overlapping insulating spheres`,
    source: /** @type {const} */ ('weissberg'),
    printed: `≥ ${weissberg(room).toFixed(4)}`,
    published: weissberg(room),
    isBound: /** @type {const} */ (true),
    digits: 3,
    how: 'τ² ≥ 1 − ln(φ)/2; radius 10 voxels in 128³, voxel middles, sides periodic, mean of 4 samples to 1e-3; ± its standard error',
    within: 0.16,
    compute: (/** @type {CathodeLab} */ lab) => meanWithError(seedsOf(4), roomOf(lab, room, 10)),
    sample: (/** @type {CathodeLab} */ lab) => meanWithError([1, 2], roomOf(lab, room, 5)).value,
    sampleWithin: 0.1,
  })),
];

/** @type {Case[]} */
export const CASES = [...PROGRAMS, ...PERCOLATION, ...THEORY];

/** What a row tells beside what is computed. @param {Case} one */
export const rowOf = ({
  key,
  group,
  what,
  source,
  printed,
  published,
  plusMinus,
  isBound,
  seconds,
  digits,
  how,
  note,
}) => ({
  key,
  group,
  what,
  source,
  printed,
  published: Number(published.toPrecision(8)),
  ...(plusMinus === undefined ? {} : { plusMinus }),
  ...(isBound ? { isBound } : {}),
  ...(seconds === undefined ? {} : { seconds }),
  digits,
  how,
  ...(note ? { note } : {}),
});
