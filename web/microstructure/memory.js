// How much memory the device tells it has.

const UNTOLD_GB = 8;

/** In GB, 0.25 to 8; where the browser does not tell, as most laptops have. */
export const memoryGb = () => /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? UNTOLD_GB;
