// Put a text on the clipboard, also where the modern way is missing: pages without HTTPS have none.

/**
 * Copy a text and tell whether that worked.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // It may be forbidden: then the reader is told so.
  }
  field.remove();
  before?.focus({ preventScroll: true });
  return done;
}
