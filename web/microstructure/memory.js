// SPDX-License-Identifier: MIT
// How much memory the device tells it has.

// Where the browser does not tell: as most laptops have, and most phones and tablets.
const LAPTOP_GB = 8;
const PHONE_GB = 3;

/** In GB, 0.25 to 8. */
export const memoryGb = () =>
  /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ??
  (matchMedia('(pointer: coarse)').matches ? PHONE_GB : LAPTOP_GB);
