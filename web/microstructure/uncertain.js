// SPDX-License-Identifier: MIT
// Numbers as far as what they are uncertain by lets anybody know them.

const MOST_DIGITS = 4;

/** The power of ten that a number is told to, of a width. @param {number} width @param {number} value */
function placeOf(width, value) {
  const finest = Math.floor(Math.log10(Math.abs(value))) - MOST_DIGITS + 1;
  return Number.isFinite(width) && width > 0 ? Math.max(Math.floor(Math.log10(width) + 1e-9), finest) : finest;
}

/** @param {number} value @param {number} place @param {(scaled: number) => number} round */
function roundedTo(value, place, round) {
  const scale = 10 ** Math.abs(place);
  const whole = place < 0 ? round(value * scale) / scale : round(value / scale) * scale;
  return whole.toFixed(Math.max(-place, 0));
}

// Within such a factor two digits are told of a number, whatever its interval.
const TWO_DIGITS_WITHIN = 1.5;

/**
 * A number with the digits that its interval leaves: none of a place that is smaller than the interval is wide, but for a
 * second one within a factor of 1.5.
 * @param {number} value
 * @param {number} low
 * @param {number} high perhaps infinite: then two digits
 */
export function valueText(value, low, high) {
  if (value === 0) return '0';
  const first = Math.floor(Math.log10(Math.abs(value)));
  if (!Number.isFinite(high)) return roundedTo(value, first - 1, Math.round);
  const coarsest = high <= TWO_DIGITS_WITHIN * low ? first - 1 : first;
  return roundedTo(value, Math.min(placeOf(high - low, value), coarsest), Math.round);
}

/**
 * The ends of an interval, rounded outwards in the places that its width leaves, to two digits at least.
 * @param {number} low above 0
 * @param {number} high perhaps infinite
 */
export function endsText(low, high) {
  const second = Math.floor(Math.log10(low)) - 1;
  const place = Number.isFinite(high) ? Math.min(placeOf(high - low, low), second) : second;
  return [
    roundedTo(low, place, (scaled) => Math.floor(scaled + 1e-6)),
    Number.isFinite(high) ? roundedTo(high, place, (scaled) => Math.ceil(scaled - 1e-6)) : '∞',
  ];
}

/** An interval in words. @param {number} low @param {number} high perhaps infinite */
export function spanText(low, high) {
  if (!(low > 0)) return `up to ${Number(high.toPrecision(2))}`;
  const [from, to] = endsText(low, high);
  if (!Number.isFinite(high)) return `${from} or more`;
  return from === to ? from : `${from} to ${to}`;
}

/** A relative half width. @param {number} share */
export const plusMinus = (share) => `± ${share > 0 ? Number((share * 100).toPrecision(share < 0.01 ? 1 : 2)) : 0} %`;
