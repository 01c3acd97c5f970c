/** What is known of a host name's last label: whether the public root has it, and what else it can be. */
import { parse } from 'tldts';

/** Bits; 0 when no name with this ending can be public: most dotted tokens are out by that alone. */
export const ENDING = {
  known: 1,
  /** Public suffixes of more than one label lie below it: a short name may be one of them, `co.uk`. */
  deep: 2,
  /** A file's ending too. */
  file: 4,
  /** An everyday word, or a member in code. */
  wordy: 8,
  /** The products below end so. */
  product: 16,
  /** So common that a package's first word before it says nothing. */
  common: 32,
  onion: 64,
  i2p: 128,
} as const;

/** Endings that are both a top-level domain and a file's. */
const FILE_ENDINGS = new Set(
  'py sh pl rs md zip mov ps so cc pm sc app cab st tf vb ini bat exe dll mm mk sql cs ml vi gz do to br'
    .split(' ')
    .filter((ending) => !['to', 'br', 'ml', 'mk', 'vi', 'do'].includes(ending)),
);

/** Top-level domains that are also everyday words or members in code. */
const WORDY_ENDINGS = new Set(
  'id to is no in at host name map top body location it as so me my be do am pm by us info data new next run now link zip mov call show date off open page report review rocks style support tools watch works world zone help game games fun free fit fail express events email domains direct diet cool codes click chat center care cards cafe business build blog band bar art app map java js box win ing ad ads day goo how meme app dev prof rest search play channel phd esq boo rsvp new fly hot soy foo bar case chrome android'.split(
    ' ',
  ),
);

const PRODUCT_ENDINGS = new Set('net js io me md'.split(' '));
const COMMON_ENDINGS = new Set('com net org ru cn de info biz io'.split(' '));
const RESERVED = new Set('example test invalid bit lib'.split(' '));

/** Country codes without public suffixes below them; a test compares them with the list itself. */
export const FLAT_COUNTRIES: ReadonlySet<string> = new Set(
  'ad md td de ne ga va cf gf wf tf cg tg nl hm gm pm sm gb cc tc mh ch li si fo yt ru su eu lu nu dj sj dk tk mp gq aq mq tv bv gw sr gs is ax'.split(
    ' ',
  ),
);
/** The other endings with public suffixes below them. */
export const DEEP_ENDINGS: ReadonlySet<string> = new Set('pro int arpa aero'.split(' '));

const PARSE = { allowPrivateDomains: false, detectIp: false, extractHostname: false } as const;

function findKind(ending: string): number {
  if (ending === 'onion') return ENDING.onion;
  if (ending === 'i2p') return ENDING.i2p;
  const isAscii = /^[a-z][a-z0-9-]*$/.test(ending);
  // A country may have rules for its second level alone, `co.za`.
  const isPublic = !isAscii || ending.length === 2 || parse(`a.b.${ending}`, PARSE).isIcann === true;
  if (!isPublic && !RESERVED.has(ending)) return 0;
  const isFlat =
    isPublic &&
    (ending.length === 2 ? FLAT_COUNTRIES.has(ending) : /^[a-z]+$/.test(ending) && !DEEP_ENDINGS.has(ending));
  return (
    ENDING.known |
    (isFlat ? 0 : ENDING.deep) |
    (FILE_ENDINGS.has(ending) ? ENDING.file : 0) |
    (WORDY_ENDINGS.has(ending) ? ENDING.wordy : 0) |
    (PRODUCT_ENDINGS.has(ending) ? ENDING.product : 0) |
    (COMMON_ENDINGS.has(ending) ? ENDING.common : 0)
  );
}

/** Some 1,500 endings are public, and there are few others in any text. */
const MOST_KEPT = 8192;
const kinds = new Map<string, number>();
const packedKinds = new Map<number, number>();

/** Bits of `ENDING` for a lower-case ending. */
export function kindOfEnding(ending: string): number {
  const found = kinds.get(ending);
  if (found !== undefined) return found;
  const kind = findKind(ending);
  if (kinds.size >= MOST_KEPT) kinds.clear();
  kinds.set(ending, kind);
  return kind;
}

/** The same for an ending of one to six ASCII letters, packed; it stands behind the last dot of `lower`. */
export function kindOfPacked(packed: number, lower: string, lastDot: number): number {
  const found = packedKinds.get(packed);
  if (found !== undefined) return found;
  const kind = findKind(lower.slice(lastDot + 1));
  if (packedKinds.size >= MOST_KEPT) packedKinds.clear();
  packedKinds.set(packed, kind);
  return kind;
}
