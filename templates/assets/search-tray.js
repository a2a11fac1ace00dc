// On phones the facets live in a tray, a dialog over the lower part of the results.

const WIDE = "(min-width: 60em)";

/**
 * Keep the facets beside the results or, where there is no room, in the tray.
 * @param {{filters: HTMLElement, side: HTMLElement, tray: HTMLDialogElement, opener: HTMLElement}} parts
 * @param {(open: boolean) => void} tell
 * @returns {{isWide: () => boolean}} whether the facets are seen all the time
 */
export function connectTray({ filters, side, tray, opener }, tell) {
  const wide = matchMedia(WIDE);
  const settle = () => {
    if (wide.matches) tray.close();
    (wide.matches ? side : tray.querySelector("[data-tray]")).append(filters);
  };
  wide.addEventListener("change", () => {
    settle();
    tell(false);
  });
  settle();
  opener.addEventListener("click", () => {
    tray.showModal();
    tell(true);
  });
  tray.addEventListener("click", ({ target }) => {
    // What lies around the tray belongs to the dialog itself: a press there closes it.
    if (target === tray || target.closest("[data-close]")) tray.close();
  });
  tray.addEventListener("close", () => {
    opener.focus({ preventScroll: true });
    tell(false);
  });
  return { isWide: () => wide.matches };
}
