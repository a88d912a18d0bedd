// SPDX-License-Identifier: MIT
// Serves a folder to this machine, or to the network that the address HOST belongs to. usage: static-server.mjs FOLDER
// [PORT]
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

/**
 * Starts serving; `prefix` is the sub-path under which the folder appears.
 * @param {string} folder
 * @param {object} [options]
 * @param {number} [options.port]
 * @param {string} [options.prefix]
 * @param {string} [options.host]
 * @param {Record<string, string>} [options.headers] sent with each file
 * @param {(request: import('node:http').IncomingMessage) => void} [options.onRequest]
 * @returns {Promise<{address: string, close: () => void}>}
 */
export async function serve(folder, { port = 0, prefix = '', host = 'localhost', headers = {}, onRequest } = {}) {
  // As most static hosts do, it lets pages of other sites import the module.
  const files = sirv(folder, {
    dev: true,
    etag: true,
    setHeaders(response) {
      response.setHeader('Access-Control-Allow-Origin', '*');
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) => {
    onRequest?.(request);
    if (prefix && !request.url?.startsWith(`${prefix}/`)) {
      response.writeHead(404).end('Not here.');
      return;
    }
    request.url = request.url?.slice(prefix.length);
    files(request, response, () => response.writeHead(404).end('No such file.'));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, () => resolve(undefined)));
  const { port: actual } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    address: `http://${host}:${actual}${prefix}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[3] ?? 8080);
  try {
    const { address } = await serve(process.argv[2], { port, host: process.env.HOST || 'localhost' });
    console.log(`Cathode Lab is at ${address}  (Ctrl+C to stop)`);
  } catch (error) {
    console.error(`Port ${port} cannot be used (${error.code}). Choose another: PORT=8081 tools/serve`);
    process.exit(1);
  }
}
