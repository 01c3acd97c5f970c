/** The signature under a letter: who, what they are, where they work, how to reach them; behind a closing formula or `--`. */
import type { EntityType } from '../../../model/entity.ts';
import { isFirstName } from '../names/english-lexicon.ts';
import { isRussianFirstName } from '../names/russian-first-names.ts';
import { isOrganisationName, isPersonName } from './party-name.ts';

export interface SignaturePart {
  readonly type: EntityType;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
}

export interface Signature {
  readonly person: SignaturePart;
  readonly positions: readonly SignaturePart[];
  readonly organisation?: SignaturePart;
  /** Where the block ends that holds it. */
  readonly end: number;
}

/** One language's formulas a line. What they end in is no part of the name. */
const CLOSINGS = [
  '(?:(?:best|kind|warm|kindest|warmest|many)[ ](?:regards|wishes|thanks)|regards|(?:yours[ ])?(?:sincerely|faithfully|truly)(?:[ ]yours)?|respectfully(?: yours)?|cordially|thanks and regards|thanks & regards|best,|cheers,)',
  '(?:с[ ](?:наилучшими[ ]пожеланиями|(?:искренним |глубоким )?уважением|приветом|почтением))',
  '(?:此致[\\s,，]*敬礼|此致|(?:顺祝|敬祝|顺颂|即颂|敬颂|谨祝|(?<!\\p{Script=Han})祝您?|恭祝)[\\p{Script=Han}]{2,6}|(?:专此|特此)(?:布达|函达|奉达|函告))',
];
const CLOSING = new RegExp(
  `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])(?:${CLOSINGS.join('|')})[\\s!！,，.。:：;；—–-]*|^[ \\t]*(?:--|—|__)[ \\t]*\\r?\\n`,
  'gimu',
);
/** Cheap and true of all that the closings fit. */
const MAY_CLOSE =
  /regards|wishes|thanks|sincerely|faithfully|truly|respectfully|cordially|best,|cheers,|с\s+\p{L}+\s*\p{L}*\s*(?:уважением|пожеланиями|приветом|почтением)|уважением|приветом|此致|敬礼|[祝颂]|布达|函达|奉达|函告|^[ \t]*(?:--|—|__)[ \t]*$/imu;
/** Where the letter that is answered begins. */
const QUOTED =
  /^[ \t]*(?:>|-{3,}|_{5,}|(?:From|Sent|To|Subject|发件人|发送时间|收件人|主题|От|Отправлено|Кому|Тема)\s?[:：]|On .{4,80} wrote:|.{4,60}(?:пишет|написал|写道)\s?[:：])/mu;
const LONGEST = 400;
const MOST_PIECES = 12;

const PIECE = /[^\n\r\t|｜•·;；,，/]+/gu;
const CONTACT =
  /@|:\/\/|\bwww\.|\+?\d[\d\s().-]{6,}|^(?:tel|phone|mob|mobile|cell|fax|direct|office|skype|telegram|whatsapp|web|address|e-?mail|电话|手机|传真|邮箱|地址|邮编|微信|网址|тел|моб|факс|адрес|почта|эл)(?:[\s.:：]|$)|^[QＱ]{2}\s?[:：]/iu;
const POSITION =
  /\b(?:manager|director|engineer|officer|head|chief|ceo|cto|cfo|ciso|coo|sales|consultant|analyst|specialist|assistant|secretary|president|developer|administrator|executive|partner|founder|lead|coordinator|adviser|advisor|accountant|lawyer|attorney|counsel|professor|researcher|representative|architect|supervisor|editor|journalist|inspector|operator)\b|(?:经理|总监|主任|主管|工程师|架构师|总裁|助理|专员|顾问|董事长?|代表|秘书|教授|讲师|研究员|部长|处长|科长|局长|院长|所长|会计|律师|记者|编辑|合伙人|负责人|运营|分析师)$|(?<!\p{L})(?:(?:ген|зам|коммерческий|технический|исполнительный|финансовый)\p{L}*\.?\s)?(?:менеджер|директор|начальник|руководитель|инженер|специалист|бухгалтер|заместитель|помощник|юрист|секретарь|аналитик|консультант|администратор|разработчик|программист|эксперт|представитель|редактор|журналист|профессор|председатель|координатор)/iu;
const DEPARTMENT =
  /(?:部|科|室|处|中心)$|^(?:отдел|департамент|управление|служба)(?!\p{L})|\b(?:department|division|team)$/iu;

/** Signatures in a text, in order. Without a person there is none. */
export function readSignatures(text: string): readonly Signature[] {
  if (!MAY_CLOSE.test(text)) return [];
  const found: Signature[] = [];
  let after = 0;
  for (const match of text.matchAll(CLOSING)) {
    const start = match.index + match[0].length;
    if (start < after) continue;
    const signature = readAt(text, start);
    if (signature === undefined) continue;
    found.push(signature);
    after = signature.person.end;
  }
  return found;
}

function readAt(text: string, start: number): Signature | undefined {
  const rest = text.slice(start, start + LONGEST);
  const quoted = QUOTED.exec(rest);
  const block = quoted === null ? rest : rest.slice(0, quoted.index);
  const pieces = piecesOf(block, start);
  let person: SignaturePart | undefined;
  let organisation: SignaturePart | undefined;
  const positions: SignaturePart[] = [];
  for (const { start: from, end } of pieces) {
    const words = text.slice(from, end);
    if (CONTACT.test(words)) continue;
    // Who signs comes first, or behind what they are and the firm that they sign for.
    if (person === undefined && isSigner(words) && !POSITION.test(words))
      person = { type: 'individual', start: from, end };
    else if (organisation === undefined && isOrganisationName(words) && words.length <= 80)
      organisation = { type: 'organization', start: from, end };
    else if (POSITION.test(words) && words.split(/\s/u).length <= 7 && words.length <= 70)
      positions.push({ type: 'position', start: from, end });
    else if (person === undefined && !DEPARTMENT.test(words)) break;
  }
  if (person === undefined) return undefined;
  return { person, positions, ...(organisation === undefined ? {} : { organisation }), end: start + block.length };
}

/** Parts of the block between line ends, bars and commas; Chinese words also between spaces. `Co., Ltd.` is no two parts. */
function piecesOf(block: string, offset: number): readonly { readonly start: number; readonly end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  const add = (start: number, end: number): void => {
    const raw = block.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const kept = raw
      .trim()
      .replace(/[.。:：]$/u, (mark) => (/(?:Inc|Ltd|Co|Corp|\p{Lu})\.$/u.test(raw.trim()) ? mark : ''));
    if (kept !== '') pieces.push({ start: offset + start + lead, end: offset + start + lead + kept.length });
  };
  for (const { 0: raw, index } of block.matchAll(PIECE)) {
    const last = pieces.at(-1);
    if (last !== undefined && /^\s?(?:Ltd|Inc|LLC|S\.A|Limited)\.?\s*$/u.test(raw) && block[index - 1] === ',') {
      last.end = offset + index + raw.trimEnd().length;
      continue;
    }
    if (/\p{Script=Han}/u.test(raw))
      for (const { 0: word, index: at } of raw.matchAll(/\S+/gu)) add(index + at, index + at + word.length);
    else add(index, index + raw.length);
    if (pieces.length >= MOST_PIECES) break;
  }
  return pieces;
}

/** A whole name, or a first name alone. */
function isSigner(words: string): boolean {
  if (isOrganisationName(words) || MAY_CLOSE.test(words)) return false;
  return isPersonName(words) || (/^\p{Lu}\p{Ll}+$/u.test(words) && (isFirstName(words) || isRussianFirstName(words)));
}
