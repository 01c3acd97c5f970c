/** Amounts and dates as ledgers and chats write them. */
import { describe, expect, test } from 'vitest';
import { amountUnit, findAmounts, parseHanNumber } from './amounts.ts';
import { findDates, parseDate } from './dates.ts';

describe('amounts', () => {
  test.each([
    ['合同136.8万', 1_368_000, undefined],
    ['合同金额为136.8万元', 1_368_000, 'CNY'],
    ['三十五万元', 350_000, 'CNY'],
    ['给了两百块', 200, 'CNY'],
    ['先垫3w再说', 30_000, undefined],
    ['人民币肆拾捌万元整', 480_000, 'CNY'],
    ['壹佰贰拾叁元肆角伍分', 123.45, 'CNY'],
    ['3 450 000 руб. 50 коп.', 3_450_000.5, 'RUB'],
    ['1,2 Mio. Euro', 1_200_000, 'EUR'],
    ['2,73 millones de dólares', 2_730_000, 'USD'],
    ["5 millions d'euros", 5_000_000, 'EUR'],
    ['R$ 1.500,00', 1500, 'BRL'],
    ['20억 달러', 2_000_000_000, 'USD'],
    ['3,000万円', 30_000_000, 'JPY'],
    ['۵۰۰ میلیون تومان', 500_000_000, 'IRT'],
    ['¥12,000', 12_000, 'CNY'],
    ['RMB 20,000', 20_000, 'CNY'],
    ['1.2亿美元', 120_000_000, 'USD'],
    ['1,2 млн', 1_200_000, undefined],
    ['1,2 млн руб.', 1_200_000, 'RUB'],
    ['500 тыс. долларов', 500_000, 'USD'],
    ['1 000 000 ₽', 1_000_000, 'RUB'],
    ['$40k', 40_000, 'USD'],
    ['USD 1.5 million', 1_500_000, 'USD'],
    ['€2bn', 2_000_000_000, 'EUR'],
    ['0.5 BTC', 0.5, 'BTC'],
    ['1.234,56 EUR', 1234.56, 'EUR'],
    ['一块钱', 1, 'CNY'],
    ['200.000 USD', 200_000, 'USD'],
    ['$1.234 billion', 1_234_000_000, 'USD'],
    ['0.125 BTC', 0.125, 'BTC'],
    ['RMB500万', 5_000_000, 'CNY'],
    ['USD15k/month', 15_000, 'USD'],
    ['60 rubles.', 60, 'RUB'],
    ['50 т.р.', 50_000, 'RUB'],
    ['5USDT/мес', 5, 'USDT'],
    ['битками 0,014', 0.014, 'BTC'],
    ['(~$65 million)', 65_000_000, 'USD'],
  ])('%s', (text, value, currency) => {
    const [amount, ...more] = findAmounts(text);
    expect(more).toEqual([]);
    expect(amount?.value).toBe(value);
    expect(amount?.currency).toBe(currency);
    expect(text.slice(amount?.start, amount?.end)).toBe(amount?.raw);
  });

  test.each([
    ...[
      '4.2.2.1版',
      '3389端口',
      '2021年',
      '10.0.0.1',
      'v1.5',
      '第三章',
      '三元组',
      '第一块牌子',
      '我们一块去',
      '就几千块钱',
      '15 European countries',
    ],
    ...['Elizabeth 2', 'Chengdu 404', '5 ethernet ports', 'eth0 100', '10Gbps', 'ETH 0xde0B', 'BTC 1A1zP1eP5Q'],
    ...['см. стр. 12', 'и др. 2', 'Ubuntu 18.04', 'mtu 1500', '$6x.YSPC', 'Ryzen 7 5700U/Ram', 'documents/eur70/1'],
    ...['$6$3bGT8G8E$sM', '$krb5tgs$23$**$e64', '773da2$3', '$destAddress 4 $port', 'Z$ 50'],
    ...['服务器2w条数据', '功率500w的电源', 'XMR9761695'],
  ])('%s is none', (text) => {
    expect(findAmounts(text)).toEqual([]);
  });

  test('a column of amounts names the unit once', () => {
    expect(amountUnit('合同金额（万元）')).toEqual({ currency: 'CNY', factor: 10_000 });
    expect(amountUnit('Amount (USD)')).toEqual({ currency: 'USD', factor: 1 });
    expect(amountUnit('Сумма, тыс. руб.')).toEqual({ currency: 'RUB', factor: 1000 });
    expect(findAmounts('35.5', { column: true, ...amountUnit('合同金额（万元）') })[0]).toMatchObject({
      value: 355_000,
      currency: 'CNY',
    });
  });

  test.each([
    ['三十五万', 350_000],
    ['一千二百', 1200],
    ['十', 10],
    ['两亿三千万', 230_000_000],
    ['万', undefined],
  ])('%s', (text, value) => expect(parseHanNumber(text)).toBe(value));
});

describe('dates', () => {
  test.each([
    ['2021年3月5日', '2021-03-05'],
    ['2021/3/5 00:00:00', '2021-03-05'],
    ['05.03.2021', '2021-03-05'],
    ['5 марта 2021 г.', '2021-03-05'],
    ['9 мая 2020', '2020-05-09'],
    ['March 5, 2021', '2021-03-05'],
    ['5 Mar 2021', '2021-03-05'],
    ['20210305', '2021-03-05'],
    ['2021.3', '2021-03'],
    ['май 2020', '2020-05'],
    ['2019', '2019'],
    ['2021-02-30', '2021-02'],
    ['1403/02/15', '2024-05-04'],
    ['长期', undefined],
  ])('%s', (text, date) => expect(parseDate(text)).toBe(date));
});

describe('dates in running text', () => {
  test.each([
    ['合同于2021年3月5日签订', ['2021年3月5日', '2021-03-05']],
    ['二〇二一年三月十五日前交付', ['二〇二一年三月十五日', '2021-03-15']],
    ['2019年度预算', ['2019年', '2019']],
    ['3月5号见', ['3月5号', '2020-03-05']],
    ['am 3. Mai 2023 gemeldet', ['3. Mai 2023', '2023-05-03']],
    ['El 12 de agosto de 2024', ['12 de agosto de 2024', '2024-08-12']],
    ['Le 1er février 2024', ['1er février 2024', '2024-02-01']],
    ['2024년 5월 2일에', ['2024년 5월 2일', '2024-05-02']],
    ['令和5年6月1日に', ['令和5年6月1日', '2023-06-01']],
    ['در ۱ مرداد ۱۳۹۱ شد', ['۱ مرداد ۱۳۹۱', '2012-07-22']],
    ['договор от 05.03.2021 подписан', ['05.03.2021', '2021-03-05']],
    ['встреча 5 марта 2021 г. в офисе', ['5 марта 2021 г.', '2021-03-05']],
    ['in FY21 we sold', ['FY21', '2021']],
    ['on the 5th of March 2021, again', ['5th of March 2021', '2021-03-05']],
    ['выдан 20.10.2020г. ОВД', ['20.10.2020г.', '2020-10-20']],
    ['گزارش ۱۴۰۲/۰۵/۱۲', ['۱۴۰۲/۰۵/۱۲', '2023-08-03']],
    ['در 1399/12/30 تمام', ['1399/12/30', '2021-03-20']],
    ['در 1402/12/30 نیست', undefined],
    ['port 1403/02/15 seen', undefined],
    ['since March 2021.', ['March 2021', '2021-03']],
    ['seen 2021-03-05T10:00:00Z', ['2021-03-05', '2021-03-05']],
    ['версия 10.2.2021.5', undefined],
    ['地址10.03.20.21', undefined],
    ['v2021.3', undefined],
    ['共3.5个', undefined],
  ])('%s', (text, expected) => {
    const found = findDates(text, '2020-11-25 02:24:13').map(({ start, end, value }) => [
      text.slice(start, end),
      value,
    ]);
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  test('where either number could be the month, the order is said to be assumed', () => {
    const orders = ['03/04/2023', '13/04/2023', '03.04.2023', '04/04/2023'].map((text) => findDates(text)[0]);
    expect(orders.map((date) => date?.dayOrderAssumed)).toEqual([true, false, false, false]);
  });
});
