/** The package as a stranger gets it: made, installed into an empty folder, and run on the sample by `npx`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
let folder: string;
const run = (command: string, args: readonly string[], options: { cwd: string; input?: string }): string =>
  execFileSync(command, args, {
    ...options,
    encoding: 'utf8',
    // Without this clone's own Node and commands; the OCR engine's script fetches graphics drivers that nobody needs here.
    env: {
      ...process.env,
      ONNXRUNTIME_NODE_INSTALL: 'skip',
      PATH: (process.env['PATH'] ?? '')
        .split(delimiter)
        .filter((part) => !part.startsWith(root))
        .join(delimiter),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'telltale-package-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const packed = run('npm', ['run', '--silent', 'package'], { cwd: root }).trim().split('\n').at(-1) ?? '';
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', packed], { cwd: folder });
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('scans', () => {
  const line = run('npx', ['telltale', 'scan', '--jsonl'], { cwd: folder, input: '{"id":1,"text":"203.0.113[.]9"}\n' });
  expect(JSON.parse(line)).toMatchObject({ id: 1, mentions: [{ type: 'ipv4', value: '203.0.113.9' }] });
});

test('runs the main job, OCR included', () => {
  expect(run('npx', ['telltale', 'demo', '--once'], { cwd: folder })).toContain('POISON CARP');
  const status: unknown = JSON.parse(run('npx', ['telltale', 'status', '--json'], { cwd: folder }));
  expect(status).toMatchObject({ failures: [], collections: [{ failed: 0 }, { failed: 0 }] });
}, 300_000);
