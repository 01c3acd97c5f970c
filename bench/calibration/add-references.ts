/** Fills a case with the public references that calibration and the bench of innocent text compare with. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const CLI = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const REFERENCES = [
  ['attack/enterprise-attack.json.gz', 'MITRE ATT&CK', 'A'],
  ['misp-galaxy', 'MISP galaxy', 'B'],
  ['eset', 'ESET', 'A'],
  ['unit42', 'Unit 42', 'A'],
  ['volexity', 'Volexity', 'A'],
  ['warninglists', 'MISP warninglists', 'B'],
] as const;

export function addToCase(folder: string, path: string, ...options: readonly string[]): void {
  execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CLI, 'add', path, '--case', folder, '--no-ocr', '--offline', ...options],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

export function addReferences(folder: string, data: string): void {
  for (const [path, name, reliability] of REFERENCES)
    addToCase(
      folder,
      join(data, path),
      '--as',
      'reference',
      '--name',
      name,
      '--publisher',
      name,
      '--reliability',
      reliability,
    );
}
