// SPDX-License-Identifier: EUPL-1.2
// No name of the register becomes markup, and no page needs what its own policy forbids.

/// Runs in the page: elements and attributes that no template of Quitrent has.
function foreign() {
  const found = [];
  const selectors = 'script:not([src]), style, [style], iframe, object, embed, base, ' +
    'img[src="x"], ' +
    '[href^="javascript:" i], [src^="javascript:" i], [action^="javascript:" i]';
  for (const element of document.querySelectorAll(selectors)) found.push(element);
  for (const element of document.querySelectorAll('*')) {
    if (element.getAttributeNames().some((name) => name.startsWith('on'))) found.push(element);
  }
  return found.map((element) => `should not be there: ${element.outerHTML.slice(0, 120)}`);
}

export async function checkMarkup(tab, where, faults) {
  for (const found of await tab.evaluate(foreign)) faults.add(found, where);
}

/// The heading of an asset's page is its name, letter by letter.
export async function checkName(tab, name, faults) {
  const shown = await tab.evaluate(() => document.querySelector('h1')?.textContent ?? '');
  if (shown !== name) faults.add(`shows the name as ${shown}, not ${name}`);
}
