// Hand a text made in the page to the reader as a file.

/**
 * Save a text under a name.
 * @param {string} text
 * @param {string} name
 */
export function saveText(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  // The browser may ask where to save: it still needs the address meanwhile.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
