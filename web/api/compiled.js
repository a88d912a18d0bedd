// SPDX-License-Identifier: MIT
// Compiled modules: fetched and compiled once, instantiated in the page and in its workers.

/** @param {string} address @returns {Promise<WebAssembly.Module>} */
export async function fetchModule(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address.slice(0, 200)}`);
  // Browsers compile while loading only what the server calls WebAssembly.
  const isNamed = response.headers.get('content-type') === 'application/wasm';
  return isNamed && WebAssembly.compileStreaming
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * @template {object} Instance
 * @param {(options: object) => Promise<Instance>} create the module's own script
 * @param {WebAssembly.Module} module
 * @returns {Promise<{core: Instance, exports: WebAssembly.Exports}>} what the script makes of it, and what parts join
 */
export const instantiate = (create, module) =>
  new Promise((resolve, reject) => {
    /** @type {WebAssembly.Exports} */
    let exports;
    create({
      locateFile: (/** @type {string} */ name) => name, // nothing is loaded: a blob's address cannot be a base
      instantiateWasm(
        /** @type {WebAssembly.Imports} */ imports,
        /** @type {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} */ onDone,
      ) {
        WebAssembly.instantiate(module, imports)
          .then((instance) => {
            exports = instance.exports;
            onDone(instance, module);
          })
          .catch(reject);
        return {};
      },
    }).then((core) => resolve({ core, exports }), reject);
  });

/**
 * Puts a part of a module (tools/split.mjs) beside the rest, in its memory.
 * @param {WebAssembly.Module} part
 * @param {WebAssembly.Exports} exports of the rest
 */
export const join = (part, exports) => WebAssembly.instantiate(part, { app: /** @type {any} */ (exports) });
