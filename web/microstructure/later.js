// What the page fetches once it is ready: the core of voxels and all that shows what comes of it.
export { makeJobs } from './jobs.js';
export { voxelsFor } from './tasks.js';
export { buildWorkbench } from './workbench.js';
