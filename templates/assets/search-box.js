// The search box of every page: the keys that lead to it; its suggestions come once it is used.

const FIELDS = "input, select, textarea, [contenteditable]";
/** Whoever speaks to the computer may say / without meaning the search: the key can be switched off. */
const SLASH = "search-slash";
const form = document.querySelector("form[data-search]");
const choice = document.getElementById("page-search-slash");

/** Fetch what suggests. Where that fails the box is a plain form, and its next use tries again. */
async function prepare() {
  form.removeEventListener("focusin", prepare);
  form.removeEventListener("input", prepare);
  try {
    const { connect } = await import("./search-combobox.js");
    connect(form);
  } catch {
    listen();
  }
}

function listen() {
  form.addEventListener("focusin", prepare);
  form.addEventListener("input", prepare);
}

/** Go to the box on / or Ctrl+K, unless the reader is in another field or in a dialog. */
function jump(event) {
  const command = event.ctrlKey || event.metaKey;
  const asked = event.key === "/" ? !command && !event.altKey : command && event.key === "k";
  if (!asked || (event.key === "/" && !usesSlash()) || event.isComposing || event.defaultPrevented) return;
  if (document.activeElement?.closest(FIELDS) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  form.elements.q.focus();
  form.elements.q.select();
}

/** Return whether / leads to the box; a browser that remembers nothing has it so. */
function usesSlash() {
  try {
    return localStorage.getItem(SLASH) !== "off";
  } catch {
    return true;
  }
}

/** Remember the choice; where that is forbidden the box shows what holds. */
function keepSlash() {
  try {
    localStorage.setItem(SLASH, choice.checked ? "on" : "off");
  } catch {
    choice.checked = true;
  }
}

if (choice) {
  choice.checked = usesSlash();
  choice.addEventListener("change", keepSlash);
}

if (form) {
  listen();
  if (form.contains(document.activeElement)) prepare();
  document.addEventListener("keydown", jump);
}
