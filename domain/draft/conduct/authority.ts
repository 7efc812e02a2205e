// Rule against drafts that speak in the name of an office, a firm or a law.
import { isCondition } from "../clause-kinds.ts";
import { clausesOf } from "../clauses.ts";
import { isElsewhere } from "./languages.ts";
import { word } from "./word.ts";

/** Offices and firms in whose name only they themselves may speak. */
const AUTHORITY = String.raw`(?:\p{L}+ ){0,2}(?:police|tax (?:office|authority|authorities|administration)|revenue|government|ministry|court|judge|bank|central bank|regulator\p{L}*|authorit(?:y|ies)|supervisory\p{L}*|commission|customs|federal\p{L}*|state|lawyer|attorney|solicitor|notary|prosecutor\p{L}*|it (?:department|team|support|desk|security)|help ?desk|administrator|data protection\p{L}*(?: (?:authority|officer|office|commissioner))?|chamber of commerce|ceo|cfo|board|managing director|management|head office|headquarters|parent company|auditors?|compliance\p{L}*|microsoft|google|apple|amazon|paypal|europol|interpol|fbi|hmrc|irs|ico|insurance\p{L}*|health (?:office|authority)|security team|provider|employer|boss|chief executive)`;
const BEHOERDE = String.raw`(?:\p{L}+ ){0,2}(?:\p{L}+(?:aufsicht|behörde|ministerium|kammer|anwaltschaft)\p{L}*|polizei|finanzamt\p{L}*|finanzbehörde|regierung|ministerium\p{L}*|amtsgericht\p{L}*|landgericht\p{L}*|gerichtshof\p{L}*|gericht(?= (?:verlangt|fordert|verpflichtet|ordnet|besteht|erwartet|schreibt|will|prüft|hat (?:\p{L}+ ){0,3}(?:angeordnet|entschieden|verfügt|beauftragt|bestimmt)))|gerichts|richter\p{L}*|bank|hausbank|bundesbank|behörde\p{L}*|aufsicht\p{L}*|kommission|zoll|bundes\p{L}*|anwalt\p{L}*|rechtsanwalt\p{L}*|kanzlei|notar\p{L}*|staatsanwalt\p{L}*|it-abteilung|it-support|administrator\p{L}*|datenschutz\p{L}*|handelskammer|ihk|geschäftsführ\p{L}*|geschäftsleitung|vorstand\p{L}*|zentrale|konzernleitung|wirtschaftsprüf\p{L}*|versicherung\p{L}*|microsoft|google|paypal|gesundheitsamt\p{L}*|krankenkasse|arbeitgeber\p{L}*|chef\p{L}*)`;
const FALSE_AUTHORITY = [
  word(
    String.raw`(?:on behalf of|in the name of|by order of|by authority of|under (?:the )?(?:authority|orders?|instructions?) of|acting for|representing|calling from|writing (?:from|for|to you (?:from|for|as))|i am (?:from|with|at)|we are (?:from|with|at|the|your)|i am (?:the|your)|this is (?:the|your)|as (?:the|your)|speaking (?:for|as)|here is the|authori[sz]ed by|mandated by|instructed by|commissioned by|ordered by|appointed by|at the request of|at the direction of|approved by|certified by|endorsed by|as agreed with|as ordered by|agreed by|confirmed by) ${AUTHORITY}`,
    String.raw`(?:the|your|our) ${AUTHORITY} (?:requires?|demands?|orders?|instructs?|expects?|insists?) (?:it|this|that|an?|your|you|us|me|to)|(?:i|we) (?:represent|speak for|act for|come from) (?:the |your )?${AUTHORITY}|(?:the|your|our) ${AUTHORITY} (?:has|have|had|is|are|will|requires?|demands?|orders?|instructs?|expects?|wants?|asks?|insists?) ?(?:also |already |just )?(?:ordered|instructed|asked|requested|required|approved|told|authori[sz]ed|confirmed|decided|agreed|mandated|requiring|demanding|waiting|asking|you|that|us|me|this|to)`,
    String.raw`(?:required|obliged|obligated|compelled|mandatory|compulsory|prescribed|demanded|necessary|bound) (?:by|under) (?:\p{L}+ ){0,3}(?:law|act|regulations?|statute|gdpr|directive|code|court|authorit\p{L}+|government)|legally (?:required|obliged|obligated|bound|compelled|mandatory)|(?:by|under) (?:\p{L}+ )?law,? you|under penalty of law|the (?:law|gdpr|regulation|act|statute|new directive) (?:requires|obliges|demands|compels|says|states|prescribes|orders|forces|forbids)|statutory (?:duty|obligation|deadline|notice|inspection|audit)|court order|subpoena|search warrant|official (?:notice|order|request|inspection|warning|letter|communication|investigation|decree|audit)|government (?:order|programme|notice|inspection)|under investigation|case number|file number|badge number|public authority|state-approved|officially (?:appointed|authori[sz]ed|recogni[sz]ed|approved|required|ordered)|sworn (?:officer|duty|official|enemy)|in my capacity as|by virtue of my office`,
  ),
  word(
    String.raw`(?:im auftrag|im namen|auf anordnung|auf anweisung|auf weisung|in vertretung|stellvertretend für|auf veranlassung|beauftragt von|bevollmächtigt von|autorisiert von|zertifiziert von|genehmigt von|hier ist|hier spricht|hier schreibt|ich bin|wir sind|als(?= (?:ihr|der|die|das|vertreter|beauftragt))|vertreter)(?: von| der| des| die| das| dem| ihr\p{L}{0,2}| für)* ${BEHOERDE}`,
    String.raw`(?:die|das|der|ihre?|unsere?) ${BEHOERDE} (?:hat|haben|verlangt|fordert|schreibt|verpflichtet|erwartet|ordnet|will|wollen|besteht|prüft|bittet)`,
    String.raw`gesetzlich (?:verpflichtet|vorgeschrieben|erforderlich|gezwungen)|(?:nach|laut|gemäß)(?: \p{L}+){0,3} (?:gesetz\p{L}*|dsgvo|verordnung|paragraf\p{L}*|richtlinie|anordnung|beschluss)|das gesetz (?:verlangt|schreibt|verpflichtet)|die dsgvo (?:verlangt|schreibt|verpflichtet)|amtlich\p{L}*|behördlich\p{L}*|gerichtsbeschluss|gerichtliche\p{L}*|aktenzeichen|staatlich\p{L}*|von amts wegen|ermittlungsverfahren|hoheitlich\p{L}*|in meiner eigenschaft als|offizielle (?:anordnung|mitteilung|prüfung|aufforderung|stelle)`,
  ),
] as const;
/** The clauses that set no condition: "if your board wants to see it" speaks in nobody's name. */
const clausesWithout = (folded: string): string[] =>
  clausesOf(folded)
    .filter((clause) => !isCondition(clause))
    .map(({ text }) => text);

/** Whether the draft speaks in the name of an office, a firm or a law that is not ours to speak for. */
export const claimsAuthority = (folded: string): boolean =>
  clausesWithout(folded).some(
    (text) => isElsewhere("authority", text) || FALSE_AUTHORITY.some((pattern) => pattern.test(text)),
  );
