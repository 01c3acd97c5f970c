/**
 * Gives the path of a Chromium for the browser tests: one that is there, else Debian's package when this is root,
 * else Playwright's download. Prints the path; says on stderr what it does.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function present() {
  return CANDIDATES.find((path) => path && existsSync(path));
}

function run(command, args) {
  return (
    spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  );
}

async function playwrights() {
  const require = createRequire(import.meta.url);
  const { chromium } = require('playwright-core');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  process.stderr.write('telltale: downloading a Chromium with Playwright\n');
  const cli = require.resolve('playwright-core/cli.js');
  return run(process.execPath, [cli, 'install', 'chromium']) ? chromium.executablePath() : undefined;
}

/** Path of a Chromium, or undefined when none can be had. */
export async function ensureChromium() {
  const found = present();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('telltale: installing Debian’s Chromium for the browser tests (once)\n');
    const installed =
      run('apt-get', ['update', '-qq']) &&
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']);
    if (installed && present()) return present();
  }
  return playwrights();
}
