// The prefixes by which a subject says that it answers or forwards another one, in all languages. A subject with one repeats ours.
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { folded } from "./phrase-search.ts";

/** A header line is at most 998 characters (RFC 5322); prefixes behind that are content. */
const MOST_PREFIX_CHARACTERS = 1_000;

const PREFIXES: ReadonlySet<string> = new Set(
  `re aw antw antwort sv svar vs vast vastaus vb vl vä odp odpowiedź rif rép rep réf ref réponse res resp respuesta resposta risposta r i ynt yanıt ilt ynt atb vá válasz továbbítás tov bls balas trs fw fwd wg wtr wl weiterleitung weitergeleitet doorst doorsturen doorgestuurd
  tr rv reenv reenviado enc encaminhado encaminhada inoltro inoltra pd fs fwrd fyi vidarebefordrat videresendt videresend edelleen přeposláno předat odpověď fwd odg odgovor proslj prosljeđeno сообщение отв ответ на ha пересл отправ відп відповідь απ σχετ πρθ προωθ 回复 答复 回覆 答覆 回信 转发 轉寄 轉發 转寄 返信 転送 답장 회신 전달 re-antw
  השב תגובה הועבר רד رد إعادة توجيه trả chuyển tl ตอบ ส่งต่อ răsp redir ats atsakymas atb. vst edasi yt`
    .split(/\s+/)
    .map((prefix) => folded(prefix)),
);

/** A prefix of one or two words with a count, and its colon: `Re:`, `RE[2]:`, `Re(3):`, `Re^2:`, `TR :`, `回复：`. */
const PREFIX =
  /[\s\u00a0]*([\p{L}\p{M}-]{1,20}\.?|إعادة توجيه)[\s\u00a0]?(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4}|\*\d{1,4}|\d{1,2})?[\s\u00a0]?[:：]/uy;
/** What gateways and filters put before a subject. */
const TAG =
  /[\s\u00a0]*[[({*]{1,3}\s?(?:external|ext|extern|externe|externo|esterno|outside|spam\??|suspected spam|bulk)(?: e-?mail| sender| mail| message)?\s?[\])}*]{1,3}[:\s]?/iuy;

/** Where the prefixes of the subject end, and whether there is one that answers or forwards. */
function prefixesOf(subject: string): { readonly end: number; readonly answers: boolean } {
  const head = subject.slice(0, MOST_PREFIX_CHARACTERS);
  let end = 0;
  let answers = false;
  for (;;) {
    const tag = lengthAt(TAG, head, end)?.[0];
    if (tag !== undefined) {
      end += tag.length;
      continue;
    }
    const found = lengthAt(PREFIX, head, end);
    if (!found || !PREFIXES.has(folded(found[1] ?? "").replace(/\.$/, ""))) return { end, answers };
    end += found[0].length;
    answers = true;
  }
}

function lengthAt(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

/** The subject without all its prefixes of answering and forwarding, and the tags of gateways between them. May be empty. */
export const stripPrefixes = (subject: string): string => subject.slice(prefixesOf(subject).end).trim();

/** Whether the subject answers or forwards another one. */
export const answersSubject = (subject: string): boolean => prefixesOf(subject).answers;

/** The subject where it is the person's own. */
export const ownSubject = (subject: string): string =>
  answersSubject(subject) ? "" : subject.trim().slice(0, SIGNAL_LIMITS.short);
