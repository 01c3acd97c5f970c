/** The pattern pages. Questions, tables and columns come from the server in English; other languages translate them here. */
const none: Readonly<Record<string, string>> = {};

export const patterns = {
  patterns: {
    names: {
      clients: 'Clients and contracts',
      targets: 'Targets',
      people: 'People and themes',
      suppliers: 'Suppliers, subsidiaries, competitors',
      tools: 'Tools and services',
      timeline: 'Timeline',
    },
    questions: none,
    tables: 'Tables',
    // Those whose names of actors would fill the row; what they are compared with is said above.
    tableTitles: {
      'published-countries': 'Countries beside reports',
      'published-sectors': 'Sectors beside reports',
    } as Readonly<Record<string, string>>,
    columns: none,
    /** What a cell says in the server's English. */
    stated: (words: string) => words,
    csv: 'Table as CSV',
    filter: 'Filter the rows',
    rows: (shown: string, all: string) => `${shown} of ${all} rows`,
    evidence: 'Evidence',
    quotes: (n: string) => (n === '1' ? '1 place' : `${n} places`),
    more: (n: string) => `and ${n} more places`,
    none: 'Nothing of this kind was found yet',
    noneHelp: 'It comes from tables, chats and texts of the leak and from references, each row with its evidence.',
    byMonth: 'Rows by month',
    drag: 'Drag over the months to narrow the table',
    range: (from: string, to: string) => `From ${from} to ${to}`,
    themes: 'Themes, hours and time zones as tables',
    known: 'Events as tables, and what the leak knew first',
  },
};
