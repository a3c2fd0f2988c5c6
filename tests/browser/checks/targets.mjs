// SPDX-License-Identifier: EUPL-1.2
// What one can point at is large enough: WCAG 2.2, criterion 2.5.8.

/// Runs in the page: the elements that are too small. 24 px in both directions are enough; so is a
/// place in a sentence, or a free circle of 24 px around the middle.
function tooSmall() {
  const LEAST = 24;
  const FOCUSABLE = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, ' +
    'summary, [tabindex]:not([tabindex^="-"]), [contenteditable=true]';

  const around = (rects) => {
    const left = Math.min(...rects.map((rect) => rect.left));
    const top = Math.min(...rects.map((rect) => rect.top));
    const right = Math.max(...rects.map((rect) => rect.right));
    const bottom = Math.max(...rects.map((rect) => rect.bottom));
    return { left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2 };
  };

  // A label is part of the target of its box.
  const placeOf = (element) => {
    const labels = /^(checkbox|radio)$/.test(element.type) ? [...element.labels] : [];
    return around([element, ...labels].map((one) => one.getBoundingClientRect()));
  };

  const isShown = (element, place) =>
    place.right > place.left && place.bottom > place.top && place.right + window.scrollX > 0 &&
    getComputedStyle(element).visibility === 'visible' && !element.disabled;

  const blockOf = (element) =>
    getComputedStyle(element).display === 'inline' ? blockOf(element.parentElement) : element;

  // Words beside it, in the same block, that are no target themselves.
  const isInSentence = (element) => {
    if (getComputedStyle(element).display !== 'inline') return false;
    const block = blockOf(element);
    const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const { data, parentElement } = words.currentNode;
      if (/\p{L}/u.test(data) && parentElement.closest('a, button, summary') === null &&
          blockOf(parentElement) === block) {
        return true;
      }
    }
    return false;
  };

  const distance = (from, to) =>
    Math.hypot(Math.max(to.left - from.x, 0, from.x - to.right),
      Math.max(to.top - from.y, 0, from.y - to.bottom));

  const all = [...document.querySelectorAll(FOCUSABLE)]
    .map((element) => ({ element, place: placeOf(element) }))
    .filter(({ element, place }) => isShown(element, place))
    .map((one) => ({
      ...one,
      isSmall: one.place.right - one.place.left < LEAST || one.place.bottom - one.place.top < LEAST,
    }));
  const isCrowded = ({ element, place }) => all.some((other) => {
    if (other.element === element || other.element.contains(element)) return false;
    if (distance(place, other.place) < LEAST / 2) return true;
    return other.isSmall &&
      Math.hypot(place.x - other.place.x, place.y - other.place.y) < LEAST;
  });
  return all
    .filter((one) => one.isSmall && !isInSentence(one.element) && isCrowded(one))
    .map(({ element, place }) =>
      `${Math.round(place.right - place.left)} x ${Math.round(place.bottom - place.top)} px: ` +
      element.outerHTML.slice(0, 120));
}

export async function checkTargets(tab, where, faults) {
  for (const found of await tab.evaluate(tooSmall)) faults.add(`too small, ${found}`, where);
}
