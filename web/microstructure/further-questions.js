// SPDX-License-Identifier: MIT
// What is asked beyond one volume: what other samples of it say, and what its contacts resist.
import { element } from '../html/dom.js';
import { makeContactSection } from './contact-section.js';
import { memoryGb } from './memory.js';
import { makeSampleSection } from './sample-section.js';

/** @typedef {import('./study.js').Study} Study */
/** @typedef {import('./work.js').Request} Request */

// Of a worker with a grid of thin fibres, most of which is what tells the points whose they are.
const GB_EACH = 1.2;

/**
 * @param {object} setup
 * @param {import('../api/cathode-lab').CathodeLab} setup.lab
 * @param {{run: ReturnType<typeof import('./jobs.js').makeJobs>['run']}} setup.jobs
 * @param {() => Request | null} setup.request what is entered; nothing if something of it is refused
 * @param {Parameters<typeof makeContactSection>[0]['geometric']} setup.geometric
 * @param {(study: Study, samples: import('./sample-section.js').SamplesOfCarriers) => void} setup.onSamples of the study that is shown
 */
export function makeFurtherQuestions({ lab, jobs, request, geometric, onSamples }) {
  const atOnce = Math.max(Math.floor(memoryGb() / GB_EACH), 1);
  /** @type {Study | null} */
  let study = null;
  const samples = makeSampleSection({
    lab,
    jobs,
    atOnce,
    request,
    onFound(of, found) {
      if (study && isOf(study, of)) onSamples(study, found);
    },
  });
  const contact = makeContactSection({ lab, jobs, atOnce, geometric });

  /** Whether a study is of a request, but perhaps for its seed. @param {Study} shown @param {Request} of */
  const isOf = ({ link, inputs }, of) =>
    link === of.link &&
    inputs !== null &&
    JSON.stringify([inputs.shape, inputs.sizes]) === JSON.stringify([of.inputs.shape, of.inputs.sizes]);

  return {
    whole: element('div', { class: 'further' }, samples.whole, contact.whole),
    /** @param {Study} next @param {Request | null} latest the request that was generated last */
    show(next, latest) {
      study = next;
      contact.show(next, latest && isOf(next, latest) && next.inputs?.seed === latest.inputs.seed ? latest : null);
    },
  };
}
