// Domains of public mailbox providers. An address under one of them never makes a company known. Data only; the rules are in domain/.

/** Registrable domains of public mailbox providers, and of the most common disposable-address services. */
export const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com
  outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es
  live.com live.co.uk live.de live.fr live.it live.nl live.se msn.com windowslive.com passport.com
  yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.ca yahoo.in yahoo.com.au yahoo.com.br yahoo.com.mx
  yahoo.com.ar yahoo.com.sg ymail.com rocketmail.com myyahoo.com aol.com aol.de aim.com
  icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.com tuta.io
  gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.us web.de t-online.de freenet.de arcor.de posteo.de posteo.net mailbox.org 1und1.de online.de email.de mail.de
  bluewin.ch hispeed.ch sunrise.ch aon.at chello.at
  orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr libero.it virgilio.it tin.it alice.it tiscali.it telefonica.net terra.es
  btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk eircom.net
  ziggo.nl kpnmail.nl hetnet.nl planet.nl telenet.be skynet.be telia.com online.no wp.pl o2.pl interia.pl onet.pl seznam.cz centrum.cz
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com shaw.ca rogers.com sympatico.ca
  bigpond.com optusnet.com.au uol.com.br bol.com.br terra.com.br
  mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn naver.com daum.net hanmail.net nate.com
  docomo.ne.jp ezweb.ne.jp softbank.ne.jp rediffmail.com
  zoho.com zohomail.com fastmail.com fastmail.fm hushmail.com hey.com mail.com email.com usa.com lycos.com inbox.com gmx.co.uk duck.com
  mailinator.com guerrillamail.com 10minutemail.com yopmail.com temp-mail.org trashmail.com sharklasers.com
  `
    .trim()
    .split(/\s+/),
);
