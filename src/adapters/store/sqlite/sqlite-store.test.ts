/** The SQLite store keeps the contracts of a store and of a search index. */
import { describeSearchIndex } from '../../../ports/search-index.contract.ts';
import { describeStore } from '../../../ports/store.contract.ts';
import { createSqliteStore } from './sqlite-store-case.ts';

describeStore('sqlite', createSqliteStore);
describeSearchIndex('sqlite', createSqliteStore);
