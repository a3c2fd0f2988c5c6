// SPDX-License-Identifier: EUPL-1.2
// The document does not scroll sideways.

/// Runs in the page: how far the document reaches beyond the window, and what reaches furthest.
function beyond() {
  const root = document.documentElement;
  const over = document.scrollingElement.scrollWidth - root.clientWidth;
  if (over <= 0) return null;
  let widest = root;
  let edge = 0;
  for (const element of document.body.querySelectorAll('*')) {
    const { right } = element.getBoundingClientRect();
    if (element.closest('.wide') === null && right > edge) {
      edge = right;
      widest = element;
    }
  }
  return { over, element: widest.outerHTML.slice(0, 120) };
}

export async function checkWidth(tab, where, faults) {
  const found = await tab.evaluate(beyond);
  if (found) faults.add(`scrolls sideways by ${found.over} px: ${found.element}`, where);
}
