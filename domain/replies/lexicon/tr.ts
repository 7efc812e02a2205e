// Turkish: opt-outs, refusals, wishes and courtesy, with and without its letters.
import type { Lexicon } from "./lexicon.ts";

export const tr: Lexicon = {
  language: "tr",
  sets: {
    removeDo:
      "çıkarın çıkarınız çıkartın çıkartınız çıkar çıkart silin siliniz sil kaldırın kaldırınız kaldır silinsin çıkarılsın çıkarır çıkarabilir siler silebilir kaldırır çıkarılmasını silinmesini çıkarmanızı silmenizi kaldırmanızı çıkarılmak silinmek çıkartır çıkarılmasını çıkartmanızı düşürün",
    list: "listeden listenizden listesinden listelerinizden listenden listelerden bülteninizden bülten bültenden veritabanınızdan veritabanından sisteminizden sistemden abonelikten aboneliğinizden rehberinizden gruptan gruptan üyelikten",
    mine: "adresimi emailimi mailimi epostamı bilgilerimi verilerimi kaydımı ismimi adımı numaramı hesabımı mailimizi adresimizi verilerimizi bilgilerimizi kaydımızı aboneliğimi üyeliğimi",
    mails:
      "mail mailler maili mailleri mailinizi maillerinizi email emailler eposta epostalar posta postalar mesaj mesajlar mesajınızı mesajlarınızı bülten bülteni bülteninizi reklam reklamlar spam ileti iletiler bildirim eposta sms",
    dontSend:
      "göndermeyin göndermeyiniz gönderme atmayın atmayınız atma yazmayın yazmayınız yazma yollamayın yollama iletmeyin ulaşmayın aramayın mailleşmeyin göndermemenizi atmamanızı yazmamanızı geçmeyin kurmayın",
    people:
      "müşteri müşteriler müşterilerimiz müşterilerimizin müşterilerin müşterinin kullanıcı kullanıcılar kullanıcıların kullanıcılarımız abone aboneler abonelerin üyeler kişiler insanlar birisi biri alıcılar arkadaşımı arkadaşım meslektaşımı meslektaşım çalışan çalışanlar",
  },
  leads:
    "lütfen merhaba ve veya ama selam iyi günler teşekkürler hemen artık beni bizi bana bize derhal acilen rica ederim hayır evet sayın yetkili",
  tails:
    "lütfen teşekkürler hemen artık ve derhal sağolun rica saygılar saygılarımla ederim iyi tşk acilen istiyorum iphone",
  contrasts: "ama fakat ancak lakin şimdi sadece yerine artık",
  misspelt: "aboneliğimi",
  optOut: `! {rağmen} ~~ alıyorum|alıyoruz|geliyor|gönderiyorsunuz ~; bu ~ kişiyi|kaydı|irtibatı|adresi silin|siliniz|sil|kaldırın; {son} ~ uyarı* ~; adresimin|adreslerimin|verilerimin|bilgilerimin|kaydımın|mailimin|epostamın|ismimin|numaramın ~~ silinmesini|kaldırılmasını|çıkarılmasını|çıkartılmasını ~; ! adresim|bilgilerim|verilerim|kaydım|mailim|epostam ~~ silinmedi|kaldırılmadı|çıkarılmadı; listeden|listenizden|bültenden|abonelikten|üyelikten ~ nasıl ~ çıkabilirim|çıkarım|çıkılır|çıkabiliriz|ayrılabilirim; {eposta|mail|posta|ileti} ~~ {onayı|onayımı|iznimi|rızamı|izni} ~~ geri;
    {bir daha|sonraki|bundan sonraki} ~ mail|eposta|mesaj ~~ şikayet*|kvkk|iys|avukat*; {rahatsız} ~ etmeyin|etmeyiniz; {engelle*|kara liste*} ~ beni|bizi; {göndermeyi|yazmayı|atmayı} ~ bırakın|kesin|durdurun; {gönderimi|gönderimini|gönderiyi} ~ durdurun|kesin|iptal
    <list> ~ beni|bizi|adresimi|mailimi|hemen|lütfen|ismimi|adımı? <removeDo>; beni|bizi ~~ <removeDo>; <list> ~ çıkmak|ayrılmak|çıkış|çıkıyorum|ayrılıyorum|çıkmayı|çıkartılmak; <mine> ~~ <removeDo>|iptal; ^ <removeDo> ~ beni|bizi
    aboneliğimi|aboneliğimizi|üyeliğimi|kaydımı|abonelik|üyelik ~ iptal|sonlandır*|bitir*|sonland*|iptali; abonelikten ~ çık*|ayrıl*; üyelikten ~ çık*|ayrıl*; iptal ~ etmek|edin|ediniz ~ aboneliğ*|istiyorum ; aboneliğ* iptal ~
    {bana|bize} ~~ <dontSend>; <mails> ~ <dontSend>|istemiyorum|istemiyoruz|almak|gelmesin; {bir daha|artık|lütfen|başka|daha fazla} ~~ <dontSend>; ^ <dontSend> $; {mail|mesaj|eposta|email|bülten} ~ almak|gelmesini|gönderilmesini|atılmasını ~ istemiyorum|istemiyoruz; <mails> ~~ istemiyorum|istemiyoruz; {almak|duymak|görmek} istemiyorum|istemiyoruz; {iletişime|irtibata|temas} ~ geçmeyin|geçmeyiniz|geçilmesini|kurmayın; benimle|bizimle ~ iletişim* ~ geçmeyin|kurmayın; göndermeyi|atmayı|yazmayı|yollamayı ~ kes*|bırak*|durdur*|kesin
    unutulma|silinme|silme|itiraz ~ hakkı*|hakkım*; {kvkk|gdpr} ~~ sil*|veri*|kaldır*; sil*|kaldır* ~~ kvkk|gdpr; rızamı|onayımı|iznimi ~ geri ~ çekiyorum|alıyorum|çek*|almak|alıyoruz; {izin|onay|rıza} ~ vermedim|vermiyorum|vermemiştim; {hiç|asla} ~ abone|kayıt|üye ~ olmadım; abone {olmadım|olmamıştım}; kara liste*; {rahat|rahatsız} ~ bırakın|bırak|etmeyin|etmeyiniz|etme; peşimi ~ bırak*; defol*; siktir*; ! daha önce ~~ istemiştim|söylemiştim|yazmıştım|belirtmiştim; itiraz ediyorum
  `,
  optOutSentence: `
    lütfen? {beni|bizi}? <list>? <removeDo> lütfen|beni|artık?; <list> <removeDo> lütfen|beni|artık?; {aboneliğimi|aboneliği|abonelik|üyeliğimi} iptal {edin|ediniz|et|istiyorum|lütfen}? lütfen?; lütfen|artık|bir? daha|artık? <mails>? <dontSend> lütfen|artık|bana?; rahatsız {etmeyin|etmeyiniz|etme} lütfen?; abonelikten {çık|çıkar|çıkarın|çıkmak} istiyorum|lütfen?; verilerimi silin lütfen?; {mail|mesaj} atmayın
  `,
  optOutAlone: `
    dur|durun|durdurun|durdur|iptal|yeter|stop|çıkar|çıkarın|çıkart|sil|silin|kes|kesin|bırakın artık|lütfen|edin|et|ediniz|şunu|bunu|hemen|dedim? lütfen|artık?; lütfen|artık yeter|durun|dur|silin|çıkarın|durdurun|iptal|kesin; yeter artık; bir daha {asla|olmasın}; artık istemiyorum; spam
  `,
  optOutMentions: `aboneliğiniz|kaydınız|üyeliğiniz ~~ iptal|silin*|sonlandır* ~ edildi|edilmiştir|$; ekleri|ekler|ek|dosyaları|dosyayı|zip|pdf ~~; {hesabım|hesap|profilim} ~ silindi|silinmiş|kapatıl* ~;
    {eski|önceki} ~ adres*|mail*|eposta* ~~; {durmayın|bırakmayın|kesmeyin|silmeyin|çıkarmayın} ~~; {telefon*|aramayın|arama} ~~; {silebilmemiz|silebilmeliyiz|silmemiz} ~~; nasıl ~ yönetiyor*|çalışıyor|siliyor*|işliyor* ~~
    <people> ~~ ; müşteri*|kullanıcı*|aboneler*|arkadaş*|meslektaş* ~ nasıl|listeden|abonelikten|çık*|iptal|için|sil* ~~; nasıl ~ çalışıyor|yönetiyorsunuz|yapılıyor|yapabiliriz|çıkarabilirim|silebiliriz|silebilirim|çalışır ~~; ~~ nasıl ~ çalışıyor|yönetiliyor|yapılıyor; ~~ mı|mi|mu|mü; ürününüz*|sisteminiz*|yazılımınız*|aracınız*|platformunuz* ~~; oranı|oranımız|linki|bağlantısı|butonu|sayfası|formu|özelliği|süreci|fonksiyonu|seçeneği ~; ~~ oranı|oranımız|oranları|linki|bağlantısı|butonu|sayfası|formu|özelliği|süreci|seçeneği
    yanlışlıkla|kazara|hatayla|istemeden ~~; ~~ yanlışlıkla|kazara; ~ çıkarmayın|silmeyin|kaldırmayın ~; {çıkmak|çıkarmak|iptal etmek} ~ istemedim|istememiştim|istemiyorum|istemiyoruz|istememiştik; ~~ telefonla|telefondan|cepten|sms|whatsapp; telefonla|cepten|whatsapp* ~~; ~~ bugün|yarın|pazartesi|salı|çarşamba|perşembe|cuma; pazartesi|salı|çarşamba|perşembe|cuma|bugün|yarın ~~; çekinmeyin ~~; eğer ~ birisi|müşteri* ~~; cc|bilgi|toplantı*|deneme*|etkinlik*|webinar*|sipariş*|davet* ~~ çıkar*|sil*|kaldır*|iptal*; eski|şahsi|kişisel|önceki ~ adres*|mail*|eposta* ~~; az kalsın ~~; yerine ~~; tekrar ~ abone|ekle* ~
  `,
  optIn: `
    {mail|eposta|yazışma} ~ atabilir*|yazabilir*|gönderebilir*|devam ~; {devam} ~ edin|edebilirsiniz; {listede|listenizde} ~ kalmak|tutun; {tercih} ~ ederim|ederiz; {sadece|yalnızca} ~ fiyat*
  `,
  ownData: `
    adresimi|adresim|mailimi|mailim|bilgilerimi|verilerimi|numaramı|epostamı|ismimi
  `,
  optOutOfIt: `
    {derhal|hemen|lütfen|artık}? silin|siliniz|sil|kaldırın ~; silin|siliniz $
  `,
  otherWay: `bana değil ~~`,
  optOutReasons: `yanlış ~ kişi*|adres*; özel|şahsi|kişisel ~ adres*|mail*|eposta*; müşteriniz değil*; hiç|asla ~~ kaydolmad*|vermed*|istemed*|abone|onay*|izin; {izin|onay} ~ vermed* ~; üçüncü|ikinci|dördüncü ~ mail|mesaj|eposta|kez|defa; nereden|nasıl ~~ buldunuz|aldınız|ulaştınız; emekli*|vefat*; artık ~~ çalışm*; kvkk|gdpr|izn*|hakk*|iys; şikayet*|avukat*; daha önce; onay*|teyit*; kapsamında`,
  optOutSmells: `
    abonelik*|aboneliğ*|unsubscribe|optout; <list>; <mine> ~ <removeDo>; spam|taciz|kvkk|gdpr|rahatsız; unutulma; avukat*|şikayet*|dava; yeter|durdurun|durun; <dontSend>; istemiyorum ~; almak istemiyorum; izin vermedim; rızam*|onay*; rahat bırak*
  `,
  refusalMentions: `
    {sorun|problem} ~ yok|değil ~; {sabırsızlanıyor*} ~; fena değil ~
  `,
  refusalReasons: `başka ~ firma*|tedarikçi*|çözüm*; bütçe*|pahalı|tedarikçi*|sözleşme*|kendimiz|memnun*|firmayla|rakip*`,
  refusal: `
    {memnunuz|memnunum} ~; {anlamı|gereği|faydası} ~ yok; {kendimiz} ~ yapıyoruz|geliştiriyoruz; {proje} ~ iptal|durdu*; {bağlıyız} ~
    ilgilenmiyor* ~; ilgi|ilgimi|ilgimizi ~ çekmiyor|çekmedi|duymuyor*; ihtiyacımız|ihtiyacım|ihtiyaç ~ yok|duymuyor*|bulunmuyor|yoktur ~; gerek ~ yok|görmüyoruz|duymuyor*; hayır ~ teşekkür*|sağol*; teşekkür* ~ ama ~ hayır|istemiyor*|gerek|ilgilenmiyor*; ^ hayır $; bize|bana ~ göre|uygun ~ değil; uygun değil*; uymuyor; şu {an|anda|aşamada} ~~ değil*|yok|istemiyor*|düşünmüyor*; şimdi değil; düşünmüyor*; {zaten|halihazırda} ~~ var|kullanıyor*|çalışıyor*|tedarikçi*|çözüm*; tedarikçimiz|çözümümüz|sağlayıcımız ~ var|mevcut; başka ~ firma*|çözüm*|tedarikçi* ~ anlaştık|seçtik|tercih*|karar*; reddediyor*; çok|fazla pahalı|erken; bütçemiz|bütçe ~ yok|yetersiz|dışında; memnunuz; maalesef ~; planlamıyor*; almayacağız|almayacağım; istemiyor* teşekkür*
  `,
  buying: `
    ? pazartesi|salı|çarşamba|perşembe|cuma|yarın ~; ne zaman ~ görüşebilir*|başla*|konuşa*|uygun* ~; {ikna} ~ ; göster* ~
    sözleşme*|siparişi|fatura*|teklif*|anlaşma*|proforma ~ gönder*|ilet*|hazırla*|bekliyor*|yolla*|imzala*|rica; sipariş ~ ver*|formu*|etmek; {satın ~ almak|alıyor*|alacağız}; imzalıyor*|imzalamak|imzalayalım|alıyoruz|alalım|onaylıyor*|kabul ediyor*|başlayalım|başlamak|anlaştık; {denemek|görmek|görüşmek|konuşmak|almak|başlamak|tanışmak|test etmek|görmek|satın almak} ~ isteriz|isterim|istiyor*|istiyoruz|istiyorum; arayın|arayabilir|arayınız|ara ~; beni|bizi ~ ara*; {toplantı|görüşme|randevu|demo|görüşmek|sunum} ~ ayarla*|planla*|yap*|alabilir|organize|istiyor*|isteriz|isterim; pazartesi|salı|çarşamba|perşembe|cuma|yarın|hafta ~~ uygun*|müsait*|olur|görüşelim|iyi; müsaitim|müsaitiz; bütçe ~ onay*|hazır; büyük ~ paket*|plan*|sürüm*; şimdi ~ ilgileniyor*|istiyor*; müdürüm*|patronum*|meslektaşım*|ekibimiz* ~ ilgileniyor*|istiyor*|görüş*
  `,
  interest: `ilgileniyor*|ilgimi|ilgimizi|ilginç|ilgili; kulağa ~ hoş|güzel|iyi; iyi|harika|güzel|süper ~ görünüyor|olur|fikir; memnuniyetle; ^ evet $; evet ~ lütfen|tabii|isterim|isteriz|olur; tabii|elbette|harika|mükemmel|süper|olur; neden olmasın; beğendim|beğendik; daha fazla ~ bilgi; merak ~ ettim|ediyor*`,
  asking: `
    ne kadar; kaç ~; fiyat*|ücret*|maliyet*|teklif*|indirim*|katalog*|broşür*|demo|referans*|doküman*; nasıl|nerede|kim|neden|hangi ~; ne zaman ~; nedir|neler|nelerdir; {gönderir|gönderebilir|paylaşır|paylaşabilir|verebilir|açıklayabilir|yapabilir|var|mümkün|yardımcı olabilir} ~ misiniz|mısınız|mi|mı|mü ~; daha {fazla|detaylı|ayrıntılı|ek} ~ bilgi*; bilgi ~ almak|verir|rica|istiyor*|alabilir; soru|sorum|sorumuz|sorularım*; öğrenmek ~ isti*; arıyor*; deneme sürüm*; ücretsiz deneme; gönderin|gönderiniz|paylaşın|iletin ~; mısınız|misiniz|musunuz; yardım*
  `,
  putOff: `tekrar ~ yazın|ara*|görüşelim|iletişim*|konuşalım`,
  notNow: `{sonra|daha sonra}; gelecek|önümüzdeki|seneye|haftaya ~ yıl|ay|hafta|çeyrek|sene; ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık ~ ayında|da|de|ayı; birkaç|iki|üç|altı ~ ay|hafta|yıl ~ sonra; başka ~ zaman;  bayramdan|tatilden|yazdan ~ sonra; çok erken; ertele*; ileride|ilerleyen`,
  greetings: `merhaba|merhabalar|selam|selamlar|sayın|sevgili|iyi|günaydın|değerli|slm|mrb günler|akşamlar|sabahlar|yetkili|bey|hanım|ilgili|herkese|geceler|çalışmalar?; iyi {günler|akşamlar|çalışmalar}; hayırlı {günler|sabahlar|işler}; ilgili kişiye`,
  thanks: `teşekkürler|teşekkür|sağolun|sağol|tşk|tesekkurler|teşekkürlerimle|tşkler ederim|ederiz|eder|ederim|çok? şimdiden|için?; çok|şimdiden teşekkürler|teşekkür|sağolun|sağol ederim|ederiz?; {ilginiz|bilgi|mesajınız|teklifiniz} için ~; minnettar*; sağ {olun|ol}`,
  signOffs: `saygılar|saygılarımla|saygılarımızla|sevgiler|selamlar|hürmetler; iyi {çalışmalar|günler|akşamlar|haftalar|dileklerimle}; {hoşçakalın|hoşça kalın}; görüşmek üzere; kolay gelsin; en iyi dileklerimle; esenlikler`,
  pleasantries: `lütfen; rica {ederim|ediyorum|ederiz}; hemen; derhal; acilen; artık; şimdi; özür {dilerim|dileriz}; kusura bakmayın; maalesef; iyi {günler|çalışmalar|akşamlar|hafta|hafta} sonları|şanslar; kolay gelsin; hayırlı ~ işler|olsun; başarılar ~; en kısa sürede; mümkünse; anlayışınız için; bugün; ivedilikle`,
  functionWords:
    "ve bir bu da de ile icin ne mi mu degil var yok ben sen o biz siz onlar bana bize size sana beni bizi sizi benim bizim sizin daha cok en gibi kadar sonra once ama fakat veya ya ise ki her hic lutfen tesekkurler tesekkur ederim merhaba iyi gunler selam evet hayir nasil nerede kim hangi neden olarak olan oldugu olur istiyorum istiyoruz istemiyorum mail misiniz musunuz misin artik simdi saygilar saygilarimla sayin hakkinda bilgi icin uzere tekrar olabilir",
};
