// Results below the screen come when somebody is about to look at them.

/**
 * Call what brings the rest of a list, once: when it comes into sight, when the page is scrolled or
 * printed, and with any key outside the search box, or one that may begin a command such as "find".
 * @param {HTMLElement} list
 * @param {HTMLElement} box
 * @param {() => void} bring
 * @returns {() => void} forget it
 */
export function whenWanted(list, box, bring) {
  const stop = new AbortController();
  const { signal } = stop;
  const want = () => {
    stop.abort();
    bring();
  };
  const seen = new IntersectionObserver((entries) => entries.some((each) => each.isIntersecting) && want());
  for (const place of list.querySelectorAll(":scope > [aria-busy]")) seen.observe(place);
  signal.addEventListener("abort", () => seen.disconnect());
  addEventListener("scroll", want, { signal });
  addEventListener("beforeprint", want, { signal });
  addEventListener(
    "keydown",
    (event) => (event.target !== box || event.ctrlKey || event.metaKey || event.key === "Tab") && want(),
    { signal },
  );
  return () => stop.abort();
}
