/** The SQLite store keeps the contracts of a store, of duplicates, graph views, a search index, a term base, corrections, identities, patterns. */
import { describeCorrectionStore } from '../../../ports/correction-store.contract.ts';
import { describeDuplicateStore } from '../../../ports/duplicate-store.contract.ts';
import { describeGraphViewStore } from '../../../ports/graph-view-store.contract.ts';
import { describeIdentityStore } from '../../../ports/identity-store.contract.ts';
import { describeMarkStore } from '../../../ports/mark-store.contract.ts';
import { describePatternStore } from '../../../ports/pattern-store.contract.ts';
import { describeSearchCounts } from '../../../ports/search-counts.contract.ts';
import { describeSearchIndex } from '../../../ports/search-index.contract.ts';
import { describeShelfStore } from '../../../ports/shelf-store.contract.ts';
import { describeStore } from '../../../ports/store.contract.ts';
import { describeTermStore } from '../../../ports/term-store.contract.ts';
import { createSqliteStore } from './sqlite-store-case.ts';

describeStore('sqlite', createSqliteStore);
describeDuplicateStore('sqlite', createSqliteStore);
describeSearchIndex('sqlite', createSqliteStore);
describeSearchCounts('sqlite', createSqliteStore);
describeMarkStore('sqlite', createSqliteStore);
describeShelfStore('sqlite', createSqliteStore);
describeGraphViewStore('sqlite', createSqliteStore);
describeTermStore('sqlite', createSqliteStore);
describeCorrectionStore('sqlite', createSqliteStore);
describeIdentityStore('sqlite', createSqliteStore);
describePatternStore('sqlite', createSqliteStore);
