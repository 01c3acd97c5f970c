/** Rows of ledgers and target lists in three languages. */
import { describe, expect, test } from 'vitest';
import type { CellSpan, StoredPassage } from '../../model/passage.ts';
import { columnRole } from './column-roles.ts';
import { createTableRowExtractor } from './table-rows.ts';

function passageOf(
  ordinal: number,
  text: string,
  position: StoredPassage['position'],
  role: StoredPassage['role'],
): StoredPassage {
  const document = 'doc-0000000000000000';
  return { ordinal, role, text, position, id: `${document}.${ordinal}`, document, collection: 'col-leak' };
}

function row(header: readonly string[], cells: readonly string[], ordinal = 1): StoredPassage {
  let text = '';
  const spans: CellSpan[] = [];
  for (const [at, cell] of cells.entries()) {
    if (at > 0) text += '\t';
    const start = text.length;
    text += cell;
    const title = header[at];
    spans.push({ start, end: text.length, ref: String(at + 1), ...(title ? { header: title } : {}) });
  }
  return passageOf(ordinal, text, { kind: 'row', table: 'Sheet1', row: ordinal + 1, cells: spans }, 'row');
}

async function triples(...passages: StoredPassage[]) {
  const { statements } = await createTableRowExtractor().extract(passages);
  for (const { evidence } of statements) {
    expect(evidence.length).toBeGreaterThan(0);
    for (const { start, end } of evidence) expect(end).toBeGreaterThan(start);
  }
  return statements.map(({ subject, predicate, object }) => `${subject.value} ${predicate} ${object.value}`);
}

const LEDGER = ['序号', '客户名称', '产品名称', '合同金额（万元）', '签订日期'];
const SALE = ['1', '青山市公安局', '远程取证系统', '35.5', '2021年3月5日'];

describe('ledgers', () => {
  test('without a seller the client is related to what it bought, and paid for it', async () => {
    expect(await triples(row(LEDGER, SALE))).toEqual([
      '青山市公安局 related-to 远程取证系统',
      '青山市公安局 paid 远程取证系统',
    ]);
  });

  test('how much data and how far it is are quantities, and evidence of what the row states', async () => {
    const header = ['客户名称', '产品名称', '合同金额（万元）', '数据量', '状态'];
    const passage = row(header, ['青山市公安局', '远程取证系统', '35.5', '200GB', '待签']);
    const { mentions, statements } = await createTableRowExtractor().extract([passage]);
    expect(mentions.find(({ type }) => type === 'data-size')).toMatchObject({
      value: 'bytes 200000000000',
      raw: '200GB',
      labels: ['role:data-size'],
    });
    const paid = statements.find(({ predicate }) => predicate === 'paid');
    const words = paid?.evidence.map(({ start, end }) => passage.text.slice(start, end));
    expect(words).toEqual(expect.arrayContaining(['200GB', '待签']));
  });

  test('an amount has its currency from the column’s other rows, and says so; without any it has none', async () => {
    const header = ['客户名称', '产品名称', '合同金额'];
    const rows = [
      row(header, ['青山市公安局', '远程取证系统', '8.6万元'], 1),
      row(header, ['白河市公安局', '邮件分析', '120000'], 2),
    ];
    const paid = async (passages: readonly StoredPassage[]) =>
      (await createTableRowExtractor().extract(passages)).statements
        .filter(({ predicate }) => predicate === 'paid')
        .map(({ amount, method, confidence }) => [amount?.value, amount?.currency, method.split('+')[1], confidence]);
    const [first = [], second = []] = await paid(rows);
    expect(first.slice(0, 3)).toEqual([86_000, 'CNY', undefined]);
    expect(second.slice(0, 3)).toEqual([120_000, 'CNY', 'currency-inferred']);
    expect(Number(second[3])).toBeLessThan(Number(first[3]));
    expect((await paid(rows.slice(1)))[0]?.[1]).toBeUndefined();
    const mixed = row(header, ['黄山市公安局', '取证设备', '$400'], 3);
    expect((await paid([...rows, mixed]))[1]?.[1]).toBeUndefined();
  });

  test('a client and a sum alone are a payment to nobody named', async () => {
    const [paid] = (await createTableRowExtractor().extract([row(['需方', '货款（元）'], ['青山市公安局', '35000'])]))
      .statements;
    expect(paid).toMatchObject({
      subject: { value: '青山市公安局' },
      predicate: 'paid',
      object: { type: 'amount' },
      amount: { value: 35_000 },
      confidence: 0.7,
    });
  });

  test('a title above the rows names the seller', async () => {
    const title = passageOf(0, '青石信息技术有限公司合同台账', { kind: 'line', line: 1 }, 'heading');
    expect(await triples(title, row(LEDGER, SALE))).toContain('青山市公安局 client-of 青石信息技术有限公司');
  });

  test('what was paid is a number that can be summed; a copy of the row is the same payment', async () => {
    const [first, copy, other] = [SALE, SALE, ['2', ...SALE.slice(1)]].map((cells) => row(LEDGER, cells));
    const paid = await Promise.all(
      [first, copy, other].map(async (passage) => {
        const { statements } = await createTableRowExtractor().extract(passage === undefined ? [] : [passage]);
        return statements.find(({ predicate }) => predicate === 'paid');
      }),
    );
    expect(paid[0]?.amount).toEqual({ value: 355_000, currency: 'CNY' });
    expect(paid[0]?.occurrence).toBe(paid[1]?.occurrence);
    expect(paid[0]?.occurrence).not.toBe(paid[2]?.occurrence);
    const { mentions } = await createTableRowExtractor().extract([row(LEDGER, SALE)]);
    const quantities = mentions.filter(({ type }) => type === 'amount' || type === 'date');
    expect(quantities.map(({ raw, value }) => [raw, value])).toEqual([
      ['35.5', '355000 CNY'],
      ['2021年3月5日', '2021-03-05'],
    ]);
  });

  test('a supplier column does, and the date dates it', async () => {
    const passage = row(
      ['Client', 'Vendor', 'Product', 'Price', 'Date'],
      ['Blue Bank', 'Acme', 'Box', '$40k', '5 Mar 2021'],
    );
    const { statements } = await createTableRowExtractor().extract([passage]);
    const client = statements.find(({ predicate }) => predicate === 'client-of');
    expect(client).toMatchObject({
      subject: { value: 'Blue Bank' },
      object: { value: 'Acme' },
      firstSeen: '2021-03-05',
    });
    const paid = statements.find(({ predicate }) => predicate === 'paid');
    expect(paid?.evidence.map(({ start, end }) => passage.text.slice(start, end))).toEqual([
      'Blue Bank',
      'Acme',
      '$40k',
    ]);
  });

  test('Russian headers', async () => {
    const found = await triples(
      row(['Заказчик', 'Исполнитель', 'Сумма'], ['ООО Ромашка', 'ООО Вектор', '1,2 млн руб.']),
    );
    expect(found).toEqual(['ООО Ромашка client-of ООО Вектор', 'ООО Ромашка paid ООО Вектор']);
  });
});

describe('rows of sums, and cells that span rows', () => {
  const title = ['客户名称', '产品名称', '合同金额（万元）'];
  test.each([
    [title, ['合计', '', '67.5']],
    [
      ['Client', 'Product', 'Amount'],
      ['Grand Total', '', '$60k'],
    ],
    [
      ['Заказчик', 'Товар', 'Сумма'],
      ['Итого:', '', '5 700'],
    ],
    [
      ['序号', ...title],
      ['小计', '', '取证系统', '67.5'],
    ],
  ])('%j %j is no client', async (header, cells) => {
    const { statements, mentions } = await createTableRowExtractor().extract([row(header, cells)]);
    expect(statements).toEqual([]);
    expect(mentions.map(({ type, labels }) => [type, labels.includes('total')])).toEqual([['amount', true]]);
  });

  test('a sale without a client belongs to the client above, less surely; other tables do not', async () => {
    const above = row(title, ['青山市公安局', '取证系统', '35.5'], 1);
    const below = row(title, ['', '邮件系统', '20'], 2);
    const { statements } = await createTableRowExtractor().extract([above, below]);
    const paid = statements.filter(({ predicate }) => predicate === 'paid');
    expect(paid.map(({ subject, amount }) => [subject.value, amount?.value])).toEqual([
      ['青山市公安局', 355_000],
      ['青山市公安局', 200_000],
    ]);
    expect(paid[1]?.confidence).toBeLessThan(paid[0]?.confidence ?? 0);
    expect(paid[1]?.evidence.map(({ passage }) => passage)).toEqual([1, 2, 2]);
    const elsewhere = { ...below, position: { ...below.position, table: 'Sheet2' } } as StoredPassage;
    const apart = await createTableRowExtractor().extract([above, elsewhere]);
    expect(apart.statements.filter(({ predicate }) => predicate === 'paid')).toHaveLength(1);
  });

  test('of several amounts the contract’s value counts, not the price of a piece nor what came in so far', async () => {
    const header = ['客户', '产品', '单价', '已回款金额', '合同总额'];
    const { statements } = await createTableRowExtractor().extract([
      row(header, ['青山市公安局', '取证系统', '1万元', '10万元', '30万元']),
    ]);
    expect(statements.find(({ predicate }) => predicate === 'paid')?.amount).toEqual({
      value: 300_000,
      currency: 'CNY',
    });
  });
});

test('ministries of a list of many countries are told apart by the country', async () => {
  const header = ['国家', '目标名称', 'Country', 'Target name'];
  expect(await triples(row(header, ['蓝国', '外交部', 'Blueland', 'Ministry of Foreign Affairs']))).toEqual([
    '蓝国外交部 same-as Ministry of Foreign Affairs (Blueland)',
    '蓝国外交部 located-at 蓝国',
  ]);
});

test('a bilingual target list: names, country and domain; nobody is said to target them', async () => {
  const header = ['国家区域', 'National area', '目标名称', 'Target name', 'Domain Name', 'Sample data amount', '备注'];
  const passage = row(header, ['蓝国', 'Blueland', '蓝国电信', 'Blue Telecom', 'telecom.example', '10GB', 'N/A']);
  expect(await triples(passage)).toEqual([
    '蓝国电信 same-as Blue Telecom',
    '蓝国电信 located-at 蓝国',
    '蓝国电信 owns telecom.example',
  ]);
  const { mentions } = await createTableRowExtractor().extract([passage]);
  for (const { start, end, raw } of mentions) expect(passage.text.slice(start, end)).toBe(raw);
  expect(mentions.filter(({ labels }) => labels.includes('role:target')).map(({ raw }) => raw)).toEqual([
    '蓝国电信',
    'Blue Telecom',
  ]);
});

test('an amount of data is no amount of money', () => {
  expect(['Sample data amount', 'Contract amount'].map(columnRole)).toEqual(['data-size', 'amount']);
});

test('rows without headers and empty cells state nothing', async () => {
  expect(await triples(row([], SALE))).toEqual([]);
  expect(await triples(row(LEDGER, ['1', '-', 'N/A', '无', '']))).toEqual([]);
});
