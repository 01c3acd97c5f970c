/** The overlaps of a case as one MISP event: what they join as attributes, the quotes as comments. */
import type { Tlp } from '../../model/collection.ts';
import type { EntityKey, EntityLabel } from '../../model/entity.ts';
import type { Hop, Overlap } from '../../model/overlap.ts';
import type { Store } from '../../ports/store.ts';
import { type ChosenOverlap, Cover, chosenOverlaps, hopsOf, isCandidate } from './chosen-overlaps.ts';
import type { ExportOptions } from './exporter.ts';
import { stableUuid } from './stix/identifiers.ts';
import { strictest } from './stix/marking.ts';

interface AttributeType {
  readonly type: string;
  readonly category: string;
  /** Whether a detection can use it. */
  readonly detects?: true;
}

const network = (type: string): AttributeType => ({ type, category: 'Network activity', detects: true });
const payload = (type: string): AttributeType => ({ type, category: 'Payload delivery', detects: true });
const other = (type: string, category: string): AttributeType => ({ type, category });

const TYPES: Readonly<Record<string, AttributeType>> = {
  ipv4: network('ip-dst'),
  ipv6: network('ip-dst'),
  cidr: network('ip-dst'),
  domain: network('domain'),
  onion: network('domain'),
  url: network('url'),
  email: network('email'),
  useragent: network('user-agent'),
  ja3: network('ja3-fingerprint-md5'),
  jarm: network('jarm-fingerprint'),
  md5: payload('md5'),
  sha1: payload('sha1'),
  sha256: payload('sha256'),
  sha512: payload('sha512'),
  imphash: payload('imphash'),
  ssdeep: payload('ssdeep'),
  tlsh: payload('tlsh'),
  filename: payload('filename'),
  filepath: payload('filename'),
  asn: other('AS', 'Network activity'),
  mac: other('mac-address', 'Network activity'),
  mutex: { type: 'mutex', category: 'Artifacts dropped', detects: true },
  regkey: { type: 'regkey', category: 'Artifacts dropped', detects: true },
  pipe: { type: 'named pipe', category: 'Artifacts dropped', detects: true },
  pdb: { type: 'pdb', category: 'Artifacts dropped', detects: true },
  cve: other('vulnerability', 'External analysis'),
  vulnerability: other('text', 'External analysis'),
  report: other('text', 'External analysis'),
  btc: other('btc', 'Financial fraud'),
  xmr: other('xmr', 'Financial fraud'),
  phone: other('phone-number', 'Person'),
  'intrusion-set': other('threat-actor', 'Attribution'),
  campaign: other('campaign-name', 'Attribution'),
};
const TEXT = other('text', 'Other');
const SURE: ReadonlySet<Overlap['likelihood']> = new Set(['Likely', 'Very likely', 'Almost certain']);
/** Labels of an overlap that make its things doubtful for a detection. */
const DOUBTFUL = 'doubtful-reading';

interface Attribute {
  readonly key: EntityKey;
  readonly said: Set<string>;
  readonly quotes: Set<string>;
  sure: boolean;
}

export async function mispEvent(store: Store, options: ExportOptions): Promise<string> {
  const collections = await store.collections.list();
  const leaks = collections.filter((collection) => collection.role === 'leak');
  const cover = new Cover(store, options.unmasked);
  const attributes = new Map<string, Attribute>();
  for (const chosen of await chosenOverlaps(store)) await addOverlap(chosen, attributes, cover);

  const found = await store.graph.find([...attributes.values()].map((attribute) => attribute.key));
  const labels = found.map((entity) => entity?.labels ?? []);
  const timestamp = String(Math.floor(options.now.getTime() / 1000));
  const tlp = strictest(collections.map((collection) => collection.tlp));
  const event = {
    uuid: stableUuid('misp-event', ...leaks.map((leak) => leak.id)),
    info: `Overlaps with public reporting: ${leaks.map((leak) => leak.name).join(', ') || 'no leak'}`,
    date: options.now.toISOString().slice(0, 10),
    timestamp,
    // Undefined threat, analysis under way, this organisation only: the receiver decides.
    threat_level_id: '4',
    analysis: '1',
    distribution: '0',
    published: false,
    Tag: [tlpTag(tlp)],
    Attribute: [...attributes.values()].map((attribute, at) =>
      shaped(attribute, labels[at] ?? [], cover, { timestamp, tlp }),
    ),
  };
  return `${JSON.stringify({ Event: event }, null, 2)}\n`;
}

async function addOverlap(
  { overlap, judgement }: ChosenOverlap,
  attributes: Map<string, Attribute>,
  cover: Cover,
): Promise<void> {
  const hops = hopsOf(overlap);
  const words = await cover.sentences(overlap);
  const said = words(
    `${overlap.headline ?? overlap.reference.name}. ${overlap.likelihood}, confidence ${overlap.confidence}.`,
  );
  const holds = SURE.has(overlap.likelihood) && overlap.confidence !== 'Low' && !overlap.labels.includes(DOUBTFUL);
  const sure = overlap.rejected === undefined && (holds || judgement?.verdict === 'accepted');
  for (const hop of hops) {
    const quotes = await quotesOf(hop, cover);
    for (const key of [hop.from, hop.to]) {
      const id = `${key.type} ${key.value}`;
      const attribute = attributes.get(id) ?? { key, said: new Set(), quotes: new Set(), sure: false };
      attributes.set(id, attribute);
      attribute.said.add(said);
      attribute.sure ||= sure;
      if (isCandidate(overlap) && key === hop.from && key.value === overlap.leak.value)
        attribute.said.add('Another reading of recognised text than its own, which an analyst accepted.');
      for (const quote of quotes) attribute.quotes.add(quote);
    }
  }
}

async function quotesOf(hop: Hop, cover: Cover): Promise<string[]> {
  const lines: string[] = [];
  for (const quote of hop.evidence) {
    const place = `${quote.path}${quote.page === null ? '' : `, page ${quote.page}`}, sha256 ${quote.sha256}, ${quote.passage} ${quote.start}-${quote.end}`;
    lines.push(`«${await cover.quote(quote, [hop.from, hop.to])}» — ${place}`);
  }
  return lines;
}

function shaped(
  attribute: Attribute,
  labels: readonly EntityLabel[],
  cover: Cover,
  { timestamp, tlp }: { timestamp: string; tlp: Tlp },
): object {
  const key = cover.key(attribute.key);
  const masked = key.value !== attribute.key.value;
  const kind = masked ? TEXT : (TYPES[key.type] ?? TEXT);
  const doubts = [...new Set(labels.map((label) => `${label.label} (${label.source})`))];
  const comment = [
    ...(kind.type === 'text' ? [`${key.type}.`] : []),
    ...attribute.said,
    ...(doubts.length > 0 ? [`Doubtful as an indicator: ${doubts.join(', ')}.`] : []),
    ...attribute.quotes,
  ];
  const port = key.type === 'ip-port' ? splitPort(key.value) : undefined;
  return {
    uuid: stableUuid('misp-attribute', key.type, key.value),
    type: port ? 'ip-dst|port' : kind.type,
    category: port ? 'Network activity' : kind.category,
    value: port ?? key.value,
    to_ids: (kind.detects === true || port !== undefined) && attribute.sure && labels.length === 0,
    distribution: '5',
    disable_correlation: false,
    timestamp,
    comment: comment.join('\n'),
    Tag: [tlpTag(tlp)],
  };
}

/** MISP writes an address with its port as `address|port`. */
function splitPort(value: string): string | undefined {
  const match = /^\[?([\da-f.:]+?)\]?:(\d{1,5})$/i.exec(value);
  return match ? `${match[1]}|${match[2]}` : undefined;
}

function tlpTag(tlp: Tlp): { name: string } {
  return { name: `tlp:${tlp}` };
}
