// SPDX-License-Identifier: EUPL-1.2
// Finds the pages: from the first page along every link.

const MOST_PAGES = 60;
/// How many pages of one shape are looked at. Other shapes: two, and one with parameters.
const MOST_OF_SHAPE = { '/assets/:id': 20, '/parties/:id': 5 };

/// What a browser says that it reads.
export const READS = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/// An address without what only says which one: identifiers, and the values of parameters. Where
/// there are several parameters it does not matter which.
export function shape(address) {
  const url = new URL(address);
  const path = url.pathname.replace(/\b[a-z]{3,4}_[0-9a-z]{26}\b/g, ':id');
  const names = [...new Set(url.searchParams.keys())];
  if (names.length === 0) return path;
  return `${path}?${names.length === 1 ? names[0] : 'several'}`;
}

/// What the page that a tab shows names: addresses of links, forms and files, and its own anchors.
function named() {
  const all = (selector, property) =>
    [...document.querySelectorAll(selector)].map((element) => element[property]);
  return {
    links: all('a[href], area[href], link[href]', 'href').map(String),
    files: [...all('img, script[src], iframe, source[src]', 'src'), ...all('form', 'action')],
    anchors: all('[id]', 'id'),
  };
}

/// All of the pages and of the addresses that they name.
export class Crawl {
  constructor(origin) {
    this.origin = origin;
    this.pages = [];
    /// Address without its fragment → { status, isPage, from, fragments, anchors }.
    this.targets = new Map();
    this.shapes = new Map();
  }

  isOwn(address) {
    return /^https?:/.test(address) && new URL(address).origin === this.origin;
  }

  add(address, from) {
    if (!this.isOwn(address)) return;
    const [page, fragment] = address.split('#');
    if (!this.targets.has(page)) {
      this.targets.set(page, { from: new Set(), fragments: new Set(), anchors: null });
    }
    this.targets.get(page).from.add(from.slice(this.origin.length));
    if (fragment) this.targets.get(page).fragments.add(decodeURIComponent(fragment));
  }

  /// Asks for what is behind an address.
  async ask(address) {
    const target = this.targets.get(address);
    const reply = await fetch(address, { headers: READS, redirect: 'manual' }).catch((fault) => {
      throw new Error(`${address} does not answer`, { cause: fault });
    });
    await reply.arrayBuffer();
    target.status = reply.status;
    target.isPage = reply.ok && (reply.headers.get('content-type') ?? '').startsWith('text/html');
    return target;
  }

  isWanted(address) {
    const kind = shape(address);
    const seen = this.shapes.get(kind) ?? 0;
    const most = MOST_OF_SHAPE[kind] ?? (kind.includes('?') ? 1 : 2);
    if (seen >= most || this.pages.length >= MOST_PAGES) return false;
    this.shapes.set(kind, seen + 1);
    return true;
  }

  /// Goes from the pages of `first` along every link. In a tab, since scripts may make links.
  async run(tab, first) {
    for (const path of first) this.add(this.origin + path, `${this.origin}(the story)`);
    // The map grows while it is read; a loop over it reaches what was added.
    for (const [address, before] of this.targets) {
      const target = await this.ask(address);
      if (target.status >= 300 && target.status < 400) {
        const onwards = await fetch(address, { headers: READS });
        target.status = onwards.status;
        this.add(onwards.url, address);
      }
      if (!target.isPage || !this.isWanted(address)) continue;
      await tab.goto(address);
      const found = await tab.evaluate(named);
      before.anchors = new Set(found.anchors);
      for (const other of [...found.links, ...found.files]) this.add(other, address);
      this.pages.push(address);
    }
  }

  /// Why a target is at fault; nothing if it answers, and has the fragments that links name.
  faultsOf(target, faults) {
    const from = [...target.from];
    if (target.status >= 400) {
      for (const page of from) faults.add(`answers ${target.status}`, `linked from ${page}`);
    }
    if (target.anchors === null) return;
    for (const fragment of target.fragments) {
      if (!target.anchors.has(fragment)) faults.add(`has nothing with the id ${fragment}`);
    }
  }
}
