// English, whole: polite, curt and angry, with the misspellings of people who type in a hurry.
import type { Lexicon } from "./lexicon.ts";

export const en: Lexicon = {
  language: "en",
  sets: {
    remove:
      "removve remouve remove removing delete deleting erase erasing drop dropping strike scrub wipe purge exclude eliminate omit deregister remvoe removve rmove reomve romove removed deleted remov expunge",
    list: "list lists mailinglist mailinglists mailing mailings database databases db distribution newsletter newsletters record records system systems subscribers subscription subscriptions crm contacts campaign campaigns sequence sequences cadence cadences email emails mail mails marketing file files outreach lsit blast blasts spam books roster prospects prospect",
    mails:
      "email emails mail mails message messages newsletter newsletters mailing mailings mailinglist spam junk communication communications correspondence marketing promo promos promotion promotions promotional ads ad advert adverts advertising advertisement advertisements offers updates notification notifications followup followups outreach solicitation solicitations pitches pitch crap garbage rubbish nonsense bullshit emials emai mesages texts",
    contact: "contact contacts",
    writing:
      "emailing mailing writing messaging contacting sending sendin emailin spamming spaming spamin bothering harassing pestering bugging bombarding flooding annoying disturbing soliciting pinging texting badgering stalking emialing contating hounding nagging cluttering filling targeting reaching following chasing",
    write: "email mail write message contact spam bother ping disturb harass solicit pester bug emial annoy text",
    mine: "adress adresses email emails mail address addresses name names details detail data info information contact contacts record records profile entry addy inbox mailbox domain",
    people:
      "customer customers client clients user users subscriber subscribers recipient recipients prospect prospects member members contacts leads someone somebody anyone people they he she who patients students donors readers employees staff colleagues",
    colleague:
      "colleague colleagues coworker coworkers customer customers client clients user users contacts people subscriber subscribers employee employees person member members boss wife husband assistant lead leads recipient recipients someone somebody him her them donors patients students team ex",
    things:
      "plan plans trial trials contract contracts service services beta program programme pilot tier tracking cookie cookies webinar event auto renewal autorenewal insurance feature features account accounts course",
    phone:
      "phone phones telephone mobile cell cellphone handy sms whatsapp fax landline linkedin teams slack telegram post",
    not: "dont donot didnt never not wont no doesnt wouldnt dnt shouldnt musnt mustnt",
  },
  leads:
    "please pls plz plse kindly and just so then now but also or immediately hi hello dear team ok okay yes no thanks simply again once sir asap well must hey urgently guys therefore hence finally",
  tails:
    "please pls plz thanks thank thx now immediately asap and or at today already kindly cheers regards anymore again right forever i we ever ok sir guys permanently you so because as best this regards sent",
  contrasts: "but however instead just only though although rather now yet still otherwise except",
  misspelt:
    "remove removed address mailing messages unsubscribe unsubscribed unsubscribing unsubscriber unsubscribers unsubscribes unsubscribable newsletter newsletters subscription interested mailinglist",
  optOut: `^ send|email|mail|write {me|us} nothing {more|further|else|again}; ! {despite|although|even though} ~~ request|asked|unsubscribed|requests|wrote|told ~~ still|keep|continue ~ get|getting|receive|receiving|emailing ~; ! {still} ~ getting|receiving|get|receive ~ your ~ <mails> ~~ despite|although|though|even; {please|pls|plz|kindly} remove|delete ~ from ~ <list>; remove|delete|erase {this|the} contact|entry|record|addressee $; {last|final} ~ warning|notice|reminder ~; {nobody|noone|no one} ~ here ~ wants ~ them|these|this; cancel|end|terminate|discontinue ~ the|your|this ~ newsletter|newsletters|mailing|mailings|mailinglist; ! {my|our} ~ <mine> ~~ {not been|never been|not} removed|deleted|erased|unsubscribed; {dont|do not|never|no longer} want {these|them|this} anymore|again; {do not|dont|donot|never} ~ include|add|put|keep|enrol|enroll ~ me|us|my|our|@ ~~ <list>|<mails>; {insist|demand|request|require} ~ that? ~ you ~ stop|cease|desist|quit; {about|for} being {removed|taken|deleted|dropped} ~ from|off ~~ <list>|$; ^ {removal|deletion|erasure|unsubscription} request ~ @|for|my|$; ! way to ~ {not|no longer|stop} ~ get|receive|receiving|getting ~ these|this|your|them; 
    leaving|keeping|taking|getting ~ me|us {off|out|from} of? ~ these|this|them|it|your|the|any; {rather|prefer|better|nice|appreciate|like} ~ if? ~ you ~ {didnt|did not|dont|do not|stopped|wouldnt|would not} ~ <write>|contact|<writing>|send|again|reach
    stop|stopp|quit|cease ~ <writing> ~ any|anyone|anybody|everyone|all; ^ <remove>|take it|this|them {off|from} your ~ <list>; lose|forget|delete ~ my|our number|numbers
    no {wish|desire|need|intention|reason} ~ to ~ hear|receive|be|get|read ~~ from|<mails>|contacted|again|you; {go|and} ~ bother|spam|annoy|pester|harass {someone|somebody} else; {wish|want|like|need|request} to ~ withdraw|deregister|resign|disenroll ~ from ~~ <list>
    {could|can|would|will} ~ you ~ stop|quit ~ please|now|this|that|it? $; {dont|do not|donot} want|need ~ any more ~ of? {these|this|your|those|them|it}
    {are|am|is|be|get|being} not ~ contacted|emailed|mailed|approached ~ again|in|further|anymore; thats enough ~ of? ~ <mails>; enough <mails> from|already|now
    {i|we|im|ill|were|id|ive} ~~ block|blocking|blocked|report|reporting you|your; {you are|youre|your email|your domain|your address} ~ blocked|reported|blacklisted
    spare {me|us} ~ your|these|further|any|more ~ <mails>|sales|spam|pitch; want|like|need|wish {these|this|it|them|that|all} to {stop|cease}
    {way|how|want|like|possible|prefer} ~ to ~ {not|no longer|stop} ~ get|receive|receiving|getting ~~ these|this|your|them|<mails>; {dont|do not|never} want {these|them} $
    put|add|place ~ me|us|my|our|this|@ ~~ on|to|in your|the|a ~ {blocklist|blacklist|suppression|dnc|exclusion|optout|do not contact|do not mail|do not email|do not call|no contact}
    your|these|such|cold|unsolicited ~ <mails> ~ {arent|are not|is not|isnt|not} ~ welcome|wanted|appreciated|invited|desired
    want|wish|need|like off|out $; count {me|us} out of ~ <list>|<mails>|this|these|it
    {see to|make sure|ensure|make certain} ~~ {neither|nobody|noone|no one|none|nothing|never} ~~ me|us; {neither|nobody|noone|none|no one} ~ of you ~ <write>|writes|contacts|emails ~ me|us
    turn|switch|shut ~ these|this|your|the|those ~ <mails> off; {turn|switch|shut} off ~ these|this|your|the|those ~ <mails>
    {doesnt|does not|no longer} ~ wish|wishes|want|wants ~ to ~ be {approached|contacted|emailed|mailed|disturbed|bothered}; {doesnt|does not|no longer} ~ wish|wishes|want|wants ~ to ~ receive|get|hear ~~ <mails>|from|anything
    wishes|wants ~ no {more|further|additional} ~ <mails>|<contact>
    ! {tell|inform|advise|know|say} ~~ he|she|they ~ {wishes no|wants no|doesnt|does not|no longer|do not} ~~ <mails>|approached|contacted|emailed|mailed|disturbed|bothered|written
    {appreciate|grateful|prefer|great|nice|happy|thank} ~~ if ~ you ~ stop|stopped|ceased|quit|didnt|refrained ~ <writing>|sending|<write>|<contact>|contacting
    {appreciate|prefer} ~ {not being|not receiving|not getting} ~~ <mails>|contacted|emailed|from|these|this
    last|final ~ <mails> ~ i|we ~ get|receive|see|want|hear|read; {not allowed|not permitted|not authorised|not authorized|not welcome} to ~ <write> ~ me|us|this|here
    {dont|do not|no longer|never} ~ want|wish|like|need ~ to? ~ be|stay|remain ~ on|in|part ~~ <list>
    kill|end|stop ~ this|your|ur ~ sequence|cadence|drip|barrage|bombardment|onslaught|stream|flood
    {dont|do not|never|not to} ~ {follow up|reach out|get in touch|check in|circle back|come back|chase|nudge} ~ again|anymore|further|ever|$
    {next|another|one more|any more|further} ~ one|email|mail|message|<mails> ~~ ico|regulator|report*|complaint|police|ftc|spam|blocked|authorities|junk
    {or|else|otherwise} ~ i|we|ill|well ~ report|block|sue ~ you|this|it|them; ^ {buzz|bog|naff|clear|back} off $; ^ jog on $; take a hike; get stuffed; ^ no {cold|unsolicited} ~ <mails>|approaches
    my|our ~ address|email|name|details|data|inbox ~ is|are ~ {off limits|not for|none of}
    {i|we} ~ {dont|do} not ~ belong ~ on|in ~ <list>; ^ {off|out} of? ~ your|this|the <list> ~ please|now|with; not|never ~ be|being ~ contacted|emailed|mailed ~ again|anymore|further|ever
    want|wish|like|prefer|ask ~ to no longer ~ be|receive|get|hear; get|take|leave ~ {me|us} off $
    {still|getting|get|receive|receiving} ~ your|these|this ~ <mails> ~~ although|though|despite|after ~~ unsubscribed|left|asked|removed|optedout
    {if|that} you {didnt|did not|dont|stopped|never|could not|would not} ~ <write>|<writing> ~ me|us|again; stop|cease|quit|discontinue ~ sending ~ these|this|those|them|such|me|us|it
    my|our ~ data|details|email|address|info|information|name ~ gone|erased|wiped|purged $; wrong ~ address|email|person|inbox ~~ delete|remove; ^ {dont|do not|donot|never} ~ {follow up|followup|reach out} $
    <remove>|take|taking|get|getting ~ me|us|@ from|off|out ~ of? {this|these|it|your|here|that|ur}
    {want|need|like|wish|expect|hear|ensure|prefer|receive} ~~ {nothing|no more|no further} ~ from {you|your|u}; ensure|sure ~~ {dont|do not|no longer|no more|never|nothing|no} ~ receive|get|hear|contact|emails|email|contacted|receives|send
    {nobody|no one|none|noone} ~ wants|asked|needs|requested|signed ~~ <mails>|this|these|it|$; {i|we} ~ {dont|do not|didnt|did not|never|dnt} want|requested this|these|those|any $
    {would|do|could|can} you mind not; not|stop|avoid <writing> me|us|@ ~; {no|zero|little|not} {interest|interested} in ~ being|receiving|getting|hearing|reading ~~ contacted|emailed|<mails>|from|anything
    knock it off; cut it out; give it a rest; give ~ me|us ~ a break; enough of ~ this|your|these|it|$; had ~ enough of; done with ~ your|these|this ~ <mails>; tired|sick|fed of|up|with ~ with? ~ your|these|this ~ <mails>|<writing>|spam
    {this|these|it|that|your emails|your mails|emails|the emails|mails|messages} ~ must|has|have|need|needs|should|got|better ~ to? {stop|end|cease}; want|like|wish|need ~ {these|this|your|the|it|all} ~ <mails> ~ to? {stop|stopped|end|cease|gone}
    unlist|delist|deregister|unenroll|disenroll ~ me|us|my; {mark|put|flag|list|set|tag} ~ me|us|this|my|our ~~ {do not contact|do not mail|do not email|dnc|unsubscribed|optedout|never contact|not interested|inactive}; do not contact list; dnc list
    {prefer|rather|like} ~ not ~ to? ~ be|receive|get|hear ~ contacted|emailed|mailed|from|<mails>|approached|disturbed; no ~ contact please|whatsoever|anymore|wanted|$; no <contact> ~ please; ^ {dont|do} not ~ bother ~ me|us; list removal; removal from ~ list
    {you|u} ~ not|never ~ use ~ my ~ data|email|address|details|information; {dont|do not} use ~ my ~ data|email|address|details; get me out ~ of; ^ remove|delete|erase ~ this|that|following ~ email|address|account|inbox|mailbox|@ $; {want|wish|need|like} ~ out of ~ this|your
    unsubscribe|unsub me|us|myself|ourselves|@|everyone|everything
    unsubscribe|unsub ~ my|our|this|following ~ email|emails|mail|address|addresses|account|name|company|domain|mailbox|inbox
    ^ unsubscribe|unsub|optout|optingout $
    ^ unsubscribe|unsub|optout from|off|of|to ~ this|your|all|any|the|these|ur|future|further|every|mailing|newsletter|newsletters|mailinglist|list|emails
    ^ unsubscribe|unsub now|immediately|asap|please|pls|all|completely|permanently|request|requested
    please|pls|plz|kindly|pleas|plase ~ unsubscribe|unsub|optout
    want|wants|wish|wishing|like|need|trying|tried|try|ask|asked|asking|request|requesting|demand|prefer|love|how|decided ~ to ~ unsubscribe|unsub|optout
    i|we|id|ill|im hereby|now? unsubscribe|optout
    i|we|im|am|are|hereby ~ optingout|unsubscribing
    how ~ i|we ~ unsubscribe|unsub|optout
    how ~ i|we ~ get|remove|stop|come|cancel ~ off|out|myself|ourselves|receiving|getting|these|this ~~ <list>|<mails>
    where|how ~ i|we ~ unsubscribe|unsub|optout
    {cant|cannot|can not|couldnt|could not|unable to|impossible to|no way to|no option to|no link to|no way of|way to|link to|button to|option to|possibility to} ~ unsubscribe|unsubscribing|optout
    ! how|where ~ {can i|do i|can we|could i|am i} ~ unsubscribe|optout $
    let {me|us} unsubscribe|optout|out
    get ~ {me|us|myself} unsubscribed
    be|been|get ~ unsubscribed
    consider ~ me|us|this|myself ~ unsubscribed|optout|optedout|removed|removal
    opt {me|us|my|this} ~ out
    hereby ~ optout|optingout|unsubscribe|withdraw
    ! already|previously|repeatedly ~ unsubscribed; ! {asked|tried|requested} to ~ unsubscribe
    ! unsubscribed ~~ times|twice|already; ! unsubscribed|optedout ~~ still|keep|keeps|again|continue ~ get|getting|receive|receiving|coming|emailing|sending|mails|emails|here|send|your|these|email|mail
    ! unsubscribed ~~ and {yet|still}
    ! {your|the} unsubscribe|optout link|button|page|form ~~ not|broken|doesnt|dont|isnt|fails|404|error|missing|cant|wont|nothing
    i|we|id ~ want|like ~ out|off $
    <remove> me|us|@|myself ~ from|off|of|form|out ~~ <list>
    <remove> ~ my|our|the|this|all|any ~ <mine> ~ from|off|in|on|of|out ~~ <list>|everywhere
    <remove> ~ from|off|of|form ~ your|ur|this|the|all|any|these ~ <list>
    <remove> ~ this|the|following ~ email|address|@|inbox|mailbox|account ~ from|off|in|on ~ <list>
    ^ <remove> me|us|@|myself $
    ^ <remove> me|us|@ ~ completely|entirely|everywhere|immediately|now|asap|permanently|too
    please|pls|plz|kindly|plse|pleas|can|could|would|will ~ remove|delete|remov me|us $
    please|pls|plz|kindly remove|delete|unlist $
    ^ <remove> ~ my|our|all ~ <mine>
    please|pls|plz|kindly|you|to|must|should|would|could|will ~ remove|delete|erase|purge|wipe ~ my|our|all|any|everything ~ email|address|name|details|data|info|information|record|records|profile|contact|contacts|entry
    {ask|asked|request|requesting|demand|want|like|need|insist} ~ removal|deletion|erasure ~~ my|our|data|details|<list>|$
    ^ removal ~ from ~ <list>
    {removal|deletion|erasure} of ~ my|our ~ data|details|information|email|address|records|contact
    {be|get|been|am|are|me|us|was|being|address|email|name|details} ~ removed|deleted|taken|erased|excluded|dropped|struck|cleared ~ from|off|out ~~ <list>
    want|like|wish|need|ask|asked|asking|request|requested|please|demand ~ to ~ be|get removed|deleted|excluded|unsubscribed|optedout|forgotten
    take|taking|get|keep|leave|cross|strike|scratch|pull|kick|throw ~ me|us|@|myself ~ {off|out|from} of? ~~ <list>
    take|taking|get|cross|strike|pull|leave|keep ~ my|our|this|the ~ <mine> ~ off|out|from ~~ <list>
    take {me|us} off $; take {me|us} off ~ please|now|this|your|it|immediately|that|of
    leave|keep me|us off|out ~ it|this|these|that|$
    ^ off|from ~ your|this <list> $
    want|wish|like|need|let|get ~ off|out ~ your|this|the|of|these <list>
    lose|forget|discard|destroy|scrap|bin|trash|shred|burn ~ my|our|this ~ email|address|details|contact|data|information|name|info
    cancel|end|terminate|discontinue|stop ~ my|our|this ~ subscription|subscriptions|membership|newsletter|newsletters
    {delete|close|remove|erase} ~ {my|our} account
    have|ive|already|repeatedly ~ requested|demanded|asked ~ for? {removal|deletion|erasure}; stop|stopp|quit|cease ~ <writing> ~ my|our ~ staff|employees|colleagues|team|company|people|office|customers|clients|boss|family
    stop|stopp|quit|cease|discontinue|halt|sotp ~ <writing> ~ me|us|@|everyone|here
    ^ stop|stopp|quit|cease|discontinue ~ <writing> $
    stop|cease|quit|end|discontinue|halt ~ <writing>|with ~ your|these|this|the|all|any|those|such|ur|unsolicited|unwanted|more|me|us ~ <mails>
    stop|cease|quit|discontinue ~ sending|with ~ <mails>
    ^ stop|cease|quit|end|enough|discontinue|halt ~ your|these|this|the|all|any|those|such|ur|of|with ~ <mails>|<contact>
    ^ cease|stop <contact> $; ^ take|get ~ my|our ~ <mine> off $
    ^ stop|enough|cease|no <mails> $
    make ~ it|this|these|them|that ~ stop
    {want|like|need|ask|asked|asking|tell|told|telling|beg|begging|please|wish} ~ you|them ~ to|please ~ stop|quit|cease
    {refrain|desist|abstain} from ~ <writing>|contact|further|any
    {refrain|desist|cease} from? ~ further|any|all ~ <mails>|<contact>
    cease and desist
    leave|let me|us|my ~ alone|be $; leave {me|us|my} ~ alone; leave {me|us} ~ in peace
    {dont|do not|donot|never|dnt|must not|may not|should not|not to|stop to|please not} ~ {<write>|reach out to?|follow up with?} ~ me|us|@|again|anymore|any|further|future|here|ever
    {dont|do not|donot|never|dnt} ~ <write> ~ my|our ~ email|address|inbox|company|office|account
    take|remove|delete|get|exclude ~ my|our company|firm|organisation|organization|business|office|practice|school|department ~ off|out|from ~~ <list>
    {dont|do not|donot|never|dnt} ~ {<write>|reach out to?|follow up with?} ~ this ~ email|address|account|inbox|mailbox
    ^ {dont|do not|donot|never|dnt} ever? <write> $
    {dont|do not|donot|never|dnt} ~ send ~ me|us|@|this|to ~ <mails>|any|anything|more|these|this|your|stuff|again|anymore|such|shit|another
    {dont|do not|donot|never} ~ send ~ any|more|further|anymore|your|these|another|such|anything ~ <mails>|more|else|$
    {dont|do not|donot|never} ~ send ~ me|us $
    {dont|do not|donot|never} ~ call|phone|ring|approach me|us ~ again|ever|anymore
    {dont|do not|donot|never|no longer|dnt|will not|wont} want|wish|need|like ~ you|anyone|your ~ to|company ~ <write>|send|reach|contact
    {dont|do not|donot|never|no longer|dnt|would not|wouldnt|did not|didnt|not} ~ want|wish|like|care|desire|intend|need|expect|prepared|willing|wanna ~ to|in ~ receive|get|be|have|see|hear|read|receiving|getting ~~ <mails>|contacted|emailed|mailed|messaged|spammed|bothered|solicited|anymore|again|from|disturbed|approached|subscribed|list
    {dont|do not|donot|never|no longer|dnt} ~ want|wish|wanna|welcome|appreciate|like|accept|tolerate ~ your|ur|these|any|more|this|further|such|those|unsolicited|the|all ~ <mails>|<contact> $
    {dont|do not|donot|never|no longer|dnt} want|wish ~ your|ur|these|any|more|further|such|those|unsolicited ~ <mails>|<contact>; {dont|do not|donot|never|no longer|dnt} need ~ your|ur|these|any|such|those|unsolicited ~ <mails>|<contact>
    {dont|do not|donot|never|no longer|dnt} {want|wish|wanna|care|need|like} to {hear|read} ~ from {you|your|u|anyone}
    {dont|do not|donot} want|need ~ anything ~ from {you|your|u}
    {want|need|wish} ~ nothing ~ from|with you|your|u
    {dont|do not|no longer|not} ~ interested in ~ receiving|getting|hearing|being|your ~~ <mails>|from|you|contacted|anymore
    {rather|prefer|would|please} not ~ receive|hear|get|be ~~ <mails>|from|contacted|emailed|anymore
    {prefer|appreciate|want|like|wish|need|ask|expect|to receive|request|demand|send|please|desire} ~ no {more|further|additional|future} ~ <mails>|<contact>
    ^ no {more|further|additional|future|longer} ~ <mails>|<contact> $
    ^ no {more|further} ~ <mails>|<contact> from|to|with|of|after|is|required|wanted|needed|necessary|for
    ^ no more of {this|these|your|that}
    no longer ~ wish|want|like|care|need ~ to ~ receive|hear|get|be ~~ <mails>|from|contacted|list|anything|this|these|subscribed
    {never|didnt|did not|dont remember|not|havent|have not} ~ signed|sign|signing|subscribed|subscribe|asked|ask|agreed|requested|request|optedin|consented ~ up? ~ to|for|your|these|this|be|get|receive ~ <mails>|<list>
    withdraw|withdrawing|revoke|revoking|retract ~ my|our|any|all ~ consent|permission|agreement
    {i|we} ~ object ~ to ~~ process*|marketing|use|mail*|contact*|email*|data|storing|storage|receiving|being
    {dont|do not|never gave|not given|no} ~ consent|permission ~ to ~~ <mails>|process*|contact*|<writing>|data
    {exercise|exercising|invoke|invoking|use|assert|under|pursuant to|per|based on|in accordance with|referring to|according to|with reference to} ~ my|our|the ~ right|rights ~ to|of|under ~ be|erasure|deletion|object|forgotten|gdpr|article|optout|withdraw
    {my|our} right to be {forgotten|erasure|deletion|object}
    {under|pursuant to|per|with|accordance with|according to|to|of} ~ gdpr|ccpa|article|art ~~ erase|delete|remove|erasure|deletion|removal|forget ~~ my|our|me|all|us
    erase|delete|remove|forget|erasure|deletion|removal ~~ my|our|me|us|all ~~ gdpr|ccpa|article|art
    {right to be forgotten|right to erasure} ~ request|please|$
    {this is|please treat this as|consider this|i submit|submitting|formal|this} ~ a? {formal|official|my|an}? ~ {erasure|deletion|removal|unsubscribe|optout|gdpr} request
    forget {me|us} $; forget ~ i|me|we ~ exist
    blacklist|suppress|blocklist ~ me|us|@|my|this|our
    ! {on|to|in} ~ your|the|a ~ {suppression|blocklist|optout|do not contact|do not mail|do not email|do not call} list|lists
    ! unless you ~ stop|remove|unsubscribe|delete|cease; ! {if|unless} you {dont|do not|keep|continue} ~ remove|stop|unsubscribe|emailing|delete|sending|contacting|spamming|contact|email
    ! you ~ {did not|didnt|have not|havent|never|still not|not yet} ~ removed|remove|unsubscribed|unsubscribe|stopped|deleted ~ me|us|my|emailing|sending
    ! <writing>|contact|contacted ~ me|us ~ by|via phone|telephone|sms|post or|and email|mail
    ! why|how ~ am|are|do i|we ~ still|keep|constantly|always ~~ <mails>|<list>
    ! asked|told|requested ~~ you ~ {not to|to not} ~ <write>|send
    ! asked|told|requested ~~ to ~ be {removed|unsubscribed|deleted|taken|stop|remove|unsubscribe}
    ! {fuck|piss|bugger|sod} off; {fuck|piss|bugger|sod|fck} off $; ^ go away $; ^ get lost $; go to hell; ^ shut up $
    enough {with|of} ~ <mails>
    not ~ <contact>|<write> me|us ~ again|anymore|further|ever
    {you have|have} no permission ~ to|for ~~ <write>|<writing>|use
    {know|see|find} ~ how to ~ unsubscribe|optout
    no <mails> ~ from {you|please|anymore}
    desubscribe|dissubscribe|unsuscribe|unscribe|usubscribe|ubsubscribe|unscubscribe|unsubcribe|unsubscibe|insubscribe|insuscribe|unsubs|unsubsribe ~ me|us|from|please|$
  `,
  optOutSentence: `
    please|pls|plz|kindly|just|immediately? unsubscribe|unsub|unsubscribed|optout|unsubscription|desubscribe|unsubs|unsuscribe|usubscribe|ubsubscribe|unscubscribe|unsubscriber|unscribe please|pls|now|immediately|asap|me|thanks|request|requested? now|please|asap?
    please? {remove|delete|unlist} me|us|@ {please|now|immediately|asap|thanks}? please?
    please? {opt|take} me|us out|off please|now?
    no {more|further} <mails>|contact please|ever?
    stop {<mails>|spam|spamming|emailing|mailing|this} please|now?
    do? {not|dont} contact|email|mail|write
    please? {dont|do not|donot} $; not wanted; unwanted; no contact please?; {removal|delisting} please?; please? <remove> this|my|our|the email|address|mail|account|name|details|data|id address|please|id?; list removal please?; do not contact; dnc
    leave {me|us} alone please?
    {unsubscribe|optout|removal|deletion|erasure} request
    cease and desist
    remove|delete|erase my|our email|address|data|details|info|information|name address|please|now?
  `,
  optOutAlone: `
    stop|stopp|sotp|stpo|stoppit it|this|that|now|please|pls|all|everything|immediately|already|asap|thanks? {it|now|please|immediately|forever|asap}? please?
    {please|pls|plz|just|kindly|now|i|so}? said? {stop|quit|end|cancel|remove|delete|cease} it|this|that|now|please|me? now|please|it?
    remove|rmove|remvoe|delete|cancel|end|quit|cease|out|off|unlist please|now|this|it|me|all?
    enough {is|already|now|of|thanks}? enough|this|it?
    no {more|further} please|ever|of|now|thanks? this|it|these?
    {not|never} again please?
    spam|scam|junk
    go away; get lost; shut up; please? {stop|end} this|that|it nonsense|spam|crap|harassment|madness|now?
    optout|out
  `,
  optOutMentions: `{you have been|youve been|you were|you are|you are now} ~ unsubscribed|optedout|removed ~~; ~~ attachment|attachments|zip|pdf|pdfs|brochure|brochures ~~; {account|access|login|profile|user} ~ was|were|got|has ~~ deleted|removed ~~;
    our|their|the ~ old|crm|customer|existing|legacy|historic|test|inactive|duplicate ~ data|records|contacts|entries|database|list|system ~; ~~ with|from|at ~ {competitor|current vendor|current provider|current supplier|old vendor|old provider|existing vendor|existing provider} ~
    leave|let me|us alone|be with|for|about|until|on ~; {these|this|it|that|all} to {stop|end} ~ by|before|in|on|at ~
    {about|going|tempted|ready|meaning|meant|wanted} to ~ write|hit|click|press|type|say|reply|send|unsubscribe|delete|mark|report|stop ~~
    assistant|colleague|he|she|system|filter|phone|son|daughter|kid|intern|secretary|boss|they|someone|somebody ~ replied|wrote|typed|clicked|pressed|hit|sent|answered|unsubscribed|removed|marked|moved ~~
    old|previous|former|outdated|duplicate|second ~ address|email|account|inbox|mailbox|one|entry ~
    saying|says|said|telling|notice|notification|message ~ i|we|ive|weve|im ~ been|was|were|am|are? unsubscribed|removed|optedout ~~; why ~ was|were|have|did|am ~ i|we ~ unsubscribed|removed|optedout|get|got ~~
    {contact|email|write|call|message|copy|cc|bother} to? {my|our|the} ~ <colleague>|office|team|boss|headquarters|hq|branch|department|accountant|assistant|director|ceo ~ about|directly|for|regarding|on
    {need|have|must|want|like|possible} ~ be able to ~~; able to ~~; {cant|cannot|never} ~ stop|quit ~ reading|using|thinking|talking|looking|recommending ~~
    {undo|reverse|revert|ignore|disregard|cancel} ~ my|the|that|our|his|her ~ unsubscribe|optout|unsubscription|removal|stop ~~; {would|will|do|does|can|could} ~ i|we ~ still|also|again ~~
    unsubscribe|unsub|optout|unsubscribing|remove|delete|unsubscribed ~ a|an|the|my|our|their|his|her|some|another|other|inactive|these|those|all|one|two|any|your|dead|bounced ~ <colleague>
    unsubscribe|unsub|unsubscribing ~ a|an|him|her|them|some|several|inactive|bounced|their|many|most|contacts ~~
    removed|taken|struck|dropped|excluded ~ from|off ~~ waiting|waitlist|beta|cc|bcc|loop|meeting|invite|invitation|trial|call|thread|copy|draft|agenda|webinar|channel|project
    unsubscribe|optout|unsubscribing|out|unsubscribed ~ from|of ~~ <things>; <things> ~ optout|unsubscribe
    nobody|noone|everybody|anyone|anybody ~ could|can|will|would|may|should ~~
    unsubscribe|unsub|unsubscribing|remove|delete|optout <colleague>
    take|remove|delete|leave|keep ~ him|her|them|someone|colleague|he|she ~~ <list>
    <people> ~ can|could|may|might|want|wants|wanted|ask|asks|asked|have|has|had|will|would|should|must|to|who|that|cannot|cant|need|needs|often|always|easily|simply|get|gets|unsubscribe|unsubscribes|unsubscribed|optout|click|say|says|said|write|writes|reply|replied|do|does|are|is|dont ~~
    for|by|of|from|let|lets|allow|allows|help|helps|letting ~ <people> ~~
    how|what|which ~ do|can|does|would|should|will|could|did|is|are|happens you|your|one|our|the|customers|a|users|people|it|tool|companies ~~
    how|can|do|could ~ do|can|could|would|we|i ~ we|i? export|delete|erase|store|handle|manage|import|migrate|archive|anonymise|anonymize ~~
    does|do|did|is|are|has|will|would|should|could|can your|the|it|our|tool|product|platform|software|app|system ~~
    {does|do|did|are|have|has} you ~~
    can|could it|the|your|our|we|users|customers|one|people ~~
    if|when|once|before|after|whenever|unless|until|because|that|where|so a|an|the|our|my|someone|somebody|users|customers|people|they|he|she|clients|contacts|recipients|one ~~
    ? did|have|was|were|am|should|shall|will|would|must i|we ~ unsubscribe|unsubscribed|optout|optedout|removed ~~
    if|when|once|before|after|should|until|unless i|we ~ unsubscribe|optout|unsubscribed|delete|cancel|leave|stop ~~
    <not> ~ unsubscribe|optout|unsub|remove|delete|take|drop|forget|lose|erase|exclude|unsubscribed ~~
    dont|not|never|cant|cannot|wont ~ stop ~~
    <not>|meant|didnt ~ mean|meant|want|wanted|intend|intended|wish|plan|mind|going|planning|trying|ask|asking|asked|have|need to|on ~ unsubscribe|optout|unsubscribing|be|leave|cancel|get ~ removed|unsubscribed|$
    dont|not|never hesitate|forget|fail|worry|wait|be|feel|only|just|mind|wonder ~~
    why {dont|do|not|didnt|wont|havent} you|u|we ~ contact|call|write|email|mail|send|reach|ping|message|text|just
    by|in mistake|accident|error ~~; accidentally|mistakenly|inadvertently|wrongly ~~
    ~~ by|in mistake|accident|error|accidentally|mistakenly|inadvertently|wrongly|unintentionally
    i|we accidentally|mistakenly|inadvertently ~~
    unsubscribe|optout|unsubscription|unsubscribed|suppression|removal|deletion|erasure rate|rates|rating|feature|features|function|functionality|functions|page|pages|flow|flows|process|processes|handling|management|list|lists|api|webhook|webhooks|header|headers|footer|text|option|options|logic|button|buttons|link|links|data|event|events|reason|reasons|center|centre|compliance|tracking|survey|policy|policies|confirmation|workflow|workflows|language|wording|tool|tools|number|numbers|counts|count|requests|concept|period|periods|rule|rules|law|laws|notice|box|checkbox|log|numbers
    ~~ on|by|via|over|through|per|at|to|using|with my|the|our|a|your? ~ <phone>
    ~~ until|till|before|unless|between|during|outside|except|while|other|earlier|after|this week|month|afternoon|morning
    i|we {have|had|got|receive|received|get} no ~ <mails> ~~
    <not> ~~ before|until|till that|then|this|the|a|next|my|our|we|further|after|end|i ~
    boss|colleague|colleagues|manager|wife|husband|he|she|they|someone|somebody|customer|customers|client|clients|assistant|lawyer|everyone|people ~ asked|told|asks|tells|wanted|wants|said|says|keep|keeps|kept ~~
    ~~ today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|weekend|yet|early|mornings|evenings|sundays|saturdays
    ~~ in {english|german|french|spanish|italian|dutch|polish|capitals|html|attachments}
    ~~ at|to|on|from my|the|our? old|private|personal|home|gmail|former|previous|other|wrong|secondary|second ~ address|email|account|inbox|mailbox|one|mail
    ~~ {use|write|email|send|contact|reach} ~ instead|rather
    <remove>|take|taking|drop|get ~ me|us|my|our|name ~~ from|off|of ~ cc|bcc|copy|invite|invites|invitation|meeting|event|webinar|waitlist|waiting|call|calls|calendar|slack|channel|project|trial|plan|order|quote|contract|seat|license|licence|admin|admins|invoice|participants|guest|guests|attendee|attendees|blacklist|blocklist|suppression|speaker|speakers|offer|agenda|demo|block|spamlist|loop|ticket|rota|sheet|greylist
    stop|cease|quit|discontinue|dont|not|halt ~ sending|emailing|mailing|send ~~ invoice|invoices|reminder|reminders|report|reports|receipts|statements|alerts|invites|logs|paper|letters|parcels|samples|catalogue|catalogues|drafts|proposals|files|attachments|pdf|pdfs|password|passwords
    unsubscribe|unsubscribed|unsubscribing|optout|remove|removed ~ from|to|in ~ our|their|its|his|her|hubspot|mailchimp|another|other|competitor|competitors|linkedin|everyone|everything ~~
    <remove>|delete|erase|purge ~~ our|their|old|the|all ~ customers|customer|users|user|contacts|subscribers|leads|clients|duplicates|test|demo|sample
    thought|thinking|considered|considering|tempted|about|almost|nearly|instead|rather|going|planned|wondering ~ of|than|to|about|whether|if ~ unsubscrib*|optout|optingout|optedout ~~
    i|we unsubscribed|optedout ~ from ~ last|some|your|years|months ~~
    {we|you|they|i} ~ can|must|should|have|need|had|want|will|would|could|try ~ to|we? stop|quit|cease|avoid ~ <writing> ~ our|to|their|out|customers|people|leads|and|the|so|a|cold
    add|added|put|resubscribe|subscribe|sign|signed ~ me|us ~ again|back|to|up|on|list
    stop ~ <writing>|sending ~~ {and|but} send|sign|call|book
    forgot|forgotten|forgetting ~ to ~~
    we|our|i|my|they ~ automatically|legally|currently|already|usually|often? unsubscribe|unsubscribed|delete|remove|optout ~ <people>|contacts|anyone|bounces|every ~~
    tool|software|platform|system|product|feature|features|form|button|page|way|ability|function|process|workflow|template|text|checkbox|mechanism|solution|api ~ to|for|that|which|where|with ~~
    ^ your|our|the|this|that article|post|blog|webinar|talk|book|guide|page ~~
  `,
  optIn: `
    keep|leave|put|add|subscribe|resubscribe|sign|readd|reinstate ~ me|us|my|@ ~ back? {on|to|in|up|subscribed|posted}; resubscribe; keep ~ {them|it|these|those|emails|mails} ~ coming; {please|do|just} ~ continue ~; carry on ~; {prefer|rather|better|easier} ~~ phone|whatsapp|call|calls|telephone|teams|slack|text|linkedin
    {want|like|happy|love} to ~ stay|remain|keep|continue|hear ~ on|subscribed|getting|receiving|in|touch|more
    {just|only} ~ the|your ~ prices|numbers|price|facts|figures|quote|contract; use|take ~ this|my|the ~ one|new|address|email ~ for|instead
  `,
  ownData: `{this|that} ~ is ~ my|our|a ~ private|personal|shared|work|home ~ address|email|account|inbox|mailbox; this|that address|email|inbox|mailbox|account;
    my|our ~ email|emails|mail|address|addresses|data|details|number|name|info|information|contact
  `,
  optOutOfIt: `^ delete|remove|erase it|them ~ from ~ your|the ~ <list>; ^ please? {delete|remove|erase} it|them $;
    delete|remove|erase|scrub|wipe|purge|destroy|forget|lose|bin|drop it|them|that|this|those|these ~ now|please|immediately|asap|from|at|$; delete|remove|erase|wipe everything|all ~ of? ~ it|that|this|$; {get|take} {it|them|that} off ~; {be|have|has} ~ it|them deleted|removed|erased; stop using {it|them|this|that}; {dont|do not|never} use {it|that|this} ~
  `,
  otherWay: `but ~ {to|rather} to ~ my|our|the|his|her ~ colleague|boss|manager|team|assistant|office|department|partner; but ~ to|ask @;
    ^ if {i|we} ~ buy|sign|order|book|subscribe|agree|meet|talk
    ^ call|ring|phone|text me|us ~; {call|ring|phone|text} ~ me|us ~ instead|please; but|just|only a|the link|summary|price|quote|contract ~; instead ~
  `,
  optOutReasons: `private|personal|shared ~ address|email|account|inbox|mailbox; {not} ~ customer|client; {never|didnt|did not|not} ~ signed|sign|subscribed|subscribe|opted|requested|consented|gave|registered|asked|agreed|authorised|authorized; {not|isnt} ~ relevant|interested|my ~ to|role|area|department|job; third|fourth|fifth|second|umpteenth ~ email|mail|time|message; keep|keeps ~ <writing>|sending|coming; {have|has|ive} left ~; no longer ~ work|works|use|with; {retired|deceased|passed away}; wrong ~ person|address; {how|where} did you; {who|what} are you; ffs|seriously; complain|complaint|complaints; {dont|doesnt|do not} ~ work|use|handle|deal|buy; gdpr|ico|police; not {wanted|welcome}; arent ~ welcome|wanted; gdpr|ccpa|article|consent|permission; right to be {forgotten|erasure|object}; report|reported|reporting ~ you|this|it; lawyer|lawyers|ico|regulator|legal; never ~ asked|signed|subscribed|agreed; already|times|twice; confirm|confirmation; because|since`,
  optOutSmells: `
    unsubscri*|unsub|optout|optingout|optedout|desubscribe|unsuscribe|unscribe
    <remove> ~ me|us|my|our|@; take|get ~ me|us|my ~ off|out
    stop|quit|cease ~ <writing>|this|it|now|me|calling; ^ stop $; cease and desist
    spam|spammer|spammers|spamming|unsolicited|harass*|harrass*; report|reported|reporting ~ you|this|spam; lawyer|lawyers|attorney|solicitor; legal action
    leave {me|us} ~ alone|be; go away; fuck*; piss off; get lost
    mailinglist|blacklist|blocklist|suppression
    gdpr|ccpa; right to be forgotten; right to erasure; article 17; data protection
    consent; {dont|do not|never|not} ~ <write>|call|send ~ me|us|again|anymore
    {how|where} ~ did you get ~ my|our; never|didnt|not ~ sign|signed|subscribed|asked|ask ~ up|for|you
    no {more|further} ~ <mails>|<contact>; block|blocked|blocking ~ you|this|your|sender
    last {warning|time}; final warning; {told|asked} you ~ times|before|already|twice|once
    delete|erase|forget ~ my|our|me|us|all
    tired|sick|fed of|up ~~ <mails>|you|this|these
  `,
  refusalMentions: `{decided|going|go|gone|went|chose|chosen|choose|opted|picked} ~~ {with|for|on} you|yours|your ~; 
    {cant|cannot|not|dont|wont|nothing|not} ~~ until|unless|till ~~; {cant|cannot|not|wouldnt|couldnt} wait|complain|agree|resist ~~; {not} ~ uninterest*|bad|unhappy|against ~; no|not ~ problem|problems|worries|doubt|wonder|objection|objections|rush|hurry ~; not ~ only|just ~; never ~ been ~ more|so|better ~~
    {if|unless|when|in case} ~ you|its|it ~~; last {year|month|time} ~~; used to ~~; {would|why} ~ not|no ~ be
  `,
  refusalReasons: `{went|gone|going|go|chose|chosen|signed|decided|picked|hired} ~~ another|other|different|someone|elsewhere|competitor|rival; {another|different|other} ~ vendor|supplier|provider|partner|agency|solution|tool; merger|acquired|restructuring|cuts; wrong ~ person|company|contact|department; budget|budgets|expensive|pricey|afford; competitor|inhouse|ourselves|bound|frozen|headcount|shut|closing|retired; out of business; too {small|big}; signed ~ with; {someone|somebody} else; contract ~ with|until|runs; by {hand|excel}`,
  refusal: `management|board|boss|team|they|he|she ~ said|says|decided ~ no|against ~; {wasnt|was not|isnt|arent} ~ right|suitable|useful ~ for|fit|to ~; 
    {dont|do not} see {us|me|myself|ourselves} ~ using|needing|buying|wanting|doing; {were|are|im|am|very|quite} happy|satisfied|content $; {its|it is|thats} a {no|pass} ~; not {something|anything} ~ {wed|we|i|id} ~ use|need|want|do|consider ~
    {renewed|extended|signed|recommitted} ~ up? ~ with|for our|current|another|existing|different|one ~; {fully|well|already|all} ~ covered|supplied|served|equipped|staffed|stocked ~; {dont|do not|never} ~ outsource|buy|purchase|use|deal|work|do ~ this|that|these|from|such|with|any|in
    ^ nah|nope ~; {were|im|we are|i am} ~ all? {good|fine|covered|sorted|set} $|thanks|as|here|already|for
    {signed|went|gone|going|committed|chose|chosen|picked|hired|selected|partnered|bought|buying|decided} ~~ {someone|somebody|something} else ~; {signed|committed|locked|tied} ~~ with|to|into ~ another|competitor|different|rival|existing ~
    {build|built|building|do|doing|handle|handled|develop|developed|make|solve|solved|run|manage|keep} ~ it|this|that|everything|things? ~ {ourselves|inhouse|internally|in house|manually|by hand}
    {dont|do not} ~ think|see|believe|feel ~~ fit|match|need|point|value|use|sense; no point ~~; {isnt|is not|not} ~ really? ~ our|my ~ thing|cup|area|field|priority; {not|never|hardly} ~ use|useful ~ for|to us|me
    {doesnt|does not|dont|do not|didnt} ~ interest|appeal|concern ~ me|us|to; {wont|dont|do not|will not|cant|cannot|never} take|accept|do|want|like calls|meetings|demos|cold; {leave|left} it ~ {there|at} that; {not|no} ~ be {taking|going} ~ this|it|ahead|forward|further
    {well|we will|i will|ill|going to|gonna} ~ stick|stay ~ with ~; {stick|stay|staying|sticking} with {what|our|the} ~; {closing|closed|shutting|winding} ~ down|up|business|company ~; project ~ been? ~ scrapped|axed|shelved|cut|killed|off
    not|no ~ currently|longer|really|very|at|all|particularly|that|overly|remotely|even|so? ~ interested|intrested|interest|interrested ~~
    arent|isnt|wasnt|werent|not|never ~ interested ~ in? ~~
    no|zero|little|without ~ interest|intrest; uninterested; disinterested; lost interest; {dont|do not|doesnt} have ~ interest|need|budget|capacity|demand
    no thanks; no thank {you|u}; no thx; no ty; thanks but no thanks; nope; ^ no $; ^ nah $; ^ hard? pass $; no way; ^ not for {us|me} $
    not for {us|me|now}; not ~ a {fit|match|priority|option}; not the right {fit|time|person|moment}; not ~ good|right ~ fit|match; not suitable; not applicable; not relevant; isnt|not ~ relevant|fit|necessary|needed|required|appropriate|worth
    no need ~~; {dont|do not|doesnt|wont|will not|no longer|not} ~ need|require ~~; not ~ needed|required; no {demand|requirement|use|budget|plans|intention|time|appetite} ~
    {dont|do not|doesnt} ~ use|see ~ need|point|value|it
    {already|we|i|currently} have|got|use|using|work|working ~ a|an|our|with|another|this|one|something|own|someone|somebody ~ supplier|suppliers|vendor|vendors|solution|tool|partner|provider|system|agency|inhouse|covered|place|software|product|crm|platform
    already ~ have|use|using|got|covered|sorted|supplied|served|working ~; all|well set|sorted|good|served|covered; {are|is|am|very|quite|perfectly|were|im|we|totally|fully|already} happy|satisfied|content|fine ~ with ~ what|our|current|existing
    went|gone|going|go ~ with ~ another|other|competitor|someone|different; {going|went|gone} ~ another|different|other direction|way|route
    decided|chose|chosen|opted ~ against|another|other|otherwise|not|different|elsewhere; {decided|choose|chose} ~ to go ~ with|another
    pass on {this|it|that}; {we|i|ill|well|will} pass $; {have|got|going|will} to pass; take a pass; decline; declining; {must|have to|respectfully|kindly|politely} decline; turn ~ down; 
    not ~ looking ~ for|to ~~; not ~ buying|purchasing|changing|switching|considering|pursuing|proceeding|continuing|moving|planning ~~
    {wont|will not|cannot|cant|not going to|not able to} ~ proceed|continue|pursue|buy|purchase|participate|move|be ~ forward|interested|attend|joining?
    not ~ at ~ this|the|present ~ time|moment|stage|point|present; not right now; not now; not today; not ~ currently; not ~ this {year|quarter}; not ~ anytime soon; maybe ~ another {time|later}
    rather not; count {me|us} out; {please|kindly} ~ close ~ file|ticket|case|this; out of ~ budget|business; too {expensive|small|big|pricey}; cant afford; cannot afford; over budget
    wrong {person|company|contact|department|address|email}; not ~ responsible|my|the ~ area|department|person|responsibility|decision; not my department
    found|have|signed ~ another|someone|different|other ~ supplier|solution|vendor|provider|elsewhere; project ~ cancelled|canceled|stopped|dead|hold
    {doesnt|does not|dont|do not|wont|not} ~ work|suit|fit|apply|make ~ for|us|me|sense|to|our|well|$; doesnt {suit|work|fit}; no fit
    not what ~ we|i|were|im ~ looking|need|want; {thanks|thank you|appreciate} ~~ but {no|not|we|im} ~ not|no|good|pass|all; no deal
    unfortunately ~ not|no; {sorry|afraid} ~ no|not ~
  `,
  buying: `send ~ me|us ~ invite|invitation|calendar|slots|availability|dates ~; {decided|going|go|gone|went|chose|chosen|choose|picked} ~ to? ~ go? {with|on|for}? you|yours|your ~; will|ill ~ set up ~ time|call|meeting|slot; 
    when|what ~ suits|works ~; ^ sold $; ^ works $; what ~ do you need from {me|us}; {jump|hop|get} ~ on ~ call|phone|zoom ~
    take|want|need|order|buy ~~ seats|licences|licenses|units|copies; ? slot|opening|spot ~; timing ~ perfect|great|good|ideal|spot; {perfect|great|good|ideal} timing; ? {this|next} week|afternoon|morning ~
    ? monday|tuesday|wednesday|thursday|friday|mondays|tuesdays|wednesdays|thursdays|fridays|tomorrow ~; ? {when|what time|which day} ~ can|could|would|do|does|are|is|suits|works ~~ meet|talk|see|start|speak|free|time|you|call|chat
    monday|tuesday|wednesday|thursday|friday|mondays|tuesdays|wednesdays|thursdays|fridays|tomorrow ~ {after|before|at|around|morning|afternoon|anytime|noon|from|lunch|any time} ~
    my|our diary|calendar|schedule|week ~ is|looks ~ open|free|clear; {up|game|down|keen} for ~ a|an|it|that|this|trying; book|sign|put|pencil|count ~ me|us|it in|up|down; ^ book {it|that|me|us}; what ~ {been|were|are} looking for; what ~ we|i ~ need
    show {me|us} ~; walk {me|us} through; talk {me|us} through; {we|i} ~ accept|approve ~ your|the|this ~; accept|approve|approved ~ your|the|this ~ offer|proposal|quote|quotation|terms|price
    {were|are|am|im|we|i} buying|ordering|signing|purchasing|taking ~; {ten|fifteen|five|thirty|twenty|10|15|20|30|5} minutes; {cant|cannot} wait
    {got|have} ~ {my|our} attention; {bring|let} it on; send ~ it|them|me|us ~ along|across|one; where do {i|we} ~ sign|pay|order; {lets|let us} just|simply|quickly|rather|better? talk|chat|meet|speak; {lets|let us} ~ get|make|give|set ~ ; {ill|well} take ~ it|two|three|five|ten|them|one; {i|we} ~ would|will ~ go|have ~ with ~ you|yours|it
    {come|pop|drop|swing} ~ by|over|in|round ~; {persuaded|convinced|sold|won} ~ me|us|by|over|on; you ~ {persuaded|convinced|sold|won} ~
    send|email|mail|forward|share|prepare|issue|provide|give|get|need|want|have|see|post|ready|bring|await|awaiting|waiting ~ me|us|over|the|a|your|for|through ~ contract|contracts|agreement|order|paperwork|invoice|proforma|docusign|sow|orderform|quote|quotation|proposal|po
    order form; purchase order; {i|we|id|ill|well|to|us|lets} ~ sign|order|buy|purchase|subscribe|book|proceed|start|upgrade ~ it|now|today|up|the|a|with|for|next|this|$
    {we|i|ill|well|can|will|would|like|want|ready|happy|going} ~ to|and? sign|order|buy|purchase|proceed|onboard
    {move|moving|go} ~ ahead|forward; going ahead; go for it; lets do {it|this}; lets go; lets {start|begin|proceed|move|talk|chat|meet|speak|schedule|book|connect|set|discuss|catch|get|try|have}; let us {talk|meet|speak|discuss|do|start|go|proceed|know} ~
    call|ring|phone|contact me|us; give {me|us} ~ call|ring|shout|buzz; {please|pls} ~ call|ring|phone; reach me ~ on|at
    book|schedule|arrange|set|organise|organize|fix|plan|have ~ a|an|the|up|another|some|my ~ call|meeting|demo|demonstration|appointment|slot|session|chat|time|date|walkthrough|trial
    {want|love|like|happy|glad|keen|need|would|eager|ready|please|wish|interested} ~ to|see|in|have|a? ~ see|book|try|have|schedule|get|join|watch|buy|order|sign|meet|talk|chat|speak|discuss|test|use|take|start|explore|connect|demo|the ~
    we|i ~ want|take|choose|picked|need ~ it|the|one|them|your|both|two|three|ten|a|that|this ~ large|larger|big|bigger|plan|licence|licences|license|licenses|seats|one|package|product|version|tool|offer|trial|demo|$
    if so {we|i|id} ~ want|take|buy|need; count {me|us} in; sign {me|us} up; {im|were|am} in $; {where|how|when} ~ do|can|should we|i ~ sign|pay|order|start|buy|book; ready to; deal $
    {tuesday|monday|wednesday|thursday|friday|tomorrow} ~~ works|suits|fine|good|great|perfect|ok|possible|better|free
    {tuesday|monday|wednesday|thursday|friday|tomorrow|that|this|week|next|pm|am|works|anytime} ~ work|works|suits|fine|good|great|perfect|ok|possible ~ for|me|us|too|well|$
    {i|we} ~ am|are|im|were ~ free|available ~~; how {about|does} ~ monday|tuesday|wednesday|thursday|friday|tomorrow|next ~; available ~ on|at|next|tomorrow|for
    budget ~ approved|released|confirmed|available|there; approved {the|your|it}; got|have ~ approval|signoff|goahead; decided|decide ~~ for {you|yours}; {decided|decision} ~ for|to|on|in ~ you|your|go|buy|favour|favor|take; we|i {have|ve}? decided $
    looking to ~ switch|change|replace|buy|move|start; switch|switching|move|moving ~ to ~ you|yours|your|holdpoint; replace ~ our|old|current|existing
    now ~ we|i ~ are|am|do|want|need|would|can; {are|am|were|im} ~ now ~ interested|ready|looking; changed ~ {our|my} mind; reconsider*; {again|second} ~ look|thought
    my|our colleague|boss|team|cto|ceo|manager|director|partner ~ is|would|wants|will|are|handles|takes|loves ~ interested|like|love|to|this|it|over
    start ~ trial|pilot|onboarding|contract|subscription; extend ~ trial|contract|subscription|licence|license; renew; upgrade
    send ~ it ~ over|to|through|along|now|today|please|again; send ~ over|through|along; forward ~ this|your|it ~ to ~ colleague|boss|team|manager
  `,
  interest: `
    i|we|id|wed ~ love|like ~ to|a|the ~; keep ~ {them|it|me|us|these|those} ~ coming|posted|updated|informed|going; fire away; all ears; {piqued|caught|grabbed} ~ my|our ~; just {the|what} ~; {just|only} ~ the ~ prices|numbers|price|facts|figures
    contact|write|ask|email|try|speak|talk|forward|reach|copy|cc ~~ @; {speak|talk|write|reach out} to ~ my|our|mr|ms|mrs|the ~; no ~ problem|objection|objections|worries
    interested; interesting; very|really|quite|definitely ~ interested|interesting|keen; keen; intrigued; curious
    sounds|looks|seems|looking ~ good|great|interesting|perfect|fine|promising|fantastic|useful|exciting|amazing|awesome|nice|excellent|reasonable
    happy|glad|pleased|delighted|love|keen ~ to; would love; looking forward; yes please; yes ~ definitely|absolutely|sure|of|we|i|lets; ^ yes $; ^ sure $; ^ yes|yep|yeah|sure|absolutely|definitely|ok|okay ~ please|sounds|lets|that|this|i|we
    works|suits|good|fine|perfect ~ for {me|us}; {i|we} like ~ it|this|your|the|idea; great|good idea|timing|stuff; exactly what ~ need|looking; tell {me|us} more; {more|further} ~ information|info|details|detail; why not; go on; {im|were} listening
    maybe ~ we|i ~ should|can|could; {lets|let us} keep|stay ~ touch|contact; keep {me|us} posted|updated|informed; thumbs up
  `,
  asking: `
    how {much|many|long|often|far|soon|big|does|do|is|are|can|would|well}; whats; what {is|are|does|do|about|kind|if|would|will|exactly|plans|happens|was|s}; which ~ plan|plans|one|version|features|countries|languages|of|crm; when|where|who|why ~ can|do|does|is|are|will|would|could|should
    price|prices|pricing|pricelist|cost|costs|quote|quotation|estimate|fee|fees|rates|discount|discounts|brochure|datasheet|catalogue|catalog|whitepaper|deck|leaflet|sample|samples|demo|references|documentation|specs|specification|specifications
    more|further|additional|some ~ information|info|details|detail|infos; tell {me|us} ~ more|about; {like|want|need|love} to ~ know|learn|understand|hear|see; wondering; wonder if
    send|forward|share|email|give|provide ~ me|us|over|some|the|your|more|details|information|info|offer|proposal
    can|could|would|will|do|does|did you|your|it|there|we|i ~; have you ~; ^ can|could|would|will|do|does|did|have|are|is you|your|it|there|we|i|this|that|the|they|any ~; may {i|we}; is ~ possible; does {it|this|your|the|that}; do {you|we|they}
    question|questions; please ~ explain|clarify|confirm|advise|elaborate|let; let {me|us} know ~ if|how|what|when|more|about|whether|the; any ~ chance|discount|idea|update|news; looking for ~; interested in ~ learning|knowing|seeing|more|a|your|the|pricing|how
    free trial; trial version; offer $; {an|your|the|a|best} offer; proposal; {need|want} ~ help|support|advice|solution; {can|could} ~ help
  `,
  putOff: `
    {write|contact|try|check|come|get|reach|ping|call|ask|touch|circle|follow|remind|talk|speak|revisit|email|knock} ~ me|us|back|out|up|base|in|to? ~ again|back|later|in|next|then|after ~
    {revisit|park|shelve|postpone|diarise} ~ this|it; nearer|closer the|to ~ time
  `,
  wishMentions: `
    if|before|until|unless|whether|assuming|suppose|should ~ i|we|you ~ were|was|decide|decided|want|choose|to? ~~ buy|sign|order|subscribe|purchase|commit|start|book|upgrade|switch|go; how {long|much|many|soon|often} ~~ sign|order|buy|subscribe|commit|book; would|will|do|can {i|we} still ~~ ; not|never|nothing|dont|wont ~ buy*|order*|sign*|purchas*
  `,
  notNow: `
    not|dont|doesnt|wont|cant|no ~~ before|until|till ~ january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|next|q1|q2|q3|q4|christmas|easter|the; this|next spring|summer|autumn|fall|winter;     later; next ~ year|month|quarter|spring|summer|autumn|fall|winter|week; in ~ the? {new|few|some|couple|two|three|six} ~ year|years|months|weeks|month|quarter|future|spring|summer|autumn
    in {january|february|march|april|may|june|july|august|september|october|november|december}; too {early|soon|busy}; {after|until} ~ summer|holidays|christmas|vacation|easter|january|q1|q2|q3|q4|new|budget
     another {time|day}; some other time; maybe later; at a later; on hold; budget ~ next|frozen|freeze|spent|gone; keep ~ in mind; in ~ future; postpone*; put ~ on hold; back burner; hold off
  `,
  greetings: `
    hi|hello|hey|hallo|hiya|dear|greetings|howdy|heya|helo {there|all|team|everyone|folks|sir|madam|guys|again|both}? or? {sir|madam|team}?
    good {morning|afternoon|evening|day} there|all|team|everyone?; to whom it may concern; morning; afternoon; dear {sir|sirs|madam|mr|ms|mrs|miss|dr|team}
  `,
  thanks: `
    {thanks|thank} you? ~ for ~ thinking|offering|reaching|writing ~ of|to|about|us|me|out; nice|lovely|good|great mail|email|note|message|pitch|try|one ~; {thanks|thank} you? for {the|your|this} ~ offer|email|message|note
    thanks|thank|thx|tks|ty|cheers|thankyou|thnx|tx|thanx|thks you|u? so|very? much|again|kindly|all|everyone|anyway? for|in? ~ your|the|advance|reaching|getting|writing|contacting|understanding|email|mail|message|time|note|offer|help|nothing|reply|response|attention|information|info|interest|thinking|asking? ~ out|back|message|email|mail|time|us|me|contact|reply|note|help|interest|touch?
    {thanks|thank|thankyou|thx} you?; many|much|thanks|kind thanks|appreciated|obliged; i|we ~ appreciate ~ it|this|your|the|that ~ time|help|email|message|cooperation|understanding|effort|thought|offer|interest?; appreciated; appreciate {it|that}; ta
  `,
  signOffs: `
    best|kind|kindest|warm|warmest|many|with|my? best|kind|warm|kindest? regards|regard|wishes|greetings; regards|rgds|br|kr; best; cheers; sincerely {yours|sincerely}?; yours {sincerely|faithfully|truly}?; respectfully yours?; all the best; take care; talk soon; thanks and regards; best from; with ~ regards|wishes|greetings; cordially; ciao; bye; xoxo; xx; v r
  `,
  pleasantries: `
    ffs|omg|jesus|christ|dude|mate|bro|man|lol|jeez|wtf|geez; for ~ sake; come on; c mon
    please; pls; plz; plse; kindly; sorry; apologies; immediately; now; asap; today; at once; right {away|now}; urgently; permanently; forever; again; anyway; ok; okay; sir; madam; guys; just; really; have a ~ nice|good|great|lovely|wonderful|pleasant day|week|weekend|one|evening|time|rest|afternoon; hope ~ you|this|all|youre ~ are|is|well|finds|doing ~ well|you|good|great; all the best; good luck; best of luck ~ with|to? ~ it|that|you|your|everything?; take care; wish|wishing ~ you ~ all|the|good|best|much|success|luck ~; no {offence|offense|hard|worries}; nothing personal; hope ~ understand; for your ~ understanding|information; much success; happy ~ holidays|easter|christmas|monday|friday|new; nice ~ day|weekend; stay {safe|well}; with respect; i|we ~ {am|are|m}? afraid; unfortunately; as ~ soon ~ possible; as of {now|today}; effective immediately
  `,
  functionWords:
    "the of and to a in is that it for on you with as are this be at have from or by not we but can your all will our there what if when up which one my so out about who no would them then been has more other into time any was were do does did me us i im dont just please thanks hi hello how need want get like could should too also here now next some an their they he she its am id ill lets were weve send know call make take only very than because still off stop don let see where why yes",
};
