/** Money as a plain number: what a text means by 136.8万元, 1,2 млн руб. or $40k. */

/** Summable within one currency; nothing is converted between currencies. */
export interface Money {
  /** In the currency's main unit: 136.8万元 is 1368000. Exact to 12 significant digits. */
  readonly value: number;
  /** ISO 4217, or `BTC`, `ETH`, `XMR`, `USDT`; absent where neither the text nor the column's header names one. */
  readonly currency?: string;
}

/** The value of an `amount` mention: `1368000 CNY`, or `1368000` where no currency is named. */
export function moneyKey({ value, currency }: Money): string {
  return currency === undefined ? String(value) : `${value} ${currency}`;
}
