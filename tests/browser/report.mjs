// SPDX-License-Identifier: EUPL-1.2
// Counts what was checked and says what is wrong.

const MOST_NAMED = 3;

/// The first few, and how many more there are.
function few(names) {
  const all = [...names];
  const more = all.length > MOST_NAMED ? [`${all.length - MOST_NAMED} more`] : [];
  return [...all.slice(0, MOST_NAMED), ...more].join('; ');
}

/// What is wrong, by what it is, with the circumstances in which it was seen.
export class Faults {
  constructor() {
    this.seen = new Map();
  }

  add(what, where = '') {
    if (!this.seen.has(what)) this.seen.set(what, new Set());
    if (where) this.seen.get(what).add(where);
  }
}

/// A check is one kind of check on one page. What is wrong on many pages is told once.
export class Report {
  constructor(write = console.log) {
    this.write = write;
    this.passed = 0;
    this.failed = 0;
    this.told = new Map();
  }

  check(page, kind, { seen }) {
    if (seen.size === 0) {
      ++this.passed;
      return;
    }
    ++this.failed;
    for (const [what, where] of seen) {
      const line = `${kind}: ${what}`;
      if (!this.told.has(line)) this.told.set(line, { pages: [], where });
      this.told.get(line).pages.push(page);
    }
  }

  /// Says what is wrong, and the line with which every stage of the checks ends.
  end() {
    for (const [line, { pages, where }] of this.told) {
      this.write(`pages: FAILED ${line}`);
      if (pages.some((page) => page)) this.write(`pages:   on ${few(pages)}`);
      if (where.size > 0) this.write(`pages:   ${few(where)}`);
    }
    this.write(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 && this.passed > 0;
  }
}
