// The elder view: larger, plainer, higher in contrast. This runs before the page is painted, as a
// script that is no module does, so that nothing changes size under the reader's eyes.

const KEPT = "elder";

/** @returns {boolean} */
function kept() {
  try {
    return localStorage.getItem(KEPT) === "on";
  } catch {
    // Where nothing may be kept the button still works, for this page.
    return false;
  }
}

/** @param {boolean} on */
function show(on) {
  document.documentElement.dataset.view = on ? "elder" : "usual";
  document.querySelector("[data-elder]")?.setAttribute("aria-pressed", String(on));
}

/** Turn the view on or off, and remember that. */
function turn() {
  const on = document.documentElement.dataset.view !== "elder";
  show(on);
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // See above.
  }
}

show(kept());
addEventListener("storage", (event) => {
  if (event.key === KEPT || event.key === null) show(kept());
});
addEventListener("DOMContentLoaded", () => show(document.documentElement.dataset.view === "elder"));
addEventListener("pageshow", (event) => {
  if (event.persisted) show(kept());
});
addEventListener("click", (event) => {
  if (event.target.closest?.("[data-elder]")) turn();
});
