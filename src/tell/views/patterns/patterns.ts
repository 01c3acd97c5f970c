/** The patterns that analysts look for, in the order in which they are listed, and how one is presented. */
import type { z } from 'zod';
import { TelltaleError } from '../../../errors.ts';
import type { Evidence } from '../../../model/assertion.ts';
import type { patternSchema } from '../../http/pattern-schemas.ts';
import { plain } from '../../plain.ts';
import { quotesOf } from '../quotes.ts';
import { clients } from './clients.ts';
import { findingText } from './findings.ts';
import type { Pattern, PatternContext } from './pattern.ts';
import { people } from './people.ts';
import { suppliers } from './suppliers.ts';
import { targets } from './targets.ts';
import { timeline } from './timeline.ts';
import { tools } from './tools.ts';

export const PATTERNS: readonly Pattern[] = [clients, targets, people, suppliers, tools, timeline];

export type PatternAnswer = z.infer<typeof patternSchema>;

export interface PatternRequest {
  /** Rows of a table at most. */
  readonly limit: number;
  /** Quotes of a row at most; `citations` counts all. */
  readonly quotes: number;
  /** Only this table. */
  readonly table?: string | undefined;
}

/** Throws `not-found`. */
export function patternNamed(name: string): Pattern {
  const found = PATTERNS.find((pattern) => pattern.name === name);
  if (found) return found;
  throw new TelltaleError(
    'not-found',
    `There is no pattern «${name}»; there are ${PATTERNS.map((each) => each.name).join(', ')}.`,
  );
}

/** A pattern with the quotes that its rows cite. Rejects with `not-found` for a table that it does not have. */
export async function patternAnswer(
  context: PatternContext,
  name: string,
  request: PatternRequest,
): Promise<PatternAnswer> {
  const pattern = patternNamed(name);
  const { findings, tables } = await pattern.build(context);
  const wanted = request.table === undefined ? tables : tables.filter((table) => table.name === request.table);
  if (wanted.length === 0) {
    throw new TelltaleError(
      'not-found',
      `${name} has no table «${request.table}»; it has ${tables.map((table) => table.name).join(', ')}.`,
    );
  }
  const shown = wanted.map((table) => ({
    ...table,
    total: table.rows.length,
    rows: table.rows.slice(0, request.limit),
  }));
  const cut = (evidence: readonly Evidence[]): readonly Evidence[] => evidence.slice(0, request.quotes);
  const quote = await quotesOf(context.store, [
    ...findings.flatMap(({ evidence }) => cut(evidence)),
    ...shown.flatMap(({ rows }) => rows.flatMap(({ evidence }) => cut(evidence))),
  ]);
  const quoted = (evidence: readonly Evidence[]) => plain(cut(evidence).flatMap((span) => quote(span) ?? []));
  return {
    pattern: pattern.name,
    title: pattern.title,
    question: pattern.question,
    findings: findings.map(({ code, values, evidence }) => ({
      code,
      values,
      text: findingText(code, values as never),
      citations: evidence.length,
      evidence: quoted(evidence),
    })),
    tables: shown.map(({ name: table, title, columns, total, rows }) => ({
      name: table,
      title,
      columns: plain(columns),
      total,
      rows: rows.map(({ cells, entities, labels, evidence, citations }) => ({
        cells: { ...cells },
        entities: plain(entities),
        labels: plain(labels),
        citations: citations ?? evidence.length,
        evidence: quoted(evidence),
      })),
    })),
  };
}
