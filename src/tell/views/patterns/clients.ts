/** Who buys what from whom, when and for how much; by kind of client and by year. */
import type { Evidence } from '../../../model/assertion.ts';
import type { Entity } from '../../../model/entity.ts';
import { type ListedTerm, termIn } from '../../../model/term-list.ts';
import type { Fact } from '../../../ports/pattern-store.ts';
import type { Store } from '../../../ports/store.ts';
import { genericNames } from './generic-names.ts';
import {
  type Column,
  extent,
  type Finding,
  finding,
  grouped,
  isNearness,
  MENTIONS_SEEN,
  median,
  type Pattern,
  type PatternContext,
  type PatternResult,
  type PatternRow,
  type PatternTable,
  spanOf,
} from './pattern.ts';
import { NO_STANDING, type RowStanding, rowStanding, standingCells } from './row-cells.ts';
import { mentionedTable, spokenOfFinding } from './spoken-of.ts';

interface Contract {
  readonly client: Entity;
  readonly kind: string;
  readonly supplier: string | null;
  readonly bought: string | null;
  readonly date: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  /** The contract's own row names none; other rows of its column do. */
  readonly currencyInferred: boolean;
  readonly confidence: number;
  readonly standing: RowStanding;
  readonly evidence: readonly Evidence[];
}

const UNKNOWN_KIND = 'other';
/** As many buyers as this are many. */
const MANY_CLIENTS = 5;

export const clients: Pattern = {
  name: 'clients',
  title: 'Clients and contracts',
  question: 'Who buys what from whom, when, and for how much? By kind of client and by year.',
  async build({ store, lists, roleOfColumn }): Promise<PatternResult> {
    const kinds = lists['client-kinds'];
    const facts = await store.patterns.facts({
      predicates: ['client-of', 'paid', 'sells', 'related-to'],
      role: 'leak',
    });
    const found = contractsOf(
      facts.filter((fact) => !isNearness(fact)),
      kinds,
    );
    const contracts = await withStanding(store, found, roleOfColumn);
    const mentions = await store.patterns.mentions({
      role: 'leak',
      types: ['organization', 'amount'],
      limit: MENTIONS_SEEN,
    });
    const known = new Set(contracts.map(({ client }) => client.ref));
    const names = new Set(mentions.flatMap(({ type, value }) => (type === 'organization' ? value : [])));
    const spokenOf = mentionedTable(mentions, known, kinds, await genericNames(store, [...names], kinds));
    return {
      findings: [...findingsOf(contracts), ...spokenOfFinding(spokenOf.rows)],
      tables: [
        contractTable(contracts),
        clientTable(contracts),
        totals('kinds', 'By kind of client', 'kind', contracts, ({ kind }) => kind),
        totals('years', 'By year', 'year', contracts, ({ date }) => date?.slice(0, 4) ?? 'unknown'),
        spokenOf,
      ],
    };
  },
};

/** One a payment, and one for each client that nobody says what it paid. Facts of one row share a passage. */
function contractsOf(facts: readonly Fact[], kinds: readonly ListedTerm[]): readonly Contract[] {
  const isBuying = (fact: Fact): boolean => fact.subject.type === 'organization' && fact.object.type === 'product';
  const clients = grouped(
    facts.filter(
      (fact) =>
        fact.predicate === 'client-of' ||
        fact.predicate === 'paid' ||
        (fact.predicate === 'related-to' && isBuying(fact)),
    ),
    (fact) => fact.subject.ref,
  );
  const sales = facts.filter((fact) => fact.predicate === 'sells');
  const contracts: Contract[] = [];
  for (const its of clients.values()) {
    const payments = its.filter((fact) => fact.predicate === 'paid');
    const paidIn = new Set(payments.flatMap(passagesOf));
    // What is bought without a price is a contract too; rows that name a price are told by it.
    const unpriced = its.filter((fact) => fact.predicate !== 'paid' && !passagesOf(fact).some((id) => paidIn.has(id)));
    const events = [...payments.map((fact) => [fact]), ...grouped(unpriced, (fact) => passagesOf(fact)[0]).values()];
    for (const event of events) {
      const [main] = event;
      if (main) contracts.push(contractOf(main, event, its, sales, kinds));
    }
  }
  return contracts.sort(
    (a, b) => (a.date ?? '~').localeCompare(b.date ?? '~') || (a.client.value < b.client.value ? -1 : 1),
  );
}

const passagesOf = (fact: Fact): string[] => [...new Set(fact.evidence.map((span) => span.passage))];

function contractOf(
  main: Fact,
  event: readonly Fact[],
  its: readonly Fact[],
  sales: readonly Fact[],
  kinds: readonly ListedTerm[],
): Contract {
  const where = new Set(event.flatMap(passagesOf));
  const beside = (fact: Fact): boolean => passagesOf(fact).some((id) => where.has(id));
  const inRow = [...event, ...its.filter((fact) => fact !== main && fact.predicate !== 'paid' && beside(fact))];
  const supplier =
    inRow.find((fact) => fact.predicate === 'client-of')?.object ??
    inRow.map((fact) => fact.object).find((end) => end.type !== 'product' && end.type !== 'amount');
  const bought =
    inRow.map((fact) => fact.object).find((end) => end.type === 'product') ??
    sales.find((fact) => fact.subject.ref === supplier?.ref && beside(fact))?.object;
  const { client, date } = {
    client: main.subject,
    date: main.firstSeen ?? inRow.find((fact) => fact.firstSeen)?.firstSeen,
  };
  return {
    client,
    kind: termIn(kinds, client.value)?.group ?? UNKNOWN_KIND,
    supplier: supplier?.value ?? null,
    bought: bought?.value ?? null,
    date: date ?? null,
    amount: main.amount?.value ?? null,
    currency: main.amount?.currency ?? null,
    currencyInferred: main.method.endsWith('currency-inferred'),
    confidence: Math.min(...event.map((fact) => fact.confidence)),
    standing: NO_STANDING,
    evidence: distinct(inRow.flatMap((fact) => fact.evidence.filter((span) => where.has(span.passage)))),
  };
}

/** What the rows of contracts say of how much data it is, and how far. */
async function withStanding(
  store: Store,
  contracts: readonly Contract[],
  roleOf: PatternContext['roleOfColumn'],
): Promise<readonly Contract[]> {
  const rows = [...new Set(contracts.flatMap(({ evidence }) => evidence.slice(0, 1).map(({ passage }) => passage)))];
  const passages = new Map((await store.documents.passagesById(rows)).map((passage) => [passage.id, passage]));
  return contracts.map((contract) => {
    const row = passages.get(contract.evidence[0]?.passage ?? '');
    if (row === undefined) return contract;
    const standing = rowStanding(row, roleOf);
    return { ...contract, standing, evidence: distinct([...contract.evidence, ...standing.evidence]) };
  });
}

function distinct(spans: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(spans.map((span) => [`${span.passage} ${span.start} ${span.end}`, spanOf(span)])).values()];
}

const MONEY_COLUMNS: readonly Column[] = [
  { key: 'contracts', title: 'contracts', kind: 'number' },
  { key: 'priced', title: 'with a price', kind: 'number' },
  { key: 'total', title: 'total', kind: 'money' },
  { key: 'median', title: 'median', kind: 'money' },
  { key: 'largest', title: 'largest', kind: 'money' },
  { key: 'currency', title: 'currency', kind: 'text' },
];

function contractTable(contracts: readonly Contract[]): PatternTable {
  return {
    name: 'contracts',
    title: 'Contracts',
    columns: [
      { key: 'date', title: 'date', kind: 'date' },
      { key: 'client', title: 'client', kind: 'text' },
      { key: 'kind', title: 'kind', kind: 'text' },
      { key: 'bought', title: 'what', kind: 'text' },
      { key: 'supplier', title: 'from', kind: 'text' },
      { key: 'amount', title: 'amount', kind: 'money' },
      { key: 'currency', title: 'currency', kind: 'text' },
      { key: 'size', title: 'size', kind: 'text' },
      { key: 'bytes', title: 'bytes', kind: 'number' },
      { key: 'records', title: 'records', kind: 'number' },
      { key: 'status', title: 'status', kind: 'text' },
      { key: 'stage', title: 'standing', kind: 'text' },
    ],
    rows: contracts.map((contract) => {
      const { client, evidence, kind, supplier, bought, date, amount, currency, standing } = contract;
      return {
        cells: { date, client: client.value, kind, bought, supplier, amount, currency, ...standingCells(standing) },
        entities: [{ type: client.type, value: client.value }],
        labels: contractLabels(contract),
        evidence,
      };
    }),
  };
}

function contractLabels({ supplier, confidence, amount, currency, currencyInferred }: Contract): readonly string[] {
  return [
    ...(supplier === null ? ['seller not named'] : []),
    ...(confidence < 0.5 ? ['doubtful-reading'] : []),
    ...(amount !== null && currency === null ? ['currency unknown'] : []),
    ...(currencyInferred ? ['currency from other rows'] : []),
  ];
}

function clientTable(contracts: readonly Contract[]): PatternTable {
  const rows = [...grouped(contracts, ({ client, currency }) => `${client.ref} ${currency}`).values()].flatMap(
    (its): PatternRow[] => {
      const [one] = its;
      if (!one) return [];
      return [
        {
          cells: { client: one.client.value, kind: one.kind, ...money(its), ...extent(its.map(({ date }) => date)) },
          entities: [{ type: one.client.type, value: one.client.value }],
          labels: [],
          evidence: its.flatMap(({ evidence }) => evidence),
        },
      ];
    },
  );
  return {
    name: 'clients',
    title: 'Clients',
    columns: [
      { key: 'client', title: 'client', kind: 'text' },
      { key: 'kind', title: 'kind', kind: 'text' },
      ...MONEY_COLUMNS,
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows: rows.sort(byTotal),
  };
}

/** Nothing is converted: a row for each currency. */
function totals(
  name: string,
  title: string,
  by: string,
  contracts: readonly Contract[],
  groupOf: (contract: Contract) => string,
): PatternTable {
  const rows = [...grouped(contracts, (each) => `${groupOf(each)}\0${each.currency ?? ''}`).values()].map(
    (its): PatternRow => ({
      cells: {
        [by]: its[0] ? groupOf(its[0]) : '',
        clients: new Set(its.map(({ client }) => client.ref)).size,
        ...money(its),
      },
      entities: [],
      labels: [],
      evidence: its.flatMap(({ evidence }) => evidence),
    }),
  );
  const isTime = by === 'year';
  return {
    name,
    title,
    columns: [
      { key: by, title: by, kind: isTime ? 'date' : 'text' },
      { key: 'clients', title: 'clients', kind: 'number' },
      ...MONEY_COLUMNS,
    ],
    rows: isTime
      ? rows.sort((a, b) => String(a.cells['year']).localeCompare(String(b.cells['year'])))
      : rows.sort(byTotal),
  };
}

function money(contracts: readonly Contract[]): Record<string, string | number | null> {
  const values = contracts.flatMap(({ amount }) => amount ?? []);
  return {
    contracts: contracts.length,
    priced: values.length,
    total: values.length === 0 ? null : sum(values),
    median: median(values),
    largest: values.length === 0 ? null : Math.max(...values),
    currency: contracts[0]?.currency ?? null,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function byTotal(a: PatternRow, b: PatternRow): number {
  const worth = (row: PatternRow): number => Number(row.cells['total'] ?? -1);
  return worth(b) - worth(a) || Number(b.cells['contracts']) - Number(a.cells['contracts']);
}

function findingsOf(contracts: readonly Contract[]): readonly Finding[] {
  if (contracts.length === 0) {
    return [finding('clients-none', {})];
  }
  const findings: Finding[] = [];
  const clientCount = new Set(contracts.map(({ client }) => client.ref)).size;
  const byKind = [...grouped(contracts, ({ kind }) => kind)].map(([kind, its]) => ({
    kind,
    clients: new Set(its.map(({ client }) => client.ref)).size,
    evidence: its.flatMap(({ evidence }) => evidence),
  }));
  byKind.sort((a, b) => b.clients - a.clients);
  const [most] = byKind;
  if (most) {
    const { kind, clients: buyers, evidence } = most;
    findings.push(finding('clients-kind', { kind, clients: buyers, of: clientCount }, evidence));
  }
  for (const [currency, its] of grouped(
    contracts.filter(({ amount }) => amount !== null),
    (each) => each.currency,
  )) {
    const values = its.flatMap(({ amount }) => amount ?? []);
    const middle = median(values) ?? 0;
    const buyers = new Set(its.map(({ client }) => client.ref)).size;
    const largest = Math.max(...values);
    const isMany = buyers >= MANY_CLIENTS && middle <= sum(values) / values.length / 2;
    findings.push(
      finding(
        'clients-contracts',
        {
          spread: isMany ? 'many' : 'any',
          clients: buyers,
          contracts: values.length,
          sum: sum(values),
          median: middle,
          currency: currency ?? '',
          share: largest / sum(values),
        },
        its.flatMap(({ evidence }) => evidence),
      ),
    );
  }
  return findings;
}
