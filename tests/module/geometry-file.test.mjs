// SPDX-License-Identifier: MIT
// Files of bodies: tables of particles and geometries in JSON, read, refused, written and read again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import createCathodeLab from '../../dist/cathode-lab.mjs';
import { geometryFrom, readGeometry, toGeometryJson, toParticlesCsv } from '../../web/volume-files/geometry-file.js';

const lab = await createCathodeLab();
const about = { title: 'a test', version: lab.version(), link: 'https://example.org/#v=2' };

/** @param {string} text @param {string} [name] */
const read = (text, name = 'packing.csv') => {
  const bytes = new TextEncoder().encode(text);
  return readGeometry({ name, size: bytes.length, arrayBuffer: async () => bytes.buffer });
};
/** @param {any} found @param {object} [asked] */
const taken = (found, asked = {}) =>
  geometryFrom(found, {
    from: found.from,
    to: found.to,
    periodic: found.periodic ?? false,
    unit: found.likelyUnit,
    ...asked,
  });
/** @param {string} text @param {RegExp} message @param {string} [name] */
const refused = (text, message, name) =>
  assert.rejects(
    read(text, name),
    (/** @type {Error} */ error) => message.test(error.message) || assert.fail(error.message),
  );

test('a table of particles is a geometry in the box that they reach', async () => {
  const found = await read('id,x [um],y [um],z [um],diameter [um],phase\n1,1,2,3,2,SE\n2,5,6,7,4,AM\n');
  assert.equal(found.isBoxGiven, false);
  assert.equal(found.periodic, null);
  assert.deepEqual(
    [found.from, found.to],
    [
      [2, 1, 0],
      [9, 8, 7],
    ],
  );
  assert.deepEqual(found.phases, [
    { label: 0, name: 'background' },
    { label: 1, name: 'AM' },
    { label: 2, name: 'SE' },
  ]);
  const { geometry, notes } = taken(found);
  assert.deepEqual(geometry, {
    boxUm: [7, 7, 7],
    periodic: false,
    background: 0,
    bodies: [
      { kind: 'sphere', centerUm: [1, 1, 1], radiusUm: 1, label: 2 },
      { kind: 'sphere', centerUm: [5, 5, 5], radiusUm: 2, label: 1 },
    ],
  });
  assert.deepEqual(notes, []);
  const { phases } = lab.voxelize(geometry, [56, 56, 56]);
  assert.ok(Math.abs(phases[1].fraction - ((4 / 3) * Math.PI * 8) / 343) < 4 * phases[1].error + 1e-6);
});

test('units, decimal commas, shells and other names of columns are read', async () => {
  const semicolons = await read(
    'Position X (mm);pos_y (mm);z [mm];Radius [nm];Type;Shell thickness (µm);shell label\n0,001;0,002;-0,003;500;7;0,25;3\n0,004;0,002;-0,003;1500,5;7;0;\n',
  );
  assert.deepEqual(semicolons.bodies[0], {
    kind: 'sphere',
    centerUm: [-3, 2, 1],
    radiusUm: 0.5,
    label: 7,
    shellUm: 0.25,
    shellLabel: 3,
  });
  assert.equal(semicolons.bodies[1].radiusUm, 1.5005);
  assert.equal('shellUm' in semicolons.bodies[1], false);
  assert.deepEqual(
    semicolons.phases.map(({ name }) => name),
    ['background', 'label 3', 'label 7'],
  );
  const tabs = await read(
    'Points:0\tPoints:1\tPoints:2\tradius\tvx\n2e-6\t0\t1e-6\t1e-6\t9\n5e-6\t0\t1e-6\t1e-6\t9\n',
    'a.txt',
  );
  assert.equal(tabs.unit, null);
  assert.equal(tabs.likelyUnit, 'm');
  const { geometry } = taken(tabs);
  assert.ok(Math.abs(geometry.boxUm[2] - 5) < 1e-9 && Math.abs(geometry.bodies[1].radiusUm - 1) < 1e-12);
  assert.match(tabs.notes[0], /one phase/);
  // A label 0 is not the background's, unless the file says so.
  const zero = await read('x,y,z,r,type\n1,1,1,1,0\n1,1,3,1,1\n');
  assert.deepEqual(
    zero.phases.map(({ label, name }) => [label, name]),
    [
      [0, 'background'],
      [1, 'label 0'],
      [2, 'label 1'],
    ],
  );
});

test('what is no packing is refused by row and column', async () => {
  const heads = 'x,y,z,radius,label\n';
  await refused(`${heads}1,1,1,1,1\n1,1,1,-2,1\n`, /^packing\.csv, row 2, radius: "-2"; allowed: a number above 0/);
  await refused(`${heads}1,1,1,0,1\n`, /row 1, radius: "0"; allowed/);
  await refused(`${heads}1,1,1,2,\n`, /row 1, label: nothing; allowed: a label/);
  await refused(`${heads}1,one,1,2,1\n`, /row 1, y: "one"; allowed: a number/);
  await refused(`${heads}1,1,,1,1\n`, /row 1, z: nothing; allowed/);
  await refused('x;y;z;radius\n"1,000";1;1;1\n', /row 1, x: "1,000"; allowed: a number/);
  await refused('x,y,radius\n1,1,1\n', /no column for z; its first row is "x, y, radius"/);
  await refused('x,y,z\n1,1,1\n', /no column for radius or diameter/);
  await refused('1,2,3,4\n1,2,3,4\n', /no column for x, y, z/);
  await refused('x,y,z,r,colour\n1,1,1,1,1\n', /unknown column "colour"/);
  await refused('x,y,z,r,diameter\n1,1,1,1,2\n', /radius and for diameter/);
  await refused('x,X,y,z,r\n1,1,1,1,1\n', /two columns tell "X"/);
  await refused('x [um],y,z,r\n1,1,1,1\n', /column "y" tells no unit/);
  await refused('x,y,z,r,shell\n1,1,1,1,0.1\n', /no column for shell label/);
  await refused('x,y,z,r\n', /no rows below the heads/);
  await refused('x,y,z,r,kind\n1,1,1,1,cube\n', /row 1, kind: "cube"; allowed: sphere, cylinder/);
  await refused(`${heads}${'1,1,1,1,1\n'.repeat(1000001)}`, /1000001 particles; allowed: up to 1000000/);
  await refused(`x,y,z,r,phase\n${Array.from({ length: 33 }, (_, i) => `1,1,1,1,p${i}\n`).join('')}`, /33 labels/);
  await refused('{"boxUm": [1, 1', /^g\.json is no JSON/, 'g.json');
  await refused('{"boxUm": [1, 1, 1]}', /^g\.json: geometry\.bodies must be an array/, 'g.json');
  const body = { kind: 'sphere', centerUm: [1, 1, 1], radiusUm: -1, label: 1 };
  await refused(
    JSON.stringify({ boxUm: [2, 2, 2], bodies: [body] }),
    /geometry\.bodies\[0\]\.radiusUm: -1; allowed/,
    'g.json',
  );
  await refused(
    JSON.stringify({ boxUm: [2, 2, 2], bodies: [{ ...body, radiusUm: 1, shellUm: -1, shellLabel: 2 }] }),
    /bodies\[0\]\.shellUm: -1/,
    'g.json',
  );
  const huge = { name: 'huge.csv', size: 1e9, arrayBuffer: () => assert.fail('is not read') };
  await assert.rejects(readGeometry(huge), /huge\.csv: the file has 1000000000 bytes; allowed/);
});

test('bodies outside the box are refused, or told of where it goes on', async () => {
  const found = await read('x,y,z,radius\n1,1,1,1\n1,1,9,1\n1,1,-4,1\n');
  const box = { from: [0, 0, 0], to: [4, 4, 4] };
  assert.throws(
    () => taken(found, box),
    /^Error: packing\.csv, row 2: z 9 µm .* 2 of 3 lie outside the box of 4 × 4 × 4 µm/,
  );
  const { geometry, notes } = taken(found, { ...box, periodic: true });
  assert.match(notes[0], /2 of 3 lie outside/);
  assert.equal(lab.voxelize(geometry, [32, 32, 32]).voxels.length, 32 ** 3);
  assert.throws(() => taken(found, { ...box, to: [4, 0, 4] }), /Box along y: from 0 to 0; allowed/);
});

test('a geometry is written as JSON and as a table, and comes back as it was', async () => {
  const geometry = /** @type {any} */ ({
    boxUm: [10, 11.5, 12],
    periodic: true,
    background: 0,
    bodies: [
      { kind: 'sphere', centerUm: [1 / 3, 2, 9], radiusUm: 2, label: 1, shellUm: 0.1, shellLabel: 2 },
      { kind: 'sphere', centerUm: [1e-7, 5, 9], radiusUm: 0.7, label: 2 },
      { kind: 'cylinder', fromUm: [6, 6, 2], toUm: [6, 10, -8], radiusUm: 0.5, label: 3 },
    ],
  });
  const phases = ['Void', 'AM', 'SE', 'CA'].map((name, label) => ({ label, name }));
  const fromJson = await read(toGeometryJson(geometry), 'geometry.json');
  assert.deepEqual(taken(fromJson).geometry, geometry);
  const fromTable = await read(toParticlesCsv(geometry, phases, about));
  assert.equal(fromTable.isBoxGiven, true);
  assert.deepEqual(taken(fromTable).geometry, geometry);
  assert.deepEqual(
    fromTable.phases.map(({ name }) => name),
    ['background', 'AM', 'SE', 'CA'],
  );
  // Labels that are not 0, 1, 2 ... become so.
  const sparse = await read(
    toGeometryJson({ ...geometry, background: 9, bodies: [{ ...geometry.bodies[1], label: 200 }] }),
    'a.json',
  );
  const { geometry: dense } = taken(sparse);
  assert.deepEqual([dense.background, dense.bodies[0].label], [0, 1]);
});
