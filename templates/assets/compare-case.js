// What the page of a case says, read from the page itself: facts, figures and sections.

const FOLDER = /^[\w-]+$/;
/** 一、 （一） 1. 1） ① 第一部分 before the name of a section. */
const NUMBERING =
  /^\s*(?:[（(]?\s*第?[一二三四五六七八九十百]+[、.．:：)）部分章节\s]+|[（(]?\s*\d+[、.．:：)）\s]+|[①-⒛㈠-㈩]\s*)/;
const MOST_MOVES = 3;

/**
 * @typedef {object} CaseRead
 * @property {string} id
 * @property {string} url
 * @property {string} title
 * @property {Map<string, Node[]>} facts what each is called, and what it says
 * @property {Node[]} figures
 * @property {Map<string, Node[]>} sections by name; what stands before the first has no name
 */

/**
 * Read a case; null where there is none. An old address is followed. Fails when the net does.
 * @param {string} id
 * @param {string} root the address of the site's start
 * @returns {Promise<CaseRead | null>}
 */
export async function readCase(id, root) {
  for (let move = 0; move < MOST_MOVES && FOLDER.test(id); move += 1) {
    const url = new URL(`cases/${id}/`, root).href;
    const response = await fetch(url);
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const article = page.querySelector("article.case");
    if (article) return { id, url, ...partsOf(article) };
    id = movedTo(page, url, root);
  }
  return null;
}

/** The id that an old address leads to. */
function movedTo(page, url, root) {
  const refresh = page.querySelector('meta[http-equiv="refresh"]')?.content ?? "";
  const target = new URL(refresh.replace(/^.*?url=/i, ""), url).href;
  const start = new URL("cases/", root).href;
  return target.startsWith(start) ? target.slice(start.length).replace(/\/$/, "") : "";
}

function partsOf(article) {
  return {
    title: textOf(article.querySelector("h1")),
    facts: factsOf(article),
    figures: [...article.querySelectorAll(".figures dl > div")],
    sections: sectionsOf(article),
  };
}

function factsOf(article) {
  const facts = new Map();
  for (const badge of article.querySelectorAll(".badge")) {
    const [name, ...values] = badge.childNodes;
    facts.set(textOf(name).replace(/[：:]\s*$/, ""), values);
  }
  for (const row of article.querySelectorAll(".facts > div")) {
    facts.set(textOf(row.querySelector("dt")), [...(row.querySelector("dd")?.childNodes ?? [])]);
  }
  return facts;
}

function sectionsOf(article) {
  const sections = new Map();
  let name = "";
  for (const part of article.querySelector(".prose")?.childNodes ?? []) {
    if (part.localName === "h2") name = sectionOf(textOf(part));
    else if (part.nodeType === Node.ELEMENT_NODE) sections.set(name, [...(sections.get(name) ?? []), part]);
  }
  return sections;
}

/**
 * A heading without any numbering, as the builder names sections.
 * @param {string} heading
 */
export const sectionOf = (heading) => heading.replace(NUMBERING, "").trim();

const textOf = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
