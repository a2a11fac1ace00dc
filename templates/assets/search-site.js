// Where this page stands in the site, and the one loader of its search index.

import { createLoader } from "./search-loader.js";

/** The page's search box; its action is the site's search folder. */
export const form = document.querySelector("form[data-search]");

export const loader = createLoader(form.action);

let suggest = null;

/**
 * Return the suggestions of this site; their module comes when they are first wanted.
 * @returns {Promise<{suggest: Function, correct: Function}>}
 */
export async function suggestions() {
  const { createSuggest } = await import("./search-suggest.js");
  return (suggest ??= createSuggest(loader));
}

/**
 * Return the address of a place on the site, such as cases/x/.
 * @param {string} place
 */
export function addressOf(place) {
  return new URL(`../${place}`, form.action).href;
}
