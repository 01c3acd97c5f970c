/** Answers of the graph as text: statements with who says so, ways, what two things share, and what was left out. */
import type { Ambiguous, GraphAnswer } from '../app/graph.ts';
import { defangValue } from '../app/queries.ts';
import { count, print, printable, styled, table, width, wrap } from './terminal.ts';

interface Key {
  readonly type: string;
  readonly value: string;
}

/** A thing with more assertions is a hub. */
const HUB = 2000;
const ROWS = 200;
/** Columns of a source's name. */
const SOURCE = 36;

export const shownThing = ({ type, value }: Key): string => `${defangValue(type, value)} (${type})`;

export function showMore(total: number, here: number): void {
  if (total > here) print(styled('dim', `and ${count(total - here)} more; --limit shows them`));
}

/** What a name may mean besides, and what was left out of the answer. */
export function showAsked(
  { leftOut, ambiguous }: { readonly leftOut?: number; readonly ambiguous: readonly Ambiguous[] },
  without: readonly string[],
): void {
  for (const { text, meant, others } of ambiguous) {
    const also = others.map(({ type, value }) => `${type}:${value}`).join(', ');
    print(
      styled('dim', wrap(printable(`«${text}» is taken as ${meant.type}:${meant.value}; also here: ${also}`), width())),
    );
  }
  if (leftOut === undefined) return;
  const names = without.map((each) => `«${each}»`).join(', ');
  const said = leftOut === 0 ? 'nothing that they say was met' : `${counted(leftOut, 'statement')} left out`;
  print(styled('dim', wrap(printable(`Without ${names}: ${said}`), width())));
}

/** Things of one value and several types are told apart by type. */
function namer(nodes: GraphAnswer['nodes']): (key: Key) => string {
  const types = new Map<string, Set<string>>();
  for (const { type, value } of nodes) {
    const folded = value.toLowerCase();
    types.set(folded, (types.get(folded) ?? new Set()).add(type));
  }
  return (key) =>
    (types.get(key.value.toLowerCase())?.size ?? 0) > 1 ? shownThing(key) : defangValue(key.type, key.value);
}

function cut(source: string): string {
  return source.length > SOURCE ? `${source.slice(0, SOURCE - 1)}…` : source;
}

/** Who states an edge; of many sources of one statement the first, and how many more. */
function statements({ nodes, edges }: GraphAnswer): string[][] {
  const nameOf = namer(nodes);
  const rows = new Map<string, { cells: [string, string, string]; sources: Set<string> }>();
  for (const { from, predicate, to, source } of edges) {
    const cells: [string, string, string] = [nameOf(from), predicate, nameOf(to)];
    const row = rows.get(cells.join('\0')) ?? { cells, sources: new Set() };
    rows.set(cells.join('\0'), row);
    row.sources.add(source);
  }
  return [...rows.values()].map(({ cells, sources }) => {
    const [first = '', ...rest] = sources;
    return [...cells, cut(first) + (rest.length > 0 ? ` and ${count(rest.length)} more` : '')];
  });
}

const STATEMENT = [{ title: 'from' }, { title: 'relation' }, { title: 'to', flexible: true }, { title: 'says' }];

/** `asked`: how many of the nodes were asked for. */
export function showNeighbours(found: GraphAnswer, asked: number): void {
  const around = found.nodes.slice(asked);
  if (found.edges.length === 0) {
    print('Nothing.');
    return;
  }
  print(table(STATEMENT, statements(found).slice(0, ROWS)));
  showHubs(around);
  const things = `${counted(around.length, 'thing')} and ${counted(found.edges.length, 'statement')}`;
  print(styled('dim', around.length < found.total ? `${things}, of ${count(found.total)} things in all` : things));
}

const counted = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? '' : 's'}`;

function showHubs(nodes: GraphAnswer['nodes']): void {
  for (const hub of nodes.filter(({ degree }) => degree > HUB))
    print(styled('dim', `${shownThing(hub)} is a hub with ${count(hub.degree)} assertions; it is not opened`));
}

export function showShortest(found: GraphAnswer): void {
  if (found.edges.length === 0) {
    print('There is no way of at most five hops.');
    return;
  }
  print(table(STATEMENT, statements(found).slice(0, ROWS)));
  const ways = found.total === 1 ? 'One shortest way' : `${count(found.total)} shortest ways`;
  print(styled('dim', `${ways}, ${counted(found.edges.length, 'statement')}`));
}

/** One line for each thing that two things share: how it stands to each of them. */
export function showCommon({ nodes, edges, total }: GraphAnswer): void {
  const [one, other, ...shared] = nodes;
  if (!one || !other || shared.length === 0) {
    print('They share nothing.');
    return;
  }
  const nameOf = namer(nodes);
  const isAt = (key: Key, end: Key): boolean => key.type === end.type && key.value === end.value;
  const relations = (thing: Key, end: Key): string => {
    const its = edges.flatMap(({ from, to, predicate }) =>
      isAt(from, end) && isAt(to, thing)
        ? `${predicate} →`
        : isAt(from, thing) && isAt(to, end)
          ? `← ${predicate}`
          : [],
    );
    return [...new Set(its)].join(', ');
  };
  const sources = (thing: Key): string => {
    const its = edges.flatMap(({ from, to, source }) => (isAt(from, thing) || isAt(to, thing) ? source : []));
    const [first = '', ...rest] = new Set(its);
    return cut(first) + (rest.length > 0 ? ` and ${count(rest.length)} more` : '');
  };
  print(
    table(
      [
        { title: `of ${nameOf(one)}` },
        { title: 'shared', flexible: true },
        { title: 'type' },
        { title: `of ${nameOf(other)}` },
        { title: 'says' },
      ],
      shared.map((thing) => [
        relations(thing, one),
        defangValue(thing.type, thing.value),
        thing.type,
        relations(thing, other),
        sources(thing),
      ]),
    ),
  );
  showHubs(shared);
  showMore(total, shared.length);
}

interface Way {
  readonly hops: readonly {
    readonly from: Key;
    readonly to: Key;
    readonly predicate: string;
    readonly inverse: boolean;
    readonly strength: number;
    readonly source: string;
    readonly evidence: readonly { readonly quote: string; readonly path: string }[];
  }[];
  readonly strength: number;
  readonly hubs: number;
}

export function showPath({ hops, strength, hubs }: Way): void {
  if (hops.length === 0) print('There is no way of at most five hops.');
  for (const hop of hops) {
    const arrow = hop.inverse ? `<-${hop.predicate}-` : `-${hop.predicate}->`;
    print(
      `${styled('bold', wrap(printable(`${shownThing(hop.from)} ${arrow} ${shownThing(hop.to)}`), width()))}  ${styled('dim', hop.strength.toFixed(2))}`,
    );
    print(styled('dim', wrap(printable(`says ${hop.source}`), width(), '  ')));
    for (const { quote, path } of hop.evidence)
      print(styled('dim', wrap(printable(`“${quote}” ${path}`), width(), '  ')));
  }
  const around = hubs > 0 ? `; ${count(hubs)} hubs were not led through` : '';
  if (hops.length > 0 || hubs > 0) print(`Strength ${strength.toFixed(3)}${around}`);
}
