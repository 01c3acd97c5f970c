/**
 * A sentence whose names stand as tokens, `⟨O0⟩与⟨O1⟩签订合同`, so that a rule about names is a plain pattern. Letters:
 * P person, O organisation, L place, D product, H handle, X anything else with a name, A amount, T date.
 */
import type { EntityKey, EntityType } from '../../../model/entity.ts';
import type { Money } from '../../../model/money.ts';

export interface Named {
  readonly start: number;
  readonly end: number;
  readonly entity: EntityKey;
  readonly confidence: number;
  readonly labels: readonly string[];
  /** Of an amount. */
  readonly money?: Money;
}

export interface Template {
  readonly text: string;
  readonly names: readonly Named[];
  /** UTF-16 offsets of the sentence in its passage. */
  readonly start: number;
  readonly end: number;
  /** The place in the passage of a place in the template. */
  originalOf(index: number): number;
}

const LETTERS: Partial<Record<EntityType, string>> = {
  individual: 'P',
  organization: 'O',
  location: 'L',
  product: 'D',
  handle: 'H',
  amount: 'A',
  date: 'T',
};
const MOST_NAMES = 24;

/** The sentences of a passage that hold at least `least` names. `names` are in text order and do not overlap. */
export function sentenceTemplates(text: string, names: readonly Named[], least = 2): readonly Template[] {
  const templates: Template[] = [];
  let next = 0;
  for (const { start, end } of sentences(text, names)) {
    const own: Named[] = [];
    for (let name = names[next]; name !== undefined && name.end <= end; name = names[next]) {
      if (name.start >= start) own.push(name);
      next += 1;
    }
    if (own.length >= least && own.length <= MOST_NAMES) templates.push(templateOf(text, own, start, end));
  }
  return templates;
}

/** Ends at 。！？ and line ends, and at a full stop before a space and a capital; never inside a name. */
function* sentences(text: string, names: readonly Named[]): Generator<{ start: number; end: number }> {
  let start = 0;
  let name = 0;
  for (const match of text.matchAll(/[。！？!?\n]+|\.(?=\s+[\p{Lu}"«“]|\s*$)/gu)) {
    while ((names[name]?.end ?? Number.POSITIVE_INFINITY) <= match.index) name += 1;
    if ((names[name]?.start ?? Number.POSITIVE_INFINITY) <= match.index) continue;
    const end = match.index + match[0].length;
    if (end > start) yield { start, end };
    start = end;
  }
  if (start < text.length) yield { start, end: text.length };
}

function templateOf(text: string, names: readonly Named[], start: number, end: number): Template {
  let written = '';
  let at = start;
  /** Pairs of places, in the template and in the passage, from which both run alike. */
  const marks: (readonly [template: number, original: number])[] = [[0, start]];
  for (const [index, name] of names.entries()) {
    written += text.slice(at, name.start);
    marks.push([written.length, name.start]);
    written += `⟨${LETTERS[name.entity.type] ?? 'X'}${index}⟩`;
    at = name.end;
    marks.push([written.length, at]);
  }
  written += text.slice(at, end);
  const originalOf = (index: number): number => {
    const [template, original] = marks.findLast(([place]) => place <= index) ?? [0, start];
    return original + index - template;
  };
  return { text: written.replace(/[\t\n]/g, ' '), names, start, end, originalOf };
}

/**
 * Makes a pattern from a rule: `{S:OP}` is the subject, an organisation or a person, `{O:D}` the object, `{A}` an
 * amount, `{*}` any name; `_` is a gap of at most 14 characters within the clause without a
 * name but for a date, `__` of at most 40.
 */
export function rulePattern(rule: string): RegExp {
  const source = rule
    .replace(/\{S:([A-Z]+)\}/g, '⟨[$1](?<subject>\\d+)⟩')
    .replace(/\{O:([A-Z]+)\}/g, '⟨[$1](?<object>\\d+)⟩')
    .replace(/\{A\}/g, '⟨A(?<amount>\\d+)⟩')
    .replace(/\{\*\}/g, '⟨[A-Z]\\d+⟩')
    .replace(/\{D\}/g, '⟨D\\d+⟩')
    .replace(/__/g, '(?:[^⟨⟩]|⟨T\\d+⟩){0,40}?')
    .replace(/_/g, '(?:[^⟨⟩，；;]|⟨T\\d+⟩){0,14}?');
  return new RegExp(source, 'giu');
}
