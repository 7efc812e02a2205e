// The default title rules: policy data, adopted like any other section. English and German, some French and Spanish.
// The rules are applied in domain/; the shape of a rule is in title-rules.ts.
import type { Seniority, TitleRule, TitleRules } from "./title-rules.ts";

const list = (text: string): string[] => text.split("|").map((phrase) => phrase.trim());

const rule = (name: string, seniority: Seniority | "unknown", phrases: string[], except: string[] = []): TitleRule => ({
  id: `title.${name}`,
  seniority,
  phrases,
  except,
});

const DEPARTMENTS = list(
  "sales|marketing|operations|finance|hr|it|legal|product|engineering|procurement|purchasing|design|data|growth|people|logistics|support|department|business development",
);

/** Titles with "manager" that name a subject, not a team: they do not imply that people report to this person. */
const NAMED_MANAGERS = list(
  "account manager|community manager|social media manager|project manager|product manager|program manager|programme manager|office manager|case manager|content manager|category manager",
);

/** "Head" alone does not imply seniority (head waiter, head lifeguard): a rule needs a department or "of" beside it. */
const HEADS = DEPARTMENTS.flatMap((department) => [`head ${department}`, `${department} head`]);

export const defaultTitleRules: TitleRules = {
  rules: [
    rule(
      "former",
      "unknown",
      list("retired|former|formerly|ex|emeritus|unemployed|looking for|aspiring|im ruhestand|ehemaliger|ehemalige"),
    ),
    rule(
      "assistant_to",
      "individual",
      list(
        "assistant to|assistant of|secretary to|executive assistant|personal assistant|pa to|ea to|office of|reporting to|reports to|assistenz der|assistent der|assistentin der|assistant de direction",
      ),
    ),
    rule(
      "founder",
      "founder",
      list(
        "founder|cofounder|founding partner|owner|proprietor|inhaber|inhaberin|gründer|gründerin|mitgründer|mitgründerin|fondateur|fondatrice|fundador|fundadora",
      ),
      list("product owner|process owner|data owner|system owner|account owner|control owner"),
    ),
    rule("vp", "vp", list("vp|avp|svp|evp|vice president|vicepresident|vizepräsident|vizepräsidentin")),
    rule(
      "c_level",
      "c_level",
      list(
        "ceo|cto|cfo|coo|cio|cmo|cro|ciso|cpo|chro|cdo|cco|cso|cao|chief * officer|chief executive|president|managing director|director general|general director|managing partner|geschäftsführer|geschäftsführerin|geschaeftsfuehrer|geschaeftsfuehrerin|geschäftsleitung|vorstand|vorstandsvorsitzender|vorstandsvorsitzende|pdg|président|présidente|directeur général|directrice générale|director gerente",
      ),
      list("student president|club president|class president"),
    ),
    rule("head", "head", [
      ...list(
        "head of|chief of staff|general manager|responsable|leiter|leiterin|abteilungsleiter|abteilungsleiterin|bereichsleiter|bereichsleiterin|vertriebsleiter|vertriebsleiterin|verkaufsleiter|verkaufsleiterin|marketingleiter|marketingleiterin|einkaufsleiter|einkaufsleiterin|personalleiter|personalleiterin|betriebsleiter|betriebsleiterin|werksleiter|werksleiterin|entwicklungsleiter|entwicklungsleiterin|logistikleiter|logistikleiterin|prokurist|prokuristin",
      ),
      ...HEADS,
    ]),
    rule(
      "director",
      "director",
      list("director|direktor|direktorin|directeur|directrice|directora"),
      list("art director|funeral director|casting director"),
    ),
    rule(
      "junior",
      "junior",
      list(
        "junior|jr|intern|internship|trainee|apprentice|working student|entry level|graduate|praktikant|praktikantin|werkstudent|werkstudentin|azubi|auszubildender|auszubildende|volontär|volontärin|stagiaire|becario|becaria",
      ),
    ),
    rule(
      "manager",
      "manager",
      list(
        "manager|supervisor|team lead|team leader|teamlead|teamleiter|teamleiterin|gruppenleiter|gruppenleiterin|schichtleiter|schichtleiterin|filialleiter|filialleiterin|projektleiter|projektleiterin|foreman|chef d'équipe|gerente",
      ),
      NAMED_MANAGERS,
    ),
    rule("lead_generation", "individual", list("lead generation|lead gen")),
    rule(
      "senior",
      "senior",
      list("senior|sr|principal|staff engineer|lead|leitender|leitende"),
      list("senior citizen|senior care|senior living"),
    ),
    rule("named_manager", "individual", NAMED_MANAGERS),
    rule(
      "individual",
      "individual",
      list(
        "designer|developer|engineer|programmer|analyst|accountant|bookkeeper|consultant|advisor|adviser|specialist|buyer|purchaser|planner|architect|scientist|researcher|technician|administrator|coordinator|co ordinator|representative|sales rep|salesperson|sales executive|account executive|recruiter|assistant|associate|secretary|clerk|writer|editor|lawyer|attorney|paralegal|auditor|art director|product owner|scrum master|operator|entwickler|entwicklerin|softwareentwickler|softwareentwicklerin|berater|beraterin|einkäufer|einkäuferin|ingenieur|ingenieurin|sachbearbeiter|sachbearbeiterin|referent|referentin|buchhalter|buchhalterin|assistenz|assistent|assistentin|techniker|technikerin|verkäufer|verkäuferin|vertriebsmitarbeiter|vertriebsmitarbeiterin|acheteur|acheteuse|développeur|développeuse|ingénieur",
      ),
    ),
  ],
};
