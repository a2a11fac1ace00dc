// Small helps for making elements and keeping them in order; text is always put in as text.

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

/**
 * Make an element; attributes that are false or missing are left out, true ones stand alone.
 * @param {string} name
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/**
 * Put values at the {names} of a text.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Make nodes of escaped text with <mark>, the only tag that means anything here.
 * @param {string} html
 */
export function marked(html) {
  const nodes = new DocumentFragment();
  html.split(/<mark>(.*?)<\/mark>/s).forEach((part, place) => {
    const text = part.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]);
    nodes.append(place % 2 ? make("mark", {}, text) : text);
  });
  return nodes;
}

/**
 * Give a parent one child for each key, in this order. Children it has already are kept, and not
 * even moved where the order allows it: an element that is moved loses the focus.
 * @param {Element} parent
 * @param {string[]} keys
 * @param {(key: string) => HTMLElement} create
 */
export function arrange(parent, keys, create) {
  const wanted = new Set(keys);
  const present = new Map();
  for (const child of [...parent.children]) {
    if (wanted.has(child.dataset.key)) present.set(child.dataset.key, child);
    else child.remove();
  }
  let place = parent.firstElementChild;
  for (const key of keys) {
    const child = present.get(key) ?? create(key);
    child.dataset.key = key;
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
}
