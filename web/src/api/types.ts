/** Shapes that the server's answers have: the HTTP contract's own types. */
import type * as contract from '../../../src/tell/http/client-types.ts';

export type * from '../../../src/tell/http/client-types.ts';

/** What is on the table, wherever it came from; how many there are in all is told apart. */
export type GraphAnswer = Omit<contract.GraphAnswer, 'total'>;

/** Admiralty information credibility. */
export type Credibility = NonNullable<contract.Judgement['credibility']>;
