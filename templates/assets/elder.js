// The elder view: larger, plainer, higher in contrast, and larger still if asked. This runs before the
// page is painted, as a script that is no module does, so that nothing changes size under the
// reader's eyes.

const KEPT = "elder";

/** @returns {"off" | "on" | "largest"} */
function kept() {
  try {
    return localStorage.getItem(KEPT) ?? "off";
  } catch {
    // Where nothing may be kept the buttons still work, for this page.
    return "off";
  }
}

/** What is shown now, in the words that are kept. */
function shown() {
  const { view, size } = document.documentElement.dataset;
  if (view !== "elder") return "off";
  return size === "largest" ? "largest" : "on";
}

/** @param {string} choice */
function show(choice) {
  const largest = choice === "largest";
  const on = largest || choice === "on";
  const { dataset } = document.documentElement;
  dataset.view = on ? "elder" : "usual";
  dataset.size = largest ? "largest" : "usual";
  document.querySelector("[data-elder]")?.setAttribute("aria-pressed", String(on));
  document.querySelector("[data-largest]")?.setAttribute("aria-pressed", String(largest));
}

/** @param {string} choice */
function choose(choice) {
  show(choice);
  try {
    localStorage.setItem(KEPT, choice);
  } catch {
    // See above.
  }
}

show(kept());
addEventListener("storage", (event) => {
  if (event.key === KEPT || event.key === null) show(kept());
});
addEventListener("DOMContentLoaded", () => show(shown()));
addEventListener("pageshow", (event) => {
  if (event.persisted) show(kept());
});
addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-elder]")) choose(shown() === "off" ? "on" : "off");
  else if (target.closest?.("[data-largest]")) choose(shown() === "largest" ? "on" : "largest");
});
