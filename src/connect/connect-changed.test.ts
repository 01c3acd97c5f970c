import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, ScriptedCase } from '../../test/support/scripted-case.ts';
import type { EntityKey } from '../model/entity.ts';
import { connect } from './connect.ts';

/** A small world, in which things meet by chance. */
const VALUES: readonly EntityKey[] = [
  { type: 'ipv4', value: '45.76.1.2' },
  { type: 'ipv4', value: '45.76.1.3' },
  { type: 'domain', value: 'heron-mail.net' },
  { type: 'domain', value: 'www.heron-mail.net' },
  { type: 'url', value: 'http://www.heron-mail.net/a' },
  { type: 'url', value: 'http://45.76.1.3/x' },
  { type: 'ip-port', value: '45.76.1.2:8080' },
  { type: 'email', value: 'x@heron-mail.net' },
  { type: 'cidr', value: '45.76.1.0/24' },
  { type: 'ipv6', value: '2a01:4f8:1::5' },
  { type: 'cidr', value: '2a01:4f8::/32' },
  { type: 'name', value: 'HERON' },
  { type: 'name', value: 'Stilt Ltd' },
  { type: 'organization', value: 'Stilt Ltd' },
];
const ACTORS = ['Heron', 'Stilt', 'HERON'];
const TIMES = ['2019-03-01T00:00:00', '2021-07-01T00:00:00', undefined];

const value = fc.constantFrom(...VALUES);
const line = fc.record({
  values: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
  time: fc.constantFrom(...TIMES),
});
const fact = fc.oneof(
  fc.record({
    subject: value,
    relation: fc.constantFrom('indicates', 'listed-in'),
    object: fc.constantFrom(...ACTORS),
  }),
  fc.record({ subject: value, relation: fc.constantFrom('hosts', 'resolves-to'), object: value }),
);
const step = fc.oneof(
  fc.record({
    kind: fc.constant('leak' as const),
    name: fc.constantFrom('leak', 'other leak'),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('text' as const),
    name: fc.constantFrom('Blog', 'News'),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('facts' as const),
    facts: fc.array(fact, { minLength: 1, maxLength: 4 }),
    publisher: fc.constantFrom('Lab', 'Court'),
  }),
  fc.record({ kind: fc.constant('drop' as const), which: fc.nat(20) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function lineOf({ values, time }: { values: readonly EntityKey[]; time: string | undefined }): Line {
  return { text: values.map((one) => one.value).join(' , '), mentions: values, ...(time ? { time } : {}) };
}

function factLine({
  subject,
  relation,
  object,
}: {
  subject: EntityKey;
  relation: string;
  object: string | EntityKey;
}): string {
  const key = ({ type, value: its }: EntityKey): string => `{ ${type}: ${JSON.stringify(its)} }`;
  const to =
    typeof object !== 'string'
      ? key(object)
      : relation === 'listed-in'
        ? `{ report: ${JSON.stringify(`On ${object}`)} }`
        : `{ intrusion-set: ${object} }`;
  const how = subject.type === 'name' ? 'alias-of' : relation;
  return `  - { subject: ${key(subject)}, relation: ${how}, object: ${subject.type === 'name' && typeof object !== 'string' ? '{ organization: Stilt Ltd }' : to}, source: s }\n`;
}

class Story {
  private readonly documents: string[] = [];
  private count = 0;
  readonly kase: ScriptedCase;
  constructor(kase: ScriptedCase) {
    this.kase = kase;
  }
  async tell(one: Step): Promise<void> {
    this.count += 1;
    switch (one.kind) {
      case 'leak':
      case 'text':
        this.documents.push(
          await this.kase.text(one.kind === 'leak' ? 'leak' : 'reference', one.name, one.lines.map(lineOf)),
        );
        break;
      case 'facts':
        await this.kase.reference(
          `facts-${this.count}.yaml`,
          `sources:\n  s: { title: Report ${this.count}, publisher: ${one.publisher}, date: 2020-06-01, reliability: B, credibility: 2 }\nfacts:\n${one.facts.map(factLine).join('')}`,
          { name: `Facts of ${one.publisher}` },
        );
        break;
      case 'drop': {
        const [gone] = this.documents.splice(one.which % Math.max(1, this.documents.length), 1);
        if (gone) await this.kase.drop(gone);
      }
    }
  }
}

describe('what changed', () => {
  it('gives the same overlaps as looking at everything', async () => {
    let apart = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 7 }), async (steps) => {
        const story = new Story(await ScriptedCase.open());
        try {
          for (const one of steps) {
            await story.tell(one);
            const changed = await story.kase.connect();
            if (!story.kase.lookedAtEverything) apart += 1;
            expect(changed).toEqual(await story.kase.connect({ everything: true }));
          }
        } finally {
          await story.kase.close();
        }
      }),
      { numRuns: 40 },
    );
    expect(apart).toBeGreaterThan(40);
  }, 120_000);

  it('brings a thing back as a start when the leak no longer gives its name', async () => {
    const kase = await ScriptedCase.open();
    try {
      const firm = { type: 'organization', value: 'Stilt Ltd' } as const;
      const actor = { type: 'name', value: 'Heron' } as const;
      await kase.reference(
        'facts.yaml',
        `sources:
  s: { title: Names, publisher: Lab, date: 2020-06-01, reliability: B, credibility: 2 }
facts:
  - { subject: { name: Stilt Ltd }, relation: alias-of, object: { organization: Stilt Ltd }, source: s }
  - { subject: { name: Heron }, relation: alias-of, object: { intrusion-set: Heron }, source: s }
`,
      );
      await kase.text('reference', 'Blog', [{ text: 'Stilt Ltd and Heron', mentions: [firm, actor] }]);
      await kase.text('leak', 'leak', [{ text: 'Stilt Ltd', mentions: [firm] }]);
      const before = await kase.connect();
      expect(before.map(({ leak }) => leak.type)).toContain('organization');
      const named = await kase.text('leak', 'leak', [{ text: 'Stilt Ltd', mentions: [{ ...firm, type: 'name' }] }]);
      const between = await kase.connect();
      expect(between.map(({ leak }) => leak.type)).not.toContain('organization');
      expect(between).toEqual(await kase.connect({ everything: true }));
      await kase.drop(named);
      expect(await kase.connect()).toEqual(before);
      expect(kase.lookedAtEverything).toBe(false);
    } finally {
      await kase.close();
    }
  });

  it('takes in a second leak, and forgets what both shared once it is gone', async () => {
    const kase = await ScriptedCase.open();
    try {
      const mail = { type: 'email' as const, value: 'desk@heron-mail.net' };
      const server = { type: 'ipv4' as const, value: '45.76.1.2' };
      const handle = { type: 'handle' as const, value: 'lao-wang' };
      const word = { type: 'name' as const, value: 'HERON' };
      const says = (time: string, ...values: readonly EntityKey[]): Line => ({
        text: values.map((one) => one.value).join(' , '),
        time,
        mentions: values,
      });
      await kase.text('leak', 'First', [says('2020-01-02T00:00:00', mail, server, handle, word)]);
      await kase.connect();
      const second = await kase.text('leak', 'Second', [says('2020-02-03T00:00:00', mail, server, handle, word)]);
      const found = await kase.connect();
      expect(kase.lookedAtEverything).toBe(false);
      // Words are no tie; an address, a mailbox and a handle are.
      expect(found.map((overlap) => overlap.leak.value).sort()).toEqual([
        '45.76.1.2',
        'desk@heron-mail.net',
        'lao-wang',
      ]);
      for (const overlap of found) {
        expect(overlap.reference).toEqual({ type: 'report', name: overlap.hops.at(-1)?.to.value });
        const sides = new Set(overlap.hops.flatMap((hop) => hop.evidence.map((quote) => quote.collection)));
        expect(sides.size).toBe(2);
      }
      expect(found).toEqual(await kase.connect({ everything: true }));
      await kase.drop(second);
      expect(await kase.connect()).toEqual([]);
      expect(kase.lookedAtEverything).toBe(false);
    } finally {
      await kase.close();
    }
  });
});

it('says which expressions of a list it does not try', async () => {
  const kase = await ScriptedCase.open();
  const list = { name: 'Own', version: 1, description: 'own', type: 'regex', list: ['/^10\\./', '/(a+)+$/'] };
  await kase.reference('list.json', list);
  expect(await connect({ store: kase.store })).toMatchObject({ refused: [{ list: 'Own', entry: '/(a+)+$/' }] });
  await kase.close();
});
