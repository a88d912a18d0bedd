// SPDX-License-Identifier: MIT
// Which pages of a TIFF file are the slices of one volume: ImageJ and OME keep channels and frames in one file too.
// ImageJ: pages run through channels, then slices, then frames
// https://imagej.net/ij/docs/guide/146-8.html
// OME: in the DimensionOrder of its Pixels
// https://docs.openmicroscopy.org/ome-model/latest/ome-tiff/specification.html

/** @typedef {'channel' | 'slice' | 'frame'} Axis */
/** @typedef {Record<Axis, number>} PerAxis */
/** @typedef {{counts: PerAxis, order: Axis[]}} Axes the first of the order runs fastest */
/** @typedef {{channel?: number | 'slices', frame?: number | 'slices'}} PlaneChoice counted from 1; or all, as slices */

/** @type {Axis[]} */
const IMAGEJ_ORDER = ['channel', 'slice', 'frame'];
const OME_AXES = /** @type {Record<string, Axis>} */ ({ Z: 'slice', C: 'channel', T: 'frame' });

/** @param {PerAxis} place from 0 @param {Axes} axes */
function pageAt(place, { counts, order }) {
  let page = 0,
    step = 1;
  for (const axis of order) {
    page += place[axis] * step;
    step *= counts[axis];
  }
  return page;
}

/** @param {string} text @param {number} pages @param {string} name @returns {Axes} */
function imageJAxes(text, pages, name) {
  const told = (/** @type {string} */ key) => Number(new RegExp(`^${key}=(\\d+)`, 'm').exec(text)?.[1] ?? 1);
  const images = told('images');
  if (images > pages)
    throw new Error(
      `${name}: its description tells of ${images} images, but it has ${pages} pages; save it as a multi-page TIFF file of less than 4 GB.`,
    );
  return { counts: { channel: told('channels'), slice: told('slices'), frame: told('frames') }, order: IMAGEJ_ORDER };
}

/**
 * @param {string} text
 * @returns {(Axes & {isInOrder: boolean}) | null} whether its pages are placed in the order of the axes; null if it is not OME's
 */
function omeAxes(text) {
  const pixels = /<(?:\w+:)?Pixels\s([^>]*)>/.exec(text)?.[1];
  if (pixels === undefined) return null;
  const told = (/** @type {string} */ of, /** @type {string} */ key) =>
    new RegExp(`\\b${key}\\s*=\\s*["']([^"']*)["']`).exec(of)?.[1];
  const size = (/** @type {string} */ axis) => Number(told(pixels, `Size${axis}`) ?? 1);
  const letters = /^XY([ZCT]{3})$/.exec(told(pixels, 'DimensionOrder') ?? '')?.[1] ?? 'ZCT';
  const axes = {
    counts: { channel: size('C'), slice: size('Z'), frame: size('T') },
    order: [...letters].map((letter) => OME_AXES[letter]),
  };
  const isInOrder = [...text.matchAll(/<(?:\w+:)?TiffData\s([^>]*)>/g)].every(([, block]) => {
    const first = (/** @type {string} */ axis) => Number(told(block, `First${axis}`) ?? 0);
    const place = { channel: first('C'), slice: first('Z'), frame: first('T') };
    return pageAt(place, axes) === Number(told(block, 'IFD') ?? 0);
  });
  return { ...axes, isInOrder };
}

/**
 * How a file orders its pages, if it tells of more than the slices of one volume.
 * @param {string} text its description
 * @param {number} pages that it has
 * @param {string} name
 * @returns {Axes | null}
 */
export function axesOf(text, pages, name) {
  const axes = /^ImageJ=/.test(text) ? { ...imageJAxes(text, pages, name), isInOrder: true } : omeAxes(text);
  if (!axes || (axes.counts.channel === 1 && axes.counts.frame === 1)) return null;
  const { channel, slice, frame } = axes.counts;
  if (channel * slice * frame !== pages || !axes.isInOrder)
    throw new Error(
      `${name}: its description tells of ${channel} channels, ${slice} slices and ${frame} frames, which do not order its ` +
        `${pages} pages; save the one volume as a stack of its own.`,
    );
  return axes;
}

/** Whether all of an axis may be taken as the slices: there is nothing else. @param {Axes} axes @param {Axis} axis */
export const mayBeSlices = ({ counts }, axis) =>
  counts[axis] > 1 && Object.entries(counts).every(([other, count]) => other === axis || count === 1);

/**
 * The pages of one volume of it, in the order of z.
 * @param {Axes} axes
 * @param {PlaneChoice} choice
 * @param {string} name
 */
export function chosenPages(axes, { channel = 1, frame = 1 }, name) {
  for (const [axis, chosen] of /** @type {const} */ ([
    ['channel', channel],
    ['frame', frame],
  ])) {
    const most = axes.counts[axis];
    const isSlices = mayBeSlices(axes, axis);
    if (!(chosen === 'slices' ? isSlices : Number.isInteger(chosen) && chosen >= 1 && chosen <= most))
      throw new Error(
        `${name}: the ${axis} is ${chosen}; allowed: 1 to ${most}${isSlices ? ', or all of them as slices' : ''}.`,
      );
    if (chosen === 'slices') return Array.from({ length: most }, (_, page) => page);
  }
  return Array.from({ length: axes.counts.slice }, (_, slice) =>
    pageAt({ channel: Number(channel) - 1, slice, frame: Number(frame) - 1 }, axes),
  );
}
