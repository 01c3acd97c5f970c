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
