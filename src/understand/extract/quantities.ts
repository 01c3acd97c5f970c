/** Amounts of money and dates in running text, as mentions whose value can be summed and sorted. */
import { moneyKey } from '../../model/money.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { findAmounts } from './amounts.ts';
import { columnRole } from './column-roles.ts';
import { findDates } from './dates.ts';

const METHOD = 'quantities/1';

type PassageMention = Extraction['mentions'][number];

/** Cells whose header makes them an amount or a date are read by `table-rows.ts`, in the header's unit. */
export function createQuantityExtractor(): EntityExtractor {
  return {
    name: METHOD,
    async extract(passages) {
      return { mentions: passages.flatMap(quantitiesIn), statements: [] };
    },
  };
}

function quantitiesIn(passage: StoredPassage): readonly PassageMention[] {
  const { text, ordinal, role, time, position } = passage;
  if (role === 'code' || role === 'strings' || !/[\p{N}一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾]/u.test(text))
    return [];
  const taken = position.kind === 'row' ? position.cells.filter(({ header }) => isQuantity(header)) : [];
  const found = { passage: ordinal, method: METHOD };
  const dates = findDates(text, time).map(
    ({ start, end, value, yearAssumed, dayOrderAssumed }): PassageMention => ({
      ...found,
      start,
      end,
      type: 'date',
      value,
      raw: text.slice(start, end),
      confidence: yearAssumed || dayOrderAssumed ? 0.6 : 0.9,
      labels: [...(yearAssumed ? ['year-assumed'] : []), ...(dayOrderAssumed ? ['day-order-assumed'] : [])],
    }),
  );
  const amounts = findAmounts(text).map(
    (amount): PassageMention => ({
      ...found,
      start: amount.start,
      end: amount.end,
      type: 'amount',
      value: moneyKey(amount),
      raw: amount.raw,
      confidence: amount.currency === undefined ? 0.6 : 0.85,
      labels: [],
    }),
  );
  return [...dates, ...amounts].filter(({ start, end }) => !taken.some((cell) => start < cell.end && cell.start < end));
}

function isQuantity(header: string | undefined): boolean {
  const role = header === undefined ? undefined : columnRole(header);
  return role === 'amount' || role === 'date';
}
