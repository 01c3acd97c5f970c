/** The commonest small words of languages that share a script: what a line of three words is told by. */

const CYRILLIC: Readonly<Record<string, string>> = {
  ru: 'и в во не на что чтобы он она они это этот как а то но по к у же ты вы мы я за бы от из о об со для или если нет да ещё еще уже только меня мне его её их где кто когда там тут надо нужно есть был будет можно так все всё очень сколько почему спасибо привет сейчас завтра потом го ща щас чё че норм лс спс пж оч чо шо нету ага угу ну лан без него неё нее через после между кроме',
  uk: 'той та те і й в у не на що щоб він вона вони це цей як а та але по до ти ви ми я за б від із про зі для або якщо ні так ще вже тільки мене мені його її їх де хто коли там тут треба потрібно є був буде можна все дуже скільки чому дякую привіт зараз завтра потім будь ласка немає самий буду добре чекаю гарно зроблю роблю зробив зробити маю маєш кажи швидко ось нехай хай поки звідки завжди ніколи разом гроші пізніше гаразд згоден зрозумів бачу слава нічого кажуть',
  be: 'і ў не на што каб ён яна яны гэта гэты як а але па да ты вы мы я за б ад з аб для або калі не так яшчэ ужо толькі мяне мне яго яе іх дзе хто там тут трэба ёсць быў будзе можна усё вельмі колькі чаму дзякуй зараз заўтра потым няма',
  bg: 'и в не на че да той тя те това този как а но по към ти вие ние аз за би от из или ако още вече само мен ми го ги къде кой кога там тук трябва има беше ще може много колко защо благодаря сега утре после са се съм си сме няма добре',
  sr: 'и у не на што да он она они ово овај како а али по до ти ви ми ја за би од из о или ако још већ само мене ме га их где гдје ко када тамо овде треба има био биће може све врло колико зашто хвала сада сутра после је су се сам смо нема добро шта',
  mk: 'и во не на што да тој таа тие ова овој како а но по до ти вие ние јас за би од или ако уште веќе само мене ме го ги каде кој кога таму тука треба има беше ќе може многу колку зошто благодарам сега утре потоа е се сум сме нема добро',
  kk: 'және бұл ол біз сіз мен сен не емес бар жоқ қайда кім қашан керек болды болады өте неге рахмет қазір ертең кейін үшін туралы бірақ да де',
  mn: 'ба энэ тэр бид та би чи юу биш бий байна байгаа хаана хэн хэзээ хэрэгтэй болно маш яагаад баярлалаа одоо маргааш дараа гэж нь бол гэхдээ үгүй',
  tt: 'һәм бу ул без сез мин син нәрсә түгел бар юк кайда кем кайчан кирәк булды була бик нигә рәхмәт хәзер иртәгә өчен турында ләкин да дә',
  ky: 'жана бул ал биз сиз мен сен эмне эмес бар жок кайда ким качан керек болду болот абдан рахмат азыр эртең үчүн бирок',
  tg: 'ва ин он мо шумо ман ту чӣ не нест ҳаст аст куҷо кӣ кай лозим шуд мешавад хеле чаро раҳмат ҳозир пагоҳ баъд барои аммо ки ба аз дар бо',
};

const LATIN: Readonly<Record<string, string>> = {
  en: 'the a an and or but to of in on at for with from by is are was were be been it its this that these those i you he she we they me him her us them my your our their not no yes do does did have has had will would can could should what who where when why how here there now then just so if up out all any some more ok please thanks new get got',
  de: 'der die das ein eine einen dem den und oder aber zu von in im auf an für mit aus bei ist sind war waren sein es dies ich du er sie wir ihr mich mir dich ihn uns nicht kein keine nein ja tun haben hat hatte wird werden kann können was wer wo wann warum wie hier da jetzt dann nur so wenn auch noch schon bis morgen heute bitte danke vergessen geht gut',
  fr: 'le la les un une des et ou mais à au aux de du en dans sur pour avec par est sont était être il elle ce cette ces je tu nous vous ils elles me te se mon ton son ne pas non oui avoir ai as a ont sera peut quoi qui où quand pourquoi comment ici là maintenant alors si aussi plus tout très merci bonjour demain ça va marche',
  es: 'el la los las un una y o pero a al de del en para con por es son era ser está están lo esto ese este yo tú él ella nosotros ellos me te se mi tu su no sí hay he ha han será puede qué que quién dónde cuándo cómo aquí ahí ahora si también más todo muy gracias hola hasta mañana nuevo nueva ya',
  pt: 'o a os as um uma e ou mas ao de do da dos em no na nos para com por é são era ser está estão isso este esse eu você ele ela nós eles me te se meu teu seu não sim há tem ter será pode que quem onde quando como aqui agora se também mais tudo muito obrigado olá até amanhã nova novo já',
  it: 'il lo la i gli le un una e o ma a al di del della in nel su per con da è sono era essere questo quello io tu lui lei noi voi loro mi ti si mio tuo suo non no sì ho ha hanno sarà può che chi dove quando come qui ora adesso se anche più tutto molto grazie ciao domani già',
  pl: 'i w we z ze na do od dla o po przez jest są był była być to ten ta te ja ty on ona my wy oni mnie mi cię go nie tak ma mam mają będzie może co kto gdzie kiedy dlaczego jak tu tam teraz czy też więcej wszystko bardzo dziękuję cześć jutro już się',
  nl: 'de het een en of maar te van in op aan voor met uit bij is zijn was waren dit dat ik jij je hij zij wij we jullie mij hem haar ons niet geen nee ja heb heeft had zal kan wat wie waar wanneer waarom hoe hier daar nu dan als ook nog al tot morgen bedankt',
  tr: 've veya ama bir bu şu o ben sen biz siz onlar ne kim nerede neden nasıl var yok değil için ile da de mi mı çok daha şimdi yarın bugün sonra evet hayır lütfen teşekkürler gibi kadar olarak oldu',
  id: 'yang dan atau tapi di ke dari untuk dengan ini itu saya aku kamu dia kami kita mereka tidak bukan ya ada akan bisa apa siapa mana kapan kenapa bagaimana sini sana sekarang besok sudah belum juga lagi semua sangat terima kasih nya sama kalau',
  ro: 'și sau dar la de din în pe pentru cu este sunt era fi acest această eu tu el ea noi voi ei mă te se nu da are am au va poate ce cine unde când cum aici acum dacă mai tot foarte mulțumesc mâine',
  cs: 'a v ve z na do od pro o po s je jsou byl být to ten ta já ty on ona my vy oni mě mi ho ne ano má mám bude může co kdo kde kdy proč jak tady tam teď jestli také více všechno velmi děkuji ahoj zítra už se není',
};

function reverse(lists: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of Object.entries(lists)) {
    for (const word of new Set(words.split(' '))) languages.set(word, [...(languages.get(word) ?? []), language]);
  }
  return languages;
}

const OF_CYRILLIC = reverse(CYRILLIC);
const OF_LATIN = reverse(LATIN);

/** How many of the words, in lower case, each language has among its small ones. */
export function countFunctionWords(
  words: readonly string[],
  script: 'Cyrillic' | 'Latin',
): ReadonlyMap<string, number> {
  const known = script === 'Cyrillic' ? OF_CYRILLIC : OF_LATIN;
  const counts = new Map<string, number>();
  for (const word of words) {
    for (const language of known.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return counts;
}

/** Languages with the most; empty where nobody has any. */
export function mostFunctionWords(counts: ReadonlyMap<string, number>): readonly string[] {
  const most = Math.max(0, ...counts.values());
  return most === 0 ? [] : [...counts].filter(([, count]) => count === most).map(([language]) => language);
}
