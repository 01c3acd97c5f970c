/** Runs the command line as a user does, in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const SAMPLE_LEAK = join(ROOT, 'sample', 'leak');
export const SAMPLE_REFERENCE = join(ROOT, 'sample', 'reference');

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Workplace {
  readonly folder: string;
  run(args: readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<Outcome>;
  start(args: readonly string[]): ChildProcess;
  clean(): Promise<void>;
}

/** A scratch folder whose default case is its own. */
export async function workplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-e2e-'));
  const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(ROOT, 'src', 'cli', 'main.ts'), ...args], {
      cwd: folder,
      env: { ...process.env, TELLTALE_CASE: '', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  return {
    folder,
    start,
    run(args, options = {}) {
      return new Promise((done, fail) => {
        const child = start(args, options.env);
        let stdout = '';
        let stderr = '';
        child.stdout?.on('data', (chunk: Buffer) => {
          stdout += chunk.toString();
        });
        child.stderr?.on('data', (chunk: Buffer) => {
          stderr += chunk.toString();
        });
        child.on('error', fail);
        child.on('close', (code, signal) => done({ code, signal, stdout, stderr }));
        child.stdin?.end(options.input ?? '');
      });
    },
    async clean() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface CollectionStatus {
  name: string;
  role: string;
  found: number;
  read: number;
  duplicate: number;
  skipped: number;
  failed: number;
  documents: number;
  messages: number;
  passages: number;
  mentions: number;
}
export interface StatusJson {
  collections: CollectionStatus[];
  failures: { collection: string; path: string; code: string; message: string }[];
  pending: Record<string, number>;
}

export function parseStatus(outcome: Outcome): StatusJson {
  return JSON.parse(outcome.stdout) as StatusJson;
}

export function isBalanced(status: StatusJson): boolean {
  return status.collections.every((each) => each.found === each.read + each.duplicate + each.skipped + each.failed);
}
