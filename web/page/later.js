// SPDX-License-Identifier: MIT
// What the page fetches once it is ready, or when it is first asked for: nothing is asked of the network later.
export { recordOf } from '../api/record.js';
export { makeComposites } from '../composites/dialog.js';
export { makeJobs } from '../microstructure/jobs.js';
export { forgetStudies } from '../microstructure/kept-studies.js';
export { voxelsFor } from '../microstructure/tasks.js';
export { buildWorkbench } from '../microstructure/workbench.js';
export { onwardOf } from '../onward/onward.js';
export { makeFigureDialog } from '../record/figure-dialog.js';
export * as impedance from '../record/impedance.js';
export * as sweeps from '../record/sweep.js';
export * as formats from '../session/formats.js';
export { makeDefinitions } from '../teach/definitions-card.js';
export { makeWalk, walkLabels } from '../teach/walk.js';
export { watchPrinting } from './print.js';
export { makeShare } from './share.js';
