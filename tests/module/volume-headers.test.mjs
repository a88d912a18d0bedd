// SPDX-License-Identifier: MIT
// Volumes behind a header of text: MetaImage, NRRD, Amira's. Read, and refused by field, value and what is allowed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { readVolume, toMha, toRawWithHeader } from '../../web/volume-files/voxel-file.js';

const SHAPE = /** @type {[number, number, number]} */ ([3, 4, 5]);
const LABELS = Uint8Array.from({ length: 60 }, (_, at) => {
  const [z, y, x] = [Math.floor(at / 20), Math.floor(at / 5) % 4, at % 5];
  return (z * z + 3 * y + x * x * (1 + y)) % 4;
});
const VALUES = [0, 10, 20, 30];
const fileOf = (name, ...parts) => {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return {
    name,
    size: bytes.length,
    arrayBuffer: async () => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  };
};
const read = async (...files) => (await readVolume(files)).volume;
const refusal = (...files) =>
  readVolume(files).then(
    () => assert.fail('was read'),
    (error) => error.message,
  );
function isSample(volume) {
  assert.deepEqual(volume.shape, SHAPE);
  assert.deepEqual(volume.values, VALUES);
  assert.deepEqual(volume.voxels, LABELS);
}
/** The values as numbers of a type. */
function numbersOf(setter, size, isLittle) {
  const view = new DataView(new ArrayBuffer(size * LABELS.length));
  LABELS.forEach((label, at) => view[setter](at * size, 10 * label, isLittle));
  return new Uint8Array(view.buffer);
}
const SHORTS = numbersOf('setInt16', 2, false);
/** Each wrong text with what the refusal says. */
async function allRefused(fileWith, cases) {
  for (const [from, to, said] of cases) {
    const why = await refusal(fileWith(from, to));
    assert.ok(why.includes(said), `${to}: ${why}`);
  }
}

const META =
  'ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = True\nDimSize = 5 4 3\n' +
  'ElementSpacing = 0.1 0.1 0.2\nElementType = MET_SHORT\nElementDataFile = ';

test('what is written as MetaImage comes back, its spacing to the last bit', async () => {
  for (const voxelUm of [null, 1, 0.0009765625, 0.25, 0.19230769230769232, [0.2, 0.1, 0.1]]) {
    const volume = { voxels: LABELS, shape: SHAPE, voxelUm, name: 'a b.npy' };
    const { raw, header, rawName, headerName } = toRawWithHeader(volume);
    for (const back of [
      await read(fileOf('a.mha', toMha(volume))),
      await read(fileOf(rawName, raw), fileOf(headerName, header)),
    ]) {
      assert.deepEqual(back.voxels, LABELS);
      assert.deepEqual(back.voxelUm, voxelUm);
      assert.deepEqual(back.notes, []);
    }
  }
});

test('MetaImage of other programs is read: big-endian, compressed, of every type', async () => {
  const volume = await read(fileOf('a.mha', META, 'LOCAL\n', SHORTS));
  isSample(volume);
  assert.deepEqual(volume.voxelUm, [0.2, 0.1, 0.1]);
  assert.deepEqual(volume.notes, ['The unit of ElementSpacing is not told; taken for micrometres.']);
  isSample(await read(fileOf('folder.mhd', META, 'where/it/was.raw\n'), fileOf('was.raw', SHORTS)));
  const compressed = META.replace('BinaryData =', 'CompressedData = True\nBinaryData =');
  isSample(await read(fileOf('a.mha', compressed, 'LOCAL\n', deflateSync(SHORTS))));
  isSample(await read(fileOf('a.zraw', deflateSync(SHORTS)), fileOf('a.mhd', compressed, 'a.zraw\n')));
  isSample(
    await read(
      fileOf('a.mhd', META.replace('DimSize', 'HeaderSize = -1\nDimSize'), 'a.raw\n'),
      fileOf('a.raw', '123', SHORTS),
    ),
  );
  for (const [type, setter, size] of [
    ['UCHAR', 'setUint8', 1],
    ['CHAR', 'setInt8', 1],
    ['USHORT', 'setUint16', 2],
    ['UINT', 'setUint32', 4],
    ['INT', 'setInt32', 4],
    ['FLOAT', 'setFloat32', 4],
    ['DOUBLE', 'setFloat64', 8],
  ])
    isSample(
      await read(fileOf('a.mha', META.replace('MET_SHORT', `MET_${type}`), 'LOCAL\n', numbersOf(setter, size, false))),
    );
});

test('MetaImage is refused by field, value and what is allowed', async () => {
  const mha = (from, to) => fileOf('a.mha', `${META}LOCAL\n`.replace(from, to), SHORTS);
  await allRefused(mha, [
    ['5 4 3', '5 -4 3', 'a.mha: DimSize: 5 -4 3; allowed: 3 whole numbers from 1.'],
    ['5 4 3', '5 4', 'DimSize: 5 4; allowed: 3 whole'],
    ['5 4 3', '5 4 4', '4 × 4 × 5 voxels of type int16 take 160 bytes behind the header, but there are 120.'],
    ['5 4 3', '1000 1000 1000', 'allowed: 134217728'],
    ['5 4 3', '500000 4 3', 'extent along x is 500000; allowed: 1 to 1024'],
    ['MET_SHORT', 'MET_OTHER', 'ElementType: MET_OTHER; allowed: MET_UCHAR, '],
    ['0.1 0.1 0.2', '0.1 0 0.2', 'ElementSpacing: 0.1 0 0.2; allowed: 3 numbers above 0'],
    ['NDims = 3', 'NDims = 4', 'NDims: 4; allowed: 3 (x, y, z) or 2 (x, y)'],
    ['BinaryData = True', 'BinaryData = False', 'BinaryData: False; allowed: True'],
    ['LOCAL', 'LIST', 'ElementDataFile: LIST; allowed: LOCAL, or the name of one file'],
    ['ElementDataFile = LOCAL\n', '', 'of the MetaImage header is none; allowed: key = value'],
    ['NDims = 3', 'nonsense', 'the line "nonsense" of the MetaImage header is none'],
    ['LOCAL', 'a.raw', 'a.mha has its voxels in a.raw; choose or drop both files together.'],
  ]);
  assert.match(await refusal(fileOf('a.mha', META.slice(0, 40))), /ends without ElementDataFile, which comes last/);
  const huge = META.replace('BinaryData =', 'CompressedData = True\nBinaryData =').replace('5 4 3', '500 500 500');
  assert.match(
    await refusal(fileOf('a.mha', huge, 'LOCAL\n', deflateSync(SHORTS))),
    /take 250000000 bytes, which the \d+ compressed ones cannot hold; allowed: one for at most 1032/,
  );
  const compressed = META.replace('BinaryData =', 'CompressedData = True\nBinaryData =');
  const half = deflateSync(SHORTS).subarray(0, 20);
  assert.match(await refusal(fileOf('a.mha', compressed, 'LOCAL\n', half)), /damaged|hold \d+/);
  assert.match(await refusal(fileOf('a.mha', compressed, 'LOCAL\n', SHORTS)), /damaged|hold \d+/);
  assert.match(
    await refusal(fileOf('a.mha', compressed, 'LOCAL\n', deflateSync(Buffer.concat([SHORTS, SHORTS])))),
    /take 120 bytes, but the compressed ones hold more/,
  );
  assert.equal(
    await refusal(fileOf('a.mhd', META, 'a.raw\n'), fileOf('b.raw', SHORTS)),
    'b.raw is given with a.mhd, which has its voxels in a.raw; allowed with it: a.raw alone.',
  );
  assert.equal(
    await refusal(mha('', ''), fileOf('b.raw', SHORTS)),
    'b.raw is given with a.mha, which has its voxels within itself; allowed with it: no other file.',
  );
  assert.match(
    await refusal(fileOf('a.mhd', 'II*\0'), fileOf('a.raw', SHORTS)),
    /neither like MetaImage nor like NRRD/,
  );
});

const NRRD =
  'NRRD0004\n# Complete NRRD file format specification at:\ntype: short\ndimension: 3\nsizes: 5 4 3\n' +
  'spacings: 0.1 0.1 0.2\nunits: "µm" "µm" "µm"\nencoding: raw\nendian: big\nname:=a lump\n';

test('NRRD is read: attached, detached, packed with gzip, with spacings or directions', async () => {
  const volume = await read(fileOf('a.nrrd', NRRD, '\n', SHORTS));
  isSample(volume);
  assert.deepEqual(volume.voxelUm, [0.2, 0.1, 0.1]);
  assert.deepEqual(volume.notes, []);
  isSample(await read(fileOf('a.nrrd', NRRD.replaceAll('\n', '\r\n'), '\r\n', SHORTS)));
  isSample(await read(fileOf('a.bin', SHORTS), fileOf('a.nhdr', `${NRRD}data file: ./a.bin`)));
  isSample(await read(fileOf('a.bin', '12345', SHORTS), fileOf('a.nhdr', `${NRRD}byte skip: 5\ndatafile: a.bin\n`)));
  isSample(await read(fileOf('a.bin', '12345', SHORTS), fileOf('a.nhdr', `${NRRD}byte skip: -1\ndatafile: a.bin\n`)));
  const packed = NRRD.replace('raw', 'gzip');
  isSample(await read(fileOf('a.nrrd', packed, '\n', gzipSync(SHORTS))));
  isSample(await read(fileOf('a.nhdr', `${packed}data file: a.raw.gz\n`), fileOf('a.raw.gz', gzipSync(SHORTS))));
  const edges = async (/** @type {string} */ told) => {
    const text = NRRD.replace(/spacings.*\nunits.*\n/, told);
    const { voxelUm, notes } = await read(fileOf('a.nrrd', text, '\n', SHORTS));
    return [voxelUm, notes.length];
  };
  assert.deepEqual(
    await edges('space directions: (0.0001,0,0) (0,-0.0001,0) (0,0,0.0002)\nspace units: "mm" "mm" "mm"\n'),
    [[0.2, 0.1, 0.1], 0],
  );
  assert.deepEqual(await edges('spacings: 0.5 0.5 0.5\n'), [0.5, 1]);
  assert.deepEqual(await edges('spacings: 0.5 0.5 0.502\nunits: nm nm nm\n'), [0.0005, 0]);
  // As programs write numbers of single precision.
  assert.deepEqual(await edges('spacings: 0.10000000149011612 0.10000000149011612 0.20000000298023224\n'), [
    [0.2, 0.1, 0.1],
    1,
  ]);
  assert.deepEqual(await edges('spacings: 1 1 1\n'), [null, 0]);
  assert.deepEqual(await edges('spacings: nan nan nan\n'), [null, 0]);
  assert.deepEqual(await edges(''), [null, 0]);
  for (const [names, setter, size] of [
    [['signed char', 'int8', 'int8_t'], 'setInt8', 1],
    [['uchar', 'unsigned char', 'uint8', 'uint8_t'], 'setUint8', 1],
    [['short', 'short int', 'signed short', 'signed short int', 'int16', 'int16_t'], 'setInt16', 2],
    [['ushort', 'unsigned short', 'unsigned short int', 'uint16', 'uint16_t'], 'setUint16', 2],
    [['int', 'signed int', 'int32', 'int32_t'], 'setInt32', 4],
    [['uint', 'unsigned int', 'uint32', 'uint32_t'], 'setUint32', 4],
    [['float'], 'setFloat32', 4],
    [['double'], 'setFloat64', 8],
  ])
    for (const name of names)
      isSample(
        await read(
          fileOf('a.nrrd', NRRD.replace('short', name), '\n', numbersOf(setter, /** @type {number} */ (size))),
        ),
      );
  const longs = new BigInt64Array(Array.from(LABELS, (label) => BigInt(10 * label)));
  for (const name of ['longlong', 'long long', 'signed long long int', 'int64', 'uint64_t', 'unsigned long long int'])
    isSample(
      await read(
        fileOf('a.nrrd', NRRD.replace('short', name).replace('big', 'little'), '\n', new Uint8Array(longs.buffer)),
      ),
    );
});

test('NRRD is refused by field, value and what is allowed', async () => {
  await allRefused(
    (from, to) => fileOf('a.nrrd', NRRD.replace(from, to), '\n', SHORTS),
    [
      ['dimension: 3', 'dimension: 4', 'a.nrrd: dimension: 4; allowed: 3 (x, y, z) or 2 (x, y).'],
      ['5 4 3', '5 -4 3', 'sizes: 5 -4 3; allowed: 3 whole numbers from 1'],
      ['5 4 3', '5 4 4', 'take 160 bytes'],
      ['5 4 3', '1000 1000 1000', 'allowed: 134217728'],
      ['short', 'block', 'type: block; allowed: int8, '],
      ['short', 'char', 'type: char; allowed: int8, '],
      ['raw', 'bzip2', 'encoding: bzip2; allowed: raw, gzip'],
      ['big', 'middle', 'endian: middle; allowed: little, big'],
      ['endian: big\n', '', 'endian: nothing; allowed: little, big'],
      ['0.1 0.1 0.2', '0.1 -1 0.2', 'spacings: 0.1 -1 0.2; allowed: 3 numbers above 0, or nan'],
      ['spacings: 0.1 0.1 0.2', 'space directions: (1,1,0) (0,1,0) (0,0,1)', 'vectors at right angles'],
      ['spacings: 0.1 0.1 0.2', 'space directions: none (0,1,0) (0,0,1)', 'space directions: none'],
      ['name:=a lump', 'data file: LIST', 'data file: LIST; allowed: the name of one file'],
      ['name:=a lump', 'line skip: 3', 'line skip: 3; allowed: 0'],
      ['name:=a lump', 'byte skip: -5', 'byte skip: -5; allowed: a number of bytes, or -1'],
      ['name:=a lump', 'a lump', 'the line "a lump" of the NRRD header is none'],
      ['name:=a lump', 'data file: b.raw', 'a.nrrd has its voxels in b.raw; choose or drop both'],
    ],
  );
  assert.match(await refusal(fileOf('a.nrrd', NRRD)), /does not end with an empty line/);
  const packed = NRRD.replace('raw', 'gzip');
  assert.match(
    await refusal(fileOf('a.nrrd', packed.replace('5 4 3', '500 500 500'), '\n', gzipSync(SHORTS))),
    /compressed ones cannot hold/,
  );
});

const AMIRA = `# AmiraMesh BINARY-LITTLE-ENDIAN 2.1


define Lattice 5 4 3

Parameters {
    Materials { Exterior { Id 0 } Inside { Id 1, Color 0.1 0.2 0.3 } }
    Content "5x4x3 ushort, uniform } coordinates",
    #~ BoundingBox: xmin, xmax
    BoundingBox 0 0.4 1 1.3 0 0.4,
    CoordType "uniform"
    Units { Coordinates "µm" }
}

Lattice { ushort Labels } @1

# Data section follows
@1
`;
const LITTLE = numbersOf('setUint16', 2, true);
const TEXT = Array.from(LABELS, (label, at) => `${10 * label}${at % 7 ? ' ' : '\r\n'}`).join('');
const BY_FIRST_LINE = /** @type {[string, Uint8Array | string][]} */ ([
  ['BINARY-LITTLE-ENDIAN 2.1', LITTLE],
  ['3D BINARY 2.0', SHORTS],
  ['ASCII 1.0', TEXT],
]);

test('Amira’s files are read, binary in both orders and as text; the box reaches from centre to centre', async () => {
  for (const [first, voxels] of BY_FIRST_LINE) {
    const head = AMIRA.replace('BINARY-LITTLE-ENDIAN 2.1', first);
    for (const end of ['', '\n']) {
      const volume = await read(fileOf('a.am', head, voxels, end));
      isSample(volume);
      assert.deepEqual([volume.voxelUm, volume.notes], [[0.2, 0.1, 0.1], []]);
    }
    assert.match(await refusal(fileOf('a.am', head, voxels.slice(0, -5))), /there are \d+/);
    assert.match(await refusal(fileOf('a.am', head, voxels, ' 10 10 10')), /there are/);
  }
  isSample(await read(fileOf('a.am', AMIRA.replace('AmiraMesh', 'Avizo').replace('} @1', '} = @1'), LITTLE)));
  const two = await read(
    fileOf('a.am', AMIRA.replace('Labels } @1', 'Labels } @1\nLattice { float[3] Color } @2'), LITTLE, '\n@2\nmore'),
  );
  isSample(two);
  assert.deepEqual(two.notes, ['Of its 2 arrays the first is taken, Labels.']);
  const untold = await read(fileOf('a.am', AMIRA.replace('Units { Coordinates "µm" }', ''), LITTLE));
  assert.deepEqual(untold.notes, ['The unit of BoundingBox is not told; taken for micrometres.']);
  const boxless = await read(fileOf('a.am', AMIRA.replace(/BoundingBox 0.*/, ''), LITTLE));
  assert.equal(boxless.voxelUm, null);
});

test('Amira’s files are refused by field, value and what is allowed', async () => {
  await allRefused(
    (from, to) => fileOf('a.am', AMIRA.replace(from, to), LITTLE),
    [
      ['Labels } @1', 'Labels } @1(HxByteRLE,99)', 'a.am: the compression of @1: HxByteRLE; allowed: none (in Amira, '],
      ['Labels } @1', 'Labels } @1(HxZip,99)', 'HxZip; allowed: none'],
      ['Labels } @1', 'Labels } @3', 'Lattice: nothing; allowed: an array of voxels at @1'],
      ['\n@1\n', '\n', 'the voxels: nothing; allowed: behind a line of their own such as @1'],
      ['5 4 3\n', '5 -4 3\n', 'define Lattice: 5 -4 3; allowed: 3 whole numbers from 1'],
      ['5 4 3\n', '5 4\n', 'define Lattice: 5 4; allowed: 3 whole numbers'],
      ['5 4 3\n', '1000 1000 1000\n', 'allowed: 134217728'],
      ['5 4 3\n', '5 4 1000\n', 'take 40000 bytes behind the header, but there are 120'],
      ['{ ushort', '{ complex', 'Lattice { Labels }: complex; allowed: byte, short'],
      ['"uniform"', '"curvilinear"', 'CoordType: curvilinear; allowed: uniform'],
      ['BINARY-LITTLE-ENDIAN', 'PACKED', 'its first line: # AmiraMesh PACKED 2.1; allowed: ASCII, BINARY'],
      ['0 0.4 1 1.3', '0 0.4 1 1', 'BoundingBox: 0 0.4 1 1 0 0.4; allowed: x from'],
      ['0 0.4 1 1.3', '0 0.4 1', 'BoundingBox: 0 0.4 1 0 0.4; allowed: x from'],
    ],
  );
  const text = AMIRA.replace('BINARY-LITTLE-ENDIAN', 'ASCII');
  assert.match(await refusal(fileOf('a.am', text, `10 20 x${TEXT}${TEXT}`)), /voxel 2: x.*; allowed: a whole number/);
  assert.match(await refusal(fileOf('a.am', text.replace('5 4 3\n', '512 512 512\n'), TEXT)), /bytes are too few/);
});

test('no damage to these files does more than refuse them', async () => {
  let state = 7;
  const random = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const wholes = [
    ['a.mha', Buffer.concat([Buffer.from(`${META}LOCAL\n`), SHORTS])],
    ['a.nrrd', Buffer.concat([Buffer.from(`${NRRD}\n`), SHORTS])],
    ['a.nrrd', Buffer.concat([Buffer.from(`${NRRD.replace('raw', 'gzip')}\n`), gzipSync(SHORTS)])],
    ...BY_FIRST_LINE.map(([first, voxels]) => [
      'a.am',
      Buffer.concat([Buffer.from(AMIRA.replace('BINARY-LITTLE-ENDIAN 2.1', first)), Buffer.from(voxels)]),
    ]),
  ];
  let refused = 0;
  for (const [name, whole] of wholes)
    for (let turn = 0; turn < 300; ++turn) {
      const bytes = Buffer.from(whole).subarray(0, turn % 3 ? undefined : random(whole.length));
      for (let count = random(4); count >= 0 && bytes.length > 0; --count) bytes[random(bytes.length)] = random(256);
      await readVolume([fileOf(name, bytes)]).catch((error) => {
        assert.equal(error.constructor, Error, `${error.stack}`);
        assert.ok(error.message.includes(name), error.message);
        ++refused;
      });
    }
  assert.ok(refused > 300, String(refused));
});
