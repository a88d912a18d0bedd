// SPDX-License-Identifier: MIT
// Own rows: their editor, and what the audit finds of them.
import { element } from '../html/dom.js';
import { makeSortableTable } from '../html/sortable-table.js';
import { makeRowsEditor } from './rows-editor.js';

/** @param {import('./parts.js').Context} context @returns {import('./parts.js').Part} */
export function ownRowsPart({ lab, calculation, file, loadFormats }) {
  /** @type {ReturnType<typeof makeRowsEditor> | null} */
  let editor = null;
  return {
    id: 'own-rows',
    title: 'Your own rows',
    build(into) {
      const rows = () => calculation.all().rows;
      const made = makeRowsEditor({
        lab,
        getRows: rows,
        setRows(next) {
          const { scenario, comparison } = calculation.all();
          calculation.putLink(lab.encodeLink(scenario, comparison, next));
        },
        save: (kind) => file('rows', kind),
        importFile: () => file('import'),
        loadFormats,
      });
      editor = made;
      const findings = makeSortableTable('Audit of own rows', lab.auditTable([]));
      const audit = element('div', {}, element('h3', {}, 'Audit of your rows'), findings.whole);
      into.append(made.whole, audit);
      return () => {
        made.update();
        audit.hidden = rows().length === 0;
        findings.update(lab.auditTable(rows()));
      };
    },
    focus: () => editor?.focus(),
  };
}
