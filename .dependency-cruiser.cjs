/** Imports flow one way; see ARCHITECTURE.md. */
const only = (folder, allowed) => ({
  name: `${folder}-imports`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|web|test|bench)/', pathNot: allowed.map((a) => `^src/${a}`).concat(`^src/${folder}/`) },
});
const core = ['model/', 'ports/', 'errors\\.ts$'];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'errors-import-nothing', severity: 'error', from: { path: '^src/errors\\.ts$' }, to: { path: '^src/' } },
    only('model', []),
    only('ports', ['model/', 'errors\\.ts$']),
    only('collect', core),
    only('read', core),
    only('understand', core),
    only('connect', core),
    only('judge', core),
    only('adapters', core),
    only('pipeline', [...core, 'collect/', 'read/', 'understand/', 'connect/', 'judge/']),
    only('tell', [...core, 'pipeline/']),
    {
      name: 'adapters-only-from-app',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|adapters)/|\\.test\\.ts$' },
      to: { path: '^src/adapters/' },
    },
    {
      name: 'adapters-stay-apart',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/(?:$1|http)/' },
    },
    only('cli', [...core, 'app/', 'pipeline/progress\\.ts$']),
    { name: 'web-sees-the-contract-only', severity: 'error', from: { path: '^web/' }, to: { path: '^src/', pathNot: '^src/tell/(?:http/client-types\\.ts$|wording/)' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: true,
  },
};
