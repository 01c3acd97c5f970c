/** Chats as one HTML table in a Markdown or HTML file, with columns such as Time, From, To, Message. */
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { type HtmlTableRow, htmlTableRows } from '../text/html-table.ts';
import { wholeText } from '../text/text-source.ts';
import { type ChatColumns, chatColumns } from './chat-fields.ts';
import { messagePassage } from './chat-message.ts';

const FIRST_TABLE = /<table\b[^>]*>\s*(?:<t(?:head|body)[^>]*>\s*)?(<tr\b[\s\S]*?)<\/tr>/i;

export const chatTableReader: Reader = {
  name: 'chat-table',
  version: 1,
  accepts(probe) {
    const header = probe.headText && FIRST_TABLE.exec(probe.headText)?.[1];
    return Boolean(header && columnsOf(htmlTableRows(`<table>${header}</tr></table>`)[0]));
  },
  async read(input, sink) {
    const { text, charset } = await wholeText(input);
    const rows = htmlTableRows(text);
    const columns = columnsOf(rows[0]);
    const header = rows[0]?.cells.map((cell) => cell.text) ?? [];
    if (!columns) throw new TelltaleError('unsupported-format', 'The table has no columns of a chat.');
    const at = (row: HtmlTableRow, column: string | undefined): HtmlTableRow['cells'][number] | undefined =>
      column === undefined ? undefined : row.cells[header.indexOf(column)];
    let links = 0;
    for (const [index, row] of rows.slice(1).entries()) {
      const message = at(row, columns.text);
      const images = message?.images ?? [];
      const shown = message?.text || images.map((image) => `[${image}]`).join(' ');
      const passage = await sink.passage(
        messagePassage(
          {
            text: shown,
            time: at(row, columns.time)?.text,
            sender: at(row, columns.sender)?.text,
            recipients: [at(row, columns.recipient)?.text ?? ''],
          },
          index,
        ),
      );
      for (const image of images) {
        links += 1;
        await sink.link({ relation: 'attachment', target: image, position: links, passage });
      }
    }
    return {
      kind: 'chat',
      mediaType: 'text/html',
      properties: { charset, messages: String(Math.max(0, rows.length - 1)) },
    };
  },
};

function columnsOf(row: HtmlTableRow | undefined): ChatColumns | undefined {
  return row && chatColumns(row.cells.map((cell) => cell.text));
}
