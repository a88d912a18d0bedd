// SPDX-License-Identifier: MIT
// What the bundler supplies: the compiled modules and the names of hashed files.
declare module '#core' {
  const create: (options?: object) => Promise<import('../api/lab.js').Core>;
  export default create;
}
declare module '#voxels' {
  const create: (options?: object) => Promise<import('../api/lab.js').Core>;
  export default create;
}
declare module '#app' {
  const create: (options?: object) => Promise<import('../api/app-core.js').AppCore>;
  export default create;
}
declare const ASSETS: {
  wasm: string;
  record: string;
  voxels: string;
  worker: string;
  regular: string;
  semibold: string;
};
/** Where the page is published, as the build was told; or nothing. */
declare const PUBLISHED: string;
/** Whether this is the page in one file. */
declare const STANDALONE: boolean;
/** The inputs, for embed.js, which has no core to ask. */
declare const INPUTS: { key: string; urlKey: string; default: number | string | null; isText: boolean }[];
/** The link of the defaults, which holds the version that links are written in. */
declare const DEFAULT_LINK: string;
/** How high embedded pages are, in CSS pixels: the widths, and by view the heights. */
declare const HEIGHTS: { widths: number[]; views: Record<string, number[]> };
/** The build of the headless module, and the section of its compiled part that names it. */
declare const BUILD: string;
declare const BUILD_SECTION: string;
/** embed.js under the name of its content, and its integrity. */
declare const EMBED: { name: string; integrity: string };
