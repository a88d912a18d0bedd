// SPDX-License-Identifier: MIT
// The tab of impedance spectra; what fills it is loaded when it is first shown.
import { element } from '../html/dom.js';
import { during } from '../html/rest.js';

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Tab} */
export const impedanceTab = (context) => ({
  view: 'impedance',
  title: 'Impedance spectra',
  build(into) {
    const loading = element('p', { role: 'status' }, 'Being loaded …');
    into.append(loading);
    /** @type {import('./parts.js').Content | null} */
    let content = null;
    /** @type {import('./parts.js').All | null} */
    let latest = null;
    during(context.loadImpedance()).then(({ buildImpedance }) => {
      loading.remove();
      content = buildImpedance(context, into);
      if (latest) content.update(latest);
    });
    return {
      update(all) {
        latest = all;
        content?.update(all);
      },
    };
  },
});
