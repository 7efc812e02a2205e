// French: opt-outs, refusals, wishes and courtesy, vous and tu, with and without accents.
import type { Lexicon } from "./lexicon.ts";

export const fr: Lexicon = {
  language: "fr",
  sets: {
    unsub:
      "désabonner désabonnez désabonne désabonnement désinscrire désinscrivez désinscris désinscrit désinscription désabonné désinscrite désabonnée désincrire désinscrir desabonez désabonner désinscrivé résilier désabo désabonnements désinscriptions",
    remove:
      "retirer retirez retire supprimer supprimez supprime effacer effacez efface enlever enlevez enlève ôter ôtez rayer rayez radier radiez éliminer éliminez sortir sortez exclure excluez virer virez oter otez suprimer suprimez retirés supprimés",
    me: "me moi m nous",
    list: "liste listes fichier fichiers base bases newsletter newsletters mailing mailings diffusion lettre listing carnet système envois contacts données",
    mails:
      "mail mails email emails courriel courriels message messages newsletter newsletters pub pubs publicité publicités spam spams courrier courriers sollicitation sollicitations prospection démarchage relance relances communication communications infos",
    mine: "adresse adresses mail mails email emails nom noms données coordonnées courriel contact fiche compte informations",
    write:
      "écrire écrivez écris écrit contacter contactez contacte envoyer envoyez envoie envoi solliciter sollicitez relancer relancez spammer spammez déranger dérangez harceler harcelez importuner importunez démarcher démarchez embêter embêtez adresser adressez",
    people:
      "client clients cliente utilisateur utilisateurs abonné abonnés destinataire destinataires collègue collègues gens personnes quelqu contacts prospects membres salariés collaborateur collaborateurs on ils elles",
  },
  leads:
    "merci svp veuillez bonjour stop je et donc de stp prière vous alors sinon non oui maintenant madame monsieur hello salut",
  tails:
    "svp stp merci et cordialement immédiatement maintenant bonne de s sil vous monsieur madame bien ou dès je nous désormais",
  contrasts: "mais cependant toutefois pourtant plutôt maintenant désormais sinon seulement",
  misspelt: "désabonner désinscrire désinscription désabonnement newsletter",
  optOut: `! malgré ~~ demande|demandes|désinscription|désabonnement ~~ reçois|recevons|reçoit ~~ <mails>; <remove> ce|cette|le contact|fiche $; {dernier|dernière} ~ avertissement|rappel|sommation ~; {résilier|annuler|arrêter|stopper} ~ la|cette|votre|vos ~ newsletter|infolettre|abonnement; {comment|où} ~~ sortir|quitter|sors|enlever|disparaître ~ de? ~ <list>; ! {mon|mes|notre|nos} ~ <mine> ~~ pas|jamais ~ été? ~ supprim*|effac*|retir*;
    {souhaite|voudrais|veux|souhaitons|aimerais|merci de} ~ cesser|arrêter ~ {de|d} recevoir ~~; {merci de|veuillez|prière de} ~ {cesser|arrêter|stopper} ~~ <mails>|envois|envoi|prospection; {prochain|prochaine} ~ <mails> ~~ plainte|cnil|signal*; {inutile de|pas la peine de} ~ <write> ~ <me>? ~ à? {nouveau|encore}; {n|ne} ~ êtes ~ {pas|plus} autorisé* ~ à ~ <write>; {ni|plus} ~ aucun ~ <mails>|démarchage|sollicitation; {bloquez|blacklistez|blacklister} ~ <me>|mon|notre; {vos|ces} <mails> ~ {ne sont|sont} ~ pas|plus ~ souhaités|bienvenus|désirés; {abstenir|abstenez} ~ de ~ <me>? ~ <write>
    <remove> ~ notre|mon|ma ~ société|entreprise|boîte|adresse|nom ~~ de|des|du|votre|vos ~ <list>; marre|assez ~ de|d ~ vos|ces|recevoir ~ <mails>
    <unsub> <me>; <me> <unsub>; <unsub> ~ <me> ~ de|s|svp|$
    {veuillez|merci de|prière de|pouvez|pourriez|demande|souhaite|souhaitons|voudrais|voulons|veux|aimerais|désire|comment} ~~ <unsub> ~ de|du|des|à|cette|votre|vos|$
    ^ <unsub> $; ^ <unsub> ~ de|à ~ votre|vos|cette|la ~ <list>; <unsub> ~ mon|notre|mes ~ <mine>
    demande ~ désinscription|désabonnement|suppression|effacement|radiation ~ de|à|$
    <remove> ~ moi|me|nous|m ~~ <list>; <me> <remove> ~~ de|des|du ~ <list>; ^ <remove> moi|nous
    <remove> ~ mon|mes|notre|nos|cette ~ <mine>; {suppression|effacement} ~ de ~ mes|mon|notre|nos ~ <mine>
    {veuillez|merci de|prière de|pouvez vous|pourriez vous|bien vouloir} ~ me|nous <remove>
    ne|n ~ <me>? ~ <write> ~ plus|jamais; ne|n <me>? <write> plus|pas $; ne m <write> plus
    {ne plus|plus jamais|ne pas} ~ <me>|être|recevoir ~ <write>|contacté|contactée|contactés|sollicité|recevoir|mails ~
    pas|plus ~ {me|nous|m} ~ <write>; ne plus ~ recevoir|<write>; ne plus être ~ contacté|contactée|sollicité|démarché|importuné
    {veux|souhaite|désire|voulons|souhaitons|désirons|voudrais} ~ plus|pas|aucun ~~ recevoir|reçevoir|être|avoir|entendre ~~ vos|de|votre|ces|vous|contacté|contactée|contactés|sollicité|aucun|<mails>
    {veux|souhaite|veut|voulons} ~ plus|pas ~ de ~ vos|<mails>|cette|ces; {veux|souhaite|voulons} ~ plus|pas ~ vos ~ <mails>
    {veux|souhaite|voulons} ~ pas|plus|rien ~ recevoir ~ $|plus|de; {veux|veut} plus rien ~ recevoir|de
    {arrêtez|arrête|arrêter|cessez|cesser|cesse|stoppez|stop|stopper|arretez|finissez} ~ de|d|avec|aux|les|vos|ces|tout ~ <me>? ~ <write>|<mails>|envois|envoi|harcèlement
    ^ plus|pas|aucun ~ de|d ~ <mails> $; plus|aucun ~ de|d|aucun? ~ <mails> ~ de {votre|svp|merci|à|désormais|vos}; ^ plus {de|aucun} ~ <mails>; stop ~ <mails>|pub
    droit ~ à l {oubli|effacement|opposition}; {droit|droits} ~ d {opposition|effacement}; {rgpd|gdpr|article 17} ~~ supprim*|effac*|données|suppression|retir*
    supprim*|effac*|suppression|effacement ~~ rgpd|gdpr|article; {refuse|refusons} ~ de ~ recevoir|<mails>|être; {m|nous} ~ oppose|opposons ~ à|au|aux; retire|retirons|révoque|révoquons ~ mon|notre ~ consentement|accord|autorisation; {n ai|avons} jamais ~ demandé|donné|inscrit|souscrit|consenti|autorisé ~
    laissez|laisse|foutez|fichez ~ moi|nous ~ tranquille|tranquilles|paix; {allez|va} ~ faire foutre; n est plus ~ la peine ~ de ~ <write>; inutile ~ de ~ <me> <write>
    ! {déjà} ~ demandé|désabonné|désinscrit ~~ désabonn*|désinscri*|encore|retirer|supprimer|plus|fois; mettez|ajoutez ~ sur ~ liste ~ noire|rouge|opposition
    {dois|peux|puis|faire} ~ pour ~~ <unsub>; {impossible|arrive|parviens|lien} ~~ <me> ~ <unsub>; comment ~~ <me> <unsub>; comment ~~ ne plus recevoir
    résilier|annuler|annulez|résiliez|arrêter|stopper ~ mon|notre|cet|l|cette ~ abonnement|inscription|newsletter
  `,
  optOutSentence: `
    <unsub> moi|nous|svp|stp|merci|s|immédiatement? {il|vous|svp|merci}? vous? plaît?; merci? de? <remove> moi|nous; stop {pub|mail|mails|spam|email|newsletter|sms}; plus de <mails> svp|merci?; ne? plus me? <write>; ne plus envoyer
    <remove> mon|mes|notre adresse|données|email|mail|coordonnées|nom; droit à l oubli; désinscription|désabonnement|désinscrire
  `,
  optOutAlone: `
    stop|stopper|arrêtez|arrête|arrêter|assez|suppression|retrait|supprimer|retirer|supprimez|retirez|effacer|effacez|enlevez|radiation|ça|ca|cela? suffit|maintenant|immédiatement|svp|stp|tout|merci|ça? svp|merci?
    {ça|ca|cela} suffit maintenant?; y en a marre; {foutez|fichez|laissez} moi la? {paix|tranquille}; non? plus jamais; cessez|cesse ça|cela|maintenant?; plus rien svp?; spam; marre
  `,
  optOutMentions: `~~ jointe|jointes|annexe|annexes|zip|pdf|brochure ~~; {vous avez été|vous êtes} ~ <unsub>|supprim* ~~; {compte|accès|profil} ~ a|est ~~ supprim* ~;
    n|ne ~ arrêtez|arrête|arrêter|stoppez|cessez|coupez ~ pas|surtout|jamais|rien ~~; {devons|doivent|faut|besoin|pouvoir} ~ pouvoir|de ~ <remove>|<unsub> ~~; {allais|allait|failli|étais} ~~ <unsub>|désabonner ~~; comment|que|qu ~ gérez|traitez|faites|fait|gère|traite|devient ~~; {mon|ma|notre} ~ assistant|assistante|collègue|patron ~ a ~~; {prospection|publicité|relances} ~ {de|pour} nos|vos ~~
    ? comment ~~ nos|notre|les|vos|un|des ~~
    <unsub>|<remove> ~ un|une|des|nos|les|ses|leurs|mes|mon|notre|ma ~ <people>|doublons|numéro|ligne|rendez|commande
    <people> ~ peut|peuvent|veut|veulent|se|qui|souhaite|souhaitent|ont|puissent|demandent|cliquent|pourra|pourront|peuvent ~~; nos|mes|leurs|vos ~ <people> ~~
    {peut|peuvent|puisse|pourrait|pouvons} on|il|ils|elles|nous|vos|les ~~; comment ~ gérez|gère|fonctionne|gérer|traitez|faites|gerer|on|faire|peuvent ~~; est ce {que|qu} ~ votre|vos|l|on|il|les ~~
    taux|lien|liens|page|bouton|gestion|fonction|fonctionnalité|formulaire|processus|demandes|option|procédure|système|api|outil|liste|motif|motifs|statistiques|case|logiciel|solution|produit|plateforme ~ de|d|du|des|pour|qui|permettant ~~
    ne|n ~ me|nous|m|surtout? ~ <unsub>|<remove>|désabonn*|désinscri* ~ pas|plus|surtout; {ne pas} ~ me|nous ~ <unsub>|<remove>; pas ~ <me> <unsub>|<remove>; {voulais|voulions|souhaite|souhaitais|veux} ~ pas|surtout ~~ <unsub>|<remove>|désabonné|désinscrit
    ~~ par {erreur|mégarde|accident|inadvertance}; par {erreur|mégarde|accident|inadvertance} ~~
    ~~ par|au|sur ~ téléphone|portable|mobile|sms|whatsapp|linkedin|fixe; ~~ avant|jusqu|jusque|pendant|entre|après ~ ; ~~ en {anglais|allemand|français}
    ~~ aujourd|demain|lundi|mardi|mercredi|jeudi|vendredi; n|ne ~ hésitez|oubliez|hésite|tardez ~~; si|quand|lorsque|lorsqu|avant|que|qu ~ un|une|nos|les|quelqu|on|l|nous ~~
    <remove>|<unsub>|retirer|supprimer ~~ {cc|copie|réunion|essai|test|événement|webinaire|commande|invitation|devis|panier|liste d attente|option|ancienne|ancien|fichier joint}
    ancienne|ancien|privée|personnelle|perso ~ adresse|mail|email; ~~ ancienne|ancien|privée|personnelle ~ adresse|mail|email; failli|presque|pensais|pensé|hésité|plutôt|lieu ~ <me>? ~ <unsub>|désabonner ~~; votre|vos|l ~ produit|outil|logiciel|solution|plateforme|api ~~
    réabonn*|réinscri* ~~
  `,
  optIn: `
    {gardez|laissez|remettez|ajoutez|inscrivez|réinscrivez} ~ moi|nous ~ dans|sur|à|au|aux ~; {continuez} ~; {souhaite|veux|préfère|souhaitons} ~ rester|continuer|garder ~; {préfère|préfèrerais|plutôt|mieux} ~~ téléphone|whatsapp|appel|tel|portable; {juste|seulement|uniquement} ~ les|vos|le|la ~ prix|tarifs|chiffres|devis
  `,
  ownData: `
    mon|mes|notre|nos ~ adresse|mail|email|données|coordonnées|nom|numéro|contact
  `,
  optOutOfIt: `
    {supprimez|effacez|retirez|enlevez|supprime|efface|retire|détruisez} ~ la|le|les|tout|ça ~ immédiatement|svp|merci|vite|de|$; {veuillez|merci de} ~ la|le|les ~ supprimer|effacer|retirer|enlever ~
  `,
  otherWay: `mais ~ à|au ~ ma|mon|notre|nos ~; mais plutôt ~`,
  optOutReasons: `mauvaise ~ personne|adresse; privée|personnelle|privé|personnel ~; {pas} ~ client|cliente; jamais ~ demandé|inscrit|inscrite|souscrit|consenti|autorisé|abonné|donné; {n|ne} ~ rien demandé; troisième|deuxième|quatrième ~ mail|message|fois|relance; où|comment ~ avez ~ eu|obtenu|trouvé|mon; retraite|quitté|décédé; pas ~ concerné|concernée; ne travaille plus; rgpd|gdpr|cnil|article|consentement; plainte|avocat; droit ~ à|d|opposition; déjà|jamais; confirm*; oppose`,
  optOutSmells: `
    désabon*|désinscri*|desabon*|desinscri*|unsubscribe|optout; <remove> ~ moi|mon|mes|notre|nos|me; spam|spams|harcèlement|rgpd|cnil|gdpr; droit à l {oubli|effacement}; avocat|plainte; arrêtez|arrête|cessez|stop
    plus ~ <mails>|recevoir|contacter|écrire; pas ~ recevoir|contacter|écrire|solliciter; ne ~ <write> ~ plus|pas; {comment} ~ avez ~ mon|mes|notre; jamais ~ inscrit|demandé|autorisé; laissez ~ tranquille; démarchage|sollicitation*; consentement; liste de diffusion
  `,
  refusalMentions: `
    {pas|aucun} ~ problème|souci|objection|inquiétude ~; {n est|c est} pas ~ inintéressant|mal|mauvais|bête ~; pas ~ seulement|que ~; {vivement} ~
  `,
  refusalReasons: `autre ~ prestataire|fournisseur|solution|choix; ailleurs; restructuration; budget|cher|chère|prestataire|fournisseur|contrat|engagés|engagé|interne|concurrent|satisfaits; trop petit`,
  refusal: `
    {sommes|suis} ~ déjà ~ engagé*|équipé*|lié*|servi*; {ne|n} ~ en ~ vois|voyons ~ pas|aucun ~ l? {utilité|intérêt}; {n a|aucun|pas} ~ de? sens; {gérons|faisons|développons} ~~ interne|mêmes; {projet} ~ abandonné|annulé|arrêté; {restons|reste} ~ avec|fidèles|sur ~; {débordé*|surchargé*} ~; {ce n est|n est} pas ~ pour {nous|moi}
    pas|plus ~ intéressé|intéressée|intéressés|intéresse|intéressant ~~; {n est|ne sommes|ne suis} ~ pas ~ intéressé*|concerné*|besoin ~; ne ~ intéresse|intéressent pas|plus; pas|aucun|plus|sans ~ intérêt|besoin|budget|utilité|projet ~~; n {avons|ai|est} pas besoin ~~
    non merci; merci ~ mais ~ non|pas|nous|ne; ^ non $; pas pour {nous|moi}; pas ~ pour ~ moment|instant; pas ~ maintenant|actuellement|aujourd; pas ~ d actualité; {avons|ai|utilisons|travaillons|disposons} ~ déjà|avec ~ un|une|notre|fournisseur|solution|prestataire|outil|équipé*|partenaire ~; déjà ~ fournisseur|équipé*|prestataire|solution|partenaire|outil
    {ne convient|convient} pas; ne ~ correspond ~ pas; ne {souhaitons|souhaite} ~ pas ~ donner|poursuivre|continuer|aller ~; pas donner suite; décline|déclinons; refuse|refusons; trop {cher|chère|tôt|tard|petit}; {opté|choisi} ~ pour|un ~ autre|concurrent|différent; pas ~ le {bon|bonne} ~ interlocuteur|personne|moment; satisfait|satisfaits|satisfaites ~ de ~; hors budget; pas ~ nécessaire; sans façon
    malheureusement ~ pas|non
  `,
  buying: `
    ? lundi|mardi|mercredi|jeudi|vendredi|demain ~; {quand} ~ pouvons|peut|pouvez|seriez|êtes|pourrait ~ nous|on|vous ~ voir|appeler|rencontrer|disponible|libre|parler|commencer; {passons|venez|montrez} ~; {vendu|convaincu*|convaincue} ~
    envoyez|envoyer|envoie|transmettre|transmettez|préparez|préparer|faites|faire|adressez|recevoir|attends|attendons ~ moi|nous|me|le|un|votre|parvenir ~ contrat|bon|devis|facture|commande|proposition|accord|offre
    bon de commande; {je|nous|on|j} ~ signe|signons|commande|commandons|achète|achetons|prends|prenons|valide|validons|souscris|souscrivons|accepte|acceptons|confirme|confirmons ~
    {veux|souhaite|souhaitons|voulons|voudrais|voudrions|aimerais|aimerions|prêt|prêts|désire} ~ à? ~ commander|acheter|signer|souscrire|réserver|essayer|tester|voir|rencontrer|discuter|parler|échanger|démarrer|commencer|prendre|planifier|organiser
    appelez|appeler|rappelez|rappeler|appelle|contactez ~ moi|nous ~; {rendez vous|rdv} ~ ; réserver|fixer|planifier|organiser|prendre|caler|fixons|planifions|prenons ~ un|une ~ rendez|rdv|appel|démo|réunion|créneau|date
    lundi|mardi|mercredi|jeudi|vendredi|demain|cela|ça|date|semaine ~ me|nous|prochaine? ~ convient|va|irait|parfait|possible|disponible ~; {je suis|nous sommes|suis} ~ disponible|disponibles|libre|partant|partants|prêt|prêts ~; allons y; on y va; c est parti; bon pour accord; d accord ~ pour|avec|on|nous?; budget ~ validé|approuvé|confirmé|débloqué
    discutons|parlons|échangeons|rencontrons|démarrons|commençons; mon|notre|ma ~ collègue|directeur|directrice|chef|responsable ~ intéressé*|aimerait|souhaite|veut|est ~; maintenant ~ nous|je|oui|intéressé*|si ~; changé d avis; plan|formule|version|offre ~ supérieur*|grand|grande|pro ~; passer ~ commande|à; prenons|prends ~ 
  `,
  interest: `
    intéressé*|intéressant|intéresse|intéressons; très ~ intéress*; {semble|paraît|a l air} ~ bien|intéressant|parfait|super|prometteur|bon; avec plaisir; volontiers; ^ oui $; oui ~ merci|svp|bien|volontiers|avec|c|je|nous|bien; parfait|super|génial|excellent; pourquoi pas; ravi|ravis|hâte; en savoir plus; curieux|curieuse; bonne idée; cela|ça ~ plaît; d accord; {convient|va} ~ bien|parfaitement
  `,
  asking: `
    combien; quel|quels|quelle|quelles ~ est|sont|prix|tarif|tarifs|coût|délai|conditions|différence ~; prix|tarif|tarifs|coût|coûts|coute|coûte|devis|offre|remise|grille|plaquette|brochure|documentation|catalogue|démo|fiche|références; comment ~ ça|cela|fonctionne|marche|votre|puis|peut|peux|obtenir|faire ~; pouvez|pourriez|peux|pourrais|peut|avez|proposez|êtes|acceptez|offrez ~ vous|tu|on ~; est ce {que|qu|possible}; qu est ce; quand|où|pourquoi|qui ~ est|sont|pouvez|peut|serait|puis ~
    envoyez|envoyer|transmettre|transmettez|envoie ~ moi|nous|me ~; plus|davantage|complément ~ d? ~ informations|information|infos|renseignements|détails|précisions; question|questions; savoir ~ si|plus|combien|comment|quel|ce; renseignement*; besoin ~ de|d ~ informations|aide|précisions|conseil|votre|un|une; cherche|cherchons ~ un|une|à; version d essai; essai gratuit; pouvez vous; y a t il; existe ~ il; intégr*
  `,
  putOff: `recontactez|recontacter|revenez|rappelez|revenir|relancez ~`,
  notNow: `
    plus tard; prochain|prochaine ~ année|mois|trimestre|semaine|an; année|mois|trimestre|semaine|an prochain|prochaine; en {janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre}; dans ~ quelques|deux|trois|six|un|une ~ mois|semaines|an|année; trop tôt; après ~ vacances|été|fêtes|rentrée; à la rentrée; ultérieurement; une autre fois; reporter|reporté
  `,
  greetings: `
    bonjour|bonsoir|salut|coucou|chère|cher|chers|hello madame|monsieur|mesdames|messieurs|à|tous|toutes|l? et|monsieur|tous|équipe? messieurs|monsieur?; {madame|monsieur|mesdames} et? {monsieur|messieurs}?; bien le bonjour
  `,
  thanks: `merci; merci {beaucoup|bien|d|par|pour|à|encore|infiniment} ~ avance|votre|vous|compréhension|beaucoup|message|mail ~; merci d avance; je|nous ~ vous {remercie|remercions} ~~; {mille|grand|un grand} merci; avec mes remerciements; d avance`,
  signOffs: `bien? {cordialement|cdlt|cdt|sincèrement|respectueusement}; cordiales salutations; bonne {journée|soirée|semaine|fin|continuation|réception} ~; salutations; sincères ~ salutations; meilleures salutations; bien à {vous|toi}; amicalement; à {bientôt|plus}; a bientôt; veuillez ~ agréer ~~; belle journée; bises; bon week end; très cordialement`,
  pleasantries: `svp; stp; s il {vous|te} plaît|plait; s il; vous {plaît|plait}; veuillez; merci de; immédiatement; maintenant; {dès maintenant|que possible}; tout de suite; désolé|désolée; bonne ~ journée|soirée|journée|semaine|chance|continuation|année|fêtes; je vous {prie|en|de}; prière de; par avance; pour votre compréhension; bon ~ courage|week|dimanche; excellente journée; je vous souhaite ~~; définitivement; urgent; sincèrement`,
  functionWords:
    "le la les de des du un une et est en que qui dans pour pas ne sur au aux avec ce cette ces il elle nous vous je tu ils elles me moi mon ma mes notre nos votre vos son sa ses leur par plus mais ou si tout tous bien merci bonjour etre avoir sont suis avez avons ai ont fait faire peut pouvez veuillez svp tres sans comme y d l j n s c qu m t quel quelle comment quand oui non chez entre jamais encore plait quoi cela ca cordialement journee votre voudrais souhaite",
};
