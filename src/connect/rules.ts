/** The rules that derive assertions, in one visible list. Each has a name, says what it derives and why, and cites what it rests on. */
import { getDomain } from 'tldts';
import type { EntityKey, EntityType } from '../model/entity.ts';

/** A rule that reads another entity off a value's form. */
export interface FormRule {
  readonly name: string;
  readonly explanation: string;
  readonly predicate: string;
  readonly from: readonly EntityType[];
  /** What the value contains; the assertion is made where the case knows that entity too. */
  derive(value: string, type: EntityType): readonly EntityKey[];
}

export const FORM_RULES: readonly FormRule[] = [
  {
    name: 'url-host',
    explanation: 'A URL names the host that it leads to.',
    predicate: 'has-host',
    from: ['url'],
    derive(value) {
      const name = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)/i.exec(value)?.[1]?.toLowerCase();
      return name ? withParents(hostKey(name)) : [];
    },
  },
  {
    name: 'address-of-port',
    explanation: 'An address with a port contains the address.',
    predicate: 'has-address',
    from: ['ip-port'],
    derive(value) {
      const name = value.replace(/:\d+$/, '');
      return [hostKey(name)];
    },
  },
  {
    name: 'email-domain',
    explanation: 'A mail address contains its domain; many people can share one.',
    predicate: 'has-domain',
    from: ['email'],
    derive(value) {
      const domain = value.split('@').at(-1);
      return domain ? withParents({ type: 'domain', value: domain }) : [];
    },
  },
  {
    name: 'subdomain',
    explanation: 'A host name stands under the names above it, down to the domain that somebody registered.',
    predicate: 'subdomain-of',
    from: ['domain'],
    derive(value) {
      return withParents({ type: 'domain', value }).slice(1);
    },
  },
];

const BY_TYPE = new Map<EntityType, FormRule[]>();
for (const rule of FORM_RULES) {
  for (const type of rule.from) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), rule]);
}

export interface Part {
  readonly rule: string;
  readonly predicate: string;
  readonly key: EntityKey;
}

/** What the form of a value says that it contains, narrowest first. */
export function partsOf({ type, value }: EntityKey): readonly Part[] {
  return (BY_TYPE.get(type) ?? []).flatMap((rule) =>
    rule.derive(value, type).map((key) => ({ rule: rule.name, predicate: rule.predicate, key })),
  );
}

/**
 * What a composite value stands around, for looking it up from there: the registered domain of its host, or its address.
 * Undefined where it has neither.
 */
export function anchorOf(entity: EntityKey, parts = partsOf(entity)): string | undefined {
  const { type, value } = entity;
  if (type === 'ipv4' || type === 'ipv6') return value;
  return parts.at(-1)?.key.value ?? (type === 'domain' ? value : undefined);
}

/** A host and the names above it, down to the domain that somebody registered. */
function withParents(host: EntityKey): readonly EntityKey[] {
  const registered = host.type === 'domain' ? getDomain(host.value, { allowPrivateDomains: true }) : null;
  if (!registered || registered === host.value) return [host];
  const labels = host.value.split('.');
  const parents: EntityKey[] = [];
  for (let cut = 1; cut < labels.length; cut += 1) {
    const parent = labels.slice(cut).join('.');
    parents.push({ type: 'domain', value: parent });
    if (parent === registered) break;
  }
  return [host, ...parents];
}

function hostKey(name: string): EntityKey {
  if (name.startsWith('[')) return { type: 'ipv6', value: name.slice(1, -1) };
  return { type: /^\d{1,3}(\.\d{1,3}){3}$/.test(name) ? 'ipv4' : 'domain', value: name };
}

/** A rule that reads assertions off texts or off sets of values; `derive.ts` has the code of each. */
interface TextRule {
  readonly name:
    | 'in-network'
    | 'mentioned-in-report'
    | 'indicator-in-report'
    | 'report-subject'
    | 'named-in-entry'
    | 'same-passage'
    | 'other-leak'
    | 'same-file';
  readonly explanation: string;
  readonly predicate: string;
}

const TEXT_RULES: readonly TextRule[] = [
  {
    name: 'in-network',
    explanation: 'An address lies in a network that the case knows.',
    predicate: 'in-network',
  },
  {
    name: 'mentioned-in-report',
    explanation: 'A published text mentions a value that the leak mentions too.',
    predicate: 'mentioned-in',
  },
  {
    name: 'indicator-in-report',
    explanation:
      'A published text gives a value of the leak as an indicator: written so that nobody follows it, or the digest of a file.',
    predicate: 'listed-in',
  },
  {
    name: 'report-subject',
    explanation:
      'A published text is about the groups and the malware that it names, each by its share; what its title names counts most.',
    predicate: 'describes',
  },
  {
    name: 'named-in-entry',
    explanation:
      'A row of a table or a line of a list in a published text begins with a value of the leak, or holds it, and names one group or one malware beside it.',
    predicate: 'indicates',
  },
  {
    name: 'same-passage',
    explanation: 'A published text mentions a value and an actor, malware or tool in one passage.',
    predicate: 'co-occurs-with',
  },
  {
    name: 'same-file',
    explanation:
      'Two digests name one file: both were computed from a file of the leak, or a row of a reference gives one of each kind.',
    predicate: 'same-file-as',
  },
  {
    name: 'other-leak',
    explanation: 'Two leaks of one case mention the same value.',
    predicate: 'mentioned-in',
  },
];

/** Rules that read one document's own words, while it is understood; the extractor of the same name has the code of each. */
const READING_RULES: readonly { readonly name: string; readonly explanation: string; readonly predicate: string }[] = [
  {
    name: 'table-row',
    explanation: 'A row of a ledger or target list states what the headers of its columns mean.',
    predicate: 'client-of, sells, paid, targets, located-at, owns, same-as, employs',
  },
  {
    name: 'relation-words',
    explanation: 'A sentence ties two names by words that say how.',
    predicate: 'as the words say',
  },
  {
    name: 'relation-nearness',
    explanation:
      'Two names stand together in a sentence or in a short exchange of messages; no words say how they are tied.',
    predicate: 'related-to',
  },
  {
    name: 'alias-stated',
    explanation: 'A text says that two names are one: a claim, not a merge.',
    predicate: 'same-as',
  },
  {
    name: 'alias-spelt',
    explanation:
      'A Latin name, a handle or an author spells a Chinese or Russian name of the same document: a claim, not a merge.',
    predicate: 'same-as',
  },
  {
    name: 'chat-export',
    explanation:
      'A message of a chat export gives its sender two names, a displayed one and an account: a claim, not a merge.',
    predicate: 'same-as',
  },
  {
    name: 'chat-members',
    explanation: 'The list of people of a chat’s export says what an id is called.',
    predicate: 'same-as',
  },
  {
    name: 'message-party',
    explanation:
      'A mail’s header gives a name beside an address, or a message’s sender is called by a whole name: a claim, not a merge.',
    predicate: 'same-as',
  },
  {
    name: 'signature',
    explanation: 'Under a letter stand its writer, what they are, where they work and how to reach them.',
    predicate: 'employs, has-position, same-as, has',
  },
  {
    name: 'document-property',
    explanation: 'A file’s properties name who wrote and who last edited it; what software fills in is left out.',
    predicate: 'written-by, edited-by',
  },
  {
    name: 'file-digest',
    explanation:
      'A file of the leak is what a digest names: it was computed from the bytes, not read in a text. Members of archives and attachments are files too.',
    predicate: 'the file itself',
  },
  {
    name: 'message-file',
    explanation: 'A message that is nothing but a file’s name is that file, sent by its sender.',
    predicate: 'delivers',
  },
];

/** Every rule with what it says of itself, for reports and documentation. */
export const RULES: readonly { readonly name: string; readonly explanation: string; readonly predicate: string }[] = [
  ...FORM_RULES,
  ...TEXT_RULES,
  ...READING_RULES,
];
