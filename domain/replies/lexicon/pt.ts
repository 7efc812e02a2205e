// Portuguese: opt-outs, refusals, wishes and courtesy, of Portugal and of Brazil.
import type { Lexicon } from "./lexicon.ts";

export const pt: Lexicon = {
  language: "pt",
  sets: {
    remove:
      "remover remova removam removem retirar retire retirem retira excluir exclua excluam exclui apagar apague apaguem apaga eliminar elimine eliminem elimina tirar tire tirem tira descadastrar descadastre descadastrem descadastra deletar delete deletem desinscrever desinscreva desinscrevam cancelar cancele cancelem desvincular riscar risquem desinscrevam desassinar suprimir",
    list: "lista listas base bases newsletter newsletters mailing cadastro cadastros sistema registo registos registro registros banco ficheiro ficheiros contatos contactos distribuição envios envio divulgação",
    mails:
      "email emails mail mails mensagem mensagens newsletter newsletters spam publicidade propaganda comunicação comunicações correio contato contacto contatos contactos promoções marketing ofertas informações ligações",
    mine: "email emails endereço mail nome dados contato contacto conta cadastro registo registro inscrição informações",
    write:
      "enviar enviem envie envies envia mandar mandem mande mandes manda escrever escrevam escreva escrevas contactar contactem contacte contactes contatar contatem contate incomodar incomodem incomode perturbar perturbem perturbe importunar chatear chateiem enviarem mandarem escreverem contactarem contatarem spammar encher encham",
    people:
      "cliente clientes usuário usuários utilizador utilizadores assinante assinantes destinatário destinatários colega colegas pessoas alguém contatos contactos funcionários membros eles elas gente",
  },
  leads:
    "por favor olá e ou mas quero queria gostaria peço obrigado obrigada favor bom dia boa tarde solicito de agora pf pfv pfvr então sim não gentileza",
  tails:
    "por favor obrigado obrigada imediatamente agora já e atenciosamente atentamente grato grata cumprimentos pf pfv ou abraços abraço enviado enviada urgente da desde",
  contrasts: "mas porém contudo entretanto agora somente apenas senão todavia",
  misspelt: "descadastrar inscrição newsletter",
  optOut: `! apesar ~~ pedido|pedidos|cancelamento ~~ continuo|continuamos ~~ receber ~; ! {podem|pode|poderiam|poderia} ~ tirar|retirar|apagar|remover|eliminar ~ o? ~ meu|nosso ~ contacto|contato|nome|endereço|email; {último} ~ aviso ~; {não} ~ {me|nos}? ~ {mandem|enviem|mande|envie} ~ mais ~; {como} ~ saio|sair|saímos|retiro ~~ <list>; ! {meu|meus|nosso|nossos} ~ <mine> ~~ não ~ foi|foram ~ removid*|eliminad*|apagad*|excluíd*; ! {meu|meus} ~ <mine> ~ {ainda não|continua} ~~ removid*|eliminad*|apagad*|excluíd*|lista;
    {quero|queria|gostaria|desejo|peço|favor|queremos} ~ de? ~ deixar de ~ receber; {deixar|deixem|deixe} de ~ enviar|mandar|receber ~; {cancelem|cancele|cancelar|suspendam|interrompam|interrompa|parem} ~ o|os|com|de ~ envio|envios|emails|mensagens|mails|propaganda; {próximo|próxima} ~ email|mensagem|mail ~~ procon|denúncia|denuncio|reclam*|spam; {abstenham|abster|abstenha} ~ se? de ~; {não} ~ autorizo|autorizamos|consinto ~~
    descadastr*|desinscrev*|desinscri*|dessubscrev* ~ me|nos|meu|minha|nosso|este ~; me|nos ~ descadastr*|desinscrev*|dessubscrev*; {quero|queria|gostaria|desejo|peço|solicito|favor|como|queremos|preciso|pedir} ~~ descadastr*|desinscrev*|desinscri*|descadastramento|dessubscrever; ^ descadastr*|descadastro|desinscrever|desinscrição|dessubscrever $
    {cancelar|cancelem|cancele|cancelo|anular|anulem|anule|terminar|encerrar|cancelamento} ~ a|da|o|minha|meu|nossa|esta|do ~ inscrição|subscrição|assinatura|newsletter|cadastro|registo|recebimento
    <remove> ~ me|nos|@ ~~ de|da|do|dessa|desta|vossa|sua|das ~ <list>; me|nos <remove> ~~ de|da|do|dessa|desta|vossa|sua|por ~ <list>|favor|$; ^ <remove> me|nos; por favor ~ me|nos <remove>; <remove> me|nos $
    <remove> ~ meu|meus|minha|nosso|nossos|este|esse|todos ~ <mine>; {remoção|exclusão|eliminação|apagamento|descadastramento} ~ do|dos|de|da ~ meu|meus|minha|nosso|nossos|meus ~ <mine>; {solicito|peço|pedido|quero|requeiro} ~ a|o|de ~ remoção|exclusão|eliminação|descadastramento|cancelamento|apagamento
    não ~ me|nos|mais? ~ <write> ~ mais|nada|nunca|emails|mensagens|$; não ~ <write> ~ me|nos? ~ mais; parar|parem|pare|para|chega|deixem|deixe|cessem|basta ~ de|com ~ me|nos? ~ <write>|<mails>; não ~ entrem|entre|entrar ~ mais? em ~ contato|contacto; nunca mais ~ <write>|me
    não ~ quero|desejo|queremos|desejamos|gostaria|pretendo|queria|pretendemos ~ mais? ~ receber|ser|que|ter|saber|continuar ~~ mais|seus|vossos|emails|mensagens|de|contactado|contatado|contactada|incomodado|enviem|contactem|<mails>|nada|estes
    não ~ quero|desejo|queremos|pretendo|pretendemos ~ mais? ~ receber|os|seus|vossos; ^ não ~ quero ~ mais ~ <mails>; nem|sem ~ mais ~ <mails>; ^ nada {de|mais} ~ <mails>; ^ chega|basta ~ de ~ <mails>; não ~ mais <mails>
    direito ~ ao|de|à|a ~ esquecimento|apagamento|eliminação|oposição|exclusão; {exerço|exercer|exercendo} ~~ direito|direitos; {rgpd|lgpd|gdpr} ~~ <remove>|dados|exclus*|elimina*|apag*; apag*|elimin*|exclu*|remo* ~~ rgpd|lgpd|gdpr
    oponho|opomos ~ me|nos? ~ ao|à; me oponho; {retiro|revogo|retiramos|revogamos} ~ o|meu|nosso|a ~ consentimento|autorização; {nunca|não} ~ me ~ inscrevi|cadastrei|subscrevi|autorizei|registei ~; nunca ~ autorizei|pedi|solicitei|subscrevi ~ <mails>|este|esta|isto|$
    deixem|deixe|deixa|deixar ~ me|nos ~ em paz; me {deixem|deixe|deixa} ~ em paz; sair ~ da|desta|dessa|do ~ <list>; quero|queria|gostaria ~ sair ~ da|desta|dessa; lista negra; ! {já} ~~ pedi|solicitei|cancelei|descadastrei|disse
  `,
  optOutSentence: `
    {por|favor}? favor? me? {descadastrar|descadastre|descadastrem|descadastro|desinscrever|desinscrição|remover|remova|removam|retirem|retire} me|por|da? favor|lista?; não me? <write> mais?; {chega|basta} de <mails>; nada {de|mais} <mails>; cancelar|cancelem|anular minha|a|meu? inscrição|subscrição|assinatura|newsletter|cadastro; direito ao esquecimento; nunca mais me? <write>?
    <remove> meu|meus|o|minha? {email|dados|nome|endereço|cadastro} por? favor?
  `,
  optOutAlone: `
    parar|pare|parem|stop|chega|basta|remover|remova|removam|cancelar|cancele|sair|descadastrar|apagar|excluir|retirar|remoção|cancelamento|fora|eliminar|exclua|tirem|tire já|agora|por|disso|com|tudo? favor|isso|isto?; por favor {parem|pare|parar|remover|cancelar|chega}; já chega; nunca mais; não mais; spam; {para|parem} com {isso|isto}; me? {tira|tirem|tire} daqui|fora?
  `,
  optOutMentions: `~~ anexo|anexos|zip|pdf|ficheiros|arquivos ~~; {conta|acesso|perfil} ~ foi|está ~ eliminad*|removid*|apagad*|excluíd*|cancelad* ~; {foi|inscrição foi|subscrição foi} ~ cancelad*|removid* ~ com sucesso ~;
    não|nao ~ parem|pare|parar|deixem|deixe|cancelem|interrompam ~ de? ~~; {precisamos|temos|devemos|poder} ~ de|que|poder? ~ remov*|exclu*|apag*|elimin* ~~; como ~ vocês|tratam|lidam|funciona|gerem|fazem|se ~~; {ia|estava|quase} ~~ cancelar|descadastrar ~~; {colega|assistente|chefe} ~ respondeu|pediu|escreveu|cancelou ~~
    ? como ~~ nossos|nosso|nossa|os|um ~~
    <remove>|descadastr*|desinscr* ~ um|uma|os|as|nossos|meus|dos|meu ~ <people>; <people> ~ podem|pode|querem|quer|se|que|possam|pedem|descadastr*|cancel*|têm|saem|conseguem|solicit* ~~; nossos|meus|seus|os|vossos|aos ~ <people> ~~
    {podem|pode|podemos|possam|consegue|é possível|dá para} ~ os|nossos|um|o|as|se|gerir|exportar|cancelar|descadastrar|remover|uma ~~; como ~ gerem|funciona|gerenciam|tratam|faço|fazemos|se|é|lidam|posso ~ o|a|os|as|para|descadastr*|remov*|cancel* ~~; {tem|têm|oferece|oferecem|suporta|permite|permitem|possui|inclui|existe} ~ um|uma|o|a|os|as|que|aos|cancelamento|têm|opção|link ~~
    taxa|taxas|link|página|botão|gestão|função|funcionalidade|formulário|processo|opção|sistema|api|ferramenta|percentagem|motivo|motivos|número|plataforma|software|produto|recurso ~ de|do|da|para|que|dos ~~
    não ~ me|nos|queria|quero|queremos|queríamos ~ me? ~ <remove>|descadastr*|desinscr*|cancelar|sair; não {<remove>|descadastr*} ~ me; não ~ me ~ <remove>
    ~~ por {engano|erro|acidente|lapso}; por {engano|erro|acidente|lapso} ~~; sem querer ~~; ~~ sem querer; ~~ por|no|ao|pelo ~ telefone|telemóvel|celular|sms|whatsapp|linkedin; ~~ antes|até|durante|entre|depois ~; ~~ hoje|amanhã|segunda|terça|quarta|quinta|sexta; não ~ hesite|hesitem|esqueça|esqueçam|deixe|deixem ~~; ~~ em {inglês|espanhol|português}
    se|quando|antes|caso ~ um|uma|os|alguém|nossos|o|algum ~ <people>|descadastr*|cancel* ~~; <remove> ~~ cópia|cc|reunião|teste|evento|webinar|pedido|convite|antigo|antiga|duplicados|orçamento
    antigo|antiga|pessoal|privado|particular|anterior ~ email|endereço; ~~ antigo|antiga|pessoal|privado|anterior ~ email|endereço; ~~ email|endereço ~ antigo|antiga|pessoal|privado|anterior; quase|pensei|pensava|vez|invés ~ em|de? ~ me? ~ descadastr*|cancel*|sair ~~; seu|vosso|sua|vossa|o|a ~ produto|ferramenta|software|solução|plataforma ~~; recadastr*|reinscrev*; inscrever ~ novamente|outra
  `,
  optIn: `
    {mantenham|deixem|coloquem|incluam|adicionem|mantenha|coloque} ~ me ~ na|no|em ~; {continuem|continue|podem continuar} ~; {quero|queremos|prefiro} ~ continuar|ficar|permanecer ~; {prefiro|melhor|preferimos} ~ whatsapp|telefone|ligação|telemóvel|celular; {só|apenas|somente} ~ os|o|as ~ preços|preço|valores
  `,
  ownData: `
    meu|minha|meus|minhas|nosso|nossa ~ email|mail|endereço|dados|nome|número|contato|contacto
  `,
  optOutOfIt: `
    {apaguem|apague|excluam|exclua|removam|remova|eliminem|deletem|apaga} ~ o|os|a|as|tudo|isso? ~ imediatamente|já|agora|favor|por|$; {apaguem no|removam no|eliminem no} ~
  `,
  otherWay: `mas ~ para|a|ao|à ~ minha|meu|nossa|nosso|colega|chefe`,
  optOutReasons: `pessoa|endereço ~ errada|errado; privado|pessoal ~; {não} sou ~ cliente; nunca ~~ autorizei|subscrevi|inscrevi|solicitei|pedi|cadastrei|assinei|dei|consenti; não ~ autorizei|subscrevi|inscrevi|solicitei|pedi|cadastrei|assinei; terceira|segunda|terceiro|quarta ~ vez|email|mensagem; {como|onde} ~ conseguiram|obtiveram|arranjaram ~ meu|o; aposentado|reformado|faleceu; já não ~ trabalho|trabalha; lgpd|rgpd|gdpr|consentimento|direito|procon; advogado|reclamar; já ~ pedi|solicitei|disse; confirm*; vezes; oponho`,
  optOutSmells: `
    descadastr*|desinscrev*|dessubscrev*|unsubscribe|optout; <remove> ~ meu|meus|me|nosso|minha; spam|assédio|rgpd|lgpd|gdpr; direito ~ esquecimento; advogado|denúncia|processo judicial|procon; parem|pare|chega|basta; não ~ mais ~ <mails>|receber|<write>; não ~ receber|<write>; nunca ~ autorizei|inscrevi|pedi|subscrevi; consentimento; em paz; mailing
  `,
  refusalMentions: `
    {sem|não tem|não há} ~ problema|pressa|problemas ~; não ~ só|apenas ~; nada mal ~
  `,
  refusalReasons: `outro|outra ~ fornecedor|empresa|solução; fornecedor|caro|contrato; orçamento|caro|fornecedor|contrato|internamente|concorrente|satisfeitos|fechar|encerrar`,
  refusal: `
    {não} ~ faz|tem|vejo|vemos ~ sentido|utilidade|interesse ~; {empresa} ~ vai ~ encerrar|fechar ~; {já} ~ temos|tenho|usamos|trabalhamos ~ um|uma|com|fornecedor|solução ~; {fazemos|desenvolvemos|gerimos} ~~ internamente|nós; {presos|vinculados|comprometidos} ~; {projeto} ~ cancelado|parado|suspenso; {estamos} ~ sobrecarregados|atolados|lotados; {ficamos|continuamos} ~ com
    não ~ estou|estamos|tenho|temos|há|me|nos? ~ interessad*|interesse|interessa ~~; sem ~ interesse|orçamento|necessidade; não ~ preciso|precisamos|necessito|necessitamos|tenho|temos ~ interesse|necessidade|orçamento|tempo|verba? ~~; não ~ {precisamos|preciso|necessitamos|é preciso} ~~; não {obrigado|obrigada|obg}; obrigado|obrigada ~ mas ~ não; ^ não $; não é para {nós|mim}; não ~ neste|no|de|por ~ momento|agora; agora não; no momento não; 
    já ~ temos|tenho|usamos|utilizamos|trabalhamos|contamos|possuímos ~ um|uma|fornecedor|solução|outro|com|parceiro ~; {decidimos|optamos|escolhemos|optei|decidi} ~ por|não|outro|outra; recusamos|recuso|declino|declinamos; muito|demasiado|demais ~ caro|cara|cedo|pequeno; fora ~ orçamento; satisfeit* ~ com ~; infelizmente ~ não; não ~ pretendemos|vamos|vou|pretendo|queremos ~ avançar|continuar|mudar|comprar|prosseguir; não ~ se? ~ aplica|adequa|encaixa|relevante|adequado|necessário; não ~ sou ~ a {pessoa|responsável}; dispenso|dispensamos
  `,
  buying: `
    ? segunda|terça|quarta|quinta|sexta|amanhã ~; {quando} ~ podemos|pode|podem|poderíamos|começamos ~ falar|ver|reunir|conversar|começar|marcar ~; {me|nos} ~ convenceu|convenceram; {convencido|convencidos} ~; {mostre|mostrem|mostra} ~ me|nos ~; aqui|segue ~ o ~ meu ~ número|telefone|whatsapp
    envie|enviem|mande|mandem|envia|manda|enviar|mandar|prepare|preparem|pode|podem|aguardo|aguardamos|preciso ~ enviar|mandar|do|me|nos|o? ~ o|a|um|uma|me|já|do? ~ contrato|fatura|pedido|proposta|orçamento|cotação|encomenda|acordo|formulário
    ordem de compra; nota de encomenda; {compramos|compro|assinamos|assino|encomendamos|contratamos|aceitamos|aceito|confirmamos|confirmo|reservamos|fechamos|fechado|avançamos}; {quero|queremos|gostaria|gostaríamos|desejo|desejamos|pronto|prontos|podemos|vamos|queria} ~ de|a|para? ~ comprar|contratar|assinar|encomendar|reservar|testar|experimentar|ver|conversar|falar|agendar|marcar|começar|iniciar|avançar|fechar|prosseguir|adquirir
    ligue|liguem|liga|ligar|telefone|telefonem|me {ligue|me liguem} ~ me|para|nos ~; {agendar|agendamos|agendemos|marcar|marcamos|marquemos|combinar|reservar} ~ uma|um|a ~ reunião|chamada|ligação|demo|demonstração|conversa|call|horário; segunda|terça|quarta|quinta|sexta|amanhã|semana ~ feira|às|que|próxima? ~ vem|pode|serve|perfeito|bem|ótimo|funciona|bom|disponível ~; {estou|estamos} ~ disponível|disponíveis|pronto|prontos|livre; vamos ~ em {frente|lá|conversar|falar|marcar|começar|avançar|fechar}; negócio fechado; orçamento|verba ~ aprovado|aprovada|confirmado; meu|nosso|minha ~ chefe|colega|diretor|gerente|sócio ~ está|quer|interessad*|gostaria; agora sim; mudei|mudamos ~ de ideia; plano|versão|pacote ~ maior|grande|completo|superior|pro
  `,
  interest: `
    interessad*|interessante|interessa|interesse; parece|soa ~ bem|bom|ótimo|interessante|perfeito|muito|excelente; com ~ prazer|gosto; claro ~ que|sim; ^ sim $; sim ~ por|claro|quero|obrigado|gostaria|podemos|gostava; perfeito|ótimo|excelente|maravilha|combinado; por que não; porque não; boa ideia; gostei|adorei|gosto; saber mais; curios*
  `,
  asking: `
    quanto|quantos|quantas|quanta; qual|quais ~ é|são|o|a|preço|valor|diferença ~; {que|o que} ~ inclui|significa|é|oferecem|planos ~; preço|preços|valor|valores|custo|custos|tabela|orçamento|proposta|cotação|desconto|catálogo|brochura|folheto|ficha|demo|referências|documentação|mensalidade; {como|onde|quando|quem|por que} ~ funciona|posso|podemos|é|se|seria|faço ~; pode|podem|poderia|poderiam|têm|tem|há|existe|é {possível|oferecem|seria possível} ~ enviar|mandar|explicar|dizer|me|nos|uma|um|api|informar ~
    envie|enviem|mande|mandem|enviar|mandar ~ me|nos ~; mais ~ informações|informação|detalhes|info|dados; pergunta|perguntas|dúvida|dúvidas; saber ~ se|mais|quanto|como|qual; gostaria|gostaríamos|queria|preciso|precisamos|quero ~ de|saber|receber|conhecer|informações|ajuda|entender ~; procuro|procuramos ~; teste {gratuito|grátis}; versão de teste; explicar|explique|esclarecer
  `,
  putOff: `volte|voltem|contacte|contate|retorne|fale ~ a|em|mais|comigo|novamente`,
  notNow: `
    mais {tarde|para|adiante} frente?; próximo|próxima ~ ano|mês|trimestre|semana; {ano|mês|semana} que vem; em {janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro}; daqui ~ a|uns|dois|três|seis|um ~ meses|semanas|ano|mês; outra {ocasião|altura|hora|vez};  depois ~ férias|natal|verão; muito cedo; adiar|adiado; no futuro
  `,
  greetings: `olá|ola|oi|bom|boa|boas|caro|cara|caros|prezado|prezada|prezados|exmo|exma|exmos|estimado|estimados dia|tarde|noite|senhor|senhora|senhores|sr|sra|srs|a|pessoal|equipa|equipe? todos|equipa|senhores?; {oi|olá} tudo {bem|bom}?; alô`,
  thanks: `muito? {obrigado|obrigada|obrigados|grato|grata|obg|valeu} desde|pela|pelo|a|de|por? já|antemão|atenção|contato|contacto|compreensão|ajuda|mensagem|email|todos|tudo?; agradeço|agradecemos ~~; muitíssimo obrigado; desde já; antecipadamente`,
  signOffs: `atenciosamente|att|atentamente|cordialmente|cumprimentos|abraço|abraços|saudações; melhores|com|os|meus|cordiais ~ cumprimentos; um? grande? abraço; até {breve|logo|mais}; com os melhores cumprimentos; beijos; tchau; respeitosamente; fico ~ disposição|aguardo|a ~`,
  pleasantries: `por favor; por {gentileza|obséquio}; favor; pf; pfv; pfvr; pff; já; agora; imediatamente; urgente; urgentemente; o mais {rápido|breve} possível; desculpe|desculpem|desculpa; lamento; bom|boa|ótima|ótimo ~ dia|tarde|noite|semana|trabalho|sorte|fim; feliz ~ natal|ano|páscoa; peço; sinto muito; sucesso; tenha|tenham ~ um|uma ~ bom|boa|ótimo|ótima ~; gentilmente; definitivamente; solicito; quanto antes`,
  functionWords:
    "o a os as de do da dos das em no na nos nas um uma uns e ou que nao por para com sem sobre se me mim nos voce voces eu ele ela eles meu minha meus nosso nossa seu sua seus vosso vossa como quando onde porque mais muito muita tambem so ja ainda ser esta estou estamos tem tenho temos ha foi sao isto isso este esta essa pelo pela ao favor obrigado obrigada ola bom boa dia tarde gostaria quero queria pode podem podemos receber atenciosamente cumprimentos qual quanto sim agora depois",
};
