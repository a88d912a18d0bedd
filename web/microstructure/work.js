// SPDX-License-Identifier: MIT
// What is done on microstructures, one thing at a time: it runs, may be cancelled or replaced, and if it fails what was
// there before is there again. Knows nothing of the page.

import { messageOf } from '../api/quoting.js';
import { edgesOf } from '../volume-files/volume.js';
import { hasFields, solutionKey, studyOfGenerated, toleranceOf, unsolved } from './study.js';

/** @typedef {import('./study.js').Study} Study */

/**
 * @typedef {object} State
 * @property {Study | null} study what is shown
 * @property {boolean} isBusy
 * @property {{text: string, fraction: number | undefined}} doing how far it is; the fraction is left out while unknown
 * @property {string} said what has happened last, for who does not see it
 * @property {string} error why the last thing failed; empty if it did not
 */

/**
 * @typedef {object} Request a volume to be generated
 * @property {import('../api/cathode-lab').MicrostructureOptions} options
 * @property {import('../api/cathode-lab').Report} report
 * @property {number} model
 * @property {string} title
 * @property {string} link
 * @property {string} fileName
 * @property {import('./volume-inputs.js').VolumeInputs} inputs those of the options that are the volume's own
 */

/** @param {number} ms */
function durationText(ms) {
  const seconds = Math.max(Math.round(ms / 1000), 1);
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** What a step of a solve is told as, behind its carrier and direction. */
const NAMES = { climb: '', solve: ' in voxels', coarse: ' in larger voxels' };

/** What a solve under way is told as, with how long it still takes. */
function makeProgress() {
  const started = performance.now();
  /** @param {{name: string, fraction: number, isDone: boolean}[]} parts */
  return (parts) => {
    const fraction = parts.reduce((sum, one) => sum + one.fraction, 0) / Math.max(parts.length, 1);
    const elapsed = performance.now() - started;
    const left =
      fraction > 0.02 && elapsed > 500 ? `, about ${durationText((elapsed * (1 - fraction)) / fraction)} left` : '';
    const running = parts
      .filter((one) => !one.isDone && one.fraction > 0)
      .map((one) => `${one.name} ${Math.round(one.fraction * 100)} %`)
      .join(', ');
    const done = parts.filter(({ isDone }) => isDone).length;
    return { text: `Solving: ${done} of ${parts.length} done${left}${running && ` (${running})`}`, fraction };
  };
}

/**
 * @param {object} setup
 * @param {{run: ReturnType<typeof import('./jobs.js').makeJobs>['run']}} setup.jobs
 * @param {(options: import('../api/cathode-lab').TransportOptions) => number} setup.mostAtOnce how many such solves have
 *   room beside each other
 * @param {(changed: keyof State, state: State) => void} setup.onChange part of the state has changed; of the study also
 *   what it holds
 * @param {(study: Study) => void} setup.onFinish all that was asked for of it is there
 */
export function makeWork({ jobs, mostAtOnce, onChange, onFinish }) {
  /** @type {State} */
  const state = { study: null, isBusy: false, doing: { text: '', fraction: undefined }, said: '', error: '' };
  /** @type {AbortController | null} */
  let current = null;
  /** @type {Record<'generated' | 'own', Study | null>} the last of each kind of which all was there that had been asked for */
  const finished = { generated: null, own: null };
  /** @param {Study} study */
  const kindOf = ({ isGenerated }) => (isGenerated ? 'generated' : 'own');

  /** @template {keyof State} Key @param {Key} key @param {State[Key]} value */
  function set(key, value) {
    state[key] = value;
    onChange(key, state);
  }

  /** @param {(signal: AbortSignal) => Promise<void>} act */
  async function perform(act) {
    current?.abort(new Error('Replaced by the next calculation.'));
    const own = (current = new AbortController());
    set('error', '');
    set('isBusy', true);
    try {
      await act(own.signal);
      if (state.study) finished[kindOf(state.study)] = state.study;
    } catch (reason) {
      if (own.signal.aborted) {
        set('said', messageOf(own.signal.reason));
      } else {
        set('error', messageOf(reason));
        own.abort(reason); // what else runs for it is of no use
      }
      const before = state.study && finished[kindOf(state.study)];
      if (current === own && before && before !== state.study) set('study', before);
    }
    if (current !== own) return;
    current = null;
    set('isBusy', false);
    if (!own.signal.aborted && state.study) onFinish(state.study);
  }

  /** A volume in voxels twice as large. @param {Study} of @param {AbortSignal} signal */
  function coarser({ voxels, shape, voxelUm, phases, fileName }, signal) {
    const values = phases.map(({ value }) => value);
    const volume = { voxels, shape, voxelUm, values, counts: [], name: fileName, notes: [] };
    return jobs.run('cut', { volume, ranges: {}, factor: 2 }, { signal });
  }

  /** @param {Study} of @param {AbortSignal} signal */
  async function solve(of, signal) {
    const progress = makeProgress();
    const parts = unsolved(of).map((step) => ({
      ...step,
      name: `${step.carrier.name.toLowerCase()} ${step.direction}${NAMES[step.kind]}`,
      fraction: 0,
      isDone: false,
    }));
    let spoken = 0;
    function tell() {
      const doing = progress(parts);
      set('doing', doing);
      const quarter = Math.floor(doing.fraction * 4);
      if (quarter <= spoken || quarter > 3) return;
      spoken = quarter;
      set('said', `${quarter * 25} % solved.`);
    }
    tell();
    set('said', `Solving the transport, ${parts.length} times.`);
    const large = parts.some(({ kind }) => kind === 'coarse') ? coarser(of, signal) : null;
    large?.catch(() => {}); // told by what waits for it

    /** @param {typeof parts[number]} part @param {import('./jobs.js').Handling} handling */
    async function doPart({ kind, carrier, direction }, handling) {
      const { conductivities } = carrier;
      const key = solutionKey(carrier, direction);
      if (kind === 'climb') {
        const geometry = /** @type {import('../api/cathode-lab').Geometry} */ (of.geometry);
        /** @type {'periodic' | 'closed'} */
        const sides = geometry.periodic ? 'periodic' : 'closed';
        const { tolerance, inputs } = of;
        const options = { geometry, conductivities, direction, sides, tolerance, mostVoxels: inputs?.mostVoxels };
        of.climbs.set(key, await jobs.run('climb', options, handling));
        return;
      }
      const { voxels, shape, voxelUm } = kind === 'coarse' && large ? await large : of;
      const options = {
        voxels,
        shape,
        conductivities,
        direction,
        tolerance: toleranceOf(of),
        sides: of.sides,
        spacing: edgesOf(voxelUm) ?? undefined,
        fields: kind === 'solve' && hasFields(of, direction),
      };
      const done = kind === 'coarse' ? of.coarse : of.solutions;
      done.set(key, await jobs.run('solve', options, { ...handling, atOnce: mostAtOnce(options) }));
    }

    await Promise.all([
      follow(of, signal),
      ...parts.map(async (one) => {
        await doPart(one, {
          signal,
          onProgress({ fraction }) {
            one.fraction = Math.max(one.fraction, Math.min(fraction, 0.99));
            tell();
          },
        });
        one.fraction = 1;
        one.isDone = true;
        tell();
        if (state.study === of) set('study', of);
      }),
    ]);
  }

  /** What joins in voxels that are all there is. @param {Study} of @param {AbortSignal} signal */
  async function follow(of, signal) {
    if (of.geometry) return;
    const { voxels, shape, sides, directions, connectivity } = of;
    for (const carrier of of.carriers) {
      if (connectivity.has(solutionKey(carrier, directions[0]))) continue;
      const conducts = carrier.conductivities.map((sigma) => sigma > 0);
      const found = await jobs.run('connectivity', { voxels, shape, sides, conducts, directions }, { signal });
      directions.forEach((direction, index) => {
        connectivity.set(solutionKey(carrier, direction), found[index]);
      });
    }
    if (state.study === of) set('study', of);
  }

  /** @param {Study} of @param {AbortSignal} signal */
  async function measure(of, signal) {
    const { voxels, shape, voxelUm, sides } = of;
    [of.metrics, of.surfaces] = await Promise.all([
      jobs.run('metrics', { voxels, shape, voxelUm: /** @type {number} */ (voxelUm), sides }, { signal }),
      of.geometry && jobs.run('measure', of.geometry, { signal }),
    ]);
    if (state.study === of) set('study', of);
  }

  return {
    state,
    /** @param {Request} request @param {boolean} andSolve */
    generate: ({ options, report, ...about }, andSolve) =>
      perform(async (signal) => {
        set('doing', { text: 'Placing particles…', fraction: undefined });
        set('said', 'Placing particles.');
        const made = await jobs.run('generate', options, { signal });
        const study = studyOfGenerated(made, report, about);
        set('study', study);
        await Promise.all([measure(study, signal), andSolve ? solve(study, signal) : null]);
        set('said', andSolve ? 'Solved.' : 'The volume is ready.');
      }),
    /** Takes a volume that is there. @param {Study} study @param {boolean} andSolve */
    take: (study, andSolve) =>
      perform(async (signal) => {
        set('study', study);
        if (andSolve) await solve(study, signal);
        set('said', andSolve ? 'Solved.' : 'The volume is shown.');
      }),
    /** Solves what is not solved of a volume: of the one shown, unless another is given. */
    solveShown: (study = state.study) =>
      perform(async (signal) => {
        if (!study) return;
        if (study !== state.study) set('study', study);
        await solve(study, signal);
        set('said', 'Solved.');
      }),
    /** What several samples of a volume say, of the one shown unless another is given. @param {NonNullable<Study['samples']>} samples */
    addSamples(samples, study = state.study) {
      if (!study) return;
      study.samples = { ...study.samples, ...samples };
      onChange('study', { ...state, study });
    },
    cancel: () => current?.abort(new Error('Cancelled; the page is as it was.')),
  };
}
