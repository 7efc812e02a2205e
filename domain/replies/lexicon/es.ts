// Spanish: opt-outs, refusals, wishes and courtesy, usted and tú, of Spain and of America.
import type { Lexicon } from "./lexicon.ts";

export const es: Lexicon = {
  language: "es",
  sets: {
    removeme:
      "bájenme bájeme bajarme elimíneme elimínenme eliminarme eliminadme elimíname bórreme bórrenme borrarme borradme bórrame quíteme quítenme quitarme quitadme quítame sáqueme sáquenme sacarme sacadme sácame remuévame remuévanme removerme retíreme retírenme retirarme desuscríbame desuscríbanme desuscribirme desuscribidme desuscríbeme desinscribirme desinscríbame excluirme exclúyanme exclúyame bórrennos elimínennos quítennos eliminarnos borrarnos sáquennos quitarnos suprímanme suprimirme desapúntame desapuntarme desapúntenme desuscribirnos descríbanme desubscribirme desubscríbanme tácheme",
    remove:
      "eliminar elimine eliminen elimina eliminad borrar borre borren borra borrad quitar quite quiten quita quitad sacar saque saquen saca remover remueva remuevan retirar retire retiren suprimir supriman suprima cancelar cancele cancelen excluir excluyan excluya removed",
    list: "lista listas base bases boletín boletines newsletter newsletters registro registros sistema fichero ficheros envíos envío contactos mailing suscripción suscriptores distribución correo correos",
    mails:
      "correo correos mail mails email emails mensaje mensajes newsletter newsletters publicidad spam propaganda boletín boletines comunicación comunicaciones información promociones ofertas llamadas",
    mine: "correo correos dirección direcciones email mail datos nombre cuenta contacto información registro",
    writeme:
      "escribirme escribirnos enviarme enviarnos mandarme mandarnos contactarme contactarnos molestarme molestarnos molestar enviar mandar escribir contactar acosarme spamear bombardearme llenarme acosar",
    write:
      "escriban escriba escribas escribáis envíen envíe envíes enviéis manden mande mandes mandéis contacten contacte contactes contactéis molesten moleste molestes molestéis escribir enviar mandar contactar molestar enviarme mandarme escribirme contactarme contactarnos escribirnos vuelvan vuelva",
    people:
      "cliente clientes usuario usuarios suscriptor suscriptores destinatario destinatarios compañero compañeros compañera colega colegas gente personas alguien contactos empleado empleados miembros uno ellos",
  },
  leads:
    "por favor hola gracias y o pero quiero quisiera solicito ruego que buenas buenos días tardes les le no sí ya entonces ahora favor",
  tails:
    "por favor gracias ya ahora y inmediatamente saludos de un porfavor porfa atentamente hoy o cordialmente desde para",
  contrasts: "pero sino aunque ahora mejor sin embargo solo solamente",
  misspelt: "suscripción desuscribirme newsletter eliminarme",
  optOut: `! {pesar|pese} ~~ petición|solicitud|baja ~~ sigo|seguimos ~ recibiendo ~; {sigo|seguimos} recibiendo ~~ <mails> ~~ pesar|aunque|pese; me|nos ~ podéis|puede|pueden|puedes|podrían|podríais ~ borrar|eliminar|quitar|sacar ~; {último|última} ~ aviso|advertencia ~; {cancelar|anular|cancelen|cancele|quitar} ~ el|la|su|este ~ boletín|newsletter|suscripción; {cómo|como} ~ salgo|salir|salirme|borrarme|quitarme ~ de ~~ <list>; ! {mi|mis|nuestra|nuestro} ~ <mine> ~~ no ~ ha|han ~ sido? ~ elimin*|borr*; ! {mi|mis} ~ <mine> ~ {todavía|aún|aun|sigue} ~~ elimin*|borr*;
    {quiero|quisiera|deseo|queremos|deseamos|me gustaría|quería|favor} ~ dejar de ~ recibir|<writeme>; {dejar|dejen|deje} de ~ recibir ~ sus|estos|correos|más|<mails>; {cancelen|cancele|suspendan|suspenda|detengan|interrumpan|cesen|paren} ~ el|los|la|su ~ envío|envíos|correos|mensajes|comunicaciones|publicidad; {próximo|siguiente} ~ <mails> ~~ denuncia*|aepd|spam; {absténganse|absténgase|abstenerse} ~ de ~; {sus|estos} <mails> no ~ son ~ bienvenidos|deseados; {no} ~ me|nos ~ <remove>? ~ contactar|vuelvan|llamen ~ más|nunca ~; bloquéenme; {no} ~ autorizo|autorizamos ~~
    <removeme>; {darme|darnos|denme|dame|déme|dadme|dennos|me den|nos den|me dé|me da|nos da|me dan|me doy|nos damos|me dar|nos dar|me dais|me des} ~ de? baja; me|nos ~ dar ~ de baja; ^ dar|den ~ de baja ~; {quiero|quisiera|deseo|solicito|pido|necesito|ruego|favor|queremos|deseamos|solicitamos|gustaría|como|cómo} ~~ baja ~ de|del|en|su|$
    {solicito|solicitud|pido|solicitamos|petición|tramiten|tramitar|procedan|causar} ~ la|de|mi|a? ~ baja; ^ baja ~ de|del|por|inmediata ~ <list>|favor|$; ^ desuscribir|desuscribirse|desuscripción|desuscribe $
    cancelar|cancelen|cancele|cancela|anular|anulen|cancelo|cancelad ~ mi|la|nuestra|esta|su ~ suscripción|inscripción|suscripcion|registro|newsletter|boletín
    me|nos <remove>|desuscrib* ~~ de|del ~ <list>; <remove> ~ mi|mis|nuestro|nuestra|nuestros|este|esta ~ <mine>; {eliminación|supresión|borrado|cancelación} ~ de ~ mi|mis|nuestros|nuestra ~ <mine>|suscripción; <remove> ~ todos ~ mis|nuestros ~ <mine>
    no ~ me|nos ~ <write> ~ más|mas|nunca|de|nada|correos|mails|$; no ~ más|mas ~ <mails>; no ~ vuelvan|vuelva|vuelvas|volváis ~ a ~ <writeme>|<write>; nunca ~ más|mas ~ <write>|me|nos; no <write> ~ más|mas ~
    {dejen|deje|deja|dejad|paren|para|pare|parad|cesen|basta|stop|ya basta} ya? ~ de|con ~ <writeme>|<mails>|tanto|su|sus; no ~ enviarme|mandarme|escribirme|contactarme ~ más|mas|nada|$
    no ~ {quiero|deseo|queremos|deseamos|quisiera|quería|me interesa} ~ más? ~ recibir|que|sus|su|seguir|tener|correos ~~ más|mas|de|<mails>|contacten|sus|recibiendo|escriban|envíen|molesten|$
    no ~ quiero|deseo|queremos|deseamos ~ recibir|sus|más|mas|estar|ser; no quiero ~ nada ~ de {ustedes|vosotros|usted|suyo}; sin ~ recibir ~ más
    derecho ~ al|de|a ~ olvido|supresión|oposición|cancelación; {ejerzo|ejercer|ejercito|ejerciendo} ~ mi|mis|derecho|el ~ derecho|derechos; {rgpd|gdpr|lopd} ~~ datos|elimin*|borr*|supr*|baja; elimin*|supr*|borr* ~~ rgpd|gdpr|lopd
    me|nos ~ opongo|oponemos ~ al|a; {retiro|revoco|retiramos|revocamos} ~ mi|nuestro|el ~ consentimiento|autorización; déjenme|dejadme|déjeme|dejame|déjennos ~ en {paz|tranquilo|tranquila}; lista {negra|robinson}
    ! {ya|varias} ~~ pedí|pedido|solicité|solicitado|dije|di ~~ baja|elimin*|no|dejen|borr*; nunca ~ me ~ suscribí|inscribí|apunté|registré; no ~ he|me|di|dado ~ suscrito|suscribí|solicitado|autorizado|consentimiento|pedido ~ <mails>|esta|este|para|a|$
    {olvídense|olvide|olviden} ~ de ~ mí|mi|nosotros; salir ~ de ~ lista|boletín|newsletter|distribución; salirme ~ de; quiero|quisiera ~ salir ~ de
  `,
  optOutSentence: `
    baja {por|inmediata|ya|definitiva|de}? favor|lista|newsletter?; {quiero|solicito|por}? favor? {dar|darme|la|mi} baja por? favor?; no {más|mas} <mails> por? favor?; por? favor? <removeme> por? favor?; desuscribir|desuscribirme|desuscribirse|cancelar|anular {suscripción|la|mi}? suscripción?
    derecho al olvido; no <write> más|mas; no {molestar|molesten} más?
  `,
  optOutAlone: `
    baja|stop|basta|paren|pare|para|parar|alto|fuera|remover|eliminar|borrar|cancelar|quitar|elimine|eliminen|bórrame|detener|deténganse|ya? ya|por|todo|esto? favor|todo|esto?; ya? basta ya?; ya está bien; no {más|mas} por? favor?; nunca {más|mas}; spam; por favor? {paren|pare|basta|detener}
  `,
  optOutMentions: `~~ adjunto|adjuntos|zip|pdf|archivos ~~; {cuenta|acceso|perfil} ~ fue|ha|está ~~ elimin*|borr*|cancel* ~; {se ha|ha sido|has sido|te has} ~ dado|cancel* ~~;
    no ~ paren|pare|pares|dejen|deje|dejes|cesen ~ de? ~~; {debemos|tenemos|necesitamos|poder|hay} ~ que|poder|de? ~ <remove>|borr*|elimin*|dar ~~; cómo|como|qué|que ~ gestionan|tratan|manejan|hacen|resuelven|pasa ~~; {iba|estaba|estuve|punto} ~ a|de ~ darme|dar|escribir ~~; mi|nuestro ~ asistente|compañero|colega|jefe ~ respondió|escribió|pidió|dio ~~
    ? cómo|como ~~ nuestros|nuestro|nuestra|los|un ~~
    baja|elimin*|borr*|quit*|desuscrib* ~ a|de ~ un|una|unos|nuestros|los|mis|sus|otros|mi ~ <people>; <people> ~ puede|pueden|quiere|quieren|se|que|dan|darse|pidan|soliciten|dieron|den|ha|han|desuscrib* ~~; nuestros|mis|sus|los ~ <people> ~~
    {puede|pueden|podemos|puedo} ~ los|mis|nuestros|uno|un|sus|las|el|la ~~; cómo|como ~ gestionan|funciona|manejan|tratan|gestiona|hacen|se|podemos|darían|hago ~ la|las|el|los|dar|para|para? ~~; tiene|tienen|incluye|ofrece|permite|permiten|soporta|ofrecen|cumple|cumplen ~~
    tasa|tasas|enlace|enlaces|página|botón|gestión|función|formulario|proceso|opción|sistema|api|herramienta|índice|porcentaje|motivo|motivos|software|plataforma|producto|número|lista ~ de|del|para|que ~~
    no ~ recibo|recibimos|llegan|llega|recibí ~~; no ~ me|nos|quería|quiero|queremos|deseo|quise|pretendía ~ den|dé|dar|darme|darnos|des|elimin*|borr*|quit*|cancelar|desuscrib*|eliminen ~ de? baja? ~; {no <removeme>}; no ~ me|nos ~ <remove> ~
    ~~ por {error|accidente|equivocación}; por {error|accidente|equivocación} ~~; sin querer ~~; ~~ sin querer
    ~~ por|al|a ~ teléfono|móvil|celular|sms|whatsapp|linkedin; ~~ antes|hasta|durante|entre|después ~; ~~ hoy|mañana|lunes|martes|miércoles|jueves|viernes; no ~ dude|duden|dudes|dudéis|olvide|olviden|olvides|deje|dejen|dejes ~~; ~~ en {inglés|alemán|español}
    si|cuando|antes|que ~ un|una|nuestros|los|alguien|se|nos ~ <people>|dan|da|quiere ~~; <removeme>|<remove> ~~ copia|cc|reunión|prueba|evento|webinar|pedido|invitación|antiguo|antigua|anterior|duplicados
    antiguo|antigua|anterior|personal|privado ~ correo|dirección|email; ~~ antiguo|antigua|anterior|personal|privado ~ correo|dirección|email; correo|dirección|email ~ antiguo|antigua|anterior|personal|privado; ~~ correo|dirección|email ~ antiguo|antigua|anterior|personal|privado; casi ~~; pensaba|pensé|vez|lugar|pensado ~ de? ~ darme|dar ~~; su|vuestra|tu ~ producto|herramienta|software|solución|plataforma ~~; {volver a|darme de alta}; dar ~ de alta; me|nos {dimos|dí|di|dieron} ~ de baja ~ y|sin|por|hace ~~
    baja|bajas ~ {temporada|calidad|tensión|médica|laboral|maternidad|paternidad|tarifa|por enfermedad}; más {baja|bajo|bajas}; estoy|está|estamos ~ de baja ~~; precio|tarifa|tarifas|oferta ~ baja|bajas
  `,
  optIn: `
    {déjenme|dejadme} ~ en {la|su|esta} ~; {manténganme|pónganme|añádanme|inclúyanme|manténgame|apúntenme} ~ en ~; {sigan|siga|sigue|continúen} ~; {quiero|queremos|prefiero} ~ seguir ~; {prefiero|mejor|preferimos} ~~ teléfono|whatsapp|llamada|móvil; {solo|sólo|únicamente} ~ los|el|sus ~ precios|precio|tarifas|números
  `,
  ownData: `
    mi|mis|nuestro|nuestra|nuestros ~ correo|email|mail|dirección|datos|nombre|número|contacto
  `,
  optOutOfIt: `
    {bórrenlo|bórrelo|elimínenlo|elimínelo|bórrenla|elimínenla|elimínela|bórrela|bórrenlos|elimínenlos|quítenlo|quítenla|bórralo|elimínalo|suprímanlos} ~
  `,
  otherWay: `sino ~ a|al ~`,
  optOutReasons: `persona|dirección ~ equivocada; privada|personal ~; {no} soy ~ cliente; nunca|jamás ~~ suscribí|suscrito|registré|apunté|pedí|solicité|autoricé|autorizado|di|dado|inscribí; no ~ he|me ~ suscrito|suscribí|registrado|registré|pedido|autorizado|apuntado|solicitado; tercer|tercera|segunda|cuarta ~ vez|correo|mail|mensaje; {de|dónde} ~ sacaron|sacasteis|consiguieron|obtuvieron|tienen ~ mi; jubilado|jubilada|falleció; no sé ~ cómo|de; ya no ~ trabajo|trabaja; rgpd|gdpr|lopd|consentimiento|derecho; denuncia*|abogado; ya ~ pedí|dije|solicité|pedido; confirm*; opongo`,
  optOutSmells: `
    baja; desuscrib*|desubscri*|unsubscribe|optout; <removeme>; <remove> ~ mi|mis|nuestro|me|nos; spam|acoso|rgpd|lopd|gdpr; derecho ~ olvido|supresión; abogado|denuncia|denunciar; dejen|paren|basta|cesen; no ~ más|mas ~ <mails>; no ~ recibir|escriban|contacten|envíen|molesten; nunca ~ suscribí|solicité|autoricé; consentimiento; en paz; lista ~ correo|distribución
  `,
  refusalMentions: `
    {no} ~ hay ~ problema|inconveniente|prisa ~; no ~ solo|sólo ~; no ~ está ~ {mal|nada mal} ~; {no} ~ es mala ~
  `,
  refusalReasons: `otro|otra ~ proveedor|empresa|solución|opción; presupuesto|caro|proveedor|contrato|interno; presupuesto|caro|proveedor|contrato|internamente|competencia|satisfechos|contentos|cerramos`,
  refusal: `
    {estamos|estoy} ~ hasta {arriba|desbordados|saturados}; {presupuesto} ~~ cerrado|agotado|congelado ~; así que no ~; {no} ~ tiene|veo|vemos ~ sentido|utilidad; {lo|esto} ~ hacemos|gestionamos|desarrollamos ~ nosotros|internamente|internos; {atados|comprometidos|vinculados} ~; {proyecto} ~ cancelado|parado|descartado; {nos} ~ quedamos|quedaremos ~ con
    no ~ me|nos|le|les? interesa|interesan|interesado|interesada|interesados ~~; no ~ estoy|estamos|está ~ interesad* ~~; sin ~ interés; no ~ tengo|tenemos|hay|necesito|necesitamos|requerimos|necesita ~ interés|necesidad|presupuesto|tiempo|planes? ~~; no ~ {necesitamos|necesito|precisamos|precisa|hace falta} ~~
    no gracias; gracias ~ pero ~ no|ya; ^ no $; no es para {nosotros|mí}; no ~ por|de ~ ahora|momento; ahora ~ no; no ~ en este momento; ahora mismo no; ya ~ tenemos|tengo|contamos|trabajamos|usamos|disponemos|cuento ~ un|una|con|proveedor|otra|otro|solución ~ ; no ~ encaja|conviene|aplica|cuadra|procede; hemos|he|nos ~ decidido|elegido|optado|decidimos ~ por|otro|otra|no|contra; rechazo|rechazamos|declinamos|declino; demasiado|muy caro|cara|pronto|pequeño
    fuera ~ presupuesto; satisfech*|content* ~ con ~; no ~ soy|es ~ la {persona|persona|responsable}; no ~ vamos|voy ~ a ~ seguir|continuar|comprar|contratar|cambiar; lamentablemente|desgraciadamente ~ no; paso $; no ~ buscamos|busco|buscando
  `,
  buying: `
    ? lunes|martes|miércoles|jueves|viernes|mañana ~; {cuándo|cuando} ~ podemos|puede|pueden|podríamos|tiene|empezamos ~ ver|hablar|reunirnos|hueco|tiempo|verlo|probar|empezar; {me|nos} ~ ha|han ~ convencido; {enséñeme|enséñenos|muéstreme|muéstrenos} ~
    envíe|envíen|envíeme|envíenme|enviar|enviarme|enviarnos|envíenos|mándame|mándeme|mándenme|mande|manden|prepare|preparen|pasar|pasen|haga|hagan|esperamos|necesito|necesitamos ~ el|un|la|su|me|nos|por? ~ contrato|pedido|factura|orden|propuesta|presupuesto|proforma|acuerdo|cotización
    orden de compra; {compramos|compro|pedimos|firmamos|firmo|contratamos|contrato ya|aceptamos|acepto|confirmamos|confirmo|reservamos|reservo}; {quiero|queremos|quisiera|quisiéramos|deseo|deseamos|gustaría|listo|listos|podemos|vamos} ~ a|para? ~ comprar|contratar|firmar|pedir|reservar|probar|ver|conocer|hablar|empezar|comenzar|agendar|concertar|seguir|suscribirnos|adquirir|avanzar
    llámeme|llámame|llámenme|llamadme|llámenos|llamarme|llámennos|llamar|llamen|llame; {agendar|agendemos|concertar|programar|fijar|reservar|coordinar|quedar|programemos|agenda} ~ una|un|la ~ llamada|reunión|demo|cita|demostración|videollamada; lunes|martes|miércoles|jueves|viernes|mañana|semana|hora ~ me|nos|que|próxima? ~ viene|va|parece|bien|perfecto|encaja|funciona|disponible ~; {estoy|estamos} ~ disponible|disponibles|listo|listos|libre; hablemos|hablamos|reunámonos|empecemos|comencemos|adelante|procedamos|procedan; trato hecho; presupuesto ~ aprobado|confirmado|disponible
    mi|nuestro|nuestra ~ jefe|jefa|compañero|director|directora|colega|equipo ~ interesad*|quiere|está|querría; ahora sí; cambiado ~ opinión|idea; plan|versión|paquete ~ grande|superior|pro|completo; de acuerdo ~ adelante|con|vamos
  `,
  interest: `
    interesad*|interesante|interesa|interés; suena|parece|pinta ~ bien|genial|interesante|perfecto|muy|estupendo; con ~ gusto; encantad*; ^ sí $; sí ~ por|claro|gracias|me|quiero|nos|adelante; claro ~ que|sí; perfecto|genial|estupendo|excelente|fenomenal; por qué no; buena idea; de acuerdo; me|nos ~ gusta|encanta|gustaría|encantaría ~; saber más; me viene bien
  `,
  asking: `
    cuánto|cuanto|cuánta|cuántos|cuántas; qué|que ~ precio|precios|coste|costo|tarifas|incluye|significa|planes|opciones|diferencia|es|ofrecen|hace ~; cuál|cuáles|cual ~ es|son|sería ~; precio|precios|tarifa|tarifas|coste|costo|costes|costos|cotización|presupuesto|descuento|catálogo|folleto|ficha|dossier|demo|referencias|oferta; {cómo|dónde|cuándo|quién|por qué} ~ funciona|puedo|podemos|es|se|está|sería|trabaja ~; {puede|puedes|pueden|podéis|podría|podrías|podrían|tiene|tienen|ofrecen|hay|existe|es posible} ~ enviar|enviarme|explicar|decirme|mandar|ayudar|un|una|api|algún|versión ~
    envíe|envíeme|envíen|envíenme|enviar|enviarme|mándame|mándenme|mándeme|facilitar ~; más ~ información|info|detalles|datos; pregunta|preguntas|duda|dudas; me|nos ~ gustaría ~ saber|conocer|recibir|tener; quisiera|quiero|queremos|necesito|necesitamos ~ saber|información|conocer|ayuda|un|una; busco|buscamos ~; prueba {gratuita|gratis}; versión de prueba; explicar|explique
  `,
  putOff: `vuelva|vuelvan|contácteme|contácteme ~ a|en|más`,
  notNow: `
    más {tarde|adelante}; próximo|próxima|siguiente ~ año|mes|trimestre|semana; {año|mes|trimestre|semana} que viene; en {enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre}; dentro ~ unos|dos|tres|seis|un|de ~ meses|semanas|año|mes; en otro momento; otra vez ~ en;  después ~ verano|vacaciones|navidad; demasiado pronto; aplazar|aplazado; en el futuro
  `,
  greetings: `hola|buenas|buenos|estimado|estimada|estimados|querido|querida|saludos|buen días|dias|tardes|noches|día|señor|señora|señores|sr|sra|a|equipo? todos|equipo?; hola {buenos|buenas} días|tardes; muy buenas {tardes|noches}?`,
  thanks: `{muchas|mil|muchísimas}? gracias {de|por|y}? antemano|adelantado|su|todo|la|el|nada? tiempo|mensaje|correo|atención|comprensión|ayuda|información|interés?; le|les|te ~ agradezco|agradecemos ~~; gracias y saludos; se agradece; de antemano`,
  signOffs: `saludos|saludo {cordiales|cordial|atentos|a} todos?; un? {cordial|fuerte}? saludo|abrazo; atentamente|atte|cordialmente; quedo|quedamos ~ a ~; hasta {luego|pronto|entonces}; adiós; reciba ~ cordial; un saludo; mis saludos; afectuosamente; feliz ~ día|semana|tarde`,
  pleasantries: `por favor; porfavor; porfa; favor; ya; ahora; inmediatamente; cuanto antes; lo antes posible; de inmediato; disculpe|disculpen|perdón; lo siento; buen ~ día|fin|semana; feliz ~ día|semana|navidad|año; que {tenga|tengan} ~~; suerte|éxito|éxitos; ruego|rogamos; le|les ruego|pido|rogamos; un placer; definitivamente; hoy mismo; de acuerdo; amablemente`,
  functionWords:
    "el la los las de del un una unos y es en que por para no con se su sus lo como mas pero al me mi mis nos le les te tu si o este esta esto estos ya muy sin sobre todo ser son soy esta estoy estamos hay ha han he hemos tiene tengo tenemos puede puedo favor gracias hola buenos dias buenas tardes quiero quisiera ustedes usted yo nosotros cuando donde porque cual cuanto tambien solo hasta desde saludos cordial correo sus nuestra nuestro nada nunca",
};
