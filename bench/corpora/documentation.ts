/** Documentation of the installed packages: prose of computing in which hardly any group or malware is named. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PackageText {
  readonly name: string;
  readonly text: string;
}

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
/** Long change logs would outweigh all others. */
const LONGEST = 60_000;

/** One text a package: its Markdown files at the top, in order of their names. */
export function loadDocumentation(): readonly PackageText[] {
  const folders = readdirSync(MODULES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) =>
      name.startsWith('@') ? readdirSync(join(MODULES, name)).map((inner) => `${name}/${inner}`) : [name],
    )
    .sort();
  return folders.flatMap((name) => {
    const folder = join(MODULES, name);
    if (!existsSync(join(folder, 'package.json'))) return [];
    const files = readdirSync(folder)
      .filter((file) => /\.(?:md|markdown)$/i.test(file) && !/licen[cs]e/i.test(file))
      .sort();
    const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    return text === '' ? [] : [{ name, text: text.slice(0, LONGEST) }];
  });
}
