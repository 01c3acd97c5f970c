/** Another case as a reference: its accepted overlaps, hop by hop, and what its leaks mention, as a file of facts. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { TelltaleError } from '../errors.ts';
import { type EntityKey, isNamed } from '../model/entity.ts';
import { allOf, overlapShapes } from '../tell/contract/shapes.ts';
import { CASE_NAME, openCase } from './case.ts';

/** Below it a mention is more likely something else. */
const SURE_ENOUGH = 0.5;
/** Values that are secrets or persons' own stay where they are. */
const PRIVATE: ReadonlySet<string> = new Set(['secret', 'national-id', 'bank-card', 'iban', 'phone', 'imei', 'imsi']);
const MOST_VALUES = 200_000;

interface Fact {
  readonly subject: Record<string, string>;
  readonly relation: string;
  readonly object: Record<string, string>;
  readonly source: string;
  readonly certainty: number;
  readonly first?: string;
  readonly last?: string;
  readonly words?: string;
}

const thing = ({ type, value }: EntityKey | { type: string; value: string }): Record<string, string> => ({
  [type]: value,
});

/** Writes the facts to a file in `folder` and gives its path. Rejects with `empty-input` when the case has nothing to tell. */
export async function factsOfCase(caseFolder: string, folder: string): Promise<string> {
  const other = await openCase(caseFolder);
  try {
    const name = (await other.store.settings.get(CASE_NAME)) ?? basename(resolve(caseFolder));
    const sources: Record<string, { title: string; publisher: string }> = {};
    const cite = (title: string): string => {
      const known = Object.keys(sources).find((key) => sources[key]?.title === title);
      if (known) return known;
      const key = `s${Object.keys(sources).length + 1}`;
      sources[key] = { title, publisher: `Case ${name}` };
      return key;
    };
    const facts: Fact[] = [];
    const accepted = new Set(
      (await other.store.judgements.latest('overlap'))
        .filter((judgement) => judgement.verdict === 'accepted')
        .map((judgement) => judgement.subject),
    );
    for (const overlap of await overlapShapes(other.store, true)) {
      if (!accepted.has(overlap.id)) continue;
      for (const hop of overlap.hops) {
        const [quote] = hop.evidence;
        facts.push({
          subject: thing(hop.from),
          relation: hop.relation,
          object: thing(hop.to),
          source: cite(hop.origin ?? quote?.document ?? name),
          certainty: Math.round(hop.weight.extraction * 100) / 100,
          ...(quote ? { words: quote.quote } : {}),
        });
      }
    }
    const leaks = (await other.store.collections.list()).filter((collection) => collection.role === 'leak');
    let values = 0;
    for (const leak of leaks) {
      const listed = allOf((page) => other.store.mentions.values({ collection: leak.id }, page));
      for await (const { type, value, confidence, first, last } of listed) {
        if (isNamed(type) || confidence < SURE_ENOUGH || PRIVATE.has(type) || values >= MOST_VALUES) continue;
        values += 1;
        facts.push({
          subject: thing({ type, value }),
          relation: 'mentioned-in',
          object: thing({ type: 'report', value: leak.name }),
          source: cite(leak.name),
          certainty: confidence,
          ...(first === null ? {} : { first: first.slice(0, 10) }),
          ...(last === null ? {} : { last: last.slice(0, 10) }),
        });
      }
    }
    if (facts.length === 0) {
      throw new TelltaleError(
        'empty-input',
        `The case ${name} has no accepted overlaps and no values to compare with.`,
      );
    }
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'case-facts.json');
    await writeFile(path, JSON.stringify({ title: `Case ${name}`, sources, facts }, null, 1));
    return path;
  } finally {
    await other.close();
  }
}
