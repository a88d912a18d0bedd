// SPDX-License-Identifier: MIT
// Files of segmented volumes: read, refused, cropped, coarsened, written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import {
  cropVolume,
  downsampleVolume,
  openImpalaInputs,
  readRaw,
  readVolume,
  toMha,
  toNpy,
  toOpenImpalaDat,
  toRawWithHeader,
  toTiff,
} from '../../web/volume-files/voxel-file.js';

const fileOf = (name, bytes) => ({
  name,
  size: bytes.length,
  arrayBuffer: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
});
const read = async (name, bytes) => (await readVolume([fileOf(name, bytes)])).volume;
const refused = (call, ...patterns) =>
  assert.rejects(
    call,
    (error) =>
      (error instanceof Error && patterns.every((pattern) => pattern.test(error.message))) ||
      assert.fail(error.message),
  );

/** Repeatable numbers below 1. */
function random(seed) {
  let state = seed;
  return () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) / 2 ** 24;
}

/** Labels 0 to 2 in a lumpy volume. */
function sample([nz, ny, nx], seed = 1) {
  const draw = random(seed);
  const voxels = new Uint8Array(nz * ny * nx);
  for (let index = 0; index < voxels.length; ++index)
    voxels[index] = index > 0 && draw() < 0.8 ? voxels[index - 1] : Math.floor(3 * draw());
  voxels.set([0, 1, 2]);
  return { voxels, shape: [nz, ny, nx] };
}

/** Each value by the setter of a DataView. */
function written(values, size, setter, isLittle) {
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view[setter](index * size, value, isLittle));
  return bytes;
}

function npy(header, data, version = 1) {
  const text = `${header}\n`;
  const size = version === 1 ? 2 : 4;
  const file = new Uint8Array(8 + size + text.length + data.length);
  file.set([0x93, ...Buffer.from('NUMPY'), version, 0, text.length & 255, text.length >> 8]);
  file.set(Buffer.from(text, 'latin1'), 8 + size);
  file.set(data, 8 + size + text.length);
  return file;
}
const npyOf = (descr, shape, data, isFortran = false, version = 1) =>
  npy(
    `{'descr': '${descr}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`,
    data,
    version,
  );

function packBits(bytes) {
  const packed = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) ++run;
    if (run > 1) packed.push(257 - run, bytes[at]);
    else packed.push(0, bytes[at]);
    at += run;
  }
  return Uint8Array.from(packed);
}

function lzw(bytes) {
  const packed = [];
  let held = 0,
    bits = 0,
    width = 9,
    table = new Map(),
    next = 258;
  const put = (code) => {
    held = ((held << width) | code) >>> 0;
    for (bits += width; bits >= 8; bits -= 8) packed.push((held >>> (bits - 8)) & 255);
    held &= (1 << bits) - 1;
  };
  put(256);
  let prefix = '';
  const codeOf = (text) => (text.length === 1 ? text.charCodeAt(0) : table.get(text));
  for (const byte of bytes) {
    const longer = prefix + String.fromCharCode(byte);
    if (longer.length === 1 || table.has(longer)) {
      prefix = longer;
      continue;
    }
    put(codeOf(prefix));
    table.set(longer, next++);
    if (next === 1 << width) ++width;
    if (next === 4094) {
      put(256);
      [table, next, width] = [new Map(), 258, 9];
    }
    prefix = longer.slice(-1);
  }
  put(codeOf(prefix));
  ++next;
  if (next === 1 << width) ++width;
  put(257);
  if (bits > 0) packed.push((held << (8 - bits)) & 255);
  return Uint8Array.from(packed);
}
const PACK = { 1: (bytes) => bytes, 5: lzw, 8: (bytes) => new Uint8Array(deflateSync(bytes)), 32773: packBits };

/** A TIFF file; each page is the bytes of its rows. */
function tiff(
  pages,
  {
    width,
    height,
    bits = 8,
    compression = 1,
    isLittle = true,
    rows = height,
    tile,
    fields = {},
    description,
    patch = (page) => page,
  },
) {
  const parts = [];
  let length = 8;
  const add = (bytes) => {
    const at = length;
    const even = new Uint8Array(bytes.length + (bytes.length % 2));
    even.set(bytes);
    parts.push(even);
    length += even.length;
    return at;
  };
  const bytesOf = (size, values) => written(values, size, size === 2 ? 'setUint16' : 'setUint32', isLittle);
  const links = []; // where the place of the next directory is told
  const rowBytes = Math.ceil((width * bits) / 8);
  for (const page of pages) {
    const blocks = [];
    if (tile) {
      const size = bits / 8;
      for (let top = 0; top < height; top += tile) {
        for (let left = 0; left < width; left += tile) {
          const block = new Uint8Array(tile * tile * size);
          for (let row = 0; row < tile && top + row < height; ++row) {
            block.set(
              page.subarray(
                ((top + row) * width + left) * size,
                ((top + row) * width + Math.min(width, left + tile)) * size,
              ),
              row * tile * size,
            );
          }
          blocks.push(block);
        }
      }
    } else {
      for (let top = 0; top < height; top += rows)
        blocks.push(page.subarray(top * rowBytes, Math.min(height, top + rows) * rowBytes));
    }
    const packed = blocks.map(PACK[compression] ?? PACK[1]);
    const places = packed.map(add);
    const longs = (values) => (values.length === 1 ? [4, 1, values[0]] : [4, values.length, add(bytesOf(4, values))]);
    const all = {
      256: [4, 1, width],
      257: [4, 1, height],
      258: [3, 1, bits],
      259: [3, 1, compression],
      262: [3, 1, 1],
      277: [3, 1, 1],
      ...(tile
        ? { 322: [3, 1, tile], 323: [3, 1, tile], 324: longs(places), 325: longs(packed.map((block) => block.length)) }
        : { 273: longs(places), 278: [3, 1, rows], 279: longs(packed.map((block) => block.length)) }),
    };
    if (description !== undefined)
      all[270] = [2, description.length + 1, add(Buffer.from(`${description}\0`, 'latin1'))];
    for (const [tag, field] of Object.entries(fields))
      all[tag] = typeof field === 'number' ? [3, 1, field] : [5, 1, add(bytesOf(4, field))];
    const entries = Object.entries(patch(all)).filter(([, field]) => field);
    const directory = new Uint8Array(2 + 12 * entries.length + 4);
    const view = new DataView(directory.buffer);
    view.setUint16(0, entries.length, isLittle);
    entries.forEach(([tag, [type, count, value]], index) => {
      view.setUint16(2 + 12 * index, Number(tag), isLittle);
      view.setUint16(4 + 12 * index, type, isLittle);
      view.setUint32(6 + 12 * index, count, isLittle);
      if (type === 3) view.setUint16(10 + 12 * index, value, isLittle);
      else view.setUint32(10 + 12 * index, value, isLittle);
    });
    const at = add(directory);
    links.push({ at, next: at + 2 + 12 * entries.length });
  }
  const file = new Uint8Array(length);
  file.set(Buffer.from(isLittle ? 'II' : 'MM'));
  const view = new DataView(file.buffer);
  view.setUint16(2, 42, isLittle);
  let at = 8;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  view.setUint32(4, links[0].at, isLittle);
  links.slice(1).forEach((link, index) => view.setUint32(links[index].next, link.at, isLittle));
  return file;
}
const planes = ({ voxels, shape: [nz, ny, nx] }) =>
  Array.from({ length: nz }, (_, k) => voxels.subarray(k * ny * nx, (k + 1) * ny * nx));

test('a NumPy file comes back as it was written', async () => {
  for (const shape of [
    [1, 1, 3],
    [2, 3, 4],
    [17, 5, 9],
  ]) {
    const volume = sample(shape);
    const file = toNpy(volume);
    assert.equal((file.length - volume.voxels.length) % 64, 0);
    const result = await readVolume([fileOf('a.npy', file)]);
    assert.equal(result.kind, 'ready');
    assert.deepEqual(result.volume.voxels, volume.voxels);
    assert.deepEqual(result.volume.shape, shape);
    assert.deepEqual(result.volume.values, [0, 1, 2]);
    assert.deepEqual(
      result.volume.counts,
      [0, 1, 2].map((label) => volume.voxels.filter((voxel) => voxel === label).length),
    );
    assert.equal(result.volume.voxelUm, null);
  }
});

test('every type of NumPy’s numbers is read, in both orders of bytes', async () => {
  const types = {
    u1: [1, 'setUint8'],
    i1: [1, 'setInt8'],
    b1: [1, 'setUint8'],
    u2: [2, 'setUint16'],
    i2: [2, 'setInt16'],
    u4: [4, 'setUint32'],
    i4: [4, 'setInt32'],
    f4: [4, 'setFloat32'],
    f8: [8, 'setFloat64'],
  };
  const signed = [-7, 0, 100, -7, 100, 0],
    plain = [0, 1, 1, 0, 1, 0];
  for (const [type, [size, setter]] of Object.entries(types)) {
    for (const order of size === 1 ? ['|'] : ['<', '>']) {
      const values = /^[if]/.test(type) ? signed : plain;
      const volume = await read(
        'a.npy',
        npyOf(`${order}${type}`, [1, 2, 3], written(values, size, setter, order !== '>')),
      );
      assert.deepEqual(
        [...volume.voxels].map((label) => volume.values[label]),
        values,
        `${order}${type}`,
      );
    }
  }
  const wide = written([-5n, 2n ** 40n, -5n, 0n, 0n, 0n], 8, 'setBigInt64', true);
  assert.deepEqual((await read('a.npy', npyOf('<i8', [2, 3], wide))).values, [-5, 0, 2 ** 40]);
  await refused(
    read('a.npy', npyOf('<i8', [1, 2], written([2n ** 60n, 0n], 8, 'setBigInt64', true))),
    /too large.*2\^53/,
  );
  assert.deepEqual(
    (await read('a.npy', npyOf('<f8', [2, 2], written([0.5, 0.25, 0.5, -0], 8, 'setFloat64', true)))).voxels,
    Uint8Array.of(2, 1, 2, 0),
  );
});

test('NumPy files of all versions, of two dimensions and in Fortran’s order are read', async () => {
  const shape = [2, 3, 4];
  const { voxels } = sample(shape);
  const turned = new Uint8Array(24);
  for (let k = 0; k < 2; ++k)
    for (let j = 0; j < 3; ++j) for (let i = 0; i < 4; ++i) turned[k + 2 * (j + 3 * i)] = voxels[(k * 3 + j) * 4 + i];
  for (const version of [1, 2, 3])
    assert.deepEqual((await read('a.npy', npyOf('|u1', shape, turned, true, version))).voxels, voxels);
  const flat = await read('a.npy', npyOf('|u1', [2, 3], Uint8Array.of(0, 2, 1, 1, 2, 0), true));
  assert.deepEqual(flat.shape, [1, 2, 3]);
  assert.deepEqual(flat.voxels, Uint8Array.of(0, 1, 2, 2, 1, 0));
});

test('NumPy files that cannot be read are refused by what is wrong', async () => {
  const byte = Uint8Array.of(0);
  await refused(read('a.npy', npyOf('|u1', [0, 1, 1], new Uint8Array())), /a\.npy.*along z is 0.*1 to 1024/);
  await refused(read('a.npy', npyOf('|u1', [-1, 1, 1], byte)), /along z/);
  await refused(read('a.npy', npyOf('|u1', [1025, 1, 1], byte)), /1025.*1 to 1024/);
  await refused(read('a.npy', npyOf('|u1', [1024, 1024, 1024], byte)), /1073741824 voxels.*134217728/);
  await refused(read('a.npy', npyOf('|u1', ['9'.repeat(400), 1, 1], byte)), /along z is Infinity/);
  await refused(read('a.npy', npyOf('|u1', [512, 512, 512], byte)), /take 134217728 bytes.*there are 1/);
  await refused(read('a.npy', npyOf('|u1', [5], new Uint8Array(5))), /1 dimensions; allowed: 3/);
  await refused(read('a.npy', npyOf('|u1', [1, 1, 1, 1], byte)), /4 dimensions/);
  await refused(read('a.npy', npyOf('<c8', [1, 1, 1], new Uint8Array(8))), /"<c8".*allowed: bool/);
  await refused(read('a.npy', npyOf('<constructor', [1, 1, 1], byte)), /is not read/);
  await refused(
    read('a.npy', npy(`{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 1), }`, byte)),
    /no single type/,
  );
  await refused(read('a.npy', npy('nothing', byte)), /no single type/);
  await refused(read('a.npy', npy(`{'descr': '|u1', }`, byte)), /lacks fortran_order or shape/);
  await refused(read('a.npy', npyOf('|u1', [1], byte, false, 9)), /version 9\.0/);
  const lying = npyOf('|u1', [1, 1, 1], byte, false, 2);
  lying.set([255, 255, 255, 255], 8);
  await refused(read('a.npy', lying), /4294967295 bytes/);
  await refused(read('a.npy', lying.subarray(0, 9)), /ends within its header/);
});

test('grey values and what is no number are refused', async () => {
  const grey = Uint8Array.from({ length: 100 }, (_, index) => index);
  await refused(
    read('ct.npy', npyOf('|u1', [10, 10], grey)),
    /ct\.npy.*not segmented.*100 distinct.*up to 32.*thresholds/,
  );
  assert.equal((await read('a.npy', npyOf('|u1', [4, 8], grey.subarray(0, 32)))).values.length, 32);
  await refused(
    read(
      'a.npy',
      npyOf(
        '<f4',
        [300, 300],
        written(
          Array.from({ length: 90000 }, (_, index) => index),
          4,
          'setFloat32',
          true,
        ),
      ),
    ),
    /more than 65536 distinct/,
  );
  await refused(
    read('a.npy', npyOf('<f4', [2, 2], written([0, 1, NaN, 1], 4, 'setFloat32', true))),
    /voxel 2 .*is NaN/,
  );
  await refused(read('a.npy', npyOf('<f4', [2, 2], written([0, 1, Infinity, 1], 4, 'setFloat32', true))), /Infinity/);
});

test('TIFF stacks are read in every compression, order of bytes and layout', async () => {
  const volume = sample([5, 40, 37], 3);
  for (const compression of [1, 5, 8, 32773]) {
    for (const isLittle of [true, false]) {
      for (const layout of [{}, { rows: 7 }, { rows: 1 }, { tile: 16 }]) {
        const options = { width: 37, height: 40, compression, isLittle, ...layout };
        const got = await read('s.tif', tiff(planes(volume), options));
        assert.deepEqual(got.shape, volume.shape);
        assert.deepEqual(got.voxels, volume.voxels, JSON.stringify(options));
        const wide = planes(volume).map((plane) =>
          written(
            [...plane].map((label) => 1000 * label),
            2,
            'setUint16',
            isLittle,
          ),
        );
        const sixteen = await read('s.tif', tiff(wide, { ...options, bits: 16 }));
        assert.deepEqual(sixteen.values, [0, 1000, 2000]);
        assert.deepEqual(sixteen.voxels, volume.voxels);
      }
    }
  }
});

test('TIFF files of other numbers are read', async () => {
  const values = [-3, 0, 70000, 0, -3, 70000];
  const one = async (page, options) => {
    const volume = await read('s.tif', tiff([page], { width: 3, height: 2, ...options }));
    return [...volume.voxels].map((label) => volume.values[label]);
  };
  assert.deepEqual(await one(written(values, 4, 'setInt32', true), { bits: 32, fields: { 339: 2 } }), values);
  assert.deepEqual(
    await one(written(values, 4, 'setFloat32', false), { bits: 32, fields: { 339: 3 }, isLittle: false }),
    values,
  );
  assert.deepEqual(await one(written(values, 8, 'setFloat64', true), { bits: 64, fields: { 339: 3 } }), values);
  assert.deepEqual(await one(Uint8Array.of(0b10100000, 0b01000000), { bits: 1 }), [1, 0, 1, 0, 1, 0]);
  assert.deepEqual(await one(Uint8Array.of(0x12, 0x30, 0x45, 0x60), { bits: 4 }), [1, 2, 3, 4, 5, 6]);
  // Differences along each row, which wrap around.
  assert.deepEqual(
    await one(Uint8Array.of(5, 251, 7, 1, 0, 1), { fields: { 317: 2 }, compression: 5 }),
    [5, 0, 7, 1, 1, 2],
  );
  // LZW with a full table and all widths of codes.
  const draw = random(9);
  const noise = Uint8Array.from({ length: 300 * 300 }, () => Math.floor(30 * draw()));
  assert.deepEqual((await read('s.tif', tiff([noise], { width: 300, height: 300, compression: 5 }))).voxels, noise);
});

test('the size of voxels is told by what TIFF and ImageJ write', async () => {
  const page = Uint8Array.of(0, 1, 1, 0);
  const voxelOf = async (fields, description) =>
    await read('s.tif', tiff([page], { width: 2, height: 2, fields, description }));
  assert.equal((await voxelOf({})).voxelUm, null);
  assert.equal((await voxelOf({ 282: [100000, 1], 283: [100000, 1], 296: 3 })).voxelUm, 0.1);
  assert.equal((await voxelOf({ 282: [254000, 1], 283: [254000, 1], 296: 2 })).voxelUm, 0.1);
  assert.equal((await voxelOf({ 282: [72, 1], 283: [72, 1], 296: 2 })).voxelUm, null, 'a printer’s resolution');
  assert.equal((await voxelOf({ 282: [0, 0], 283: [1, 0], 296: 3 })).voxelUm, null);
  for (const unit of ['micron', 'um', '\\u00B5m']) {
    assert.equal(
      (await voxelOf({ 282: [20, 1], 283: [20, 1], 296: 1 }, `ImageJ=1.53t\nunit=${unit}\nspacing=0.05\n`)).voxelUm,
      0.05,
    );
  }
  assert.equal((await voxelOf({ 282: [1, 50], 283: [1, 50], 296: 1 }, 'ImageJ=1.53t\nunit=nm\n')).voxelUm, 0.05);
  assert.equal((await voxelOf({ 282: [1000, 1], 283: [1000, 1], 296: 1 }, 'ImageJ=1.53t\nunit=mm\n')).voxelUm, 1);
  assert.equal((await voxelOf({ 282: [20, 1], 283: [20, 1], 296: 1 }, 'ImageJ=1.53t\nunit=pixel\n')).voxelUm, null);
  const untold = await voxelOf({ 282: [20, 1], 283: [20, 1], 296: 1 }, 'ImageJ=1.53t\nunit=micron\n');
  assert.equal(untold.voxelUm, 0.05);
  assert.match(untold.notes.join(' '), /edges of a pixel, 0\.05 µm; slices are taken to be as far apart/);
  const told = await voxelOf({ 282: [20, 1], 283: [20, 1], 296: 1 }, 'ImageJ=1.53t\nunit=micron\nspacing=0.05\n');
  assert.deepEqual(told.notes, []);
  const apart = await voxelOf({ 282: [20, 1], 283: [25, 1], 296: 1 }, 'ImageJ=1.53t\nunit=micron\nspacing=0.1\n');
  assert.deepEqual([apart.voxelUm, apart.notes], [[0.1, 0.04, 0.05], []]);
  await refused(
    voxelOf({ 282: [20000, 1], 283: [10000, 1], 296: 3 }),
    /s\.tif: it tells pixels of 1 × 0\.5 µm \(y, x\) and not how far apart its slices are; allowed: all three edges/,
  );
  const ome = (/** @type {string} */ sizes) =>
    voxelOf({}, `<OME><Image><Pixels DimensionOrder="XYZCT" SizeC="1" SizeT="1" SizeZ="1" ${sizes}/></Image></OME>`);
  assert.equal((await ome('PhysicalSizeX="0.05" PhysicalSizeY="0.05" PhysicalSizeZ="0.05"')).voxelUm, 0.05);
  const nm = 'PhysicalSizeX="50" PhysicalSizeXUnit="nm" PhysicalSizeY="50" PhysicalSizeYUnit="nm"';
  assert.equal((await ome(`${nm} PhysicalSizeZ="0.05" PhysicalSizeZUnit="µm"`)).voxelUm, 0.05);
  assert.match((await ome(nm)).notes.join(), /edges of a pixel, 0\.05 µm/);
  assert.deepEqual((await ome(`${nm} PhysicalSizeZ="0.1"`)).voxelUm, [0.1, 0.05, 0.05]);
  assert.equal((await ome('')).voxelUm, null);
});

const omeText = (sizes, order, blocks = '') =>
  `<?xml version="1.0"?><OME><Image ID="Image:0"><Pixels DimensionOrder="${order}" ID="Pixels:0" ${Object.entries(sizes)
    .map(([axis, size]) => `Size${axis}="${size}"`)
    .join(' ')} Type="uint8"><Channel ID="c"/>${blocks}</Pixels></Image></OME>`;

test('of a file with several channels or frames one volume is read, and which is asked', async () => {
  // The one pixel of a page tells which it is.
  const counts = { channel: 3, slice: 4, frame: 2 };
  const pagesIn = (order) => {
    const pages = [];
    const [fast, middle, slow] = order;
    for (let c = 0; c < counts[slow]; ++c)
      for (let b = 0; b < counts[middle]; ++b)
        for (let a = 0; a < counts[fast]; ++a) {
          const at = { [fast]: a, [middle]: b, [slow]: c };
          pages.push(Uint8Array.of(100 * at.frame + 10 * at.channel + at.slice));
        }
    return pages;
  };
  const fileIn = (order, description) => fileOf('h.tif', tiff(pagesIn(order), { width: 1, height: 1, description }));
  const imageJ = fileIn(
    ['channel', 'slice', 'frame'],
    'ImageJ=1.54f\nimages=24\nchannels=3\nslices=4\nframes=2\nhyperstack=true\n',
  );
  const ome = [
    ['XYZCT', ['slice', 'channel', 'frame']],
    ['XYCZT', ['channel', 'slice', 'frame']],
    ['XYTCZ', ['frame', 'channel', 'slice']],
  ].map(([name, order]) => fileIn(order, omeText({ X: 1, Y: 1, Z: 4, C: 3, T: 2 }, name, '<TiffData/>')));
  for (const file of [imageJ, ...ome]) {
    const asked = await readVolume([file]);
    assert.equal(asked.kind, 'planes');
    assert.deepEqual(asked.axes.counts, counts);
    const { volume } = await readVolume([file], { channel: 2, frame: 2 });
    assert.deepEqual(volume.shape, [4, 1, 1]);
    assert.deepEqual(volume.values, [110, 111, 112, 113]);
    assert.deepEqual([...volume.voxels], [0, 1, 2, 3]);
    assert.deepEqual(volume.notes, ['Taken of the file: channel 2 of 3, frame 2 of 2.']);
  }
  await refused(readVolume([imageJ], { channel: 4 }), /h\.tif: the channel is 4; allowed: 1 to 3\.$/);
  await refused(readVolume([imageJ], { frame: 0 }), /the frame is 0; allowed: 1 to 2\.$/);
  await refused(readVolume([imageJ], { frame: 'slices' }), /the frame is slices; allowed: 1 to 2\.$/);

  const film = fileOf(
    't.tif',
    tiff(pagesIn(['slice', 'channel', 'frame']), {
      width: 1,
      height: 1,
      description: 'ImageJ=1.54f\nimages=24\nframes=24\n',
    }),
  );
  assert.equal((await readVolume([film])).kind, 'planes');
  assert.deepEqual((await readVolume([film], { frame: 3 })).volume.shape, [1, 1, 1]);
  const { volume } = await readVolume([film], { frame: 'slices' });
  assert.deepEqual(volume.shape, [24, 1, 1]);
  assert.match(volume.notes[0], /24 frames are taken as slices/);

  await refused(
    read(
      'h.tif',
      tiff(pagesIn(['channel', 'slice', 'frame']), {
        width: 1,
        height: 1,
        description: 'ImageJ=1.54f\nimages=24\nchannels=5\nslices=5\n',
      }),
    ),
    /5 channels, 5 slices and 1 frames, which do not order its 24 pages/,
  );
  const moved = omeText({ Z: 4, C: 3, T: 2 }, 'XYZCT', '<TiffData FirstC="1" IFD="0"/>');
  await refused(readVolume([fileIn(['slice', 'channel', 'frame'], moved)]), /do not order its 24 pages/);
  // One channel, one frame: a stack, also where the file is one of several.
  const one = omeText({ Z: 24, C: 1, T: 1 }, 'XYZCT', '<TiffData IFD="0"/>');
  assert.deepEqual((await readVolume([fileIn(['slice', 'channel', 'frame'], one)])).volume.shape, [24, 1, 1]);
});

test('many TIFF files are one stack in the order people count', async () => {
  const volume = sample([12, 4, 5], 5);
  const slices = planes(volume).map((plane, index) =>
    fileOf(`slice${index + 1}.tif`, tiff([plane], { width: 5, height: 4 })),
  );
  const { volume: got } = await readVolume([...slices].reverse());
  assert.deepEqual(got.voxels, volume.voxels);
  assert.deepEqual(got.shape, [12, 4, 5]);
  await refused(
    readVolume([slices[0], fileOf('odd.tif', tiff([Uint8Array.of(1)], { width: 1, height: 1 }))]),
    /slice1\.tif.*5 × 4.*odd\.tif|odd\.tif.*1 × 1/,
  );
  await refused(readVolume([slices[0], fileOf('b.npy', toNpy(volume))]), /(b\.npy) is no TIFF/);
  await refused(
    readVolume([slices[0], fileOf('two.tif', tiff(planes(volume).slice(0, 2), { width: 5, height: 4 }))]),
    /two\.tif has 2 pages/,
  );
  await refused(readVolume(Array.from({ length: 1025 }, () => slices[0])), /1025 files; allowed: up to 1024/);
  await refused(readVolume([]), /no file.*\.npy/);
});

test('TIFF files that cannot be read are refused by what is wrong', async () => {
  const page = new Uint8Array(64);
  const options = { width: 8, height: 8 };
  const bad = (change, ...patterns) => refused(read('s.tif', tiff([page], { ...options, ...change })), ...patterns);
  const patched = (own) => ({ patch: (all) => ({ ...all, ...own }) });
  await bad(patched({ 277: [3, 1, 3] }), /s\.tif, page 1.*channels is 3.*colour/);
  await bad(patched({ 262: [3, 1, 2] }), /channels.*kind 2/);
  await bad(patched({ 259: [3, 1, 7] }), /compression is 7 \(JPEG\); allowed: none, LZW/);
  await bad(patched({ 259: [3, 1, 999] }), /compression is 999; /);
  await bad(patched({ 258: [3, 1, 12] }), /type of number is 12 bits/);
  await bad(patched({ 256: [4, 1, 0] }), /width is 0; allowed: 1 to 1024/);
  await bad(patched({ 256: undefined }), /width is 0/);
  await bad(patched({ 257: [4, 1, 4000000000] }), /height is 4000000000/);
  await bad(patched({ 278: [3, 1, 0] }), /rows of a strip is 0/);
  await bad(patched({ 273: [4, 1, 4000000000] }), /ends within the pixels of page 1/);
  await bad(patched({ 273: [4, 4000000000, 4000000000], 278: [3, 1, 1] }), /ends within places/);
  await bad(patched({ 273: undefined }), /tells 0 of 1 places/);
  await bad(
    patched({ 256: [4, 1, 1024], 257: [4, 1, 1024], 278: [3, 1, 1024] }),
    /ends within the pixels of page 1: 1048576 bytes/,
  );
  await bad(
    patched({ 256: [4, 1, 1024], 257: [4, 1, 1024], 278: [3, 1, 1024], 259: [3, 1, 8], 279: [4, 1, 9] }),
    /do not fit/,
  );
  await bad(patched({ 322: [3, 1, 1], 323: [3, 1, 1] }), /size of tiles is 1 × 1; allowed: multiples of 16/);
  await bad(patched({ 317: [3, 1, 3] }), /predictor is 3/);
  await bad(patched({ 274: [3, 1, 3] }), /orientation is 3/);
  await bad({ description: 'ImageJ=1.53t\nimages=300\n' }, /300 images.*1 pages/);
  for (const compression of [5, 8, 32773])
    await bad(patched({ 259: [3, 1, compression], 279: [4, 1, 3] }), /pixels are damaged/);
  const whole = tiff([page, page], options);
  for (const length of [4, 7, 9, 60, whole.length - 3]) await refused(read('s.tif', whole.slice(0, length)), /s\.tif/);
  const big = whole.slice();
  big[2] = 43;
  await refused(read('s.tif', big), /BigTIFF/);
  const circle = tiff([page], options);
  circle.set(circle.subarray(4, 8), circle.length - 4);
  await refused(read('s.tif', circle), /circle/);
  const none = whole.slice();
  none.fill(0, 4, 8);
  await refused(read('s.tif', none), /no pages/);
  const dots = Array.from({ length: 1100 }, () => Uint8Array.of(1));
  await refused(read('s.tif', tiff(dots, { width: 1, height: 1 })), /more than 1024 pages/);
  // Pages that share their bytes.
  await refused(
    read(
      's.tif',
      tiff(Array(100).fill(page), {
        ...options,
        ...patched({ 256: [4, 1, 64], 257: [4, 1, 64], 273: [4, 1, 8], 278: [3, 1, 64] }),
      }),
    ),
    /100 pages .* do not fit/,
  );
  await refused(read('photo.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), /photo\.png.*\.npy.*\.tif.*\.raw/);
});

test('of a small strip that would grow to 32 MB the size of the page is taken', async () => {
  const zeros = new Uint8Array(deflateSync(new Uint8Array(2 ** 25)));
  const page = tiff([new Uint8Array(64)], { width: 8, height: 8, compression: 8 });
  // The page with a strip in place of its own that grows to 32 MB.
  const file = new Uint8Array(page.length + zeros.length);
  file.set(page);
  file.set(zeros, page.length);
  const view = new DataView(file.buffer);
  const directory = view.getUint32(4, true);
  for (let entry = directory + 2, left = view.getUint16(directory, true); left > 0; entry += 12, --left) {
    if (view.getUint16(entry, true) === 273) view.setUint32(entry + 8, page.length, true);
    if (view.getUint16(entry, true) === 279) view.setUint32(entry + 8, zeros.length, true);
  }
  assert.deepEqual((await read('s.tif', file)).counts, [64]);
});

test('bare voxels are read by a layout, and a wrong one is told', async () => {
  const volume = sample([3, 3, 3], 7);
  const asked = await readVolume([fileOf('a.RAW', volume.voxels)]);
  assert.deepEqual(asked, { kind: 'raw', byteLength: 27, name: 'a.RAW' });
  const raw = (bytes, layout) =>
    readRaw(fileOf('a.raw', bytes), { shape: [3, 3, 3], dtype: 'uint8', littleEndian: true, offset: 0, ...layout });
  assert.deepEqual((await raw(volume.voxels, {})).voxels, volume.voxels);
  const wide = written([...volume.voxels], 2, 'setUint16', false);
  const behind = new Uint8Array(wide.length + 12);
  behind.set(wide, 12);
  assert.deepEqual((await raw(behind, { dtype: 'uint16', littleEndian: false, offset: 12 })).voxels, volume.voxels);
  await refused(
    raw(volume.voxels, { shape: [3, 3, 4] }),
    /3 × 3 × 4 voxels of type uint8 take 36 bytes, but there are 27; a cube of 3 × 3 × 3 voxels of 1 byte would fit/,
  );
  await refused(raw(wide, {}), /27 bytes, but there are 54; a cube of 3 × 3 × 3 voxels of 2 bytes/);
  await refused(raw(volume.voxels, { offset: 30 }), /but there are 0/);
  await refused(raw(volume.voxels, { offset: -1 }), /offset is -1/);
  await refused(raw(volume.voxels, { dtype: 'float16' }), /float16; allowed: uint8/);
  await refused(raw(volume.voxels, { shape: [3, 9] }), /2 extents/);
  await refused(raw(volume.voxels, { shape: [1.5, 3, 6] }), /along z is 1\.5/);
  await refused(
    readRaw(
      { name: 'huge.raw', size: 2 ** 40, arrayBuffer: () => assert.fail('was read') },
      { shape: [1, 1, 1], dtype: 'uint8' },
    ),
    /1099511627776 bytes; allowed/,
  );
});

test('volumes are cropped and coarsened; labels stay what they are', async () => {
  const volume = await read('a.npy', toNpy(sample([4, 5, 6], 11)));
  const cropped = cropVolume(volume, { z: [1, 3], y: [0, 5], x: [2, 6] });
  assert.deepEqual(cropped.shape, [2, 5, 4]);
  for (let k = 0; k < 2; ++k)
    for (let j = 0; j < 5; ++j)
      for (let i = 0; i < 4; ++i) {
        assert.equal(cropped.voxels[(k * 5 + j) * 4 + i], volume.voxels[((k + 1) * 5 + j) * 6 + i + 2]);
      }
  assert.equal(
    cropped.counts.reduce((sum, count) => sum + count),
    40,
  );
  assert.deepEqual(cropVolume(volume, { z: [0, 1], y: [0, 1], x: [0, 1] }).values, [0, 1, 2]);
  assert.deepEqual(cropVolume(volume, { z: [0, 1], y: [0, 1], x: [0, 1] }).counts, [1, 0, 0]);
  assert.deepEqual(cropVolume(volume, {}), volume);
  for (const range of [
    [0, 7],
    [-1, 2],
    [3, 3],
    [4, 2],
    [0.5, 2],
    [NaN, 2],
  ]) {
    assert.throws(
      () => cropVolume(volume, { z: [0, 4], y: [0, 5], x: range }),
      /Crop along x.*allowed: whole numbers from 0 to 6/,
    );
  }

  const told = {
    ...volume,
    voxels: Uint8Array.of(1, 1, 2, 0, 1, 0, 0, 2, 1, 0, 1, 1, 2, 2, 1),
    shape: [1, 3, 5],
    voxelUm: 0.5,
  };
  assert.deepEqual(downsampleVolume({ ...told, shape: [3, 1, 5] }, 1).voxels, told.voxels);
  assert.throws(() => downsampleVolume(told, 2), /leaves nothing of 1 × 3 × 5.*up to 1/);
  const twice = { ...told, voxels: Uint8Array.of(...told.voxels, ...told.voxels), shape: [2, 3, 5] };
  const coarse = downsampleVolume(twice, 2);
  assert.deepEqual(coarse.shape, [1, 1, 2]);
  assert.deepEqual(coarse.voxels, Uint8Array.of(0, 2)); // rows 1 1 2 0 / 0 0 2 1: a draw of 0 with 1 in the first block
  assert.deepEqual(coarse.counts, [1, 0, 1]);
  assert.equal(coarse.voxelUm, 1);
  assert.deepEqual(downsampleVolume({ ...twice, voxelUm: [3, 2, 1] }, 2).voxelUm, [6, 4, 2]);
  for (const factor of [0, 9, 1.5, NaN])
    assert.throws(() => downsampleVolume(twice, factor), /allowed: whole numbers from 1 to 8/);
});

test('a label TIFF and a volume in one file come back with the size of their voxels', async () => {
  for (const voxelUm of [0.25, 0.0625, [0.5, 0.25, 0.125], null]) {
    const volume = { ...sample([5, 4, 7]), voxelUm };
    const again = await read('labels.tif', toTiff(volume));
    assert.deepEqual(
      [again.voxels, again.shape, again.voxelUm, again.notes],
      [volume.voxels, volume.shape, voxelUm, []],
    );
    const [header, ...rest] = Buffer.from(toMha(volume)).toString('latin1').split('ElementDataFile = LOCAL\n');
    const edges = Array.isArray(voxelUm) ? '0.125 0.25 0.5' : [1, 1, 1].map((one) => voxelUm ?? one).join(' ');
    assert.match(header, new RegExp(`DimSize = 7 4 5\\nElementSpacing = ${edges}\\n`));
    assert.deepEqual(new Uint8Array(Buffer.from(rest.join(''), 'latin1')), volume.voxels);
  }
});

test('files for other programs hold what these read', async () => {
  const volume = await read('my volume (1).npy', toNpy(sample([2, 3, 4])));
  const { raw, header, rawName, headerName } = toRawWithHeader({ ...volume, voxelUm: 0.25 });
  assert.deepEqual(raw, volume.voxels);
  assert.equal(rawName, 'my-volume-1-.raw');
  assert.equal(headerName, 'my-volume-1-.mhd');
  assert.match(header, /^DimSize = 4 3 2$/m);
  assert.match(header, /^ElementSpacing = 0\.25 0\.25 0\.25$/m);
  assert.match(header, /\nElementDataFile = my-volume-1-\.raw\n$/);
  assert.match(toRawWithHeader({ ...volume, name: '../\n' }).header, /^ElementDataFile = volume\.raw$/m);

  const dat = toOpenImpalaDat(volume, 1);
  const view = new DataView(dat.buffer);
  assert.deepEqual(
    [0, 4, 8].map((at) => view.getInt32(at, true)),
    [4, 3, 2],
  );
  assert.deepEqual(
    [...volume.voxels].map((_, index) => view.getUint16(12 + 2 * index, true)),
    [...volume.voxels].map((label) => Number(label === 1)),
  );
  const again = await readRaw(fileOf('a.dat', dat), {
    shape: [2, 3, 4],
    dtype: 'uint16',
    littleEndian: true,
    offset: 12,
  });
  assert.deepEqual(again.counts, [volume.counts[0] + volume.counts[2], volume.counts[1]]);
  const inputs = openImpalaInputs({ name: 'my volume.npy', direction: 'z', solver: 'PCG' });
  for (const line of [
    'filename = my-volume.dat',
    'phase_id = 1',
    'direction = Z',
    'solver_type = PCG',
    'threshold_val = 0',
  ])
    assert.ok(inputs.split('\n').includes(line), line);
  assert.throws(() => openImpalaInputs({ name: 'a', direction: 'w' }), /direction is w; allowed: x, y, z, all/);
  assert.throws(() => openImpalaInputs({ name: 'a', dataPath: 'a\nb' }), /dataPath/);
});

test(
  'damaged files never hang and never pass as something else than an error or a volume',
  { timeout: 300000 },
  async () => {
    const draw = random(4);
    const volume = sample([3, 20, 18], 13);
    const originals = [
      ['a.npy', toNpy(volume)],
      ...[1, 5, 8, 32773].flatMap((compression) => [
        [`s.tif`, tiff(planes(volume), { width: 18, height: 20, compression, rows: 6 })],
        [
          's.tif',
          tiff(planes(volume), {
            width: 18,
            height: 20,
            compression,
            tile: 16,
            isLittle: false,
            description: 'ImageJ=1.53t\nunit=micron\n',
          }),
        ],
      ]),
    ];
    let survived = 0;
    for (let round = 0; round < 2000; ++round) {
      const [name, original] = originals[round % originals.length];
      const bytes = original.slice(0, draw() < 0.2 ? Math.floor(draw() * original.length) : undefined);
      for (let change = Math.floor(4 * draw()); change >= 0 && bytes.length > 0; --change) {
        // Half of all changes meet what describes the data.
        const at =
          draw() < 0.5
            ? Math.floor(draw() * Math.min(128, bytes.length))
            : bytes.length - 1 - Math.floor(draw() * Math.min(600, bytes.length));
        bytes[at] = draw() < 0.3 ? 255 : Math.floor(256 * draw());
      }
      try {
        const got = await read(name, bytes);
        assert.equal(got.voxels.length, got.shape[0] * got.shape[1] * got.shape[2]);
        assert.equal(
          got.counts.reduce((sum, count) => sum + count),
          got.voxels.length,
        );
        assert.ok(got.voxels.every((label) => label < got.values.length));
        ++survived;
      } catch (error) {
        assert.equal(error.constructor, Error, error.stack);
      }
    }
    assert.ok(survived > 100 && survived < 1900, String(survived));
  },
);
