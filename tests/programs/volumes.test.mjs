// SPDX-License-Identifier: MIT
// Volumes there and back: what NumPy, tifffile, VTK and Teem write is read by the page's code and by the command line, voxel by
// voxel and with its spacing; what the command line writes is read by NumPy and VTK.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Papa from 'papaparse';
import { fingerprintOfVolume } from '../../web/volume-files/fingerprint.js';
import { edgesOf } from '../../web/volume-files/volume.js';
import { readVolume } from '../../web/volume-files/voxel-file.js';
import { PROGRAM } from '../command_line/program.mjs';

const folder = mkdtempSync(join(tmpdir(), 'cathode-volumes-'));
after(() => rmSync(folder, { recursive: true }));
const run = (/** @type {string} */ program, /** @type {string[]} */ args) =>
  execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
/** Debian's own Python, which has the packages. @param {string} program */
const python = (program) => run('/usr/bin/python3', ['-c', program]);

const SHAPE = /** @type {[number, number, number]} */ ([5, 6, 7]);
const SPACING = [0.2, 0.1, 0.1]; // z, y, x
const LABELS = Uint8Array.from({ length: 210 }, (_, at) => ((Math.imul(at + 1, 2654435761) >>> 16) % 7) % 3);

before(() => writeFileSync(join(folder, 'labels.bin'), LABELS));

/** The files as the page is given them. @param {string[]} names */
const filesOf = (names) =>
  names.map((name) => {
    const bytes = readFileSync(join(folder, name));
    return {
      name,
      size: bytes.length,
      arrayBuffer: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    };
  });

/**
 * Both readers of ours have the same voxels and edges.
 * @param {string[]} names the one that the command line is given first
 * @param {number[] | null} spacing
 */
async function isReadByBoth(names, spacing = SPACING) {
  const found = await readVolume(filesOf(names));
  assert.equal(found.kind, 'ready');
  const { volume } = /** @type {{volume: import('../../web/volume-files/volume.js').Volume}} */ (found);
  assert.deepEqual(volume.shape, SHAPE, names[0]);
  assert.deepEqual(volume.voxels, LABELS, names[0]);
  assert.deepEqual(edgesOf(volume.voxelUm), spacing, names[0]);
  const table = `${names[0]}.csv`;
  run(PROGRAM, ['solve', names[0], '--conductivities', '0=1', '--direction', 'x', '-o', table]);
  const [row, ...more] = Papa.parse(readFileSync(join(folder, table), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;
  assert.equal(row.fingerprint, await fingerprintOfVolume(SHAPE, LABELS), names[0]);
  assert.equal(row.spacing, (spacing ?? [1, 1, 1]).join(' '), names[0]);
  assert.deepEqual(more, []);
}
const LOAD = `
import numpy
a = numpy.fromfile('labels.bin', numpy.uint8).reshape(${SHAPE.join(', ')})
`;

test('NumPy: arrays of every type, order and byte order', async () => {
  const types = ['u1', 'i1', '<u2', '>u2', '<i4', '>i4', '<u8', '>i8', '<f4', '>f4', '<f8', '>f8'];
  python(`${LOAD}
for n, t in enumerate('${types.join(' ')}'.split()):
    numpy.save(f'c{n}.npy', a.astype(t)); numpy.save(f'f{n}.npy', numpy.asfortranarray(a.astype(t)))`);
  for (const index of types.keys()) for (const order of 'cf') await isReadByBoth([`${order}${index}.npy`], null);
});

test('tifffile: stacks of ImageJ and OME, plain, compressed, tiled, of 8 to 32 bits', async () => {
  python(`${LOAD}
import tifffile
tifffile.imwrite('imagej.tif', a, imagej=True, resolution=(10, 10), metadata={'spacing': 0.2, 'unit': 'um', 'axes': 'ZYX'})
tifffile.imwrite('ome.ome.tif', a, ome=True, metadata={'axes': 'ZYX', 'PhysicalSizeX': 0.1, 'PhysicalSizeY': 0.1, 'PhysicalSizeZ': 0.2})
for t in ('u1', 'u2', 'i2', 'u4', 'f4'):
    tifffile.imwrite(f'{t}.tif', a.astype(t), photometric='minisblack')
tifffile.imwrite('deflate.tif', a, photometric='minisblack', compression='deflate')
tifffile.imwrite('big.tif', a.astype('>u2'), photometric='minisblack', byteorder='>')
tifffile.imwrite('tiled.tif', a, photometric='minisblack', tile=(16, 16))`);
  await isReadByBoth(['imagej.tif']);
  await isReadByBoth(['ome.ome.tif']);
  for (const name of ['u1', 'u2', 'i2', 'u4', 'f4', 'deflate', 'big', 'tiled'])
    await isReadByBoth([`${name}.tif`], null);
});

test('VTK: MetaImage with its voxels within or beside it, compressed and not', async () => {
  python(`${LOAD}
import vtk
from vtk.util.numpy_support import numpy_to_vtk
for name, t in (('u1', 'u1'), ('i2', '<i2'), ('f4', '<f4'), ('f8', '<f8')):
    i = vtk.vtkImageData(); i.SetDimensions(${SHAPE.toReversed().join(', ')}); i.SetSpacing(${SPACING.toReversed().join(', ')})
    i.GetPointData().SetScalars(numpy_to_vtk(a.astype(t).ravel(), deep=True))
    for packed in (False, True):
        for ending in ('mha', 'mhd'):
            stem = f'vtk-{name}-{"packed" if packed else "plain"}'
            w = vtk.vtkMetaImageWriter(); w.SetFileName(f'{stem}.{ending}'); w.SetInputData(i); w.SetCompression(packed)
            if ending == 'mhd': w.SetRAWFileName(f'{stem}.{"zraw" if packed else "raw"}')
            w.Write()`);
  for (const type of ['u1', 'i2', 'f4', 'f8'])
    for (const [way, ending] of /** @type {const} */ ([
      ['plain', 'raw'],
      ['packed', 'zraw'],
    ])) {
      await isReadByBoth([`vtk-${type}-${way}.mha`]);
      await isReadByBoth([`vtk-${type}-${way}.mhd`, `vtk-${type}-${way}.${ending}`]);
    }
});

test('Teem’s unu: NRRD with its voxels within or beside it, packed with gzip and not, in both byte orders', async () => {
  for (const type of ['uchar', 'ushort', 'int', 'float', 'double']) {
    run('teem-unu', [
      ...'make -i labels.bin -t uchar -s 7 6 5 -e raw -sp 0.1 0.1 0.2 -o made.nrrd'.split(' '),
      ...['-u', 'um', 'um', 'um'],
    ]);
    run('teem-unu', ['convert', '-i', 'made.nrrd', '-t', type, '-o', `${type}.nrrd`]);
    for (const encoding of ['raw', 'gzip'])
      for (const endian of ['little', 'big']) {
        const stem = `${type}-${encoding}-${endian}`;
        for (const ending of ['nrrd', 'nhdr'])
          run('teem-unu', [
            'save',
            '-f',
            'nrrd',
            '-e',
            encoding,
            '-en',
            endian,
            '-i',
            `${type}.nrrd`,
            '-o',
            `${stem}.${ending}`,
          ]);
        await isReadByBoth([`${stem}.nrrd`]);
        await isReadByBoth([`${stem}.nhdr`, `${stem}.raw${encoding === 'gzip' ? '.gz' : ''}`]);
      }
  }
});

test('what the command line generates is read by NumPy and VTK, voxel by voxel and with its spacing', () => {
  const options = ['generate', '--shape', '24,28,32', '--seed', '3', '--voxel-um', '0.3'];
  for (const name of ['made.npy', 'made.mhd']) run(PROGRAM, [...options, '-o', name]);
  const printed = python(`
import numpy, vtk
from vtk.util.numpy_support import vtk_to_numpy
a = numpy.load('made.npy')
r = vtk.vtkMetaImageReader(); r.SetFileName('made.mhd'); r.Update(); i = r.GetOutput()
b = vtk_to_numpy(i.GetPointData().GetScalars())
assert a.dtype == numpy.uint8 and a.shape == (24, 28, 32) and i.GetDimensions() == (32, 28, 24)
assert (a.ravel() == b).all() and len(numpy.unique(a)) == 4
print(*i.GetSpacing())`);
  assert.deepEqual(printed.trim().split(' ').map(Number), [0.3, 0.3, 0.3]);
});
