/** The main job on the sample: the four stories come out, the traps stay down, and every quote is what the case holds. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBalanced, type StatusJson, type Workplace, workplace } from './telltale.ts';

interface QuoteJson {
  sha256: string;
  quote: string;
  passage: string;
  start: number;
  end: number;
}
interface OverlapJson {
  id: string;
  rank: number;
  score: number;
  likelihood: string;
  conclusion: string;
  leak: { type: string; value: string };
  reference: { type: string; name: string };
  labels: string[];
  weakest: number;
  rejected?: string;
  hops: {
    relation: string;
    from: { value: string };
    to: { value: string };
    weight: Record<string, number>;
    evidence: QuoteJson[];
  }[];
}

let place: Workplace;
let demo: { status: StatusJson; overlaps: OverlapJson[]; report: string };
let all: OverlapJson[];

beforeAll(async () => {
  place = await workplace();
  const outcome = await place.run(['demo', '--once', '--json']);
  expect(outcome.stderr).not.toContain('[internal]');
  expect(outcome.code).toBe(0);
  demo = JSON.parse(outcome.stdout) as typeof demo;
  all = JSON.parse((await place.run(['overlaps', '--all', '--json'])).stdout) as OverlapJson[];
}, 180_000);
afterAll(async () => {
  await place.clean();
});

const between = (value: string, name: string): OverlapJson | undefined =>
  demo.overlaps.find((overlap) => overlap.leak.value.toLowerCase() === value && overlap.reference.name === name);

describe('the sample', () => {
  it('has a ledger that adds up, with nothing failed and nothing left to do', () => {
    expect(isBalanced(demo.status)).toBe(true);
    expect(demo.status.failures).toEqual([]);
    expect(demo.status.pending).toEqual({});
    const leak = demo.status.collections.find((collection) => collection.role === 'leak');
    // The chat inside the archive is a copy of one outside.
    expect(leak?.duplicate).toBe(1);
    expect(leak?.messages).toBe(60);
  });

  it('ties the server to POISON CARP through what it hosted', () => {
    const overlap = between('74.120.172.10', 'POISON CARP');
    expect(overlap?.hops.map((hop) => hop.to.value)).toEqual(['mailnotes.online', 'POISON CARP']);
    expect(overlap?.conclusion).toBe('infrastructure-overlap');
  });

  it('ties the chat server to JACKPOT PANDA', () => {
    expect(between('8.218.67.52', 'JACKPOT PANDA')?.conclusion).toBe('infrastructure-overlap');
  });

  it('ties the court case to Chengdu 404, and on to APT41', () => {
    const ends = demo.overlaps.filter((overlap) =>
      overlap.hops.some((hop) => /成都404|chengdu 404/i.test(hop.from.value)),
    );
    expect(ends.map((overlap) => overlap.reference.name)).toContain('APT41');
    expect(ends.find((overlap) => overlap.reference.name === 'APT41')?.conclusion).toBe('organisational-link');
  });

  it('ties the white paper’s names to APT41 as shared tooling at the most', () => {
    for (const name of ['shadowpad', 'winnti']) {
      const overlap = demo.overlaps.find(
        (each) => each.leak.value.toLowerCase() === name && each.reference.name === 'APT41',
      );
      expect(overlap?.conclusion, name).toBe('shared-tooling');
    }
  });

  it('keeps the traps down', () => {
    const likely = new Set(['Roughly even chance', 'Likely', 'Very likely', 'Almost certain']);
    const traps = ['8.8.8.8', '114.114.114.114', '5.8.3.19', '4.2.2.1', 'report.py', 'console.in', '192.168.31.20'];
    for (const overlap of all) {
      if (traps.includes(overlap.leak.value.toLowerCase()))
        expect(overlap.rejected ?? overlap.likelihood, overlap.leak.value).not.toSatisfy((value: string) =>
          likely.has(value),
        );
    }
  });

  it('keeps the address that another actor used years away, as a lead with its reason', () => {
    const stale = all.find((overlap) => overlap.leak.value === '45.63.0.91');
    expect(stale, 'the stale address is shown').toBeDefined();
    expect(stale?.labels.join(' ')).toContain('dates-apart');
    expect(stale?.rejected ?? stale?.likelihood).toMatch(/years|unlikely|no chance/i);
  });

  it('quotes what the case holds: exact slices, and blobs with the hash they name', async () => {
    for (const overlap of all) {
      for (const hop of overlap.hops) {
        expect(hop.evidence.length).toBeGreaterThan(0);
        for (const quote of hop.evidence) {
          expect(quote.quote.length).toBe(quote.end - quote.start);
          const path = join(
            place.folder,
            'telltale-case',
            'blobs',
            quote.sha256.slice(0, 2),
            quote.sha256.slice(2, 4),
            quote.sha256,
          );
          const bytes = await readFile(path).catch(() => readFile(path.replace(`${quote.sha256.slice(2, 4)}/`, '')));
          expect(createHash('sha256').update(bytes).digest('hex')).toBe(quote.sha256);
        }
      }
    }
  });

  it('writes a report that loads nothing from elsewhere', async () => {
    const html = await readFile(demo.report, 'utf8');
    expect(html).toContain('POISON CARP');
    expect(html).not.toMatch(/<(?:script|img|link|iframe)[^>]+(?:src|href)=["']?(?:https?:)?\/\//i);
    expect(html).not.toMatch(/url\(["']?https?:/i);
  });

  it('finds Chinese by English and the other way round', async () => {
    const search = async (query: string) =>
      JSON.parse((await place.run(['search', query, '--json'])).stdout) as { total: number; hits: { path: string }[] };
    expect((await search('mailbox')).total).toBeGreaterThan(0);
    expect((await search('邮箱')).total).toBeGreaterThan(0);
    expect((await search('投诉')).hits.map((hit) => hit.path).join(' ')).toContain('complaint.docx');
    expect((await search('74.120.172[.]10')).total).toBeGreaterThan(2);
  });

  it('does nothing twice', async () => {
    const again = await place.run(['demo', '--once', '--json']);
    expect(JSON.parse(again.stdout)).toEqual(demo);
    expect(again.stderr).not.toMatch(/^(read|understand|ocr|connect) /m);
  });
});

interface PatternJson {
  findings: { text: string; evidence: QuoteJson[] }[];
  tables: {
    name: string;
    total: number;
    rows: {
      cells: Record<string, string | number | null>;
      labels: string[];
      citations: number;
      evidence: QuoteJson[];
    }[];
  }[];
}

const json = async <T>(...args: string[]): Promise<T> => {
  const outcome = await place.run([...args, '--json']);
  expect(outcome.code, outcome.stderr).toBe(0);
  return JSON.parse(outcome.stdout) as T;
};
const pattern = (name: string): Promise<PatternJson> => json('patterns', name);
const rowsOf = (answer: PatternJson, table: string) => answer.tables.find(({ name }) => name === table)?.rows ?? [];

describe('patterns of the sample', () => {
  it('rest on quotes throughout: every row of every table opens the words that it is read from', async () => {
    for (const { name } of await json<{ name: string }[]>('patterns')) {
      const { tables } = await pattern(name);
      expect(tables[0]?.rows.length, name).toBeGreaterThan(0);
      for (const { rows, name: table } of tables) {
        for (const { evidence, citations } of rows) {
          expect(evidence.length, `${name} ${table}`).toBeGreaterThan(0);
          expect(citations).toBeGreaterThanOrEqual(evidence.length);
          for (const quote of evidence) {
            expect(quote.quote.length).toBe(quote.end - quote.start);
            expect(quote.sha256).toMatch(/^[0-9a-f]{64}$/);
          }
        }
      }
    }
  }, 120_000);

  it('read the ledger: who buys what, when, for how much, by kind and year, without adding up currencies', async () => {
    const clients = await pattern('clients');
    const contracts = rowsOf(clients, 'contracts');
    expect(contracts).toHaveLength(8);
    expect(contracts.find(({ cells }) => cells['client'] === '南江省国家安全厅')?.cells).toMatchObject({
      kind: 'state security',
      bought: '青鸟邮件分析平台',
      date: '2021-04-22',
      amount: 1_368_000,
    });
    const kinds = rowsOf(clients, 'kinds');
    expect(kinds.map(({ cells }) => cells['kind'])).toEqual(
      expect.arrayContaining(['public security', 'state security']),
    );
    expect(rowsOf(clients, 'years').map(({ cells }) => String(cells['year']))).toEqual(
      [...rowsOf(clients, 'years')].map(({ cells }) => String(cells['year'])).sort(),
    );
    const sum = (rows: typeof kinds): number => rows.reduce((total, { cells }) => total + Number(cells['total']), 0);
    expect(sum(kinds)).toBe(contracts.reduce((total, { cells }) => total + Number(cells['amount']), 0));
  });

  it('read the target list, and say that no report speaks of the actors’ targets', async () => {
    const targets = await pattern('targets');
    expect(rowsOf(targets, 'targets').map(({ cells }) => [cells['country'], cells['taken'], cells['size']])).toEqual([
      ['Kazakhstan', '通话记录', '820G'],
      ['Mongolia', '通话记录', '210G'],
      ['Nepal', '旅客名单', '12G'],
      ['Vietnam', '邮件', '38G'],
    ]);
    expect(targets.findings.map(({ text }) => text).join(' ')).toContain('nothing to compare with');
  });

  it('put what the leak knew beside what was published', async () => {
    const known = rowsOf(await pattern('timeline'), 'known-before');
    const server = known.find(({ cells }) => cells['thing'] === '74.120.172.10');
    expect(server?.cells).toMatchObject({ leak: '2019-05-14', public: '2024-02', days: 1724 });
  });

  it('go by lists that an analyst edits for the case', async () => {
    const themes = async () => rowsOf(await pattern('people'), 'themes').map(({ cells }) => cells['theme']);
    expect(await themes()).toContain('pay');
    await json('lists', 'remove', 'themes', '工资');
    await json('lists', 'add', 'themes', 'servers', '服务器');
    expect(await themes()).toContain('servers');
    await json('lists', 'reset', 'themes');
    expect(await themes()).not.toContain('servers');
    expect((await place.run(['lists', 'remove', 'themes', 'no such term'])).code).toBe(1);
  });

  it('come as CSV with the place of each row, and in the report', async () => {
    const csv = await place.run(['clients', '--csv']);
    const [head = '', ...lines] = csv.stdout.trim().split('\r\n');
    expect(head).toBe(
      'date,client,kind,bought,supplier,amount,currency,size,bytes,records,status,stage,labels,citations,path,sha256,passage,start,end,quote',
    );
    expect(lines).toHaveLength(8);
    const html = await readFile(demo.report, 'utf8');
    for (const id of ['clients', 'targets', 'people', 'suppliers', 'tools', 'timeline'])
      expect(html).toContain(`id="pattern-${id}"`);
  });
});

describe('the graph of the sample', () => {
  interface PathJson {
    strength: number;
    hops: { to: { value: string }; evidence: QuoteJson[] }[];
  }

  it('gives ways, neighbours, first mentions and what fell in a time', async () => {
    const way = await json<PathJson>('graph', 'path', '74.120.172.10', 'POISON CARP');
    expect(way.hops.map(({ to }) => to.value)).toEqual(['mailnotes.online', 'POISON CARP']);
    expect(way.hops.every(({ evidence }) => evidence.length > 0)).toBe(true);
    const { nodes } = await json<{ nodes: { value: string }[] }>('graph', 'neighbours', 'ipv4:74.120.172.10');
    expect(nodes.map(({ value }) => value)).toContain('mailnotes.online');
    const { first } = await json<{ first: { side: string; time: string | null }[] }>('graph', 'first', '74.120.172.10');
    expect(first[0]).toMatchObject({ side: 'leak', time: expect.stringMatching(/^2019-05-14/) });
    const window = await json<{ totalThings: number }>('graph', 'window', '2019-05', '2019-05');
    expect(window.totalThings).toBeGreaterThan(0);
    expect((await place.run(['graph', 'first', 'no such thing'])).code).toBe(1);
  });

  it('honours a merge in the search for overlaps, and forgets it when it is taken back', async () => {
    const overlaps = async (): Promise<string[]> =>
      (await json<OverlapJson[]>('overlaps')).map(({ leak, reference }) => `${leak.value} ${reference.name}`);
    const before = await overlaps();
    await json('merge', 'ipv4:74.120.172.10', 'ipv4:45.63.0.91', '--because', 'moved there');
    const merged = await overlaps();
    expect(merged.some((line) => line.startsWith('45.63.0.91'))).toBe(false);
    expect((await place.run(['merge', 'ipv4:74.120.172.10', 'ipv4:45.63.0.91', '--because', 'again'])).code).toBe(2);
    await json('identities', 'undo');
    expect(await overlaps()).toEqual(before);
  }, 120_000);
});
