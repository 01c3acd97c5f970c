/** Puts an overlap into words: a headline as a newspaper would write it, and lines that lead through the chain. */
import type { EntityKey } from '../../model/entity.ts';
import type { Hop, KnownBefore, Overlap, Quote } from '../../model/overlap.ts';

export interface Explanation {
  readonly headline: string;
  readonly lines: readonly string[];
}

const TYPES: Readonly<Record<string, string>> = {
  ipv4: 'address',
  ipv6: 'address',
  'ip-port': 'address',
  cidr: 'network',
  domain: 'domain',
  onion: 'onion service',
  url: 'link',
  email: 'mail address',
  md5: 'file',
  sha1: 'file',
  sha256: 'file',
  sha512: 'file',
  cve: 'vulnerability',
  attack: 'technique',
  name: 'name',
  handle: 'handle',
  filename: 'file name',
};

const RELATIONS: Readonly<Record<string, readonly [forward: string, inverse: string]>> = {
  'alias-of': ['is a name of', 'is also called'],
  hosts: ['hosted', 'was hosted on'],
  'hosted-on': ['was hosted on', 'hosted'],
  'resolves-to': ['pointed to', 'was the address of'],
  'same-file-as': ['names the same file as', 'names the same file as'],
  'communicates-with': ['spoke to', 'was spoken to by'],
  indicates: ['is an indicator of', 'has the indicator'],
  'listed-in': ['is listed in', 'lists'],
  'mentioned-in': ['is mentioned in', 'mentions'],
  describes: ['is about', 'is the subject of'],
  'attributed-to': ['is attributed to', 'is who is behind'],
  uses: ['uses', 'is used by'],
  'used-by': ['is used by', 'uses'],
  'has-host': ['leads to', 'is the host of'],
  'has-address': ['is on', 'has the port'],
  'has-domain': ['is at', 'has the mailbox'],
  'subdomain-of': ['is under', 'is above'],
  'in-network': ['lies in', 'contains'],
  'co-occurs-with': ['stands in one passage with', 'stands in one passage with'],
  'litigates-with': ['met in court with', 'met in court with'],
  'client-of': ['is a client of', 'has the client'],
  supplies: ['supplies', 'is supplied by'],
  employs: ['employs', 'works for'],
  'has-position': ['is', 'is the position of'],
  'written-by': ['was written by', 'wrote'],
  'edited-by': ['was edited by', 'edited'],
  'member-of': ['belongs to', 'has the member'],
  owns: ['owns', 'is owned by'],
  overlaps: ['overlaps with', 'overlaps with'],
  'same-as': ['is the same as', 'is the same as'],
  'subgroup-of': ['is a part of', 'has the part'],
  'revoked-by': ['is now known as', 'was known as'],
  paid: ['paid', 'was paid by'],
};

/** The relation of a hop as a verb. */
function relationWords(relation: string): string {
  const inverse = relation.endsWith(' (inverse)');
  const name = inverse ? relation.slice(0, -' (inverse)'.length) : relation;
  const words = RELATIONS[name]?.[inverse ? 1 : 0];
  return words ?? `${inverse ? 'is in the relation ' : ''}${name.replaceAll('-', ' ')}${inverse ? ' of' : ''}`;
}

/** `the leak's address 74.120.172.10`. */
function leakWords(leak: EntityKey): string {
  if (leak.type === 'name') return `The leak names «${leak.value}»`;
  return `The leak's ${TYPES[leak.type] ?? leak.type} ${leak.value}`;
}

export function explain(overlap: Overlap): Explanation {
  return { headline: headlineOf(overlap), lines: [...chainLines(overlap), ...scoreLines(overlap)] };
}

function headlineOf(overlap: Overlap): string {
  const { leak, reference, hops } = overlap;
  const what = leakWords(leak);
  if (overlap.rejected !== undefined) return `${what}: no tie to ${reference.name}`;
  const through = hops.slice(0, -1).map((hop) => hop.to.value);
  const last = hops.at(-1);
  const identity =
    last !== undefined && hops.length > 1 && /^(?:overlaps|same-as|subgroup-of|revoked-by)/.test(last.relation);
  if (identity && last) return `${what}, and ${last.from.value} ${relationWords(last.relation)} ${reference.name}`;
  if (last?.relation === 'describes' && overlap.conclusion !== 'same-actor') {
    const listed = hops.at(-2);
    const value = hops.length > 2 && listed ? `${leadWords(what, hops.slice(0, -2))}; ${listed.from.value}` : what;
    return `${value} ${listed ? relationWords(listed.relation) : 'stands in'} «${last.from.value}», a report on ${reference.name}`;
  }
  switch (overlap.conclusion) {
    case 'same-actor':
      return `Two independent traces lead from the leak to ${reference.name}`;
    case 'organisational-link':
      return leak.type === 'name' && through[0] !== undefined
        ? `The leak speaks of ${through[0]}, which public sources tie to ${reference.name}`
        : `${what}, which public sources tie to ${reference.name}`;
    case 'named-in-reference':
      return leak.type === 'name' ? `The leak names ${reference.name}` : `${what} stands in «${reference.name}»`;
    case 'shared-tooling':
      return leak.type === 'name'
        ? `The leak names «${leak.value}», a tool that ${reference.name} uses too`.replace(
            `, a tool that ${leak.value} uses too`,
            ', a public malware name',
          )
        : `${what} is a published indicator of ${reference.name}`;
    case 'infrastructure-overlap':
      if (through.length > 0 && last) {
        const lead = leadWords(what, hops.slice(0, -1));
        return reference.type === 'report'
          ? `${lead}, which ${relationWords(last.relation)} «${reference.name}»`
          : `${lead}, which ${relationWords(last.relation)} ${reference.name}`;
      }
      return last?.relation.startsWith('indicates')
        ? `${what} is a published indicator of ${reference.name}`
        : `${what} stands in «${reference.name}»`;
  }
}

/** `The leak's address A hosted B, which leads to C`. */
function leadWords(what: string, hops: readonly Hop[]): string {
  return hops
    .map((hop, index) => `${index === 0 ? what : 'which'} ${relationWords(hop.relation)} ${hop.to.value}`)
    .join(', ');
}

function chainLines(overlap: Overlap): string[] {
  return overlap.hops.flatMap((hop, index) => {
    const words = `${index + 1}. ${hop.from.value} ${relationWords(hop.relation)} ${hop.to.value}${hop.origin ? ` (${hop.origin})` : ''}.`;
    const weakest = index === overlap.weakest && overlap.hops.length > 1 ? ' This is the weakest link.' : '';
    return [
      words + weakest,
      ...hop.evidence.map(quoteLine),
      `   ${weightLine(hop)}`,
      ...hop.reasons.map((reason) => `   - ${reason}`),
    ];
  });
}

function quoteLine(quote: Quote): string {
  const page = quote.page === null ? '' : `, page ${quote.page}`;
  const who = quote.sender ? `, ${quote.sender}` : '';
  const when = quote.date ? `, ${quote.date}` : '';
  const words = quote.quote === '' ? 'the file itself' : `«${quote.quote}»`;
  return `   ${words} — ${quote.path}${page}${who}${when}`;
}

function weightLine({ weight }: Hop): string {
  const product = weight.specificity * weight.temporal * weight.source * weight.extraction;
  const factor = (name: string, value: number): string => `${name} ${value.toFixed(2)}`;
  return `weighs ${product.toFixed(2)} = ${[
    factor('specificity', weight.specificity),
    factor('time', weight.temporal),
    factor('source', weight.source),
    factor('reading', weight.extraction),
  ].join(' × ')}`;
}

function scoreLines(overlap: Overlap): string[] {
  const lines = [];
  if (overlap.rejected !== undefined) lines.push(`Does not hold: ${overlap.rejected}`);
  lines.push(
    `${overlap.likelihood} (${overlap.score.toFixed(2)}), confidence ${overlap.confidence.toLowerCase()}: ${CONCLUSIONS[overlap.conclusion]}`,
  );
  for (const chain of overlap.support) {
    const first = chain.hops[0];
    const last = chain.hops.at(-1);
    if (first && last)
      lines.push(
        `Supported by ${first.from.value} → ${chain.hops.map((hop) => hop.to.value).join(' → ')} (${chain.score.toFixed(2)}).`,
      );
  }
  const known = overlap.knownBefore;
  if (known) lines.push(knownLine(overlap.leak, known));
  for (const { source, of, reason } of overlap.copies ?? [])
    lines.push(`«${source}» counts with «${of}» as one source: ${reason}.`);
  for (const { source, likelihood, score } of overlap.without) {
    if (likelihood !== overlap.likelihood)
      lines.push(`Without «${source}» this falls to ${likelihood} (${score.toFixed(2)}).`);
  }
  return lines;
}

function knownLine({ value }: EntityKey, { days, said, published, source }: KnownBefore): string {
  const when = days > 0 ? `${days.toLocaleString('en')} days before` : days === 0 ? 'on the day when' : 'just after';
  return `The leak speaks of ${value} on ${said}, ${when} the first source here that does was published («${source}», ${published}).`;
}

const CONCLUSIONS: Readonly<Record<Overlap['conclusion'], string>> = {
  'infrastructure-overlap': 'the infrastructure overlaps; who used it is not shown by that.',
  'shared-tooling': 'the same tool; others use it too.',
  'named-in-reference': 'the leak speaks of something that public sources know; more does not follow.',
  'organisational-link': 'public sources tie the organisation to it; a shared operation does not follow.',
  'same-actor': 'two independent corners of the Diamond Model point to one actor.',
};
