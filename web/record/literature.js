// SPDX-License-Identifier: MIT
// Table S6 and own rows, as reported and recomputed.
import { element, setText } from '../html/dom.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { optionField } from './figure-options.js';

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Part} */
export const literaturePart = (context) => ({
  id: 'literature',
  title: 'Literature, Table S6',
  build(into) {
    const { lab, calculation, shared } = context;
    const loading = optionField(context, 'loading');
    const table = () =>
      lab.literatureTable(
        calculation.scenario(),
        calculation.all().rows,
        /** @type {'composite'} */ (shared.options().loading),
      );
    const first = table();
    const shown = makeSortableTable('Literature table', first);
    const caption = element('p', {}, first.caption);
    into.append(caption, loading.field, shown.whole);
    return () => {
      loading.update();
      const now = table();
      setText(caption, now.caption);
      shown.update(now);
    };
  },
});
