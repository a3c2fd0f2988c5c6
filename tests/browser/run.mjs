// SPDX-License-Identifier: EUPL-1.2
// Quitrent's pages in a browser; `.ci/pages --help` says what is checked.
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

import { checkExamples } from './bad_pages.mjs';
import { Crawl, shape } from './crawl.mjs';
import { fill } from './filling.mjs';
import { Register } from './register.mjs';
import { Faults, Report } from './report.mjs';
import { Visitor } from './visit.mjs';

const BROWSER = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
};
/// Pages to which no link leads, and how they answer.
const UNLINKED = [
  { path: '/no-such-page', status: 404 },
  { path: '/assets/ast_01kdvdna00e7mv2p04fpbhfx5j', status: 404 },
  { path: '/search?q=nothing-of-this-name', status: 200 },
  { path: '/search?cursor=wrong', status: 400 },
];

const { values: chosen } = parseArgs({
  options: {
    program: { type: 'string', default: 'build/quitrent' },
    screenshots: { type: 'string' },
  },
});
const say = (text) => console.log(`pages: ${text}`);

/// The visits of the crawled pages and of those to which no link leads.
function visits(crawl, assets) {
  const names = new Map(assets.map(({ id, name }) => [`${crawl.origin}/assets/${id}`, name]));
  return [
    ...crawl.pages.map((address) => ({ address, status: 200, name: names.get(address) })),
    ...UNLINKED.map(({ path, status }) => ({ address: crawl.origin + path, status })),
  ].map((visit) => ({ ...visit, screenshots: chosen.screenshots }));
}

/// Checks every target of a link. Answers which kinds of pages are missing.
function checkLinks(crawl, report) {
  const missing = new Set();
  for (const [address, target] of crawl.targets) {
    const faults = new Faults();
    crawl.faultsOf(target, faults);
    const path = address.slice(crawl.origin.length);
    report.check(path, 'link', faults);
    if (target.status === 404) missing.add(shape(address));
  }
  return missing;
}

async function checkPages(browser, register, report) {
  const { assets, parties } = await fill(register);
  const crawler = await browser.newPage();
  const crawl = new Crawl(register.address);
  const first = ['/', ...assets.map(({ id }) => `/assets/${id}`),
    ...parties.map(({ id }) => `/parties/${id}`)];
  await crawl.run(crawler, first);
  await crawler.close();
  const waiting = visits(crawl, assets);
  say(`${waiting.length} pages, ${crawl.targets.size} addresses in links`);
  const visitors = availableParallelism() > 1 ? 2 : 1;
  await Promise.all(Array.from({ length: visitors }, async () => {
    const visitor = await Visitor.open(browser, register.address);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await visitor.visit(next, report);
    }
  }));
  return checkLinks(crawl, report);
}

/// Starts what is needed, runs the checks, and ends what was started, whatever happens.
async function main() {
  const report = new Report();
  if (chosen.screenshots) mkdirSync(chosen.screenshots, { recursive: true });
  const register = new Register(chosen.program);
  let browser;
  const end = async () => {
    await browser?.close();
    return register.stop();
  };
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
    process.once(signal, () => end().finally(() => process.exit(code)));
  }
  let missing = new Set();
  const ending = new Faults();
  try {
    await register.start();
    browser = await chromium.launch(BROWSER);
    await checkExamples(browser, report);
    missing = await checkPages(browser, register, report);
  } catch (fault) {
    ending.add(fault.stack);
  }
  const code = await end();
  if (code !== 0) ending.add(`the server ended with ${code}\n${register.log}`);
  report.check('', 'run', ending);
  if (missing.size > 0) say(`links lead to pages that are missing: ${[...missing].join(' ')}`);
  if (!report.end()) process.exitCode = 1;
}

await main();
