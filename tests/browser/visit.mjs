// SPDX-License-Identifier: EUPL-1.2
// Looks at one page: at every width, light and dark, with scripts and without.
import { join } from 'node:path';

import { bringAxe, checkAxe } from './checks/axe.mjs';
import { checkFocus } from './checks/focus.mjs';
import { checkMarkup, checkName } from './checks/markup.mjs';
import { Listener } from './checks/quiet.mjs';
import { checkTargets } from './checks/targets.mjs';
import { checkWidth } from './checks/width.mjs';
import { Faults } from './report.mjs';

const WIDTHS = [360, 768, 1280];
const SCHEMES = ['light', 'dark'];
const HEIGHT = 800;
/// Where the tabulator goes through a page: once narrow, once wide.
const FOCUS_AT = { 'light 1280': true, 'dark 360': true };
const CHECKS = ['axe', 'focus', 'markup', 'quiet', 'targets', 'width'];

/// A tab with scripts and one without, used for one page after the other.
export class Visitor {
  static async open(browser, origin) {
    const visitor = new Visitor();
    visitor.origin = origin;
    visitor.tabs = [];
    for (const scripts of [true, false]) {
      const context = await browser.newContext({
        javaScriptEnabled: scripts, reducedMotion: 'reduce', locale: 'en-GB',
      });
      const tab = await context.newPage();
      visitor.tabs.push({ tab, scripts, listener: new Listener(tab, origin) });
    }
    return visitor;
  }

  async close() {
    for (const { tab } of this.tabs) await tab.context().close();
  }

  /// Makes every check of a page; `visit` is { address, status, name?, screenshots? }.
  async visit(visit, report) {
    const faults = Object.fromEntries(CHECKS.map((name) => [name, new Faults()]));
    for (const { tab, scripts, listener } of this.tabs) {
      listener.begin(faults.quiet, visit.status, `scripts ${scripts ? 'on' : 'off'}`);
      await tab.setViewportSize({ width: WIDTHS[0], height: HEIGHT });
      await tab.goto(visit.address);
      await checkMarkup(tab, listener.where, faults.markup);
      if (scripts) await bringAxe(tab);
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: HEIGHT });
        for (const scheme of SCHEMES) {
          await tab.emulateMedia({ colorScheme: scheme });
          const where = `${width} px, ${scheme}, ${listener.where}`;
          await checkWidth(tab, where, faults.width);
          if (scripts) await this.look(tab, { ...visit, width, scheme, where }, faults);
        }
      }
      if (visit.name) await checkName(tab, visit.name, faults.markup);
      listener.end();
    }
    const path = visit.address.slice(this.origin.length);
    for (const name of CHECKS) report.check(path, name, faults[name]);
  }

  /// What is checked with scripts on alone: the page is the same without them.
  async look(tab, { address, screenshots, width, scheme, where }, faults) {
    if (screenshots) {
      const path = join(screenshots, `${fileName(address)}-${width}-${scheme}.png`);
      await tab.screenshot({ path, fullPage: true });
    }
    await checkAxe(tab, where, faults.axe);
    await checkTargets(tab, where, faults.targets);
    if (FOCUS_AT[`${scheme} ${width}`]) await checkFocus(tab, where, faults.focus);
  }
}

/// The path and the query of an address, as a name for a file.
function fileName(address) {
  const { pathname, search } = new URL(address);
  const name = (pathname + search).replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '');
  return (name || 'home').slice(0, 100);
}
