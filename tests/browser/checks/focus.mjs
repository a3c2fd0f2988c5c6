// SPDX-License-Identifier: EUPL-1.2
// Whoever goes through a page with the tabulator sees where the focus is.

const MOST_STOPS = 40;

/// Runs in the page: notes how every element looks while it has no focus.
function noteLooks() {
  const look = (element) => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px'
      ? 'none' : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    return [outline, style.boxShadow].join('; ');
  };
  // The tabulator begins anew, wherever it was before.
  document.body.setAttribute('tabindex', '-1');
  document.body.focus();
  document.body.removeAttribute('tabindex');
  window.scrollTo(0, 0);
  const before = new Map();
  for (const element of document.querySelectorAll('*')) before.set(element, look(element));
  window.quitrentFocus = { look, before, reached: new Set() };
}

/// Runs in the page: what is wrong with the element that has the focus now; null at the end.
function judgeStop() {
  const { look, before, reached } = window.quitrentFocus;
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  // A field of a day has several stops: one each for day, month and year.
  if (element === window.quitrentFocus.last) return '';
  if (reached.has(element)) return null;
  window.quitrentFocus.last = element;
  reached.add(element);
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
  const text = element.outerHTML.slice(0, 120);
  if (look(element) === before.get(element)) return `no focus to be seen: ${text}`;
  if (width === 0 || height === 0 || right <= 0 || left >= innerWidth || bottom <= 0 ||
      top >= innerHeight) {
    return `has the focus out of sight: ${text}`;
  }
  return '';
}

/// Runs in the page: links and fields that the tabulator does not reach; empty if there are none.
function unreached() {
  const { reached } = window.quitrentFocus;
  const all = 'a[href], button, select, textarea, input:not([type=radio])';
  const left = [...document.querySelectorAll(all)]
    .filter((element) => !element.disabled && element.type !== 'hidden' && !reached.has(element) &&
      element.getClientRects().length > 0 && element.tabIndex >= 0);
  return left.length === 0 ? '' :
    `${left.length} not reached with the tabulator, the first: ${left[0].outerHTML.slice(0, 120)}`;
}

async function goThrough(tab, where, faults) {
  for (let stop = 0; stop < MOST_STOPS; ++stop) {
    await tab.keyboard.press('Tab');
    const fault = await tab.evaluate(judgeStop);
    if (fault === null) {
      const left = await tab.evaluate(unreached);
      if (left) faults.add(left, where);
      return;
    }
    if (fault) faults.add(fault, where);
  }
}

export async function checkFocus(tab, where, faults) {
  await tab.evaluate(noteLooks);
  await goThrough(tab, where, faults);
  await tab.evaluate(() => document.activeElement?.blur());
}
