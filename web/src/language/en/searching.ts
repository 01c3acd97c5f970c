/** Saved searches and batches of queries. */
export const searching = {
  saved: {
    title: 'Saved searches',
    none: 'Save a search to see here what new files bring to it.',
    save: 'Save',
    saved: (name: string) => `Saved as ${name}`,
    forget: (name: string) => `Forget ${name}`,
    forgotten: (name: string) => `${name} is no longer saved`,
    fresh: (n: string) => `${n} new`,
    freshHits: (n: string) => `${n} new hits of saved searches`,
    onlyNew: 'Only what is new',
    showAll: 'Show all hits',
  },
  batch: {
    title: 'Many queries at once',
    help: 'One query a line, in the words of the search. Each count opens its hits.',
    link: 'Many queries from a list or file',
    list: 'Queries, one a line',
    placeholder: '邮箱\n"remote access"\n74.120.172.10\nfrom:k0i 客户',
    file: 'From a file',
    run: (n: string) => `Count ${n}`.trim(),
    left: (n: string) => `${n} to go`,
    query: 'Query',
    passages: 'Passages',
    documents: 'Documents',
  },
};
