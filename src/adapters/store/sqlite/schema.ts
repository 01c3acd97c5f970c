/** The tables of a case, as an ordered list of migrations. Only ever append. */
import { TelltaleError } from '../../../errors.ts';
import type { Database } from './driver.ts';

/**
 * Our own tokens come folded and separated by spaces; this tokenizer takes every character beyond ASCII as a letter,
 * so that none of them depends on the Unicode version inside SQLite. `joined` holds the parts of indicators once more.
 */
const FULL_TEXT = "fts5 (tokens, joined, content = '', contentless_delete = 1, tokenize = 'ascii')";

/** `PRAGMA application_id` of a case: «TELL». */
const APPLICATION = 0x54454c4c;

/** Notes an entity as changed; nothing while changes are not noted. */
const note = (entity: string, what: string, from = ''): string =>
  `INSERT INTO changed SELECT t.generation, ${entity}, ${what} FROM tracking t ${from} WHERE NOT EXISTS (
     SELECT 1 FROM changed c WHERE c.generation = t.generation AND c.entity = ${entity} AND c.what = ${what});`;
const WHEN = 'EXISTS (SELECT 1 FROM tracking)';
const noteSteps = (row: string): string =>
  `${note(`${row}.subject`, `'> ' || ${row}.predicate`)} ${note(`${row}.object`, `'< ' || ${row}.predicate`)}`;

const CHANGE_TRIGGERS = [
  ...['mentions', 'handles'].flatMap((table) => [
    `CREATE TRIGGER changed_${table}_new AFTER INSERT ON ${table} WHEN ${WHEN} BEGIN ${note('new.entity', "'mention'")} END;`,
    `CREATE TRIGGER changed_${table}_old AFTER DELETE ON ${table} WHEN ${WHEN} BEGIN ${note('old.entity', "'mention'")} END;`,
  ]),
  `CREATE TRIGGER changed_mention AFTER UPDATE ON mentions WHEN ${WHEN} BEGIN ${note('old.entity', "'mention'")} ${note('new.entity', "'mention'")} END;`,
  `CREATE TRIGGER changed_assertion_new AFTER INSERT ON assertions WHEN ${WHEN} BEGIN ${noteSteps('new')} END;`,
  `CREATE TRIGGER changed_assertion_old AFTER DELETE ON assertions WHEN ${WHEN} BEGIN ${noteSteps('old')} END;`,
  `CREATE TRIGGER changed_assertion AFTER UPDATE ON assertions WHEN ${WHEN} BEGIN ${noteSteps('old')} ${noteSteps('new')} END;`,
  `CREATE TRIGGER changed_evidence AFTER DELETE ON evidence WHEN ${WHEN} BEGIN
     ${note('a.subject', "'> ' || a.predicate", 'JOIN assertions a ON a.id = old.assertion')}
     ${note('a.object', "'< ' || a.predicate", 'JOIN assertions a ON a.id = old.assertion')}
   END;`,
  `CREATE TRIGGER changed_name AFTER UPDATE OF value ON entities WHEN old.value <> new.value AND ${WHEN} BEGIN ${note('new.id', "'name'")} END;`,
  `CREATE TRIGGER changed_collection AFTER UPDATE ON collections WHEN old.json <> new.json AND ${WHEN} BEGIN ${note('0', "'all'")} END;`,
  `CREATE TRIGGER changed_collection_old AFTER DELETE ON collections WHEN ${WHEN} BEGIN ${note('0', "'all'")} END;`,
  `CREATE TRIGGER changed_list_new AFTER INSERT ON warninglists WHEN ${WHEN} BEGIN ${note('0', "'all'")} END;`,
  `CREATE TRIGGER changed_list_old AFTER DELETE ON warninglists WHEN ${WHEN} BEGIN ${note('0', "'all'")} END;`,
].join('\n');

/**
 * Document and time stand at mentions and handles once more: counts by entity are then answered from an index alone,
 * which matters from a million mentions on.
 */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE collections (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, role TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE ledger (
  collection INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, outcome TEXT NOT NULL,
  sha256 TEXT, document TEXT, code TEXT, message TEXT, PRIMARY KEY (collection, path)
) WITHOUT ROWID;
CREATE INDEX ledger_outcome ON ledger (outcome, collection, path);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, collection INTEGER NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  kind TEXT NOT NULL, media_type TEXT NOT NULL, reader TEXT NOT NULL, title TEXT, properties TEXT NOT NULL, ocr_pages TEXT,
  state TEXT NOT NULL
);
CREATE INDEX documents_collection ON documents (collection, key);
CREATE TABLE paths (document INTEGER NOT NULL, ordinal INTEGER NOT NULL, path TEXT NOT NULL, PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
CREATE INDEX paths_path ON paths (path);
CREATE TABLE links (
  from_document TEXT NOT NULL, relation TEXT NOT NULL, position INTEGER NOT NULL, to_document TEXT NOT NULL, passage INTEGER,
  PRIMARY KEY (from_document, relation, position, to_document)
) WITHOUT ROWID;
CREATE INDEX links_to ON links (to_document);
CREATE TABLE path_links (
  collection INTEGER NOT NULL, document TEXT NOT NULL, relation TEXT NOT NULL, position INTEGER NOT NULL, target TEXT NOT NULL,
  passage INTEGER, PRIMARY KEY (collection, document, relation, position, target)
) WITHOUT ROWID;
CREATE TABLE passages (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL, ordinal INTEGER NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL,
  position TEXT NOT NULL, time TEXT, sender TEXT, recipients TEXT, ocr_confidence REAL, ocr_engine TEXT, language TEXT,
  UNIQUE (document, ordinal)
);
CREATE TABLE handles (
  passage INTEGER NOT NULL, entity INTEGER NOT NULL, recipient INTEGER NOT NULL, document INTEGER NOT NULL, time TEXT,
  PRIMARY KEY (passage, entity, recipient)
) WITHOUT ROWID;
CREATE INDEX handles_entity ON handles (entity, document, time, recipient);
CREATE TABLE entities (id INTEGER PRIMARY KEY, type TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, labels TEXT, UNIQUE (type, key));
CREATE TABLE mentions (
  id INTEGER PRIMARY KEY, passage INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, entity INTEGER NOT NULL,
  raw TEXT NOT NULL, method TEXT NOT NULL, confidence REAL NOT NULL, labels TEXT NOT NULL, stage TEXT NOT NULL,
  document INTEGER NOT NULL, time TEXT
);
CREATE INDEX mentions_passage ON mentions (passage, start);
CREATE INDEX mentions_entity ON mentions (entity, document, time, confidence);
CREATE TABLE origins (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE);
INSERT INTO origins (id, json) VALUES (0, '');
CREATE TABLE assertions (
  id INTEGER PRIMARY KEY, subject INTEGER NOT NULL, predicate TEXT NOT NULL, object INTEGER NOT NULL, collection INTEGER NOT NULL,
  method TEXT NOT NULL, confidence REAL NOT NULL, first_seen TEXT, last_seen TEXT, origin INTEGER NOT NULL,
  UNIQUE (subject, predicate, object, collection, method, origin)
);
CREATE INDEX assertions_object ON assertions (object, predicate, subject, collection, method);
CREATE INDEX assertions_method ON assertions (method);
CREATE TABLE evidence (
  assertion INTEGER NOT NULL, passage INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, stage TEXT NOT NULL,
  PRIMARY KEY (assertion, passage, start, "end", stage)
) WITHOUT ROWID;
CREATE INDEX evidence_passage ON evidence (passage);
CREATE TABLE translations (
  passage INTEGER NOT NULL, language TEXT NOT NULL, engine TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
  segments TEXT NOT NULL, PRIMARY KEY (passage, language, engine)
) WITHOUT ROWID;
CREATE TABLE stages (
  document INTEGER NOT NULL, stage TEXT NOT NULL, version TEXT NOT NULL, code TEXT, message TEXT, PRIMARY KEY (document, stage)
) WITHOUT ROWID;
CREATE TABLE warninglists (name TEXT NOT NULL, document TEXT NOT NULL, head TEXT NOT NULL, entries BLOB NOT NULL, PRIMARY KEY (name, document));
CREATE INDEX warninglists_document ON warninglists (document);
CREATE TABLE overlaps (id TEXT PRIMARY KEY, rank INTEGER NOT NULL, rejected INTEGER NOT NULL, json TEXT NOT NULL);
CREATE INDEX overlaps_rank ON overlaps (rejected, rank);
CREATE TABLE judgements (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject_kind TEXT NOT NULL, subject TEXT NOT NULL, json TEXT NOT NULL
);
CREATE INDEX judgements_subject ON judgements (subject_kind, subject, sequence);
CREATE TABLE saved_searches (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE text_index USING ${FULL_TEXT};
CREATE VIRTUAL TABLE translation_index USING ${FULL_TEXT};
PRAGMA application_id = ${APPLICATION};
`,
  // Money of an assertion, and what tells two events between the same two apart. SQLite cannot change a UNIQUE in place.
  `
CREATE TABLE assertions_with_amounts (
  id INTEGER PRIMARY KEY, subject INTEGER NOT NULL, predicate TEXT NOT NULL, object INTEGER NOT NULL, collection INTEGER NOT NULL,
  method TEXT NOT NULL, confidence REAL NOT NULL, first_seen TEXT, last_seen TEXT, origin INTEGER NOT NULL,
  amount REAL, currency TEXT, occurrence TEXT NOT NULL DEFAULT '',
  UNIQUE (subject, predicate, object, collection, method, origin, occurrence)
);
INSERT INTO assertions_with_amounts (id, subject, predicate, object, collection, method, confidence, first_seen, last_seen, origin)
  SELECT id, subject, predicate, object, collection, method, confidence, first_seen, last_seen, origin FROM assertions;
DROP TABLE assertions;
ALTER TABLE assertions_with_amounts RENAME TO assertions;
CREATE INDEX assertions_object ON assertions (object, predicate, subject, collection, method);
CREATE INDEX assertions_method ON assertions (method);
`,
  // The term base as a list of changes, and the passages that wait because of one.
  `
CREATE TABLE terms (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, slot TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX terms_slot ON terms (slot, sequence);
CREATE TABLE retranslate (passage INTEGER PRIMARY KEY, revision INTEGER NOT NULL);
`,
  // Analysts' corrections by the document's own id, and the mentions that they set aside.
  `
CREATE TABLE corrections (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, withdraws TEXT, json TEXT NOT NULL
);
CREATE INDEX corrections_document ON corrections (document, sequence);
CREATE INDEX corrections_withdraws ON corrections (withdraws);
CREATE TABLE set_aside_mentions (
  passage INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, entity INTEGER NOT NULL, raw TEXT NOT NULL,
  method TEXT NOT NULL, confidence REAL NOT NULL, labels TEXT NOT NULL, stage TEXT NOT NULL, document INTEGER NOT NULL,
  time TEXT
);
CREATE INDEX set_aside_mentions_document ON set_aside_mentions (document);
`,
  // Methods are asked for only to replace what rules derived; an index of all of them slows every import.
  `
DROP INDEX assertions_method;
CREATE INDEX assertions_derived ON assertions (method) WHERE method >= 'rule:' AND method < 'rule;';
`,
  // What changed since overlaps were stored, kept by triggers so that no writer can forget it; what a search came
  // through; what an overlap's place depends on. A later migration that remakes one of these tables remakes its triggers.
  `
CREATE TABLE tracking (generation INTEGER PRIMARY KEY);
CREATE TABLE changed (
  generation INTEGER NOT NULL, entity INTEGER NOT NULL, what TEXT NOT NULL, PRIMARY KEY (generation, entity, what)
) WITHOUT ROWID;
${CHANGE_TRIGGERS}
CREATE TABLE anchors (anchor TEXT NOT NULL, entity INTEGER NOT NULL);
CREATE UNIQUE INDEX anchors_anchor ON anchors (anchor, entity);
DROP TABLE overlaps;
CREATE TABLE overlaps (
  id TEXT PRIMARY KEY, start INTEGER NOT NULL, rank INTEGER NOT NULL, rejected INTEGER NOT NULL, found TEXT NOT NULL,
  shown TEXT, chance TEXT, standing TEXT NOT NULL
);
CREATE INDEX overlaps_rank ON overlaps (rejected, rank);
CREATE INDEX overlaps_start ON overlaps (start);
CREATE TABLE searched (start INTEGER PRIMARY KEY, nodes TEXT NOT NULL);
CREATE TABLE searched_nodes (node INTEGER NOT NULL, start INTEGER NOT NULL, PRIMARY KEY (node, start)) WITHOUT ROWID;
UPDATE settings SET value = 'no' WHERE key = 'connected';
`,
  // Documents that a stage is due for, kept by triggers: what has nothing to do must not cost a look at every document.
  `
CREATE TABLE stage_current (stage TEXT PRIMARY KEY, versions TEXT NOT NULL, filter TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stage_due (stage TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (stage, document)) WITHOUT ROWID;
CREATE TRIGGER due_document AFTER UPDATE OF state ON documents WHEN new.state = 'read' BEGIN
  INSERT INTO stage_due SELECT c.stage, new.id FROM stage_current c
    WHERE NOT EXISTS (SELECT 1 FROM stages s WHERE s.document = new.id AND s.stage = c.stage AND s.version IN (SELECT value FROM json_each(c.versions)))
    AND NOT EXISTS (SELECT 1 FROM stage_due d WHERE d.stage = c.stage AND d.document = new.id);
END;
CREATE TRIGGER due_gone AFTER DELETE ON documents BEGIN DELETE FROM stage_due WHERE document = old.id; END;
CREATE TRIGGER due_done AFTER INSERT ON stages BEGIN
  DELETE FROM stage_due WHERE stage = new.stage AND document = new.document
    AND EXISTS (SELECT 1 FROM stage_current c WHERE c.stage = new.stage AND new.version IN (SELECT value FROM json_each(c.versions)));
END;
CREATE TRIGGER due_again AFTER DELETE ON stages BEGIN
  INSERT INTO stage_due SELECT c.stage, old.document FROM stage_current c WHERE c.stage = old.stage
    AND NOT EXISTS (SELECT 1 FROM stage_due d WHERE d.stage = old.stage AND d.document = old.document);
END;
`,
  // Chinese names in pinyin.
  'CREATE TABLE spellings (entity INTEGER PRIMARY KEY, text TEXT NOT NULL);',
  // Editions of references, and what only an older one states. A removed reference has the role `removed`.
  `
ALTER TABLE documents ADD COLUMN edition INTEGER;
ALTER TABLE documents ADD COLUMN withdrawn INTEGER;
ALTER TABLE assertions ADD COLUMN withdrawn TEXT;
CREATE TABLE editions (collection INTEGER NOT NULL, number INTEGER NOT NULL, time TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (collection, number)) WITHOUT ROWID;
CREATE TABLE contributions (collection INTEGER PRIMARY KEY, json TEXT NOT NULL);
`,
  // Near duplicates among documents, and messages that several exports repeat.
  `
CREATE TABLE sketches (document INTEGER PRIMARY KEY, sketch BLOB NOT NULL);
CREATE TABLE near_duplicates (document INTEGER PRIMARY KEY, leader INTEGER NOT NULL);
CREATE INDEX near_duplicates_leader ON near_duplicates (leader, document);
CREATE TABLE repeated_messages (passage INTEGER PRIMARY KEY, first INTEGER NOT NULL);
CREATE INDEX repeated_messages_first ON repeated_messages (first, passage);
`,
  // What analysts say is one thing or two; overlaps are then looked at anew.
  `
CREATE TABLE identities (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pair TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX identities_pair ON identities (pair, sequence);
CREATE TRIGGER changed_identity AFTER INSERT ON identities WHEN ${WHEN} BEGIN ${note('0', "'all'")} END;
`,
  // Analysts' marks by the document's own id: they stay when it is read again.
  `
CREATE TABLE marks (
  document TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, author TEXT NOT NULL, time TEXT NOT NULL,
  PRIMARY KEY (document, kind, text)
) WITHOUT ROWID;
`,
  // A small document is stored as read at once: it is due as one that became so. What was missed is counted anew.
  `
CREATE TRIGGER due_document_new AFTER INSERT ON documents WHEN new.state = 'read' BEGIN
  INSERT INTO stage_due SELECT c.stage, new.id FROM stage_current c
    WHERE NOT EXISTS (SELECT 1 FROM stage_due d WHERE d.stage = c.stage AND d.document = new.id);
END;
DELETE FROM stage_current;
`,
  // Pictures of the graph that analysts keep; a removed one can be brought back.
  'CREATE TABLE graph_views (id TEXT PRIMARY KEY, updated TEXT NOT NULL, removed INTEGER NOT NULL, json TEXT NOT NULL);',
  // Volumes of an archive, logs of a database: which file each is read with.
  `
ALTER TABLE ledger ADD COLUMN read_with TEXT;
CREATE INDEX ledger_read_with ON ledger (collection, read_with) WHERE read_with IS NOT NULL;
`,
  // What the rows of a table share, once: of a large table it was most of the database.
  `
CREATE TABLE row_layouts (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE);
ALTER TABLE passages ADD COLUMN layout INTEGER;
`,
  // Corrections that hold in every document are asked for whenever one is stored.
  `
CREATE INDEX corrections_everywhere ON corrections (sequence) WHERE json_extract(json, '$.everywhere');
`,
  // Digests of leaked files, by which references may list them; those that are known of what was read before.
  `
CREATE TABLE file_digests (document INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (document, entity)) WITHOUT ROWID;
CREATE INDEX file_digests_entity ON file_digests (entity, document);
INSERT OR IGNORE INTO entities (type, key, value) SELECT 'sha256', d.sha256, d.sha256 FROM documents d
  JOIN collections c ON c.id = d.collection WHERE c.role = 'leak' AND d.state = 'read' ORDER BY d.sha256;
INSERT INTO file_digests SELECT d.id, e.id FROM documents d JOIN collections c ON c.id = d.collection
  JOIN entities e ON e.type = 'sha256' AND e.key = d.sha256 WHERE c.role = 'leak' AND d.state = 'read';
CREATE TRIGGER changed_file_digest_new AFTER INSERT ON file_digests WHEN ${WHEN} BEGIN ${note('new.entity', "'mention'")} END;
CREATE TRIGGER changed_file_digest_old AFTER DELETE ON file_digests WHEN ${WHEN} BEGIN ${note('old.entity', "'mention'")} END;
`,
  // A judgement on what is one thing bears on the two that it names; whoever stores it notes them.
  'DROP TRIGGER changed_identity;',
  // Older editions are looked for with every search.
  'CREATE INDEX documents_withdrawn ON documents (id) WHERE withdrawn IS NOT NULL;',
  // How many messages a document has is asked for each row of the list of documents.
  "CREATE INDEX passages_messages ON passages (document) WHERE role = 'message';",
  // Stretches of a record that its fields do not account for; null where all of the text is looked through.
  'ALTER TABLE passages ADD COLUMN free TEXT;',
  // Originals that a purge left without use and that are still to be deleted.
  'CREATE TABLE unused_originals (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;',
  // What earlier purges left of their documents, whose numbers are given anew.
  `
DELETE FROM sketches WHERE document NOT IN (SELECT id FROM documents);
DELETE FROM near_duplicates WHERE document NOT IN (SELECT id FROM documents) OR leader NOT IN (SELECT id FROM documents);
DELETE FROM repeated_messages WHERE passage NOT IN (SELECT id FROM passages) OR first NOT IN (SELECT id FROM passages);
`,
];

/**
 * Brings the database to the newest version. Throws `case-newer` when it is from a later Telltale, `case-broken` when
 * it is no case, `case-older` when it is to be read only and has never been brought up to date.
 */
export function migrate(
  db: Database,
  path: string,
  readOnly: boolean,
  migrations: readonly string[] = MIGRATIONS,
): void {
  const version = pragma(db, 'user_version');
  const application = pragma(db, 'application_id');
  const details = { path, version };
  const isNew = version === 0 && application === 0 && !db.get('SELECT 1 FROM sqlite_schema LIMIT 1');
  if (application !== APPLICATION && !isNew) {
    throw new TelltaleError('case-broken', `${path} is a database, but not one of a Telltale case.`, { details });
  }
  if (version > migrations.length) {
    throw new TelltaleError('case-newer', `${path} has format ${version}; this Telltale knows ${migrations.length}.`, {
      details,
    });
  }
  if (readOnly && version < migrations.length) {
    const what = version === 0 ? 'was never finished' : `has the older format ${version}`;
    throw new TelltaleError('case-older', `${path} ${what}.`, { details });
  }
  for (let next = version; next < migrations.length; next += 1) {
    db.transaction(() => {
      db.exec(migrations[next] ?? '');
      db.exec(`PRAGMA user_version = ${next + 1}`);
    });
  }
}

function pragma(db: Database, name: 'user_version' | 'application_id'): number {
  return Number(db.get(`PRAGMA ${name}`)?.[name] ?? 0);
}
