/** Reads lists of people and organisations as OpenSanctions publishes them: `targets.simple.csv`, and FollowTheMoney entities as JSON lines. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { Origin } from '../../model/assertion.ts';
import type { EntityKey, NamedType } from '../../model/entity.ts';
import { reportOfFile } from '../../model/report-name.ts';
import type { Probe, Reader, ReaderInput, ReadSink } from '../reader.ts';
import { ftmEntities, texts } from './ftm-entities.ts';
import { LINKS, linksOf } from './ftm-links.ts';
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
  version: 2,
  accepts(probe) {
    return isSimple(probe) || isFollowTheMoney(probe);
  },
  async read(input, sink) {
    const report = reportOfFile(input.source);
    const links = isSimple(input.probe) ? undefined : await linksOf(input);
    let entities = 0;
    const others = new Map<string, number>();
    for await (const listed of isSimple(input.probe) ? simpleRows(input) : followTheMoney(input)) {
      const type = TYPES[listed.schema];
      if (!type || listed.name === '') {
        if (LINKS[listed.schema] === undefined) others.set(listed.schema, (others.get(listed.schema) ?? 0) + 1);
        continue;
      }
      entities += 1;
      links?.named(listed.id, { type, value: listed.name });
      await state(sink, listed, type, report);
    }
    const stated = links ? await links.state(input, sink, report.origin) : undefined;
    const left = [...others].map(([schema, count]) => `${schema || 'no schema'} ${count}`).join(', ');
    const warnings = [
      ...(left === '' ? [] : [`Entities of other kinds are left out: ${left}.`]),
      ...(stated?.open ? [`${stated.open} links are to what the list does not name; they are left out.`] : []),
    ];
    return {
      kind: 'record-set',
      mediaType: 'application/vnd.opensanctions',
      title: report.entity.value,
      properties: { entities: String(entities), ...(stated?.links ? { links: String(stated.links) } : {}) },
      ...(warnings.length > 0 ? { warnings } : {}),
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

async function* followTheMoney(input: ReaderInput): AsyncGenerator<Listed> {
  for await (const entity of ftmEntities(input)) {
    const { properties } = entity;
    const names = [...texts(properties['name']), ...texts(properties['alias']), ...texts(properties['weakAlias'])];
    yield {
      id: entity.id,
      schema: entity.schema,
      name: entity.caption || (names[0] ?? ''),
      aliases: names,
      countries: [...texts(properties['country']), ...texts(properties['nationality'])],
      programs: texts(properties['program']),
      dataset: texts(entity.datasets).join(', '),
      first: isoDate(entity.first),
      last: isoDate(entity.last),
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
