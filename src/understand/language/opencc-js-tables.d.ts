/** The character tables inside opencc-js, which its own types leave out: `from to to|from to|…`. */
declare module 'opencc-js/dict/STCharacters' {
  const table: string;

  // biome-ignore lint/style/noDefaultExport: opencc-js exports its tables so.
  export default table;
}
declare module 'opencc-js/dict/TSCharacters' {
  const table: string;

  // biome-ignore lint/style/noDefaultExport: opencc-js exports its tables so.
  export default table;
}
declare module 'opencc-js/dict/JPShinjitaiCharacters' {
  const table: string;

  // biome-ignore lint/style/noDefaultExport: opencc-js exports its tables so.
  export default table;
}
