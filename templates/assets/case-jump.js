// The list of sections follows the reader: the section that is being read is marked in it.

/** How far down the window the reading position is taken to be. */
const READING_LINE = 0.3;

/**
 * Mark the section being read in a list of links to headings.
 * @param {HTMLElement | null} contents
 */
export function followSections(contents) {
  if (!contents) return;
  const links = new Map();
  for (const link of contents.querySelectorAll('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const passed = new Set();
  // The box reaches from far above the page down to the line: a heading is in it once it has been
  // passed, however far the reader jumps.
  const margin = `1000000px 0px -${100 - 100 * READING_LINE}% 0px`;
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) passed.add(target);
      else passed.delete(target);
    }
    mark(contents, links, [...links.keys()].findLast((heading) => passed.has(heading)));
  }, { rootMargin: margin });
  for (const heading of links.keys()) observer.observe(heading);
}

/** Mark the link of one heading, and keep it in sight where the list itself scrolls sideways. */
function mark(contents, links, current) {
  for (const [heading, link] of links) {
    if (heading === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const list = contents.querySelector("ol");
  const link = links.get(current);
  if (list.scrollWidth > list.clientWidth) {
    list.scrollLeft = link ? link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2 : 0;
  }
}
