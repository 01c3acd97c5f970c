/** Reads the shared torture set and writes docs/formats.md: per format how many files, how much text, what failed and why. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type FolderRead, ledgerOf, readFolder, withMembers } from './reading/read-folder.ts';

const SET = join(import.meta.dirname, '../../shared/data/torture');
const TABLE = join(import.meta.dirname, '../docs/formats.md');

interface Row {
  files: number;
  read: number;
  duplicates: number;
  characters: number;
  inside: number;
  readonly readers: Set<string>;
  readonly failures: string[];
}

/** With all that is in it, each once: whichever of two files that hold the same was read first. */
async function contentOf(read: FolderRead, document: string): Promise<{ characters: number; inside: number }> {
  let characters = 0;
  const documents = await withMembers(read, document);
  for (const { id } of documents) {
    for (const { text } of await read.case.store.documents.passages(id)) characters += text.length;
  }
  return { characters, inside: documents.length - 1 };
}

async function rowsOf(read: FolderRead): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const entry of await ledgerOf(read)) {
    const [top = '', ...members] = entry.path.split('!/');
    const format = extname(top).slice(1).toLowerCase() || '(none)';
    const row = rows.get(format) ?? {
      files: 0,
      read: 0,
      duplicates: 0,
      characters: 0,
      inside: 0,
      readers: new Set<string>(),
      failures: [],
    };
    rows.set(format, row);
    if (members.length > 0) continue;
    row.files += 1;
    if (entry.outcome === 'duplicate') row.duplicates += 1;
    else if (entry.outcome !== 'read' || !entry.document) row.failures.push(`${basename(top)}: ${entry.code}`);
    else {
      row.read += 1;
      const { characters, inside } = await contentOf(read, entry.document);
      row.characters += characters;
      row.inside += inside;
      const reader = (await read.case.store.documents.get(entry.document))?.reader ?? '';
      row.readers.add(reader.split('/')[0] ?? '');
    }
  }
  return rows;
}

function tableOf(rows: ReadonlyMap<string, Row>): string {
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([format, row]) => {
      const cells = [
        format,
        row.files,
        row.read,
        row.duplicates,
        row.characters,
        row.inside,
        [...row.readers].sort().join(', '),
        row.failures.sort().join('; '),
      ];
      return `| ${cells.join(' | ')} |`;
    });
  const all = [...rows.values()];
  const sum = (of: (row: Row) => number): number => all.reduce((total, row) => total + of(row), 0);
  return [
    '# Formats',
    '',
    'Written by `npm run bench formats` from a set of files of every common format: encrypted, truncated, recursive and',
    'hostile ones among them (test documents of Apache Tika). Characters are UTF-16 units of text without OCR, with all',
    'that is inside a file; “inside” counts the members and attachments that are in the case, each once a file.',
    '',
    '| format | files | read | duplicate | characters | inside | readers | failed or skipped, and why |',
    '|---|---:|---:|---:|---:|---:|---|---|',
    ...lines,
    `| **all** | ${sum((row) => row.files)} | ${sum((row) => row.read)} | ${sum((row) => row.duplicates)} | ${sum((row) => row.characters)} | ${sum((row) => row.inside)} | | ${sum((row) => row.failures.length)} |`,
    '',
  ].join('\n');
}

if (!existsSync(SET)) console.log(`skipped: the torture set is not at ${SET}`);
else {
  // One worker: what comes first does not depend on which file takes longer.
  const read = await readFolder([SET], { workers: 1 });
  try {
    const table = tableOf(await rowsOf(read));
    await writeFile(TABLE, table);
    console.log(table);
  } finally {
    await read.close();
  }
}
