/** Reads lists of people and organisations as OpenSanctions publishes them: `targets.simple.csv`, and FollowTheMoney entities as JSON lines. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { TelltaleError } from '../../errors.ts';
import type { Origin } from '../../model/assertion.ts';
import type { EntityKey, NamedType } from '../../model/entity.ts';
import { reportOfFile } from '../../model/report-name.ts';
import type { Probe, Reader, ReaderInput, ReadSink } from '../reader.ts';
import { RecordText } from './record-text.ts';
import { isoDate } from './structured-file.ts';

/** Schemas of things with names; others (sanctions, addresses, positions) say something about them. */
const TYPES: Readonly<Record<string, NamedType>> = {
  Person: 'individual',
  Organization: 'organization',
  Company: 'organization',
  PublicBody: 'organization',
  LegalEntity: 'organization',
};
const SIMPLE_HEAD = /^\uFEFF?"?id"?,"?schema"?,"?name"?,"?aliases"?,/;
const FTM_LINE = /^\s*\{"?(?=.*"schema"\s*:)(?=.*"properties"\s*:\s*\{)/;
const MOST_NAMES = 200;

interface Listed {
  readonly id: string;
  readonly schema: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly countries: readonly string[];
  readonly programs: readonly string[];
  readonly dataset: string;
  readonly first?: string | undefined;
  readonly last?: string | undefined;
}

export const entityListReader: Reader = {
  name: 'entity-list',
  version: 1,
  accepts(probe) {
    return isSimple(probe) || isFollowTheMoney(probe);
  },
  async read(input, sink) {
    const report = reportOfFile(input.source);
    let entities = 0;
    for await (const listed of isSimple(input.probe) ? simpleRows(input) : followTheMoney(input)) {
      const type = TYPES[listed.schema];
      if (!type || listed.name === '') continue;
      entities += 1;
      await state(sink, listed, type, report);
    }
    return {
      kind: 'record-set',
      mediaType: 'application/vnd.opensanctions',
      title: report.entity.value,
      properties: { entities: String(entities) },
    };
  },
};

function isSimple({ headText }: Probe): boolean {
  return headText !== undefined && SIMPLE_HEAD.test(headText);
}

function isFollowTheMoney({ headText, extension }: Probe): boolean {
  if (headText === undefined || !['json', 'jsonl', 'ndjson', 'ftm', ''].includes(extension)) return false;
  return FTM_LINE.test(headText.slice(0, headText.indexOf('\n') < 0 ? undefined : headText.indexOf('\n')));
}

async function* simpleRows({ path }: ReaderInput): AsyncGenerator<Listed> {
  const rows = createReadStream(path).pipe(
    parse({ bom: true, columns: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }),
  );
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    const list = (key: string): string[] => splitList(row[key] ?? '');
    yield {
      id: row['id'] ?? '',
      schema: row['schema'] ?? '',
      name: (row['name'] ?? '').trim(),
      aliases: list('aliases'),
      countries: list('countries'),
      programs: list('sanctions'),
      dataset: row['dataset'] ?? '',
      first: isoDate(row['first_seen']),
      last: isoDate(row['last_seen']),
    };
  }
}

const splitList = (cell: string): string[] =>
  cell
    .split(';')
    .map((part) => part.trim().replace(/^"|"$/g, ''))
    .filter((part) => part !== '');

async function* followTheMoney({ path }: ReaderInput): AsyncGenerator<Listed> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    let entity: Record<string, unknown>;
    try {
      entity = JSON.parse(line) as Record<string, unknown>;
    } catch (cause) {
      throw new TelltaleError('broken-bundle', `Line ${number} is not JSON: ${(cause as Error).message}`, { cause });
    }
    const properties = (entity['properties'] ?? {}) as Record<string, unknown>;
    const list = (value: unknown): string[] =>
      Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
    const names = [...list(properties['name']), ...list(properties['alias']), ...list(properties['weakAlias'])];
    const caption = typeof entity['caption'] === 'string' ? entity['caption'] : '';
    yield {
      id: String(entity['id'] ?? ''),
      schema: String(entity['schema'] ?? ''),
      name: caption || (names[0] ?? ''),
      aliases: names,
      countries: [...list(properties['country']), ...list(properties['nationality'])],
      programs: list(properties['program']),
      dataset: list(entity['datasets']).join(', '),
      first: isoDate(entity['first_seen']),
      last: isoDate(entity['last_seen']),
    };
  }
}

async function state(sink: ReadSink, listed: Listed, type: NamedType, report: { entity: EntityKey; origin: Origin }) {
  const record = new RecordText();
  const head = record.add(listed.name);
  record.add(` (${listed.schema})`);
  const aliases = [...new Set(listed.aliases)].filter((name) => name !== listed.name).slice(0, MOST_NAMES);
  const also = aliases.map((name) => ({ name, piece: record.line('also', name) }));
  record.line('Countries', listed.countries.join(', '));
  record.line('Programmes', listed.programs.join('; '));
  record.line('Dataset', listed.dataset);
  const passage = await sink.passage({
    role: 'record',
    text: record.text,
    position: { kind: 'record', pointer: listed.id },
  });
  const thing: EntityKey = { type, value: listed.name };
  const base = {
    method: 'entity-list',
    confidence: 1,
    origin: report.origin,
    ...(listed.first ? { firstSeen: listed.first } : {}),
    ...(listed.last ? { lastSeen: listed.last } : {}),
  };
  const at = (piece: { start: number; end: number }) => [{ passage, ...piece }];
  await sink.statement({ ...base, subject: thing, predicate: 'listed-in', object: report.entity, evidence: at(head) });
  const alias = (name: string, piece: { start: number; end: number }) =>
    sink.statement({
      ...base,
      subject: { type: 'name', value: name },
      predicate: 'alias-of',
      object: thing,
      evidence: at(piece),
    });
  await alias(listed.name, head);
  for (const { name, piece } of also) if (piece) await alias(name, piece);
}
