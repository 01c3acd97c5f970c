/** Texts with marked indicators, `⟦raw|type⟧` or `⟦raw|type|value⟧`, as labelled texts with spans. */
import { readFileSync } from 'node:fs';
import { type Labelled, TYPES } from './score-indicators.ts';

const MARK = /⟦([^|⟧]*)\|(\??)([a-z0-9-]+)(?:\|([^⟧]*))?⟧/g;

export function readIndicators(file: string | URL, types: readonly string[] = TYPES): readonly Labelled[] {
  const texts: Labelled[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, style, marked] = /^([a-z-]+): (.*)$/.exec(line) ?? [];
    if (style === undefined || marked === undefined) continue;
    const whole = marked.replaceAll('␤', '\n').replaceAll('␉', '\t');
    const expected: Labelled['expected'][number][] = [];
    const optional: Labelled['optional'][number][] = [];
    let text = '';
    let copied = 0;
    for (const match of whole.matchAll(MARK)) {
      const [all, raw = '', mayBe, type = '', value = raw] = match;
      text += whole.slice(copied, match.index);
      copied = match.index + all.length;
      const span = { start: text.length, end: text.length + raw.length };
      if (mayBe === '?') optional.push({ type, value, ...span });
      else if (types.includes(type)) expected.push({ type, value, ...span });
      text += raw;
    }
    texts.push({ id: `${style} ${texts.length + 1}`, text: text + whole.slice(copied), expected, optional });
  }
  return texts;
}
