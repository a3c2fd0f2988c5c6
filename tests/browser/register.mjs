// SPDX-License-Identifier: EUPL-1.2
// A sandbox register of its own, on a free port of the loopback address, in a temporary folder.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BEGIN = '2026-01-01T00:00:00Z';
const PATIENCE_MS = 20_000;

/// Resolves to what the promise does; rejects after PATIENCE_MS.
function soon(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} takes too long`)), PATIENCE_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/// A server that runs. `address` and `key`, the operator's, are set once `start` has resolved.
export class Register {
  constructor(program) {
    this.folder = mkdtempSync(join(tmpdir(), 'quitrent-pages-'));
    this.key = randomBytes(24).toString('hex');
    this.log = '';
    this.child = spawn(program, ['serve', '--sandbox', '--db', join(this.folder, 'register.db'),
      '--port', '0', '--clock', BEGIN], {
      env: { ...process.env, QUITRENT_OPERATOR_KEY: this.key },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stderr.on('data', (text) => { this.log += text; });
    this.ended = new Promise((resolve) => {
      this.child.on('error', (fault) => resolve(fault.message));
      this.child.on('exit', (code, signal) => resolve(code ?? signal));
    });
    // Whatever happens to this program, the server does not outlive it.
    process.on('exit', () => this.child.kill('SIGKILL'));
  }

  async start() {
    const lines = createInterface({ input: this.child.stdout });
    const ready = new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const found = line.match(/^quitrent: listening on (http:\S+)$/);
        if (found) resolve(found[1]);
      });
      this.ended.then((code) => reject(new Error(`the server ended with ${code}\n${this.log}`)));
    });
    this.address = await soon(ready, 'the start of the server');
  }

  /// Ends the server and removes its folder. Resolves to its exit code, 0 if all went well.
  async stop() {
    this.child.kill('SIGTERM');
    try {
      return await soon(this.ended, 'the end of the server');
    } catch (fault) {
      this.child.kill('SIGKILL');
      return fault.message;
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /// Sends a filing and resolves to the answer's JSON. Throws unless the register accepts it.
  async file(path, body, key = this.key) {
    const reply = await fetch(this.address + path, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`POST ${path} ${JSON.stringify(body)}: ${reply.status} ${text}`);
    return JSON.parse(text);
  }

  async moveClock(to) {
    await this.file('/v1/sandbox/clock', { to });
  }
}
