/** All readers, most particular first: the first one that accepts a file gets it. */
import { compressedStreamReader } from './archive/compressed-stream.ts';
import { lz4Reader } from './archive/lz4-file.ts';
import { sevenZipReader } from './archive/seven-zip.ts';
import { splitFileReader } from './archive/split-file.ts';
import { warcReader } from './archive/warc.ts';
import { zipReader } from './archive/zip.ts';
import { zipSalvageReader } from './archive/zip-salvage.ts';
import { chatExportReader } from './chat/chat-export.ts';
import { chatHtmlReader } from './chat/chat-html.ts';
import { chatJsonReader } from './chat/chat-json.ts';
import { chatTableReader } from './chat/chat-table.ts';
import { chatTextReader } from './chat/chat-text.ts';
import { chatUnquotedReader } from './chat/chat-unquoted.ts';
import { slackUsersReader } from './chat/slack-users.ts';
import { smsBackupReader } from './chat/sms-backup.ts';
import { telegramHtmlReader } from './chat/telegram-html.ts';
import { accessReader } from './database/access.ts';
import { cardsReader } from './database/cards.ts';
import { dbfReader } from './database/dbf.ts';
import { sqlDumpReader } from './database/sql-dump.ts';
import { sqliteReader } from './database/sqlite.ts';
import { torrentReader } from './database/torrent.ts';
import { gitRepositoryReader } from './git/git-repository.ts';
import { iworkReader, iworkXmlReader } from './iwork/iwork-reader.ts';
import { emlReader } from './mail/eml.ts';
import { mboxReader } from './mail/mbox.ts';
import { msgReader } from './mail/msg.ts';
import { pstReader } from './mail/pst.ts';
import { signedFileReader } from './mail/signed-file.ts';
import { tnefReader } from './mail/tnef.ts';
import { compoundReader } from './office/compound-reader.ts';
import { docxReader } from './office/docx-reader.ts';
import { odfFlatReader } from './office/odf-flat-reader.ts';
import { odfReader } from './office/odf-reader.ts';
import { oldSheetReader } from './office/old-sheet-reader.ts';
import { oneNoteReader } from './office/onenote.ts';
import { pptxReader } from './office/pptx-reader.ts';
import { vsdxReader } from './office/vsdx-reader.ts';
import { xlsxReader } from './office/xlsx-reader.ts';
import { pdfReader } from './pdf/pdf-reader.ts';
import { metafileReader } from './picture/metafile.ts';
import { pictureReader } from './picture/picture-reader.ts';
import type { Reader } from './reader.ts';
import { REFERENCE_READERS } from './reference/reference-readers.ts';
import { delimitedReader } from './table/delimited.ts';
import { epubReader } from './text/epub.ts';
import { htmlReader } from './text/html.ts';
import { jsonReader } from './text/json.ts';
import { markdownReader, pagePicturesReader } from './text/markdown.ts';
import { plainTextReader } from './text/plain-text.ts';
import { rtfReader } from './text/rtf.ts';
import { xmlReader } from './text/xml.ts';
import { encryptedFileReader } from './unknown/encrypted-file.ts';
import { stringsReader } from './unknown/strings.ts';

export const READERS: readonly Reader[] = [
  // What is read with others is no longer what it looks like alone.
  splitFileReader,
  gitRepositoryReader,
  // What nothing can be read of without a key.
  encryptedFileReader,
  // Structured public intelligence.
  ...REFERENCE_READERS,
  // Chats.
  chatTableReader,
  chatExportReader,
  chatJsonReader,
  chatUnquotedReader,
  slackUsersReader,
  smsBackupReader,
  telegramHtmlReader,
  chatHtmlReader,
  chatTextReader,
  // Mail.
  mboxReader,
  emlReader,
  msgReader,
  pstReader,
  tnefReader,
  signedFileReader,
  // Office files come before zip: most of them are archives.
  docxReader,
  xlsxReader,
  pptxReader,
  odfReader,
  odfFlatReader,
  vsdxReader,
  iworkReader,
  oldSheetReader,
  compoundReader,
  oneNoteReader,
  // PDF and pictures.
  pdfReader,
  pictureReader,
  metafileReader,
  // Databases.
  sqliteReader,
  accessReader,
  dbfReader,
  sqlDumpReader,
  cardsReader,
  torrentReader,
  // Archives; a book is one too.
  epubReader,
  zipReader,
  compressedStreamReader,
  lz4Reader,
  sevenZipReader,
  zipSalvageReader,
  warcReader,
  // Tables, markup, text.
  rtfReader,
  delimitedReader,
  pagePicturesReader,
  htmlReader,
  iworkXmlReader,
  xmlReader,
  markdownReader,
  jsonReader,
  plainTextReader,
  // Whatever is left.
  stringsReader,
];
