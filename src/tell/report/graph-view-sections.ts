/** Graph views cut for a report: an analyst's picture in words, every relation with its date and how sure it is. */
import type { Store } from '../../ports/store.ts';
import { defang } from '../defang.ts';
import { maskValue } from '../mask.ts';
import { openedView } from '../views/opened-view.ts';
import { type Html, html } from './html-text.ts';
import { count } from './report-words.ts';

export interface ReportView {
  readonly name: string;
  readonly about: string;
  readonly author: string;
  /** Day of the last change. */
  readonly updated: string;
  readonly things: number;
  readonly groups: readonly { readonly name: string; readonly things: readonly string[] }[];
  readonly notes: readonly { readonly thing: string; readonly note: string }[];
  /** From, relation, to, date, confidence. */
  readonly edges: readonly (readonly [string, string, string, string, string])[];
  /** Relations in all; `edges` holds the surest. */
  readonly total: number;
}

const VIEWS = 20;
const EDGES = 60;
export const EDGE_HEADS = ['From', 'Relation', 'To', 'Date', 'Confidence'] as const;

/** The views that were changed last. */
export async function graphViewSections(store: Store, unmasked: boolean): Promise<readonly ReportView[]> {
  const named = ({ type, value }: { type: string; value: string }): string =>
    defang(type, unmasked ? value : maskValue(type, value));
  const sections: ReportView[] = [];
  for (const { id } of (await store.graphViews.list()).slice(0, VIEWS)) {
    const { view, graph } = await openedView(store, id);
    const nodes = view.nodes;
    sections.push({
      name: view.name,
      about: view.about,
      author: view.author,
      updated: view.updated.slice(0, 10),
      things: nodes.length,
      groups: view.groups.map(({ name, members }) => ({
        name,
        things: members.flatMap((member) => (nodes[member] ? [named(nodes[member])] : [])),
      })),
      notes: nodes.filter(({ note }) => note !== '').map((node) => ({ thing: named(node), note: node.note })),
      edges: graph.edges.slice(0, EDGES).flatMap(([a, b, predicate, , confidence, first, last, amount]) => {
        const [from, to] = [graph.nodes[a], graph.nodes[b]];
        if (!from || !to) return [];
        const money = amount ? ` ${count(amount.value)}${amount.currency ? ` ${amount.currency}` : ''}` : '';
        const said = (graph.predicates[predicate] ?? '').replaceAll('-', ' ') + money;
        const when = first && last && first !== last ? `${first} to ${last}` : (first ?? last ?? '');
        return [[named(from), said, named(to), when, confidence.toFixed(2)] as const];
      }),
      total: graph.edges.length,
    });
  }
  return sections;
}

export function graphViewsHtml(views: readonly ReportView[]): Html | null {
  if (views.length === 0) return null;
  return html`<h2 id="views">Graph views</h2>${views.map(
    ({ name, about, author, updated, things, groups, notes, edges, total }) => html`<h3 dir="auto">${name}</h3>
<p class="small">${author}, ${updated}; ${count(things)} things, ${count(total)} relations</p>
${about ? html`<p dir="auto">${about}</p>` : null}
${groups.map((group) => html`<p dir="auto"><b>${group.name}</b>: ${group.things.join(', ')}</p>`)}
${notes.map((each) => html`<p dir="auto"><b>${each.thing}</b>: ${each.note}</p>`)}
<table><thead><tr>${EDGE_HEADS.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${edges.map(
      (cells) => html`<tr>${cells.map((cell) => html`<td dir="auto">${cell}</td>`)}</tr>`,
    )}</tbody></table>${total > edges.length ? html`<p class="small">and ${count(total - edges.length)} more in the case</p>` : null}`,
  )}`;
}
