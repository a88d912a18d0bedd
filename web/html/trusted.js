// SPDX-License-Identifier: MIT
// Where a host asks for Trusted Types, what this page makes itself is trusted under one name, "cathode-lab".

/** @type {{createHTML(text: string): any, createScriptURL(address: string): any} | undefined} */
let policy;
try {
  policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('cathode-lab', {
    createHTML: (/** @type {string} */ text) => text,
    createScriptURL: (/** @type {string} */ address) => address,
  });
} catch {
  // The host allows no such name: then only its own policies say what is trusted.
}

/** Markup of our own making. @param {string} text @returns {string} */
export const trustedHtml = (text) => policy?.createHTML(text) ?? text;
/** The address of a script of our own. @param {string} address @returns {string} */
export const trustedScript = (address) => policy?.createScriptURL(address) ?? address;
