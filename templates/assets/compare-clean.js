// Parts of another page of the site, copied: only elements and attributes that texts are made of.

const ELEMENTS = new Set(
  (
    "a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption " +
    "figure h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary " +
    "sup table tbody td tfoot th thead time tr u ul var wbr"
  ).split(" "),
);
const SILENT = new Set(["script", "style", "template", "noscript", "iframe", "object", "svg", "math", "button"]);
const ATTRIBUTES = "alt class colspan datetime dir height lang open rowspan scope span start title value width";
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * Return a copy of a part of a page, made of new elements; addresses lead where they led there.
 * @param {Node} node
 * @param {string} base the address of that page
 * @returns {Node}
 */
export function cleaned(node, base) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.localName)) return new DocumentFragment();
  const known = ELEMENTS.has(node.localName);
  const made = known ? document.createElement(node.localName) : new DocumentFragment();
  if (known) copyAttributes(node, made, base);
  made.append(...[...node.childNodes].map((child) => cleaned(child, base)));
  return made;
}

function copyAttributes(from, to, base) {
  for (const name of ATTRIBUTES.split(" ")) {
    if (from.hasAttribute(name)) to.setAttribute(name, from.getAttribute(name));
  }
  for (const name of ["href", "src"]) {
    const address = from.hasAttribute(name) && harmless(from.getAttribute(name), base);
    if (address) to.setAttribute(name, address);
  }
  if (to.localName === "img") to.setAttribute("loading", "lazy");
  // What scrolls is reached by keyboard; a group, since two cases may name their tables alike.
  if (to.classList.contains("table-scroll")) {
    to.setAttribute("role", "group");
    to.setAttribute("tabindex", "0");
    to.setAttribute("aria-label", from.getAttribute("aria-label") ?? "");
  }
}

function harmless(address, base) {
  try {
    const { protocol, href } = new URL(address, base);
    return SCHEMES.has(protocol) ? href : "";
  } catch {
    return "";
  }
}
