/** Strict span precision, recall and F1 of names per type and language on the labelled sentences. Each is a document of its own. */
import type { Mention } from '../../src/model/mention.ts';
import type { Alias } from '../../src/ports/store.ts';
import { createNameMatcher } from '../../src/understand/extract/library-names.ts';
import { createUnderstander } from '../../src/understand/understand.ts';
import { LABELLED_SETS, LABELS, type Label, type LabelledSentence, loadLabelled } from '../corpora/labelled.ts';

const LABEL_OF: Readonly<Record<string, Label>> = {
  individual: 'person',
  organization: 'organisation',
  location: 'place',
  product: 'product',
  malware: 'malware',
  tool: 'malware',
  'intrusion-set': 'actor',
};
const DOUBTFUL = 0.5;

function labelOf(mention: Mention, meanings: ReadonlyMap<string, string>): Label | undefined {
  if (mention.type === 'organization' && mention.labels.includes('agency')) return 'agency';
  return LABEL_OF[mention.type === 'name' ? (meanings.get(mention.value) ?? '') : mention.type];
}

interface Tally {
  right: number;
  found: number;
  gold: number;
}

function row(name: string, { right, found: all, gold }: Tally): string {
  const precision = all === 0 ? 0 : right / all;
  const recall = gold === 0 ? 0 : right / gold;
  const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return `  ${name.padEnd(14)} ${String(gold).padStart(4)}  P ${precision.toFixed(2)} R ${recall.toFixed(2)} F1 ${f1.toFixed(2)}`;
}

/**
 * Prints a table per language: of the half that is only scored and, with `seen`, of the half that rules were written
 * with, whose errors `verbose` shows. Malware and actors come from `aliases`.
 */
export async function scoreLabelled(
  aliases: readonly Alias[],
  options: { readonly seen: boolean; readonly verbose: boolean },
): Promise<void> {
  const meanings = new Map(aliases.map(({ name, entity }) => [name, entity.type]));
  const matcher = createNameMatcher(aliases);
  const understander = await createUnderstander();
  const found = async ({ passage }: LabelledSentence): Promise<ReadonlySet<string>> => {
    const { mentions } = await understander.understand([passage]);
    const names = await matcher.extract([passage]);
    const spans = new Set<string>();
    for (const mention of [...mentions, ...names.mentions]) {
      const label = labelOf(mention, meanings);
      if (label !== undefined && mention.confidence >= DOUBTFUL) spans.add(`${mention.start}-${mention.end} ${label}`);
    }
    return spans;
  };
  for (const language of LABELLED_SETS) {
    for (const held of options.seen ? [false, true] : [true]) {
      const sentences = loadLabelled(language).filter((sentence) => sentence.held === held);
      if (sentences.length === 0) continue;
      const tallies = new Map<string, Tally>();
      const tally = (name: string): Tally => {
        const one = tallies.get(name) ?? { right: 0, found: 0, gold: 0 };
        tallies.set(name, one);
        return one;
      };
      const add = (label: string, key: keyof Tally): void => {
        tally(label)[key] += 1;
        tally('all')[key] += 1;
      };
      for (const sentence of sentences) {
        const spans = await found(sentence);
        const gold = new Set([...sentence.spans].map(([span, label]) => `${span} ${label}`));
        for (const key of gold) add(key.split(' ')[1] ?? '', 'gold');
        for (const key of spans) {
          add(key.split(' ')[1] ?? '', 'found');
          if (gold.has(key)) add(key.split(' ')[1] ?? '', 'right');
        }
        if (options.verbose && !held) {
          const show = (keys: Iterable<string>): string =>
            [...keys]
              .map((key) => {
                const [start, end, label] = key.split(/[- ]/);
                return `${label}:${sentence.passage.text.slice(Number(start), Number(end))}`;
              })
              .join('  ');
          const missed = gold.difference(spans);
          const wrong = spans.difference(gold);
          if (missed.size + wrong.size > 0)
            console.log(`    ${sentence.passage.text}\n      missed ${show(missed)}\n      wrong  ${show(wrong)}`);
        }
      }
      console.log(
        `${language}, ${sentences.length} sentences, ${held ? 'held out' : 'seen'}, confidence >= ${DOUBTFUL}:`,
      );
      for (const label of [...LABELS, 'all']) if (tallies.has(label)) console.log(row(label, tally(label)));
    }
  }
}
