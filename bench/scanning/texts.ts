/** What scanners are measured on: the text files of the public sources, or made-up text where they are not at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mixedText } from '../corpora/mixed-text.ts';

const DATA = '../shared/data';
const FOLDERS = ['annoctr/text', 'cyner', 'eset', 'unit42', 'volexity', 'misp-galaxy', 'warninglists'];
const TEXT = /\.(?:txt|csv|json|adoc|md)$/;
/** UTF-16 units of one text: longer files are cut, since ioc-extractor needs seconds on some of them. */
const LONGEST = 200_000;

export function* texts(): Generator<{ readonly folder: string; readonly text: string }> {
  if (!existsSync(DATA)) {
    for (const text of mixedText(2000)) yield { folder: 'made up', text };
    return;
  }
  for (const folder of FOLDERS) {
    const files = readdirSync(join(DATA, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && TEXT.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      const whole = readFileSync(file, 'utf8');
      for (let at = 0; at < whole.length; at += LONGEST) yield { folder, text: whole.slice(at, at + LONGEST) };
    }
  }
}
