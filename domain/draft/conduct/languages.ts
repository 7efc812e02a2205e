// The words of the conduct rules in the further languages in which a draft may be written, as data: what is asked for, and by which words;
// threats, insults, borrowed authority, admissions that the person declined, and words that bind us. English and German stand beside their rules.
import { isBefore, word } from "./word.ts";

interface Words {
  /** Words that ask, and things that nobody may ask for: an asking word with such a thing behind it is a demand. */
  readonly asks: string;
  readonly secrets: string;
  /** Demands by themselves: a payment in advance, a new account, access to a computer. */
  readonly demands: string;
  readonly threats: string;
  readonly insults: string;
  readonly authority: string;
  readonly unwanted: string;
  readonly binds: string;
  /** "No password is needed": a sentence that excludes the thing. */
  readonly excludes: string;
}

const raw = String.raw;

const LANGUAGES: Readonly<Record<"fr" | "es" | "it" | "pt" | "nl" | "pl", Words>> = {
  fr: {
    asks: raw`veuillez|merci d[e']|envoyez|envoyer|donnez|indiquez|communiquez|transmettez|saisissez|confirmez|partagez|fournir|fournissez|dites|lisez|achetez|pouvez-vous|pourriez-vous|quel est|il (?:me|nous) faut|j'ai besoin|nous avons besoin|il suffit`,
    secrets: raw`mots? de passe|identifiants?|code (?:reçu|de vérification|de sécurité|secret|par sms|sms|pin)|codes?(?: \p{L}+){0,2} sms|numéro de (?:carte|compte)|carte (?:bancaire|de crédit|d'identité|bleue)|coordonnées bancaires|passeport|rib|iban|pièce d'identité|permis de conduire|clé api|cartes? cadeaux?|relevé (?:bancaire|de compte)|date de naissance|selfie`,
    demands: raw`(?:virez|virement|versez|payez|réglez|règlement|acompte)(?: \p{L}+){0,6} (?:avance|immédiatement|aujourd'hui|d'abord|maintenant|sans délai|préalable)|(?:acompte|paiement)(?: \p{L}+){0,3} (?:exigé|requis|dû)|(?:nouveau compte|nouvel iban|nouvelles coordonnées bancaires|(?:compte|banque|coordonnées bancaires)(?: \p{L}+){0,3} chang\p{L}+)|(?:anydesk|teamviewer)|accès à (?:votre|vos) (?:ordinateurs?|boîte|comptes?|serveurs?|messagerie)|désactivez(?: \p{L}+){0,2} (?:antivirus|pare-feu)|payez(?: \p{L}+){0,3} facture|virez(?:-nous)?`,
    threats: raw`(?:avocats?|tribunal|justice|huissier|police|poursuites|plainte|recouvrement|pénalités?)(?: \p{L}+){0,8} (?:sinon|si vous)|(?:sinon|si vous ne|à défaut|faute de réponse|sans réponse)(?:,? \p{L}+){0,10} (?:avocats?|tribunal|justice|huissier|police|poursuites|plainte|recouvrement|pénalités?|conséquences|patron|chef|publi\p{L}+|supprim\p{L}+|bloqu\p{L}+)|vous (?:allez )?(?:le )?(?:regretter\p{L}*|le regretterez)|dernier (?:avertissement|rappel avant)|nous savons où vous|mise en demeure|vous êtes prévenue?s?|aura des conséquences|on se verra au tribunal|porter plainte|poursuites judiciaires`,
    insults: raw`idiote?s?|imbéciles?|stupides?|crétine?s?|incompétente?s?|ridicules?|menteu(?:r|se)s?|minables?|pathétiques?|honteu(?:x|se)|paresseu(?:x|se)s?|nul(?:le)?s? en|vous êtes (?:bêtes?|nuls?)`,
    authority: raw`(?:au nom d[eu]|de la part d[eu]|mandaté\p{L}* par|sur ordre d[eu]|ici)(?: la| le| l'| votre| vos)? ?(?:police|banque|tribunal|justice|ministère|gouvernement|fisc|impôts|direction|préfecture|cnil|autorités?|assurance|avocat)|la loi (?:vous )?(?:oblige|exige|impose)|vous êtes (?:légalement )?(?:tenue?s?|obligée?s?) (?:par la loi )?de répondre|légalement obligatoire|votre (?:direction|banque|patron|avocat|assurance) (?:a|exige|demande|veut)|avis officiel|(?:le|la) (?:rgpd|loi|tribunal|police|préfecture|fisc) (?:exige|oblige|impose|ordonne|demande)`,
    unwanted: raw`(?:bien que|malgré|même si|je sais que|nous savons que|vous (?:avez|aviez))(?: \p{L}+){0,8} (?:désabonn\p{L}+|désinscri\p{L}+|refus\p{L}*|plus (?:être contactée?|recevoir)|opposition|ne plus vous (?:écrire|contacter)|ne plus être contactée?s?)|vous (?:ne )?(?:vouliez|voulez|souhaitiez|souhaitez) (?:plus|pas)(?: \p{L}+){0,3} (?:contactée?s?|e-?mails?|messages?|écri\p{L}+|recevoir)|sans votre (?:accord|consentement)|contre votre (?:gré|volonté)|liste d'opposition`,
    binds: raw`nous (?:acceptons|renonçons|accordons|garantissons|reconnaissons|annulons|prolongeons|remboursons|remboursons|signons|devons)(?! (?:pas|volontiers votre invitation))(?: \p{L}+){0,4}|nous nous engageons|je (?:garantis|renonce|accepte|reconnais|m'engage)|par la présente|votre (?:contrat|commande|facture|abonnement) est (?:annulée?|confirmée?|acceptée?|prolongée?|payée?)|nous prenons (?:tous les|les|à notre charge)(?: \p{L}+)?|à nos frais|c'est (?:de )?notre faute`,
    excludes: raw`aucun|jamais|pas besoin|n'est pas nécessaire|ne (?:demandons|demande|communiquez|donnez|envoyez)`,
  },
  es: {
    asks: raw`por favor|env[ií]e(?:nos|me)?|enviar(?:nos|me)?|mand\p{L}+|d[ií]ga(?:nos|me)|indique(?:nos|me)?|comparta|facilite(?:nos|me)?|introduzca|confirme|proporcione|compre|l[ée]a(?:me|nos)|puede|podría|cuál es|necesitamos|necesito|basta`,
    secrets: raw`contraseñas?|credenciales|(?:código|codigo)(?: \p{L}+){0,3} (?:sms|verificación|seguridad|recibido|recibió|acceso)|pin|número de (?:tarjeta|cuenta)|tarjeta de crédito|tarjetas? de regalo|datos bancarios|pasaporte|dni|iban|carné de conducir|clave(?:s)?(?: de \p{L}+)?|extracto bancario|fecha de nacimiento|selfi|usuario`,
    demands: raw`(?:transfiera|transfiéra\p{L}*|abone|ingrese|pague|deposite)(?: \p{L}+){0,6}|(?:pago|anticipo|depósito)(?: \p{L}+){0,3} (?:por adelantado|inmediato|exigido|requerido|necesario)|(?:nueva cuenta|nuevo iban|nuevos datos bancarios|(?:cuenta|banco|datos bancarios)(?: \p{L}+){0,3} (?:ha|han) cambiado)|anydesk|teamviewer|acceso a su (?:ordenador|correo|cuenta|servidor|buzón)|desactive(?: \p{L}+){0,2} antivirus`,
    threats: raw`(?:si no|de lo contrario|a menos que|sin respuesta)(?:,? \p{L}+){0,10} (?:abogados?|tribunal(?:es)?|juzgado|policía|denuncia\p{L}*|demanda\p{L}*|multa|penalización|consecuencias|jefe|publicar\p{L}*|borrar\p{L}*|bloquear\p{L}*|legales)|(?:abogados?|tribunales|juzgado|policía|denuncia\p{L}*|demanda\p{L}*)(?: \p{L}+){0,6} si no|se arrepentirá|última (?:advertencia|oportunidad)|sabemos dónde|queda advertido|está advertido|tendrá consecuencias|nos veremos en los tribunales|acciones legales|medidas legales`,
    insults: raw`idiotas?|imb[ée]cil(?:es)?|estúpid[oa]s?|tont[oa]s?|incompetentes?|ridícul[oa]s?|mentiros[oa]s?|patétic[oa]s?|vag[oa]s|inútil(?:es)?|vergonzos[oa]s?|ignorantes?`,
    authority: raw`(?:en nombre de|por orden de|por encargo de|de parte de|en representación de|le habla|le escribe)(?: la| el| su)* ?(?:policía|banco|tribunal|juzgado|ministerio|gobierno|hacienda|agencia tributaria|dirección|autoridad\p{L}*|seguro|abogado)|la ley (?:le )?(?:obliga|exige)|está obligad[oa] por ley|legalmente obligad[oa]|su (?:dirección|banco|jefe|abogado|seguro) (?:ha|exige|quiere|nos ha)|notificación oficial|(?:el|la) (?:rgpd|tribunal|policía|hacienda|ministerio) (?:exige|obliga|ordena)`,
    unwanted: raw`(?:aunque|a pesar de|sabemos que|sé que|usted (?:ha|había|pidió))(?: \p{L}+){0,8} (?:baja|rechaz\p{L}+|cancel\p{L}+ la suscripción|no (?:quería|quiere|desea|deseaba|recibir|le escrib\p{L}+)|más (?:correos|mensajes)|oposición)|no (?:quería|quiere|desea|deseaba)(?: \p{L}+){0,3} (?:correos|mensajes|contact\p{L}+|recibir)|sin su (?:consentimiento|permiso)|contra su voluntad|lista de exclusión`,
    binds: raw`(?:aceptamos|renunciamos|concedemos|garantizamos|reconocemos|cancelamos|prorrogamos|reembolsa(?:mos|remos)|devolveremos|firmamos|debemos|asumimos|nos comprometemos|acepto|renuncio|garantizo|me comprometo)(?! responder)|por la presente|su (?:contrato|pedido|factura|suscripción) (?:está|queda|ha sido) (?:cancelad|confirmad|aceptad|prorrogad|pagad)[oa]|a nuestro cargo|es culpa nuestra|corre por nuestra cuenta`,
    excludes: raw`ningun[oa]?|nunca|no (?:necesita|hace falta|pedimos|envíe|es necesari[oa])|sin`,
  },
  it: {
    asks: raw`per favore|per cortesia|la prego|invi(?:i|are|arci|armi)?|mandi|mandar\p{L}+|ci (?:invii|mandi|dica|comunichi|fornisca)|mi (?:invii|mandi|dica|comunichi|fornisca|legga)|indichi|comunichi|condivida|inserisca|confermi|fornisca|compri|può|potrebbe|qual è|(?:ci|mi) serv(?:e|ono)|abbiamo bisogno|basta`,
    secrets: raw`password|credenziali|codice(?: \p{L}+){0,3} (?:sms|verifica|sicurezza|ricevuto|accesso)|pin|numero (?:di|della) (?:carta|conto)|carta di credito|carte regalo|buoni regalo|dati bancari|coordinate bancarie|passaporto|carta d'identità|iban|patente|estratto conto|data di nascita|selfie|nome utente`,
    demands: raw`(?:bonifichi|trasferisca|versi|paghi|saldi|depositi)(?: \p{L}+){0,6}|(?:pagamento|acconto|caparra|bonifico)(?: \p{L}+){0,3} (?:anticipat[oa]|immediat[oa]|richiest[oa]|dovut[oa]|subito)|(?:nuovo conto|nuovo iban|nuove coordinate|(?:conto|banca|coordinate bancarie)(?: \p{L}+){0,3} (?:è|sono) cambiat\p{L})|anydesk|teamviewer|accesso al (?:suo|vostro) (?:computer|conto|server|account)|accesso alla (?:sua|vostra) (?:casella|posta)|disattivi(?: \p{L}+){0,2} antivirus`,
    threats: raw`(?:se non|altrimenti|in caso contrario|senza risposta|a meno che)(?:,? \p{L}+){0,10} (?:avvocat[oi]|tribunale|polizia|denunc\p{L}+|querel\p{L}+|multa|penale|conseguenze|capo|pubblic\p{L}+|cancell\p{L}+|blocc\p{L}+|legali)|(?:avvocat[oi]|tribunale|polizia|denunc\p{L}+)(?: \p{L}+){0,6} se non|se ne pentirà|ultimo (?:avviso|avvertimento)|sappiamo dove|è avvisat[oa]|avrà conseguenze|ci vedremo in tribunale|azioni legali|vie legali`,
    insults: raw`idiot[aei]|imbecill[ei]|stupid[aoei]|cretin[aoi]|incompetent[ei]|ridicol[aoie]|bugiard[aoie]|patetic[aohei]+|pigr[aoi]|inutil[ei] come|vergognos[aoie]|ignorant[ei]`,
    authority: raw`(?:a nome d(?:i|el|ella|ella sua|ei)|per conto d(?:i|el|ella|ei)|su ordine d(?:i|el|ella)|incaricat[oi] dal(?:la)?|le scrive)(?: la| il| sua| suo)* ?(?:polizia|banca|tribunale|ministero|governo|fisco|agenzia delle entrate|direzione|autorità|assicurazione|avvocato)|la legge (?:la |le )?(?:obbliga|impone|richiede)|è obbligat[oa] per legge|(?:^per legge$)|per legge (?:deve|è)|la sua (?:direzione|banca|assicurazione) (?:ha|vuole|esige|richiede)|il suo (?:capo|avvocato|titolare) (?:ha|vuole)|comunicazione ufficiale|(?:il|la) (?:gdpr|tribunale|polizia|ministero) (?:impone|obbliga|ordina|esige)`,
    unwanted: raw`(?:anche se|nonostante|malgrado|sappiamo che|so che|lei (?:ha|aveva))(?: \p{L}+){0,8} (?:disiscri\p{L}+|cancellat\p{L}+|rifiut\p{L}+|non (?:voleva|vuole|desidera|ricevere|essere contattat\p{L})|più (?:e-?mail|messaggi)|opposizione)|non (?:voleva|vuole|desidera|desiderava)(?: \p{L}+){0,3} (?:e-?mail|messaggi|contatt\p{L}+|ricevere)|senza il suo (?:consenso|permesso)|contro la sua volontà|lista di esclusione`,
    binds: raw`(?:accettiamo|rinunciamo|concediamo|garantiamo|riconosciamo|annulliamo|proroghiamo|rimbors(?:iamo|eremo)|firmiamo|dobbiamo pagar\p{L}+|ci assumiamo|ci impegniamo|accetto|rinuncio|garantisco|mi impegno)|con la presente|il suo (?:contratto|ordine|abbonamento) (?:è|viene) (?:annullat|confermat|accettat|prorogat)o|la sua fattura è pagata|a nostre spese|a nostro carico|è colpa nostra`,
    excludes: raw`nessun\p{L}*|mai|non (?:serve|occorre|chiediamo|è necessari\p{L})|senza`,
  },
  pt: {
    asks: raw`por favor|envie(?:-nos|-me)?|enviar|mande|diga(?:-nos|-me)?|indique|partilhe|compartilhe|forneça|introduza|insira|confirme|compre|leia|pode|poderia|qual é|precisamos|preciso|basta`,
    secrets: raw`senhas?|palavras?-passe|credenciais|código(?: \p{L}+){0,3} (?:sms|verificação|segurança|recebido|recebeu|acesso)|pin|número d[oae] (?:cartão|conta)|cartão de (?:crédito|cidadão)|cartões[- ]presente|dados bancários|passaporte|iban|nib|carta de condução|extrato bancário|data de nascimento|selfie`,
    demands: raw`(?:transfira|deposite|pague|liquide)(?: \p{L}+){0,6}|(?:pagamento|adiantamento|sinal|depósito)(?: \p{L}+){0,3} (?:adiantado|antecipado|imediato|exigido|necessário)|(?:nova conta|novo iban|novos dados bancários|(?:conta|banco|dados bancários)(?: \p{L}+){0,3} (?:mudou|mudaram|mudámos))|anydesk|teamviewer|acesso (?:ao seu|à sua) (?:computador|servidor|conta|caixa)|desative(?: \p{L}+){0,2} antivírus`,
    threats: raw`(?:se não|caso contrário|a menos que|sem resposta)(?:,? \p{L}+){0,10} (?:advogados?|tribunal|polícia|queixa|process\p{L}+|multa|penalização|consequências|chefe|publicar\p{L}*|apagar\p{L}*|bloquear\p{L}*|judiciais|legais)|(?:advogados?|tribunal|polícia|queixa)(?: \p{L}+){0,6} se não|vai arrepender-se|arrepende[rn]-se|último aviso|sabemos onde|está avisad[oa]|terá consequências|vemo-nos em tribunal|medidas legais|ações judiciais`,
    insults: raw`idiotas?|imbecil|imbecis|estúpid[oa]s?|burr[oa]s?|incompetentes?|ridícul[oa]s?|mentiros[oa]s?|patétic[oa]s?|preguiços[oa]s?|inúteis|vergonhos[oa]s?|ignorantes?`,
    authority: raw`(?:em nome d[aoe]|por ordem d[aoe]|a mando d[aoe]|da parte d[aoe])(?: sua| seu)? ?(?:polícia|banco|tribunal|ministério|governo|finanças|direção|autoridade\p{L}*|seguradora|advogado)|a lei (?:obriga|exige)|é obrigad[oa] por lei|(?:^por lei$)|por lei (?:deve|tem)|a sua (?:direção|seguradora|chefia) (?:exige|quer|mandou)|o seu (?:banco|chefe|advogado) (?:exige|quer|mandou|pediu)|comunicação oficial|(?:o|a) (?:rgpd|tribunal|polícia|ministério) (?:exige|obriga|ordena)`,
    unwanted: raw`(?:embora|apesar d[aoe]|sabemos que|sei que|mesmo que|tinha pedido|pediu)(?: \p{L}+){0,8} (?:cancelad\p{L}+|recus\p{L}+|não (?:queria|quer|deseja|receber|ser contactad\p{L})|mais (?:e-?mails|mensagens)|oposição|não (?:lhe )?escrev\p{L}+)|não (?:queria|quer|deseja|desejava)(?: \p{L}+){0,3} (?:e-?mails|mensagens|contact\p{L}+|receber)|sem o seu (?:consentimento|acordo)|contra a sua vontade|lista de exclusão`,
    binds: raw`(?:aceitamos|renunciamos|concedemos|garantimos|reconhecemos|cancelamos|prorrogamos|reembols(?:amos|aremos)|assinamos|assumimos|comprometemo-nos|aceito|renuncio|garanto|comprometo-me)|pela presente|o seu (?:contrato|pedido) (?:está|fica|foi) (?:cancelad|confirmad|aceit|prorrogad)[oe]?|a sua fatura está paga|por nossa conta|é culpa nossa`,
    excludes: raw`nenhum\p{L}*|nunca|não (?:é preciso|é necessári[oa]|pedimos|precisa)|sem`,
  },
  nl: {
    asks: raw`gelieve|alstublieft|stuurt?(?: u)?(?: mij| ons)?|zend(?:t)?|geeft?(?: u)?|noemt?(?: u)?|deelt?(?: u)?|vult? (?:u )?|bevestigt?(?: u)?|koopt?(?: u)?|leest?(?: u)?|kunt u|zou u|wat is uw|wij hebben|we hebben|ik heb|nodig`,
    secrets: raw`wachtwoord(?:en)?|inloggegevens|toegangscode|sms-code|verificatiecode|pincode|code(?: \p{L}+){0,3} sms|creditcard\p{L}*|kaartnummer|rekeningnummer|bankgegevens|paspoort|identiteitsbewijs|rijbewijs|iban|cadeaukaart\p{L}*|cadeaubonnen|bankafschrift|geboortedatum|selfie|gebruikersnaam`,
    demands: raw`(?:maakt?|stort|betaalt?|voldoet?)(?: u)?(?: \p{L}+){0,6} (?:vooraf|vooruit|direct|meteen|vandaag|onmiddellijk|over)|(?:aanbetaling|vooruitbetaling|betaling)(?: \p{L}+){0,3} (?:vereist|verschuldigd|nodig)|(?:nieuwe rekening|nieuwe bankgegevens|nieuw iban|(?:rekening|bank|bankgegevens)(?: \p{L}+){0,3} gewijzigd)|anydesk|teamviewer|toegang tot uw (?:computer|mailbox|postvak|server|account)|schakelt? (?:u )?uw (?:virusscanner|firewall) uit|openstaande factuur`,
    threats: raw`(?:anders|als u niet|indien u niet|zonder (?:antwoord|reactie)|tenzij)(?:,? \p{L}+){0,10} (?:advocat\p{L}*|advocaat|rechter|rechtbank|politie|aangifte|incasso\p{L}*|deurwaarder|boete|gevolgen|baas|publiceren|openbaar|verwijderen|blokkeren|juridische)|(?:advocaat|rechter|politie|aangifte|incasso\p{L}*|deurwaarder)(?: \p{L}+){0,6} als u niet|u zult (?:er )?spijt|daar krijgt u spijt|laatste (?:waarschuwing|kans|aanmaning)|wij weten waar u|u bent gewaarschuwd|zal gevolgen hebben|tot ziens in de rechtbank|juridische stappen`,
    insults: raw`idioten?|imbeciel\p{L}*|stomme?|dom(?:me)?(?= (?:vraag|plan|bent|van|mensen))|onbekwame?|belachelijke?|leugenaars?|zielige?|luie?|waardeloze?|schandalige?|onnozele?|sukkels?|u bent (?:dom|lui|onnozel)`,
    authority: raw`(?:namens|in opdracht van|in naam van|u spreekt met|hier is)(?: de| het| uw)* (?:politie|bank|rechtbank|ministerie|overheid|belastingdienst|directie|autoriteit\p{L}*|verzekera?a?r|advocaat)|de wet (?:verplicht|vereist|eist)|u bent wettelijk verplicht|wettelijk verplicht om te|uw (?:directie|bank|baas|advocaat|verzekeraar) (?:heeft|eist|wil|verlangt)|officiële (?:mededeling|kennisgeving)|de (?:avg|politie|rechtbank|belastingdienst) (?:eist|verplicht|verlangt)`,
    unwanted: raw`(?:hoewel|ondanks|ook al|wij weten dat|ik weet dat|u had|u heeft)(?: \p{L}+){0,8} (?:afgemeld|uitgeschreven|afmelding|geweigerd|bezwaar|geen (?:e-?mails?|berichten|mails)|niet meer (?:wilde?|wilt|gemaild|benaderd)|niet benaderd)|u (?:wilde?|wilt|wenst|wenste)(?: \p{L}+){0,3} (?:geen|niet)(?: \p{L}+){0,4} (?:e-?mails?|berichten|benaderd|contact|ontvangen|mails)|zonder uw toestemming|tegen uw (?:wil|wens)|blokkeerlijst`,
    binds: raw`(?:wij|we|ik) (?:accepteren|accepteer|aanvaarden|aanvaard|verlenen|verleen|garanderen|garandeer|erkennen|erken|annuleren|annuleer|verlengen|verleng|betalen terug|vergoeden|ondertekenen|onderteken|verplichten ons|zien af van|zie af van|zijn aansprakelijk|zijn u .{1,20} verschuldigd)|hierbij|uw (?:contract|bestelling|abonnement|factuur) is (?:geannuleerd|bevestigd|geaccepteerd|verlengd|betaald)|op onze kosten|voor onze rekening|het was onze fout|kwijtgescholden`,
    excludes: raw`geen|nooit|niet nodig|zonder`,
  },
  pl: {
    asks: raw`proszę|prosimy|prześlij\p{L}*|przesłać|wyślij\p{L}*|wysłać|podaj\p{L}*|podać|udostępnij\p{L}*|wpisz\p{L}*|potwierdź\p{L}*|kup\p{L}*|przeczytaj|czy może|czy mogą|jaki jest|potrzebujemy|potrzebuję|wystarczy`,
    secrets: raw`has(?:ło|ła|łem|eł)|dane (?:logowania|do logowania)|danych (?:logowania|do logowania)|kod\p{L}*(?: \p{L}+){0,3} (?:sms|weryfikacyjn\p{L}+|bezpieczeństwa|dostępu)|kod\p{L}* sms|pin|numer\p{L}* (?:karty|konta|rachunku)|kart[yęa] (?:kredytow\p{L}+|podarunkow\p{L}+)|dane bankowe|danych bankowych|paszport\p{L}*|dowod\p{L}* osobist\p{L}+|dowód osobisty|iban|praw[oa] jazdy|wyciąg\p{L}* bankow\p{L}+|dat[aęy] urodzenia|selfie`,
    demands: raw`(?:przelej\p{L}*|przelać|wpłać\p{L}*|wpłacić|zapłać\p{L}*|zapłacić|ureguluj\p{L}*|uregulować)(?: \p{L}+){0,6}|(?:zaliczka|przedpłata|płatność)(?: \p{L}+){0,3} (?:wymagana|z góry|natychmiast\p{L}*|konieczna)|(?:nowe konto|nowy rachunek|nowy iban|(?:konto|rachunek|bank|numer konta)(?: \p{L}+){0,3} (?:zmienił\p{L}*|się zmienił\p{L}*))|anydesk|teamviewer|dostęp\p{L}* do (?:państwa|pana|pani) (?:komputera|skrzynki|serwera|konta)|wyłącz\p{L}*(?: \p{L}+){0,2} antywirus\p{L}*`,
    threats: raw`(?:jeśli nie|jeżeli nie|w przeciwnym razie|inaczej|bez odpowiedzi)(?:,? \p{L}+){0,10} (?:prawni\p{L}+|sąd\p{L}*|policj\p{L}+|pozw\p{L}+|windykac\p{L}+|komornik\p{L}*|kar[aęy]|konsekwencj\p{L}+|szef\p{L}*|opublik\p{L}+|usuni\p{L}+|zablok\p{L}+)|(?:prawni\p{L}+|sąd\p{L}*|policj\p{L}+|windykac\p{L}+)(?: \p{L}+){0,6} (?:jeśli|jeżeli) nie|pożałuje\p{L}*|ostatnie ostrzeżenie|ostatnia szansa|wiemy,? gdzie|ostrzegam\p{L}*|będzie miało konsekwencje|spotkamy się w sądzie|kroki prawne|drog[aęi] sądow\p{L}+`,
    insults: raw`idiot\p{L}{0,3}|imbecyl\p{L}*|głup(?:i|ia|ie|cy|iec|ota)|niekompetentn\p{L}+|śmieszn[yae] (?:jest|plan|firma)|kłamc\p{L}+|żałosn\p{L}+|leniw\p{L}+|bezużyteczn\p{L}+|nieudacznik\p{L}*|haniebn\p{L}+`,
    authority: raw`(?:w imieniu|na polecenie|z upoważnienia|na zlecenie)(?: \p{L}+)? ?(?:policji|banku|sądu|ministerstwa|rządu|urzędu\p{L}*|skarbówki|zarządu|dyrekcji|ubezpieczyciela|prawnika)|prawo (?:wymaga|zobowiązuje|nakazuje)|zgodnie z prawem (?:musi|muszą)|(?:jest|są) (?:pan|pani|państwo) prawnie zobowiązan\p{L}+|(?:państwa|pana|pani) (?:zarząd|bank|szef|prawnik) (?:wymaga|żąda|kazał|zlecił)|oficjalne (?:pismo|zawiadomienie)|(?:rodo|sąd|policja|urząd skarbowy) (?:wymaga|żąda|nakazuje)`,
    unwanted: raw`(?:chociaż|choć|mimo|pomimo|wiemy,? że|wiem,? że|prosił\p{L}*)(?:,? \p{L}+){0,8} (?:wypisa\p{L}+|rezygn\p{L}+|sprzeciw\p{L}*|odmow\p{L}+|odmówi\p{L}+|nie (?:chce|chcą|chciał\p{L}*|życzy|życzą|pisa\p{L}+|kontaktować)|więcej (?:maili|wiadomości))|nie (?:chciał\p{L}*|chce|chcą|życzył\p{L}*|życzy)(?: \p{L}+){0,4} (?:maili|wiadomości|kontakt\p{L}*|otrzymywać)|bez (?:państwa|pana|pani) zgody|wbrew (?:państwa|pana|pani) woli`,
    binds: raw`(?:akceptujemy|zrzekamy się|udzielamy|gwarantujemy|uznajemy|anulujemy|przedłużamy|zwrócimy|zwracamy|podpisujemy|zobowiązujemy się|bierzemy na siebie|akceptuję|zrzekam się|gwarantuję|zobowiązuję się)|niniejszym|(?:państwa|pana|pani) (?:umowa|zamówienie|faktura|abonament) (?:jest|została|zostało) (?:anulowan|potwierdzon|zaakceptowan|przedłużon|zapłacon|opłacon)\p{L}+|na nasz koszt|to nasza wina`,
    excludes: raw`nie (?:trzeba|jest potrzebn\p{L}+|potrzeba|prosimy|podawaj\p{L}*|wysyłaj\p{L}*)|nigdy|żadn\p{L}+|bez`,
  },
};

/** How far behind the asking the thing may stand, in characters. */
const REACH = 80;

const patterns = Object.values(LANGUAGES).map((words) => ({
  asks: word(words.asks),
  secrets: word(words.secrets),
  demands: word(words.demands),
  threats: word(words.threats),
  insults: word(words.insults),
  authority: word(words.authority),
  unwanted: word(words.unwanted),
  binds: word(words.binds),
  excludes: word(words.excludes),
}));

/** Whether a sentence in one of these languages asks for a secret, money, a document or access. */
export const demandsElsewhere = (sentence: string): boolean =>
  patterns.some(
    ({ asks, secrets, demands, excludes }) =>
      (isBefore(sentence, asks, secrets, REACH) || demands.test(sentence)) && !excludes.test(sentence),
  );
/** Whether a sentence in one of these languages threatens, insults, borrows an authority, admits that the person declined, or binds us. */
export const isElsewhere = (
  kind: "threats" | "insults" | "authority" | "unwanted" | "binds",
  sentence: string,
): boolean => patterns.some((words) => words[kind].test(sentence));
