// SPDX-License-Identifier: EUPL-1.2
// No rule of axe-core finds a fault.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const OPTIONS = {
  runOnly: { type: 'tag', values: TAGS },
  rules: { 'target-size': { enabled: true } },  // off by default, though WCAG 2.2 has it
  resultTypes: ['violations'],
};

/// Makes axe known to the page that a tab shows. Not by a script tag: the page's policy forbids it.
export async function bringAxe(tab) {
  await tab.evaluate(SOURCE);
}

export async function checkAxe(tab, where, faults) {
  const found = await tab.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options);
    return violations.map(({ id, help, nodes }) => ({
      id, help, elements: nodes.map(({ target, html }) => `${target.join(' ')}  ${html}`),
    }));
  }, OPTIONS);
  for (const { id, help, elements } of found) {
    const more = elements.length > 1 ? ` and ${elements.length - 1} more` : '';
    faults.add(`${id}: ${help}: ${elements[0].slice(0, 200)}${more}`, where);
  }
}
