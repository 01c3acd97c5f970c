/**
 * What a table's rows state, by the meaning of its columns: clients, contracts, products, amounts, targets.
 *
 * Who sells is seldom written in a ledger. Only a supplier's column, or a title such as `某某公司合同台账` above the rows,
 * makes a client a `client-of` somebody; without it the row says no more than that the client is `related-to` the
 * product or contract. Likewise nobody `targets` the names of a target list unless the table says who does: they get
 * the label `role:target`, and their country and domain.
 */
import type { Span, Statement } from '../../model/assertion.ts';
import { sizeInColumn, sizeKey } from '../../model/data-size.ts';
import type { EntityKey, EntityType } from '../../model/entity.ts';
import { sha256 } from '../../model/ids.ts';
import { moneyKey } from '../../model/money.ts';
import type { CellSpan, StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { remembered } from '../remembered.ts';
import { type Amount, amountUnit, findAmounts } from './amounts.ts';
import { type ColumnRole, columnRole, isNumberColumn } from './column-roles.ts';
import { parseDate } from './dates.ts';
import { isAgencyName } from './names/agency-names.ts';

const METHOD = 'table-row/1';
/** Of an amount whose currency only the column's other rows name. */
const INFERRED_METHOD = 'table-row/1+currency-inferred';
const INFERRED = 0.85;
const EMPTY = /^(?:n\/?a|none|null|nil|无|暂无|未知|不详|нет|н\/д|[-–—/.*?？]*)$/iu;
/** What a contract's or a sample's date says nothing about. */
/** A whole cell that says that its row is a sum. */
const TOTAL =
  /^(?:合计|总计|小计|共计|总和|汇总|总额|sub-?total|(?:grand)?total(?:s|amount)?|sum|итого|всего|сумма)[:：.]?$/iu;
/** Prices of one piece, and money that came later: the contract's value comes before both. */
const UNIT_PRICE = /单价|unit price|цена за/iu;
const RECEIVED = /已付|到账|回款|已收|paid|received|оплачено/iu;
/** How sure a row is of a client that it does not name itself. */
const CARRIED = 0.8;
const TIMELESS: ReadonlySet<string> = new Set(['same-as', 'located-at', 'owns']);
const LONGEST_NAME = 80;
const DOMAIN = /^(?:https?:\/\/)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62})(?:[/:].*)?$/i;

interface Cell {
  readonly role: ColumnRole;
  readonly header: string;
  readonly raw: string;
  readonly value: string;
  readonly span: Span;
  /** Of a column of amounts, in the unit that its header names; spans are within `raw`. */
  readonly amounts?: readonly Amount[];
  /** Of an amount that names none itself: what the same column's other rows name. */
  readonly currency?: string;
  /** Of a row above: its cell spans this row too, or is not written again. */
  readonly carried?: boolean;
}

type PassageMention = Extraction['mentions'][number];

const TYPE_OF_ROLE: Partial<Record<ColumnRole, EntityType>> = {
  client: 'organization',
  supplier: 'organization',
  organization: 'organization',
  target: 'organization',
  country: 'location',
  product: 'product',
  contract: 'product',
  person: 'individual',
  domain: 'domain',
};
const CONFIDENCE: Partial<Record<ColumnRole, number>> = {
  person: 0.6,
  contract: 0.6,
  organization: 0.7,
  product: 0.75,
};

/** Reads passages whose position is a row with headers. */
export function createTableRowExtractor(): EntityExtractor {
  return {
    name: METHOD,
    async extract(passages) {
      const mentions: PassageMention[] = [];
      const statements: Statement[] = [];
      let owner: Cell | undefined;
      let client: { readonly table: string; readonly cell: Cell } | undefined;
      const rows = passages.map((passage) =>
        passage.position.kind === 'row' ? cellsOf(passage, passage.position.cells) : [],
      );
      const currencies = columnCurrencies(passages, rows);
      for (const [at, passage] of passages.entries()) {
        if (passage.position.kind !== 'row') {
          owner = ownerOf(passage) ?? owner;
          continue;
        }
        const { table } = passage.position;
        const cells = (rows[at] ?? []).map((cell) => {
          const currency = cell.role === 'amount' ? currencies.get(`${table}\0${cell.header}`) : undefined;
          return currency === undefined ? cell : { ...cell, currency };
        });
        if (cells.length === 0) {
          owner = ownerOf(passage) ?? owner;
          continue;
        }
        if (isTotal(passage, passage.position.cells)) {
          mentions.push(...cells.filter(({ role }) => role === 'amount').flatMap(totalOf));
          continue;
        }
        const own = cells.find((cell) => cell.role === 'client' && isName(cell));
        if (own !== undefined) client = { table, cell: own };
        else if (client?.table !== table) client = undefined;
        mentions.push(...cells.flatMap((cell) => mentionOf(cell, cells)));
        const carried =
          own === undefined && client !== undefined && hasSale(cells) ? [{ ...client.cell, carried: true }] : [];
        statements.push(...statementsOf([...carried, ...cells], owner, passage));
      }
      return { mentions, statements };
    },
  };
}

/** `成都某某科技有限公司合同台账` above a table names whose ledger it is. */
function ownerOf(passage: StoredPassage): Cell | undefined {
  const match =
    /^[\s《“"]*(?:20\d\d年?度?)?(\p{Script=Han}{3,24}?公司)(?:20\d\d年?度?)?\p{Script=Han}{0,12}(?:合同|销售|订单|项目|客户|收款|回款)\p{Script=Han}{0,8}(?:台账|清单|明细|表|汇总|统计|一览|记录)/u.exec(
      passage.text,
    );
  const name = match?.[1];
  if (match === null || name === undefined) return undefined;
  const start = match.index + match[0].indexOf(name);
  const span = { passage: passage.ordinal, start, end: start + name.length };
  return { role: 'supplier', header: '', raw: name, value: name, span };
}

function cellsOf(passage: StoredPassage, spans: readonly CellSpan[]): readonly Cell[] {
  const cells: Cell[] = [];
  for (const { start, end, header } of spans) {
    const role = header === undefined ? undefined : columnRole(header);
    const text = passage.text.slice(start, end);
    const raw = text.trim();
    // A header that is repeated inside the table is no row.
    if (role === undefined || header === undefined || EMPTY.test(raw) || raw === header.trim()) continue;
    const from = start + text.indexOf(raw);
    const value = raw.replace(/\\(?=[()[\]_*|.-])/g, '').replace(/\s+/g, ' ');
    const amounts = role === 'amount' ? findAmounts(raw, { column: true, ...amountUnit(header) }) : undefined;
    cells.push({
      role,
      header,
      raw,
      value,
      span: { passage: passage.ordinal, start: from, end: from + raw.length },
      ...(amounts === undefined ? {} : { amounts }),
    });
  }
  return cells;
}

function isName({ role, header, value }: Cell): boolean {
  if (TYPE_OF_ROLE[role] === undefined || role === 'domain' || value.length > LONGEST_NAME || isNumberColumn(header))
    return false;
  return /\p{L}{2}|\p{Script=Han}/u.test(value) && !/[。；;\n]/.test(value);
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isTotalCell = remembered((cell) => TOTAL.test(cell.replace(/[*_\s]/g, '')));

/** A row that sums up the rows above: its client is a word such as 合计, its amount no sale. */
function isTotal({ text }: StoredPassage, spans: readonly CellSpan[]): boolean {
  return spans.some(
    ({ start, end }) =>
      // Most cells of a large table are numbers, and none of these words begins with a digit.
      !isDigit(text.charCodeAt(start)) && isTotalCell(text.slice(start, end)),
  );
}

function totalOf(cell: Cell): readonly PassageMention[] {
  return quantityOf(cell).map((mention) => ({ ...mention, labels: [...mention.labels, 'total'] }));
}

/** Something sold, and for how much: a row of a sale whose client may stand above. */
function hasSale(cells: readonly Cell[]): boolean {
  const bought = cells.some((cell) => /^(?:product|contract|supplier)$/.test(cell.role) && isName(cell));
  return bought && cells.some((cell) => cell.role === 'amount' && amountsOf(cell).length > 0);
}

/** 外交部 of a list of many countries is 蒙古外交部 in one row and 泰国外交部 in the next. */
function qualifiedName(cell: Cell, cells: readonly Cell[]): string {
  if (cell.role !== 'target' || !isAgencyName(cell.value) || cell.value.length > 40) return cell.value;
  const countries = cells.filter(({ role }) => role === 'country');
  const isHan = /\p{Script=Han}/u.test(cell.value);
  const country = countries.find(({ value }) => /\p{Script=Han}/u.test(value) === isHan);
  if (country === undefined || cell.value.toLowerCase().includes(country.value.toLowerCase())) return cell.value;
  return isHan ? `${country.value}${cell.value}` : `${cell.value} (${country.value})`;
}

function mentionOf(cell: Cell, cells: readonly Cell[]): readonly PassageMention[] {
  if (cell.role === 'amount' || cell.role === 'date' || cell.role === 'data-size') return quantityOf(cell);
  const type = TYPE_OF_ROLE[cell.role];
  if (type === undefined || !isName(cell)) return [];
  return [
    {
      ...cell.span,
      type,
      value: qualifiedName(cell, cells),
      raw: cell.raw,
      method: METHOD,
      confidence: CONFIDENCE[cell.role] ?? 0.85,
      labels: [`role:${cell.role}`, ...(type === 'organization' && isAgencyName(cell.value) ? ['agency'] : [])],
    },
  ];
}

function quantityOf(cell: Cell): readonly PassageMention[] {
  const { passage, start } = cell.span;
  const labels = [`role:${cell.role}`];
  if (cell.role === 'date') {
    const date = parseDate(cell.value);
    if (date === undefined) return [];
    return [{ ...cell.span, type: 'date', value: date, raw: cell.raw, method: METHOD, confidence: 0.9, labels }];
  }
  if (cell.role === 'data-size') {
    const size = sizeInColumn(cell.raw, cell.header);
    if (size === undefined) return [];
    const span = { passage, start: start + size.start, end: start + size.end };
    const raw = cell.raw.slice(size.start, size.end);
    return [{ ...span, type: 'data-size', value: sizeKey(size), raw, method: METHOD, confidence: 0.9, labels }];
  }
  return amountsOf(cell).map((amount) => ({
    passage,
    start: start + amount.start,
    end: start + amount.end,
    type: 'amount',
    value: moneyKey(amount),
    raw: amount.raw,
    method: METHOD,
    confidence: amount.currency === undefined || isInferred(cell) ? 0.8 : 0.9,
    labels: isInferred(cell) ? [...labels, 'currency-inferred'] : labels,
  }));
}

/** Amounts of a cell with the currency of its column. */
function amountsOf({ amounts = [], currency }: Cell): readonly Amount[] {
  return currency === undefined ? amounts : amounts.map((amount) => ({ currency, ...amount }));
}

/** Whether the amount has its currency from other rows. */
function isInferred(cell: Cell): boolean {
  return cell.currency !== undefined && amountsOf({ ...cell, currency: '' })[0]?.currency === '';
}

/** By table and header: the one currency that a column's amounts name, where some name none. */
function columnCurrencies(
  passages: readonly StoredPassage[],
  rows: readonly (readonly Cell[])[],
): ReadonlyMap<string, string> {
  const named = new Map<string, Set<string>>();
  for (const [at, { position }] of passages.entries()) {
    if (position.kind !== 'row') continue;
    const { table } = position;
    for (const cell of rows[at] ?? []) {
      if (cell.role !== 'amount') continue;
      const key = `${table}\0${cell.header}`;
      for (const { currency } of amountsOf(cell)) {
        if (currency !== undefined) named.set(key, (named.get(key) ?? new Set()).add(currency));
      }
    }
  }
  return new Map([...named].flatMap(([key, its]) => (its.size === 1 ? [[key, [...its][0] ?? ''] as const] : [])));
}

/** A row is one event: the same words in a copy of the ledger are the same event. */
function occurrenceOf({ text }: StoredPassage): string {
  return sha256(text.replace(/\s+/g, ' ').trim()).slice(0, 16);
}

function keyOf(cell: Cell): EntityKey {
  return { type: TYPE_OF_ROLE[cell.role] ?? 'name', value: cell.value };
}

function statementsOf(cells: readonly Cell[], owner: Cell | undefined, row: StoredPassage): readonly Statement[] {
  const named = (role: ColumnRole): readonly Cell[] => cells.filter((cell) => cell.role === role && isName(cell));
  const [client] = named('client');
  const supplier = named('supplier')[0] ?? (client === undefined ? undefined : owner);
  const stated = supplier !== owner;
  const [product] = named('product');
  const [contract] = named('contract');
  const bought = product ?? contract;
  const date = cells
    .filter(({ role }) => role === 'date')
    .map(({ value }) => parseDate(value))
    .find((day) => day !== undefined);
  const rank = ({ header }: Cell): number => (UNIT_PRICE.test(header) ? 2 : RECEIVED.test(header) ? 1 : 0);
  const [priced] = cells
    .filter((cell) => cell.role === 'amount' && amountsOf(cell).length > 0)
    .sort((one, other) => rank(one) - rank(other));
  const [price] = priced === undefined ? [] : amountsOf(priced);
  const statements: Statement[] = [];
  // How much data it is and how far: of every statement of the row, which is read with them.
  const standing = cells.filter(({ role }) => role === 'data-size' || role === 'status');
  const state = (
    subject: Cell,
    predicate: Statement['predicate'],
    object: Cell | EntityKey,
    confidence: number,
    more: readonly (Cell | undefined)[] = [],
    event: Pick<Statement, 'amount' | 'occurrence'> & { readonly inferred?: boolean } = {},
  ): void => {
    const { inferred = false, ...what } = event;
    const isCell = 'span' in object;
    const evidence = [
      subject.span,
      ...(isCell ? [object.span] : []),
      ...[...more, ...(TIMELESS.has(predicate) ? [] : standing)].flatMap((cell) => (cell ? [cell.span] : [])),
    ];
    const key = (cell: Cell): EntityKey => ({ ...keyOf(cell), value: qualifiedName(cell, cells) });
    statements.push({
      subject: key(subject),
      predicate,
      object: isCell ? key(object) : object,
      evidence,
      method: inferred ? INFERRED_METHOD : METHOD,
      confidence: Math.round(confidence * (subject.carried ? CARRIED : 1) * (inferred ? INFERRED : 1) * 100) / 100,
      ...what,
      ...(date === undefined || TIMELESS.has(predicate) ? {} : { firstSeen: date }),
    });
  };
  const sure = stated ? 0.9 : 0.7;
  if (client !== undefined && supplier !== undefined) state(client, 'client-of', supplier, sure, [bought]);
  if (supplier !== undefined && bought !== undefined) state(supplier, 'sells', bought, sure);
  if (client !== undefined && bought !== undefined) state(client, 'related-to', bought, 0.8);
  const payee = supplier ?? bought;
  if (client !== undefined && price !== undefined && payee !== undefined) {
    const { value, currency } = price;
    const amount = currency === undefined ? { value } : { value, currency };
    const inferred = priced !== undefined && isInferred(priced);
    state(client, 'paid', payee, sure, [priced], { amount, occurrence: occurrenceOf(row), inferred });
  }
  // A ledger of clients and sums says neither to whom nor for what: the sum itself is all that is known to be paid.
  if (client !== undefined && price !== undefined && payee === undefined && priced !== undefined) {
    const { value, currency } = price;
    const amount = currency === undefined ? { value } : { value, currency };
    const sum = { type: 'amount', value: moneyKey(price) } as const;
    const event = { amount, occurrence: occurrenceOf(row), inferred: isInferred(priced) };
    state(client, 'paid', sum, 0.7, [priced], event);
  }
  stateTargets(cells, named, state, stated ? supplier : undefined);
  const employer = named('organization')[0];
  const [person] = named('person');
  if (employer !== undefined && person !== undefined) state(employer, 'employs', person, 0.5);
  return statements;
}

/** Of bilingual columns each name is a target; the second one is another name of the first. */
function stateTargets(
  cells: readonly Cell[],
  named: (role: ColumnRole) => readonly Cell[],
  state: (subject: Cell, predicate: Statement['predicate'], object: Cell | EntityKey, confidence: number) => void,
  actor: Cell | undefined,
): void {
  const [target, otherName] = named('target');
  if (target === undefined) return;
  const country = named('country')[0];
  if (otherName !== undefined && otherName.value !== target.value) state(target, 'same-as', otherName, 0.75);
  if (country !== undefined) state(target, 'located-at', country, 0.8);
  for (const cell of cells.filter(({ role }) => role === 'domain')) {
    for (const part of cell.value.split(/[\s,，、;；]+/)) {
      const domain = DOMAIN.exec(part)?.[1]?.toLowerCase();
      if (domain !== undefined) {
        state(target, 'owns', { ...cell, role: 'domain', value: domain }, 0.7);
      }
    }
  }
  if (actor !== undefined) state(actor, 'targets', target, 0.7);
}
