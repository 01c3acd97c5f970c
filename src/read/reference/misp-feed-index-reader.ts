/** Reads what a MISP feed has beside its events: the manifest, and the digests by which others look values up. Neither is an indicator of anything. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { TelltaleError } from '../../errors.ts';
import { shape } from '../on-demand.ts';
import type { Probe, Reader, ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { RecordText } from './record-text.ts';
import { isoDate, structuredJson } from './structured-file.ts';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** MD5 of a value of an event, and the event. */
const DIGEST_LINE = new RegExp(`^[0-9a-f]{32},${UUID}\\s*$`, 'i');
const MANIFEST = new RegExp(`^\\s*\\{\\s*"${UUID}"\\s*:\\s*\\{`, 'i');

const manifest = shape((z) =>
  z.record(
    z.string(),
    z.looseObject({
      info: z.string(),
      date: z.string().optional(),
      Orgc: z.looseObject({ name: z.string() }).optional(),
      Tag: z.array(z.looseObject({ name: z.string() })).optional(),
    }),
  ),
);

export const mispFeedIndexReader: Reader = {
  name: 'misp-feed-index',
  version: 1,
  accepts(probe) {
    return isManifest(probe) || isDigests(probe);
  },
  async read(input, sink) {
    return isDigests(input.probe) ? digests(input, sink) : events(input, sink);
  },
};

const isManifest = ({ name, headText }: Probe): boolean =>
  name === 'manifest.json' && headText !== undefined && MANIFEST.test(headText);

function isDigests({ name, headText }: Probe): boolean {
  return name === 'hashes.csv' && DIGEST_LINE.test(headText?.slice(0, headText.search(/[\r\n]|$/)) ?? '');
}

async function digests({ path }: ReaderInput, sink: ReadSink): Promise<ReadSummary> {
  let lines = 0;
  let others = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (DIGEST_LINE.test(line)) lines += 1;
    else if (line.trim() !== '') others += 1;
  }
  await sink.passage({
    role: 'record',
    text: `Digests of the values of the events beside it: ${lines}. The values stand in the events.`,
    position: { kind: 'record', pointer: '/' },
    free: [],
    stated: [],
  });
  return {
    kind: 'record-set',
    mediaType: 'text/csv',
    title: 'Digests of a MISP feed',
    properties: { digests: String(lines) },
    ...(others > 0 ? { warnings: [`${others} lines are no digests; they are left out.`] } : {}),
  };
}

async function events(input: ReaderInput, sink: ReadSink): Promise<ReadSummary> {
  const parsed = manifest().safeParse(await structuredJson(input));
  if (!parsed.success) throw new TelltaleError('unsupported-format', 'The manifest is not that of a MISP feed.');
  const listed = Object.entries(parsed.data);
  for (const [uuid, { info, date, Orgc: maker, Tag: tags }] of listed) {
    const record = new RecordText();
    record.line('', info);
    record.line('Event of', [maker?.name, isoDate(date)].filter(Boolean).join(', '));
    record.line('Tags', (tags ?? []).map(({ name }) => name).join(', '));
    await sink.passage({
      role: 'record',
      text: record.text,
      position: { kind: 'record', pointer: `/${uuid}` },
      // The event says all of it itself.
      free: [],
      stated: [],
    });
  }
  return {
    kind: 'record-set',
    mediaType: 'application/json',
    title: 'Manifest of a MISP feed',
    properties: { events: String(listed.length) },
  };
}
