// SPDX-License-Identifier: EUPL-1.2
// A page says nothing in the console, has no error, opens no dialog, and loads from its own server.

/// Listens to a tab from `begin` to `end`, before a page is opened and when it has been looked at.
export class Listener {
  constructor(tab, origin) {
    this.end();
    const add = (what) => this.faults?.add(what, this.where);
    tab.on('console', (message) => {
      if (this.isExpected(message, tab.url())) return;
      add(`console: ${message.type()}: ${message.text()}`);
    });
    tab.on('pageerror', (fault) => add(`error: ${fault.message}`));
    tab.on('dialog', (dialog) => {
      add(`dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});  // the tab may be closed by now
    });
    tab.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) {
        add(`asks another host: ${request.url()}`);
      }
    });
    tab.on('requestfailed', (request) => add(`not loaded: ${request.url()}`));
    tab.on('response', (response) => {
      const isPage = response.request().isNavigationRequest();
      const expected = isPage ? response.status() === this.ownStatus : response.status() < 400;
      if (!expected) add(`${response.url()} answers ${response.status()}`);
    });
  }

  begin(faults, ownStatus, where) {
    Object.assign(this, { faults, ownStatus, where });
  }

  end() {
    this.begin(null, 200, '');
  }

  /// The browser itself notes in the console that a page answered 404, as it should.
  isExpected(message, address) {
    return this.ownStatus >= 400 && message.location().url === address &&
      message.text().startsWith('Failed to load resource');
  }
}
