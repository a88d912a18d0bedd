// SPDX-License-Identifier: MIT
// A figure with its texts as outlines, for programs and machines that have not got the font. The font is TrueType
// https://learn.microsoft.com/typography/opentype/spec/ and is our own: what it has not got is not read (hints, CFF).

const PRECISION = 100; // of a coordinate, parts of a pixel
const MOST_DEPTH = 4; // of glyphs made of glyphs

/** @typedef {{x: number, y: number, isOn: boolean}} OutlinePoint */
/** @typedef {OutlinePoint[][]} Contours */
/** @typedef {ReturnType<typeof fontOf>} Font */

/**
 * What a font's bytes tell of its glyphs.
 * @param {ArrayBuffer} buffer
 */
export function fontOf(buffer) {
  const view = new DataView(buffer);
  const tables = new Map(
    Array.from({ length: view.getUint16(4) }, (_, index) => {
      const at = 12 + 16 * index;
      return [String.fromCharCode(...new Uint8Array(buffer, at, 4)), view.getUint32(at + 8)];
    }),
  );
  const table = (/** @type {string} */ name) => /** @type {number} */ (tables.get(name));
  const unitsPerEm = view.getUint16(table('head') + 18);
  const hasLongPlaces = view.getInt16(table('head') + 50) === 1;
  const advances = view.getUint16(table('hhea') + 34);
  const glyphOf = characterMap(view, table('cmap'));

  /** @param {number} glyph */
  function placeOf(glyph) {
    const [from, to] = [glyph, glyph + 1].map((one) =>
      hasLongPlaces ? view.getUint32(table('loca') + 4 * one) : 2 * view.getUint16(table('loca') + 2 * one),
    );
    return to > from ? table('glyf') + from : null;
  }

  /** @param {number} glyph @returns {Contours} in units of the font, upwards */
  function contoursOf(glyph, depth = 0) {
    const at = placeOf(glyph);
    if (at === null || depth > MOST_DEPTH) return [];
    const count = view.getInt16(at);
    return count >= 0
      ? simpleContours(view, at, count)
      : partsOf(view, at).flatMap(({ part, place }) => {
          return contoursOf(part, depth + 1).map((contour) => contour.map((point) => ({ ...point, ...place(point) })));
        });
  }

  return {
    unitsPerEm,
    /** @param {string} character */
    advanceOf: (character) =>
      view.getUint16(table('hmtx') + 4 * Math.min(glyphOf(character.codePointAt(0) ?? 0), advances - 1)),
    /** @param {string} character */
    contoursOf: (character) => contoursOf(glyphOf(character.codePointAt(0) ?? 0)),
  };
}

/**
 * The glyph of a character: of the map's format 4, or 12 where it has one.
 * @param {DataView} view
 * @param {number} cmap
 * @returns {(code: number) => number} 0 where there is none
 */
function characterMap(view, cmap) {
  const maps = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, index) => cmap + view.getUint32(cmap + 8 + 8 * index),
  );
  const [at] = maps
    .filter((one) => [4, 12].includes(view.getUint16(one)))
    .sort((a, b) => view.getUint16(b) - view.getUint16(a));
  if (view.getUint16(at) === 12) {
    const groups = Array.from({ length: view.getUint32(at + 12) }, (_, index) =>
      [0, 4, 8].map((offset) => view.getUint32(at + 16 + 12 * index + offset)),
    );
    return (code) => {
      const group = groups.find(([first, last]) => code >= first && code <= last);
      return group ? group[2] + code - group[0] : 0;
    };
  }
  const doubled = view.getUint16(at + 6); // twice the number of segments
  return (code) => {
    for (let segment = 0; segment < doubled; segment += 2) {
      if (code > view.getUint16(at + 14 + segment)) continue;
      const start = view.getUint16(at + 16 + doubled + segment);
      if (code < start) return 0;
      const delta = view.getUint16(at + 16 + 2 * doubled + segment);
      const range = at + 16 + 3 * doubled + segment;
      const offset = view.getUint16(range);
      if (offset === 0) return (code + delta) & 0xffff;
      const glyph = view.getUint16(range + offset + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/** @param {DataView} view @param {number} at @param {number} count @returns {Contours} */
function simpleContours(view, at, count) {
  const ends = Array.from({ length: count }, (_, index) => view.getUint16(at + 10 + 2 * index));
  const points = count === 0 ? 0 : ends[count - 1] + 1;
  let next = at + 10 + 2 * count;
  next += 2 + view.getUint16(next); // past the hints
  /** @type {number[]} */
  const flags = [];
  while (flags.length < points) {
    const flag = view.getUint8(next++);
    const times = flag & 8 ? 1 + view.getUint8(next++) : 1;
    for (let time = 0; time < times; ++time) flags.push(flag);
  }
  /** @param {number} short @param {number} same the bits that tell how a step is written */
  const coordinates = (short, same) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(next++) : -view.getUint8(next++);
      else if (!(flag & same)) {
        value += view.getInt16(next);
        next += 2;
      }
      return value;
    });
  };
  const xs = coordinates(2, 16);
  const ys = coordinates(4, 32);
  const all = flags.map((flag, index) => ({ x: xs[index], y: ys[index], isOn: (flag & 1) !== 0 }));
  return ends.map((end, index) => all.slice(index === 0 ? 0 : ends[index - 1] + 1, end + 1));
}

/** The parts of a glyph that is made of others, each with where its points go. @param {DataView} view @param {number} at */
function partsOf(view, at) {
  const parts = [];
  for (let next = at + 10, flags = 32; flags & 32; ) {
    flags = view.getUint16(next);
    const part = view.getUint16(next + 2);
    next += 4;
    const [dx, dy] =
      flags & 1 ? [view.getInt16(next), view.getInt16(next + 2)] : [view.getInt8(next), view.getInt8(next + 1)];
    next += flags & 1 ? 4 : 2;
    const numbers = flags & 128 ? 4 : flags & 64 ? 2 : flags & 8 ? 1 : 0;
    const scale = Array.from({ length: numbers }, (_, index) => view.getInt16(next + 2 * index) / 16384);
    next += 2 * numbers;
    const [xx, xy, yx, yy] =
      numbers === 4 ? scale : numbers === 2 ? [scale[0], 0, 0, scale[1]] : [scale[0] ?? 1, 0, 0, scale[0] ?? 1];
    parts.push({
      part,
      place: (/** @type {OutlinePoint} */ { x, y }) => ({ x: xx * x + yx * y + dx, y: xy * x + yy * y + dy }),
    });
  }
  return parts;
}

/** @param {number} value */
const rounded = (value) => String(Math.round(value * PRECISION) / PRECISION);

/**
 * A contour as a path: quadratic curves, between two points off the curve there is one on it.
 * @param {OutlinePoint[]} contour
 * @param {(point: {x: number, y: number}) => string} place
 */
function pathOf(contour, place) {
  const middle = (/** @type {OutlinePoint} */ a, /** @type {OutlinePoint} */ b) => ({
    x: (a.x + b.x) / 2,
    y: (a.y + b.y) / 2,
  });
  const last = contour[contour.length - 1];
  const first = contour[0].isOn ? contour[0] : last.isOn ? last : middle(contour[0], last);
  let path = `M${place(first)}`;
  contour.forEach((point, index) => {
    const next = contour[(index + 1) % contour.length];
    if (point.isOn) path += index === 0 ? '' : `L${place(point)}`;
    else path += `Q${place(point)} ${place(next.isOn ? next : middle(point, next))}`;
  });
  return `${path}Z`;
}

/**
 * A text as a path that begins at 0, 0 of its line.
 * @param {Font} font
 * @param {string} text
 * @param {number} size pixels to the em
 */
export function outlineOf(font, text, size) {
  const scale = size / font.unitsPerEm;
  let x = 0,
    path = '';
  for (const character of text) {
    const place = (/** @type {{x: number, y: number}} */ point) =>
      `${rounded(x + scale * point.x)} ${rounded(-scale * point.y)}`;
    for (const contour of font.contoursOf(character)) if (contour.length > 0) path += pathOf(contour, place);
    x += scale * font.advanceOf(character);
  }
  return { path, width: x };
}

const ENTITIES = /** @type {Record<string, string>} */ ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" });

/**
 * A figure's document with each text as a path; title and description stay text.
 * @param {string} svg
 * @param {{regular: Font, semibold: Font}} fonts
 */
export function withOutlines(svg, { regular, semibold }) {
  return svg.replace(/<text([^>]*)>([^<]*)<\/text>/g, (_, attributes, content) => {
    const told = (/** @type {string} */ name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
    const text = content.replace(
      /&(\w+);/g,
      (/** @type {string} */ whole, /** @type {string} */ name) => ENTITIES[name] ?? whole,
    );
    const { path, width } = outlineOf(
      told('font-weight') === '600' ? semibold : regular,
      text,
      Number(told('font-size')),
    );
    const back = { middle: width / 2, end: width }[told('text-anchor') ?? ''] ?? 0;
    const turned = told('transform');
    const place = `translate(${rounded(Number(told('x') ?? 0) - back)} ${rounded(Number(told('y') ?? 0))})`;
    return `<path transform="${turned ? `${turned} ` : ''}${place}" fill="${told('fill')}" d="${path}"/>`;
  });
}
