/** The character tables inside opencc-js, which its own types leave out: `from to to|from to|…`. */
declare module 'opencc-js/dict/STCharacters' {
  const table: string;

  export { table as default };
}
declare module 'opencc-js/dict/TSCharacters' {
  const table: string;

  export { table as default };
}
declare module 'opencc-js/dict/JPShinjitaiCharacters' {
  const table: string;

  export { table as default };
}
