// SPDX-License-Identifier: MIT
// What the tabs of the published record share.
import { element } from '../html/dom.js';

/** @typedef {import('../api/cathode-lab').FigureName} FigureName */

/**
 * What the record shares with the canvas.
 * @typedef {object} Shared
 * @property {() => Record<string, string>} options of figures, as texts
 * @property {(key: string, text: string) => string | null} putOption returns why it is refused
 * @property {() => Record<string, number>} assumptions
 * @property {(key: string, value: number) => string | null} putAssumption
 * @property {() => void} resetAssumptions
 */

/**
 * @typedef {object} Context
 * @property {import('../api/cathode-lab').CathodeLab} lab
 * @property {import('../session/calculation.js').LiveCalculation} calculation
 * @property {Shared} shared
 * @property {(figure: FigureName | 'tables') => void} saveFigure opens the dialog
 * @property {import('../session/files.js').FileAction} file
 * @property {(place: number) => string} pinName what a pinned cell is called
 * @property {() => Promise<typeof import('../session/formats.js')>} loadFormats
 * @property {() => Promise<typeof import('./sweep.js')>} loadSweeps
 * @property {() => Promise<typeof import('./impedance.js')>} loadImpedance
 * @property {() => Jobs | null} jobs what calculates in workers, once it is there
 */

/**
 * Long calculations in workers; what it calls the kinds is the room's that does them.
 * @typedef {object} Jobs
 * @property {(kind: 'uncertainty', options: any, handling: {signal: AbortSignal}) => Promise<unknown>} run
 */

/** A calculation, read once for everything that is brought in step. @typedef {ReturnType<import('../session/calculation.js').LiveCalculation['all']>} All */

/**
 * What a tab holds: built when it is first shown, brought in step while it is.
 * @typedef {object} Content
 * @property {(all: All) => void} update
 * @property {(file: File) => void} [take] shows a file that belongs here
 * @property {() => void} [focus] where the keyboard goes when it is opened from elsewhere
 */

/**
 * @typedef {object} Tab
 * @property {string} view
 * @property {string} title
 * @property {(into: HTMLElement) => Content} build
 */

/** @param {...HTMLElement} all */
export const buttonRow = (...all) => element('p', { class: 'buttons' }, ...all);

/**
 * A refusal in words that the page uses: keys of the interface are left out.
 * @param {string} message
 */
export const inWords = (message) => message.replace(/\b[a-z][A-Za-z0-9]* \(([^()]+)\):/g, '$1:');
