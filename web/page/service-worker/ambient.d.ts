// SPDX-License-Identifier: MIT
// What the bundler supplies: the files of this version. `named`: the name tells the content.
declare const VERSION: string;
declare const FILES: { path: string; integrity: string; named: boolean }[];
