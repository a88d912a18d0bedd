// Entry of the page's script, which its workers run too: they need no file of their own.
import { startWorker } from '../microstructure/worker.js';

if (typeof document === 'undefined') startWorker();
else import('./app.js');
