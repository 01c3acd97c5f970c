import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'tldts';
import { expect, test } from 'vitest';
import { DEEP_ENDINGS, ENDING, FLAT_COUNTRIES, kindOfEnding } from './endings.ts';
import { readHost } from './hosts.ts';

interface Trie {
  readonly nodeFlags: readonly number[];
  readonly edgeStart: readonly number[];
  readonly edgeLength: readonly number[];
  readonly edgeChild: readonly number[];
  readonly labelText: string;
  readonly rulesRoot: number;
}

/** The public suffix list as tldts packs it: it exports no rules. */
function readTrie(): Trie {
  const file = join(dirname(createRequire(import.meta.url).resolve('tldts')), '../es6/src/data/trie.js');
  const source = readFileSync(file, 'utf8');
  const numbers = (name: string): number[] => {
    const list = new RegExp(`const ${name} = [^[;]*\\[([^\\]]*)\\]`).exec(source)?.[1];
    if (list === undefined) throw new Error(`no ${name} in ${file}`);
    return list.split(',').map(Number);
  };
  return {
    nodeFlags: numbers('nodeFlags'),
    edgeStart: numbers('edgeStart'),
    edgeLength: numbers('edgeLength'),
    edgeChild: numbers('edgeChild'),
    labelText: JSON.parse(/const labelText = ("(?:[^"\\]|\\.)*")/.exec(source)?.[1] ?? '""') as string,
    rulesRoot: Number(/const rulesRoot = (\d+)/.exec(source)?.[1]),
  };
}

/** Every ending of the list and whether ICANN rules lie below it. */
function endingsOf({ nodeFlags, edgeStart, edgeLength, edgeChild, labelText, rulesRoot }: Trie): Map<string, boolean> {
  const offsets: number[] = [];
  let offset = 0;
  for (const length of edgeLength) {
    offsets.push(offset);
    offset += length;
  }
  const edgesOf = (node: number): number[] => {
    const first = edgeStart[node] ?? 0;
    return Array.from({ length: (edgeStart[node + 1] ?? 0) - first }, (_, at) => first + at);
  };
  const isBelow = (node: number): boolean =>
    edgesOf(node).some((edge) => {
      const child = edgeChild[edge] ?? 0;
      return ((nodeFlags[child] ?? 0) & 1) !== 0 || isBelow(child);
    });
  return new Map(
    edgesOf(rulesRoot).map((edge) => {
      const start = offsets[edge] ?? 0;
      return [labelText.slice(start, start + (edgeLength[edge] ?? 0)), isBelow(edgeChild[edge] ?? 0)];
    }),
  );
}

test('endings that are said to be flat have no public suffixes below them, the others are asked for', () => {
  const endings = endingsOf(readTrie());
  expect(endings.size).toBeGreaterThan(1500);
  for (const [ending, isDeep] of endings) {
    if (!/^[a-z]+$/.test(ending)) continue;
    const kind = kindOfEnding(ending);
    if (ending.length === 2) expect([ending, FLAT_COUNTRIES.has(ending) && isDeep]).toEqual([ending, false]);
    else if (kind !== 0) expect([ending, (kind & ENDING.deep) !== 0]).toEqual([ending, isDeep]);
  }
  expect([...FLAT_COUNTRIES, ...DEEP_ENDINGS].filter((ending) => !endings.has(ending))).toEqual([]);
});

test('a public suffix is no domain, a name below it is one', () => {
  for (const name of ['co.uk', 'com.cn', 'x.ck', 'kobe.jp', 'gov.za'])
    expect([name, readHost(name, '', 0, 0, true).kind]).toEqual([name, 'none']);
  for (const name of ['a.co.uk', 'a.com.cn', 'www.ck', 'city.kobe.jp', 'a.gov.za', 'a.de', 'com.de', 'a.museum']) {
    expect(parse(name).domain).not.toBeNull();
    expect([name, readHost(name, '', 0, 0, true).kind]).toEqual([name, 'domain']);
  }
});
