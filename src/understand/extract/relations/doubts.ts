/** Words that take back, condition or merely report what a clause seems to state, in three languages. */

/** Of what is denied, and of what is only supposed, asked or passed on. */
const DENIED_FACTOR = 0.35;
const SUPPOSED_FACTOR = 0.55;

const DENIED =
  /不是|并非|没(?![收想准])|未(?![来必])|不再|否认|并不|从不|从未|假的|谎称|不(?=卖|买|做|用|和|跟|与|给|向|会|想|要|能|属于|隶属|在|提供)|\b(?:not(?! only)|never|no longer|no evidence|without|den(?:y|ies|ied)|refus(?:es?|ed)|declin(?:es?|ed)|reject(?:s|ed)|turned down|failed to|cannot|stopped|n't)\b|n['’]t\b|(?<!\p{L})(?:не(?! только)|ни разу|нет|никогда|отриц\p{L}+|опроверг\p{L}*|отказал\p{L}+|перестал\p{L}*)(?!\p{L})/iu;
const SUPPOSED =
  /要是|如果|假如|倘若|(?:^|[。，；\s])若|万一|除非|一旦|是否|是不是|有没有|听说|据传|传言|传闻|疑似|怀疑|可能|或许|也许|打算|计划|准备|拟|考虑|想让|想要|希望|建议|争取|\b(?:if|unless|whether|in (?:the event|case)|provided that|suppos(?:e|ed|edly)|rumou?rs?|alleged(?:ly)?|heard|may|might|could|would|plans? to|planned to|hopes? to|wants? to|intends? to|considers?|considering|bids?)\b|(?<!\p{L})(?:если|в случае|при условии|ли|говорят|по слухам|слух\p{L}*|якобы|возможно|вероятно|может быть|планиру\p{L}+|собира\p{L}+ся|хоч\p{L}+|хотел\p{L}?|бы)(?!\p{L})/iu;
/** Behind the whole sentence: a question, or that it is hearsay. */
const TAKEN_BACK =
  /[?？]\s*$|(?:吗|么|真的假的|是谣言|不属实|谣传)[。！!]?\s*$|\b(?:rumou?r|just kidding|not confirmed)\b[^⟨]{0,12}$|(?:слухи|не подтвержд\p{L}+)[^⟨]{0,8}$/iu;

/** How much is left of a statement: 1 where nothing speaks against it. `clause` runs from the clause's beginning to the match's end. */
export function doubtOf(clause: string, sentence: string): number {
  if (DENIED.test(clause)) return DENIED_FACTOR;
  return SUPPOSED.test(clause) || TAKEN_BACK.test(sentence) ? SUPPOSED_FACTOR : 1;
}
