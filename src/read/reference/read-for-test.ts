/** Reads a file with the first reference reader that takes it and keeps what it gives; for tests. */
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import type { Statement } from '../../model/assertion.ts';
import type { Passage } from '../../model/passage.ts';
import type { Warninglist } from '../../model/warninglist.ts';
import type { Probe, ReaderInput, ReaderSource, ReadSink, ReadSummary } from '../reader.ts';
import { REFERENCE_READERS } from './reference-readers.ts';

export interface Reading {
  readonly reader: string;
  readonly summary: ReadSummary;
  readonly passages: readonly Passage[];
  readonly statements: readonly Statement[];
  readonly lists: readonly Warninglist[];
}

const LIMITS = { unpackedBytes: 2 ** 30, unpackRatio: 200, members: 100, depth: 5, textLength: 2 ** 28 };

async function probe(path: string): Promise<Probe> {
  const file = await open(path);
  const head = new Uint8Array(64 * 1024);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  await file.close();
  const bytes = head.subarray(0, bytesRead);
  const text = new TextDecoder().decode(bytes);
  return {
    name: basename(path),
    extension: extname(path).slice(1).toLowerCase(),
    mediaType: undefined,
    size: (await stat(path)).size,
    head: bytes,
    headText: text.includes('\0') ? undefined : text,
  };
}

/** Undefined when no reference reader takes the file. */
export async function readFileForTest(
  path: string,
  options: { role?: ReaderInput['role']; source?: ReaderSource } = {},
): Promise<Reading | undefined> {
  const probed = await probe(path);
  const reader = REFERENCE_READERS.find((candidate) => candidate.accepts(probed));
  if (!reader) return undefined;
  const passages: Passage[] = [];
  const statements: Statement[] = [];
  const lists: Warninglist[] = [];
  const sink: ReadSink = {
    async passage(passage) {
      return passages.push({ ...passage, ordinal: passages.length }) - 1;
    },
    async statement(statement) {
      statements.push(statement);
    },
    async child() {},
    async lostChild() {},
    async link() {},
    async warninglist(list) {
      lists.push(list);
    },
  };
  const input: ReaderInput = {
    probe: probed,
    path,
    scratch: tmpdir(),
    limits: LIMITS,
    passwords: [],
    role: options.role ?? 'reference',
    ...(options.source ? { source: options.source } : {}),
  };
  const summary = await reader.read(input, sink);
  return { reader: reader.name, summary, passages, statements, lists };
}

/** As `readFileForTest`, of content given as text or JSON. */
export async function readForTest(name: string, content: unknown, source?: ReaderSource): Promise<Reading | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-reference-'));
  try {
    const path = join(folder, name);
    await writeFile(
      path,
      typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content),
    );
    return await readFileForTest(path, source ? { source } : {});
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A statement with the exact words that it cites. */
export function withWords(reading: Reading | undefined): string[] {
  return (reading?.statements ?? []).map((statement) => {
    const words = statement.evidence.map((span) => reading?.passages[span.passage]?.text.slice(span.start, span.end));
    const { subject, object } = statement;
    return `${subject.type} ${subject.value} ${statement.predicate} ${object.type} ${object.value} «${words.join(' … ')}»`;
  });
}
