// SPDX-License-Identifier: MIT
// generate, solve and converge give the same bits as the module, whatever file they read.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, gzipSync } from 'node:zlib';
import { geometryNumbers } from '../../web/api/geometry.js';
import { geometryFrom, readGeometry, toGeometryJson } from '../../web/volume-files/geometry-file.js';
import { toMha, toNpy, toRawWithHeader, toTiff } from '../../web/volume-files/voxel-file.js';
import { bytesOf, moduleOf, ownFolder, pageFile, resultOf, run } from './program.mjs';

const folder = ownFolder();
const at = (/** @type {string} */ name) => join(folder, name);
const lab = await moduleOf();
const SHAPE = [32, 24, 28];
const made = lab?.generateMicrostructure({ shape: SHAPE, seed: 7, voxelUm: 0.5, model: 4, amWtPct: 80 });
const volume = made && {
  voxels: made.voxels,
  shape: SHAPE,
  voxelUm: null,
  name: 'made.npy',
  values: [0, 1, 2, 3],
};

/** What both tell of a solve. @param {any} solved */
const solvedNumbers = (solved) => ({
  percolates: solved.percolates,
  effectiveConductivity: solved.effectiveConductivity,
  lower: solved.lowerEstimate,
  upper: solved.upperEstimate,
  tortuosityFactor: solved.tortuosityFactor,
  conductingFraction: solved.conductingFraction,
  iterations: solved.iterations,
});
/** @param {any} result of result.json */
const toldNumbers = ({ carrier: _, direction: _direction, seconds: _seconds, ...numbers }) => numbers;

test('generate makes the voxels and bodies of the module', () => {
  const told = resultOf(
    folder,
    'generate',
    '--shape',
    SHAPE.join(),
    '--seed',
    '7',
    '--voxel-um',
    '0.5',
    '--model',
    '4',
    '--am',
    '80',
    '-o',
    'made.npy',
    '--geometry',
    'made.json',
  );
  assert.deepEqual(bytesOf(at('made.npy')), toNpy(volume));
  assert.deepEqual(JSON.parse(new TextDecoder().decode(bytesOf(at('made.json')))), made.geometry);
  assert.deepEqual(
    told.phases.map(({ fraction }) => fraction),
    made.phases.map(({ fraction }) => fraction),
  );
  assert.deepEqual(told.notes, made.notes);
  const { status } = run(
    folder,
    'generate',
    '--shape',
    SHAPE.join(),
    '--seed',
    '7',
    '--voxel-um',
    '0.5',
    '--link',
    'v=2&am=80',
    '-o',
    'made.mhd',
  );
  assert.equal(status, 0);
  assert.deepEqual(bytesOf(at('made.raw')), made.voxels);
  assert.equal(new TextDecoder().decode(bytesOf(at('made.mhd'))), toRawWithHeader({ ...volume, voxelUm: 0.5 }).header);
});

test('solve gives the numbers of the module along every axis, on any number of threads', () => {
  writeFileSync(at('v.npy'), toNpy(volume));
  for (const [options, module] of [
    [['--conductivities', '0,0,1,0'], { conductivities: [0, 0, 1, 0] }],
    [['--conductivities', '2=1,1=0.01,3=0.5'], { conductivities: [0, 0.01, 1, 0.5] }],
    [
      ['--conductivities', '2=1', '--sides', 'periodic', '--tolerance', '1e-7'],
      { conductivities: [0, 0, 1, 0], sides: 'periodic', tolerance: 1e-7 },
    ],
    [
      ['--conductivities', '2=1', '--spacing', '0.2,0.1,0.1'],
      { conductivities: [0, 0, 1, 0], spacing: [0.2, 0.1, 0.1] },
    ],
    [['--conductivities', '0=1'], { conductivities: [1, 0, 0, 0] }],
  ]) {
    for (const threads of ['1', '2']) {
      const { results, fingerprint } = resultOf(
        folder,
        'solve',
        'v.npy',
        '--direction',
        'all',
        '--threads',
        threads,
        ...options,
      );
      assert.equal(fingerprint, `${SHAPE.join('x')}-${crc32(made.voxels).toString(16).padStart(8, '0')}`);
      assert.equal(results.length, 3);
      for (const result of results) {
        const solved = lab.solveTransport({
          voxels: made.voxels,
          shape: SHAPE,
          direction: result.direction,
          ...module,
        });
        assert.deepEqual(toldNumbers(result), solvedNumbers(solved), `${options} ${result.direction}`);
      }
    }
  }
});

test('solve reads what the page writes, and tells the potential of the module', () => {
  const edges = [0.2, 0.1, 0.1];
  const { raw, header } = toRawWithHeader({ ...volume, voxelUm: edges });
  writeFileSync(at('made.raw'), raw);
  writeFileSync(at('made.mhd'), header);
  writeFileSync(at('made.mha'), toMha({ ...volume, voxelUm: edges }));
  writeFileSync(at('made.tif'), toTiff({ ...volume, voxelUm: edges }));
  const solved = lab.solveTransport({
    voxels: made.voxels,
    shape: SHAPE,
    conductivities: [0, 0, 1, 0],
    direction: 'y',
    spacing: edges,
    fields: true,
  });
  // As other programs write them.
  writeFileSync(
    at('made.nrrd'),
    Buffer.concat([
      Buffer.from(
        'NRRD0004\ntype: uint8\ndimension: 3\nsizes: 28 24 32\nspace: left-posterior-superior\n' +
          'space directions: (0.0001,0,0) (0,0.0001,0) (0,0,0.0002)\nspace units: "mm" "mm" "mm"\nencoding: gzip\n\n',
      ),
      gzipSync(made.voxels),
    ]),
  );
  const amira = (/** @type {string} */ place) =>
    `# AmiraMesh BINARY-LITTLE-ENDIAN 2.1\n\ndefine Lattice 28 24 32\n\nParameters {\n  BoundingBox 0 2.7 0 2.3 0 6.2,\n  CoordType "uniform"\n  Units { Coordinates "µm" }\n}\n\nLattice { byte Labels } ${place}\n\n# Data section follows\n@1\n`;
  writeFileSync(at('made.am'), Buffer.concat([Buffer.from(amira('@1')), made.voxels, Buffer.from('\n')]));
  writeFileSync(at('packed.am'), Buffer.concat([Buffer.from(amira('@1(HxByteRLE,9)')), made.voxels]));
  const refused = run(folder, 'solve', 'packed.am', '--conductivities', '2=1');
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /packed\.am: the compression of @1: HxByteRLE; allowed: none/);
  assert.equal(refused.stdout, '');
  for (const name of ['made.mhd', 'made.mha', 'made.tif', 'made.nrrd', 'made.am']) {
    const { results } = resultOf(folder, 'solve', name, '--conductivities', '2=1', '--direction', 'y');
    assert.deepEqual(toldNumbers(results[0]), solvedNumbers(solved), name);
  }
  resultOf(
    folder,
    'solve',
    'made.raw',
    '--shape',
    SHAPE.join(),
    '--raw-type',
    'uint8',
    '--spacing',
    edges.join(),
    '--conductivities',
    '2=1',
    '--direction',
    'y',
    '--fields',
    'v-field.npy',
  );
  const field = bytesOf(at('v-field.npy'));
  assert.deepEqual(new Float32Array(field.slice(field.length - 4 * made.voxels.length).buffer), solved.potential);
});

test('geometries are solved and climbed as in the module', () => {
  const { geometry } = lab.generateMicrostructure({
    shape: [16, 16, 16],
    seed: 3,
    voxelUm: 0.5,
    model: 1,
    amWtPct: 75,
  });
  writeFileSync(at('g.json'), toGeometryJson(geometry));
  const conductivities = [0, 0, 1, 0];
  const { results } = resultOf(
    folder,
    'solve',
    'g.json',
    '--shape',
    '16',
    '--conductivities',
    conductivities.join(),
    '--direction',
    'x',
  );
  assert.deepEqual(
    toldNumbers(results[0]),
    solvedNumbers(lab.solveTransport({ geometry, shape: [16, 16, 16], conductivities, direction: 'x' })),
  );
  const climbed = resultOf(
    folder,
    'converge',
    'g.json',
    '--conductivities',
    '2=1',
    '--sides',
    'periodic',
    '--most-voxels',
    '60000',
  ).results[0];
  const expected = lab.convergeTransport({
    geometry,
    conductivities,
    direction: 'z',
    sides: 'periodic',
    mostVoxels: 60000,
  });
  for (const key of ['percolates', 'effectiveConductivity', 'lower', 'upper', 'tortuosityFactor', 'conductingFraction'])
    assert.equal(climbed[key], expected[key], key);
  assert.equal(climbed.iterations, expected.levels.length);
});

/** As core/files/geometry_file.h tells it. @param {any} geometry */
const fingerprintOf = (geometry) => {
  const numbers = geometryNumbers(geometry).map((number) => number + 0);
  return `geometry-${crc32(new Uint8Array(numbers.buffer)).toString(16).padStart(8, '0')}`;
};

const TABLES = {
  'units.csv':
    'x [um],y [um],z [um],radius [um],label,box x [um],box y [um],box z [um],periodic\n1.1,1.2,1.3,0.7,2,3,4,5,true\n2.7,3.1,0.3,0.4,7,3,4,5,true\n',
  'commas.csv':
    'x_nm;y_nm;z_nm;diameter_nm;phase;box x_nm;box y_nm;box z_nm;periodic\n1100,5;1200;1300;1400;SE 10;3000;4000;5000;yes\n270;310;30;400;se 2;;;;\n',
  'names.tsv':
    'x\ty\tz\tr\ttype\tphase\tshell\tshell label\tid\tvx\n1e-6\t1e-6\t2e-6\t5e-7\tAM\tNCM\t1e-7\tam\t1\t0\n2.5e-6\t1e-6\t2e-6\t5e-7\tém\t\t\t\t2\t0\n',
  'cylinders.txt':
    '# a comment\nkind,x,y,z,to x,to y,to z,radius,label,shell,shell label,background\nsphere,1,1,1,,,,0.5,1,0.1,3,9\ncylinder,0,0,0,2,2,2,0.25,2,,,\n"sphere",\'-1,1,"1",,,,0.5,1,0,,\n',
  'millimetres.csv':
    'Centre_X (mm),Centre_Y (mm),Centre_Z (mm),Rad (mm)\n−0.001,0.002,3e-3,0.0005\n0.001,0.002,3e-3,0.0005\n',
};

test('particle tables are read as the page reads them, to the last bit', async () => {
  for (const [name, text] of Object.entries(TABLES)) {
    writeFileSync(at(name), text);
    const read = await readGeometry(pageFile(at(name), name));
    const { geometry } = geometryFrom(read, {
      from: read.from,
      to: read.to,
      periodic: read.periodic ?? false,
      unit: read.likelyUnit,
    });
    const sigmas = read.phases.map(() => 1);
    const { status, stdout, stderr } = run(folder, 'solve', name, '--shape', '16', '--conductivities', sigmas.join());
    assert.equal(status, 0, `${name}: ${stderr}`);
    assert.equal(JSON.parse(stdout).fingerprint, fingerprintOf(geometry), name);
    for (const { name: phase } of read.phases) {
      const one = run(folder, 'solve', name, '--shape', '8', '--conductivities', `${phase}=1`);
      assert.equal(one.status, 0, `${name}: ${one.stderr}`);
    }
  }
});

test('what the page refuses of a particle table is refused in its words', async () => {
  const head = 'x,y,z,radius,label\n1,1,1,1,1\n';
  for (const text of [
    `${head}1,1,1,-2,1\n`,
    `${head}1,,1,2,1\n`,
    `${head}1,1,1,2\n`,
    `${head}1,1,x,2,1\n`,
    'x,y,radius\n1,1,1\n',
    'x,y,z,radius,charge,colour\n1,1,1,1,1,1\n',
    'x [um],y,z,radius\n1,1,1,1\n',
    'x,y,z,radius,x\n1,1,1,1,1\n',
    'x,y,z,r,d\n1,1,1,1,1\n',
    'x;y;z;radius\n1,000;1;1;1\n',
    'kind,x,y,z,radius\ncube,1,1,1,1\n',
    'x,y,z,radius,periodic\n1,1,1,1,perhaps\n',
    'x,y,z,radius,shell\n1,1,1,1,0.1\n',
    '{"boxUm":[1,1,1],"bodies":[{"kind":"sphere","centerUm":[0,0,0],"radiusUm":0,"label":1}]}',
    '{"boxUm":[1,1],"bodies":[]}',
    '{"boxUm":[1,1,1],"bodies":{}}',
  ]) {
    const name = text.startsWith('{') ? 'bad.json' : 'bad.csv';
    writeFileSync(at(name), text);
    const { status, stderr } = run(folder, 'solve', name, '--shape', '8', '--conductivities', '1,1');
    assert.equal(status, 2, text);
    await assert.rejects(readGeometry(pageFile(at(name), name)), ({ message }) => {
      assert.equal(stderr, `cathode-lab: ${message}\n`);
      return true;
    });
  }
});
