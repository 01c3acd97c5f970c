/** The rules that derive assertions, and what each derived in a case. */
import { RULES } from '../connect/rules.ts';
import type { Store } from '../ports/store.ts';

export interface RuleInCase {
  readonly name: string;
  readonly predicate: string;
  readonly explanation: string;
  readonly assertions: number;
}

export async function rulesIn(store: Store): Promise<readonly RuleInCase[]> {
  const methods = await store.patterns.methods();
  // `rule:subdomain`, or `table-row/1` with its version.
  const nameOf = (method: string): string => method.replace(/^rule:/, '').replace(/\/\d+$/, '');
  return RULES.map(({ name, predicate, explanation }) => ({
    name,
    predicate,
    explanation,
    assertions: methods.reduce((sum, each) => sum + (nameOf(each.method) === name ? each.assertions : 0), 0),
  }));
}
