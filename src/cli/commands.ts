/** The commands, in the order in which help lists them. */
import type { Command } from 'commander';
import { registerAdd } from './commands/add.ts';
import { registerConnect } from './commands/connect.ts';
import { registerCorrect } from './commands/correct.ts';
import { registerDemo } from './commands/demo.ts';
import { registerExport } from './commands/export.ts';
import { registerGraph } from './commands/graph.ts';
import { registerIdentities } from './commands/identities.ts';
import { registerLibrary } from './commands/library.ts';
import { registerLists } from './commands/lists.ts';
import { registerMentions } from './commands/mentions.ts';
import { registerModels } from './commands/models.ts';
import { registerExplain, registerOverlaps } from './commands/overlaps.ts';
import { registerPatterns } from './commands/patterns.ts';
import { registerPeople } from './commands/people.ts';
import { registerReport } from './commands/report.ts';
import { registerRules } from './commands/rules.ts';
import { registerScan } from './commands/scan.ts';
import { registerSearch } from './commands/search.ts';
import { registerServe } from './commands/serve.ts';
import { registerStatus } from './commands/status.ts';
import { registerTerms } from './commands/terms.ts';

export const COMMANDS: readonly ((program: Command) => void)[] = [
  registerDemo,
  registerAdd,
  registerLibrary,
  registerStatus,
  registerSearch,
  registerMentions,
  registerPeople,
  registerPatterns,
  registerLists,
  registerGraph,
  registerIdentities,
  registerOverlaps,
  registerConnect,
  registerExplain,
  registerReport,
  registerExport,
  registerServe,
  registerRules,
  registerScan,
  registerTerms,
  registerCorrect,
  registerModels,
];
