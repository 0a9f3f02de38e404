"""The words by which traits are known, in both languages and all generations of wording. Matched on folded text."""

import re
from typing import Final

from classifiers.labels import Deficit

REMEDY: Final = re.compile(
    r"再開(?:を|する|の申|の審|を希望|をご希望)[^。]{0,40}(?:ください|いただけ|方法|には|場合|必要)"
    r"|(?:申し?立て|異議|アピール|再審査|見直し|お取り消し)(?:の|を|が|は|に|いただ|ください|は?可能|内容"
    r"|ボタン)|ご?(?:提出|送付|返信|連絡|回答|用意|送信|返答|返送|アップロード)(?:く|い(?!たし|たす)|を(?:お願い|お待ち))"
    r"|お送り(?:く|い)|送信して|提出して|送って(?:くだ|下)|送ること|申し?出(?:く|い)|してください|して下さい"
    r"|いただければ|資料が必要|必要です|お寄せ"
    r"|\b(?:you (?:can|may|have \w+ \w+ to|must|need to|still have|are (?:welcome|entitled"
    r"|eligible))\s?(?:\w+\s){0,3}(?:appeal|submit|send|provide|upload|reply|dispute|contest|request|write|ask"
    r"|file|apply|respond)|please (?:\w+\s)?(?:submit|send|provide|upload|reply|give|tell|attach|include"
    r"|prepare|write|supply|contact|hand|answer|complete|email|explain|create)|to (?:reactivate|reinstate"
    r"|appeal|be allowed|have (?:it|your|the)|get (?:your|back|it)|sell again|restore|lift)|how (?:do|can"
    r"|to) (?:i )?(?:reactivate|get|appeal|sell|have|restore|fix|respond)|send us|upload\b|submit (?:a|an|your"
    r"|the|new|further|additional|more)|if you (?:would like|want|wish|think|believe|disagree"
    r"|are able)[^.]{0,60}(?:appeal|send|submit|provide|tell|reply|look)|appeal (?:button|link|on|in|under"
    r"|through|by|via)|reply with|give us|let us (?:know|have)|we (?:need|require)\b)"
)
"""Something the seller may send, ask for or contest."""
CONTEST: Final = re.compile(
    r"申し?立て|異議|アピール|再審査|再開(?:する|を|の)(?:方法|には|ご?希望|申請)|出品を(?:再開|元に)"
    r"|\b(?:appeal|dispute|contest|reactivate|reinstate|disagree|believe|mistake|in error|relist|list (?:it"
    r"|them) again|"
    r"return the listing|bring .{0,20} back|undo|reversed?)\b"
)
"""Words of contesting a measure."""
ANSWERED: Final = re.compile(
    r"(?:答え|回答|報告|証拠|ご?返信|ご?返答|お電話)[^。\n]{0,20}(?:ください|下さい|お願い|お出し|いただければ)|(?:誤り"
    r"|間違い)[^。]{0,16}(?:示す|場合|とき)"
    r"|\b(?:submit (?:evidence|a plan|your)|hearing from you|hear from you|acknowledge, or|ring me|call (?:me|us"
    r"|an account health)|in the banner|your proposals"
    r"|tracking ids|evidence|invoices?)\b"
)
"""A warning wants to be answered."""
COURT: Final = re.compile(r"裁判所|差止命令|仮処分|差押|\b(?:court|restraining order|lawsuit|plaintiff|garnish\w+)\b")
NOTHING_WANTED: Final = re.compile(
    r"返信[^。]{0,8}(?:不要|必要(?:は|が)?(?:ござい|あり)ません|必要ございません)|(?:手続き|申請|書類"
    r"|提出)[^。]{0,14}(?:必要(?:は|が)?(?:ござい|あり)ません|不要|無用|求めません)"
    r"|\bno (?:reply|appeal|action|step|response)\b[^.]{0,20}\b(?:needed|required|necessary|for you)|\bthere is no step\b"
    r"|\b(?:don't|do not) (?:need|have) to (?:reply|do anything|send)|\b(?:don't|do not) send us an appeal"
    r"|\bnothing (?:for you )?to do\b"
)
AT_STAKE: Final = re.compile(
    r"停止|削除|制限|閉鎖|無効|失|取り消|保留|差し控え|見合わせ|キャンセル|続けられな|できなくな|止め|再開"
    r"|\b(?:remov\w+|suspend\w*|deactivat\w*|restrict\w*|limit(?:ed|s)?\b|block\w*|cancel\w*|hold|held|stop\w*|clos(?:e|ed|ure)"
    r"|delete\w*|until|otherwise"
    r"|taken (?:down|away)|lose|keep your|as long as|before green|pause\w*)\b"
)
"""Something is lost without an answer."""
WAY_BACK: Final = re.compile(
    r"お考えがおあり|申し?立て[^。\n]{0,6}(?:可能|する\])|お知らせください|提出します|提出すると|(?:戻す|戻す)には|お届けください"
    r"|承ります"
    r"|\b(?:tap|press|choose|pick|click)\b[^.]{0,40}\bappeal|\bput (?:your|together)|\b(?:suspension|block|hold) ends\b"
    r"|\bcould make us think again"
    r"|\bonly when\b|\bwelcome to try\b|\barrange for\b|\bcan be undone\b|\bresend\b|\badd it\b|\bin case of an objection"
    r"|\brecourse\b"
    r"|\bappeals are (?:handed|taken|made|sent)|\bcomplete plan should\b|\bto explain\b|\bconfirm that\b|\bwhat would help\b"
)
NO_REMEDY: Final = re.compile(
    r"異議申し?立て(?:の(?:手続き?|機会)は?)?(?:設けられて|設けて|受け付けて|お受けして|でき)(?:い"
    r"|お)?(?:ません|りません)|最終的な(?:もの|決定|判断)|最終の(?:もの|決定)|最終決定|変更(?:される"
    r"|する)こと(?:は|も)(?:ございません|ありません)|以後の(?:お問い合わせ|ご連絡|eメール)に(?:は"
    r"|つきまして)[^。]{0,10}(?:回答|お答え|返信)(?:いたしません|しません|でき)|再開(?:する|いたす|の)?(?:予定"
    r"|見込み)(?:は|も)(?:ございません|ありません)|これ以上(?:ご案内|お答え|の(?:検討|審査|ご案内))"
    r"|審査の対象に(?:は)?なりません|再審査は(?:行|いた|受け)[^。]{0,8}ません|応じかねます"
    r"|(?:there is|we offer) no (?:appeal|way|possibility|route)|no (?:further )?appeals? (?:will|can|is|are)"
    r"|(?:decision|termination|closure|this) is (?:final|permanent)|final decision|last word|(?:will|shall|do"
    r"|does|can) not (?:be )?(?:revisit|reconsider|discuss|appeal|review (?:it|this|your|any))"
    r"|cannot be appealed|(?:closure|decision) stands|not intend to|nothing (?:further|more) (?:we|you) can"
    r"|not be (?:revisited|reconsidered|reopened|overturned)|will not be (?:considered|reviewed|accepted)"
)
FINAL: Final = re.compile(
    r"最終(?:的な|の|)(?:もの|決定|判断|結論|回答|通知)(?:です|で(?:あり|ござ|す)|とな|と(?:いた|し|させ)|に)"
    r"|最終(?:決定|判断|回答)(?:です|と|で|を)|(?:決定|判断|結論)(?:が|を|は)(?:変更|覆|撤回"
    r"|見直)[^。]{0,12}(?:ございません|ありません|いたしません|しません|ません)|変更(?:される|する"
    r"|いたす)こと(?:は|も)(?:ございません|ありません)|永久に(?:禁止|閉鎖|停止|取り消|販売|ご利用|お断り)"
    r"|(?:再開|復活|回復|再有効化|復帰)(?:させ|を認め|いた|し|でき|する(?:こと(?:は|が"
    r"|も)))?[^。]{0,10}(?:ない(?:こと|と|もの)(?:に|と|を)?(?:決|判断|いた|し|結論)|でき(?:ない|かねる)(?:と"
    r"|との)(?:判断|結論|決定)|予定は(?:ございません|ありません))"
    r"|今後(?:新しい|いかなる|の)?[^。]{0,16}(?:申し?立て|出品|販売|ご連絡|お問い合わせ"
    r"|異議)[^。]{0,16}(?:対象に(?:は)?なりません|お受け(?:でき|いたし)ません|受け付け(?:ません|られません"
    r"|いたしません)|できません|検討いたしません|お答えしません)|以後の[^。]{0,12}(?:回答|お答え|返信"
    r"|返答)(?:は?いたしません|しません|いたしかねます|差し上げ(?:ません|られません))|これ以上(?:ご案内できる"
    r"|お答えできる|の(?:検討|審査|再審査|ご?対応|お問い合わせ|やり取り))|応じかねます|再審査(?:は|の(?:予定"
    r"|対象))[^。]{0,12}(?:ません|ございません)|異議(?:申し?立て)?(?:の(?:手続き|機会)は)?(?:設けられ"
    r"|受け付け)[^。]{0,6}(?:ません|おりません)"
    r"|\b(?:(?:decision|this|determination|termination|closure|removal|deactivation|ruling|answer|it|outcome"
    r"|refusal) (?:is|remains|will remain|stays|shall be) (?:\w+ )?(?:final|permanent)"
    r"|final(?: and binding)? (?:decision|answer|determination|word|response)|last word|(?:have "
    r"|has )?(?:decided|chosen|elected|determined) not to (?:reinstate|reactivate|reopen|restore|return)"
    r"|(?:will|shall|do|does|can|are|am) (?:not|never|no longer)(?: be)? (?:revisit|reconsider|reopen|re-open"
    r"|intend|overturn|reverse|reinstat|reactivat|readmit|change)|no (?:further|new|more|other) (?:appeals?"
    r"|submissions?|reviews?|correspondence|requests?)[^.]{0,30}(?:will|can|is|are)|(?:there is"
    r"|we offer) no (?:appeal|right of appeal)|permanently (?:closed|removed|banned|revoked|terminated"
    r"|deactivated|blocked|suspended|prohibited)|stand by our (?:\w+ )?(?:decision|finding)"
    r"|(?:may|might) not (?:reply|respond) to (?:further|any)|shall not be given back|(?:can't|cannot) return to selling"
    r"|decided that you may not sell"
    r"|(?:letters|messages|mails)[^.]{0,40}(?:without (?:a|an) (?:reply|answer)|not be answered)|is forfeited"
    r"|no amount is due|nothing for us to pay|(?:closure|decision|refusal) stands|(?:further|any other|future"
    r"|additional) (?:appeals?|e-?mails?|messages?|submissions?|correspondence)[^.]{0,40}(?:not be"
    r"|no longer be|without (?:a )?(?:reply|answer))|consider(?: this| the)? (?:matter|case|file)(?: to be"
    r"| as)? closed|case is (?:now )?closed)"
    r"|(?:決定|判断|結論|結果)(?:が|を|は|も)(?:変わ|変更|覆|撤回)[^。]{0,10}(?:なく|ないもの)|見込み(?:は"
    r"|も)(?:ない|ございません|ありません)|(?:永久|恒久)(?:的)?に(?:留保|保持|withheld|没収|お?支払)"
    r"|請求(?:する)?こと(?:は|が)でき(?:ない|ません)|今後の?ご?(?:登録|出品|利用)[^。]{0,8}(?:お受け|お断り"
    r"|認め)|お取引を継続(?:いたしかね|でき)|(?:判断|決定)(?:は|が)確定"
    r"|\b(?:won't|will not|will never|cannot|can't) be (?:selling|able to sell)[^.]{0,20} again\b"
    r"|\bno (?:procedure|process|route|means|way) (?:by|for|to)\b|\bno further (?:review|appeal|consideration"
    r"|reply|correspondence)"
    r"|\b(?:permanently|indefinitely) (?:withh\w+|retain\w*|forfeit\w*)|\bnot (?:something"
    r"|a decision) (?:that )?(?:i|we) (?:am|are) (?:in a position|able|willing) to\b|\blast (?:mail|message"
    r"|e-?mail|letter) (?:you|that you|from us)"
    r"|\bnot (?:to )?register again\b|\bnothing to be gained\b"
    r"|(?:決定|結論|判断)を見直す(?:予定|こと)は(?:ない|ございません|ありません)|異議は(?:受理"
    r"|受け付け)(?:しない|いたしません|しません|ません)|元の状態に戻すことは(?:いたし|でき)"
    r"|(?:further|any other) (?:review|appeal)s?: none"
    r"|決定に変わりは?(?:ありません|ございません)|(?:ご希望|ご要望)には?(?:沿いかね|お応えでき|応じられ)"
    r"|(?:本件|この件)の(?:審査|検討|対応)は(?:終了|完了)|結果(?:は|が)(?:同じです|変わることは)"
    r"|(?:再び|二度と)開くことは(?:なく|あり)|(?:判断|決定)は最終(?:です|であ)|審議を終え|元どおりには(?:いた|し)"
    r"|以後のご?連絡に(?:は|も)(?:応答|回答|返信)"
    r"|(?:資金|残高|売上金?)[^。]{0,6}(?:お渡し|お支払い)(?:でき|しま|いたし?か?ね?)[^。]{0,3}せん|(?<!not )\b(?:closed"
    r"|kept|refused|blocked|ended"
    r"|shut|removed|banned)\b[^.]{0,40}\bfor good\b|\bnow or later\b"
    r"|\b(?:matter|case|file|subject) (?:is|as) (?:now )?(?:closed|settled)|\bsee this as settled"
    r"|\b(?:not|n't|never)\b[^.]{0,24}\b(?:enter into (?:any )?correspondence|take up (?:an|any|the"
    r"|your) (?:\w+ )?(?:appeal|matter)|discuss(?:ing)? (?:it|this|the matter)|write about it again)"
    r"|\b(?:blocked|closed|keep payments|barred|excluded) permanently\b|\byou can no longer appeal"
    r"|\bno (?:further )?(?:internal )?remedy\b|\bthere is no (?:second|third|further|other)\b"
    r"|\b(?:closure|termination|deactivation|suspension|decision) is (?:therefore |hereby |accordingly )?(?:maintained|upheld)"
)

DEFICITS: Final = (
    (
        Deficit.ROOT_CAUSE,
        re.compile(
            r"(?:根本(?:的な)?原因|原因|経緯|(?<!以下の)(?<!次の)理由(?!により|には|から|に(?:取り|、))|なぜ"
            r"|どのような経路)[^。]{0,50}(?:不足|不十分|ませんでした"
            r"|されていません|見受けられ|足り|ございません|記載が(?:なく|あり)|お示し|明らか|含まれて"
            r"|詳し(?:い|く)説明|特定|書かれておらず|挙げられて|あたらない|説明(?:に|と)は|説明が)|(?:不足"
            r"|足りな|欠け)[^。]{0,30}(?:原因|経緯)|根本的な原因の詳しい|(?:原因|経緯)(?:の(?:詳細|詳しい説明)"
            r"|に関する(?:詳細|説明)|について(?:の(?:詳細|説明))?)$|生じた理由$|原因そのもの"
            r"|(?:greater|more|further|additional) (?:detail|information|clarity)[^.]{0,30}(?:root )?causes?"
            r"|root causes?[^.]{0,50}(?:not|missing|insufficient|unclear|without|fail|lack|does|no\b|detail"
            r"|needed)|(?:not|n't|no|lacks?|without|fails? to|missing|insufficient"
            r"|unclear)[^.]{0,60}(?:root cause|what (?:caused|led|went wrong)|why (?:the|this|it|did|so|these"
            r"|your|buyers)|cause of|reasons? for|how (?:the|it|this) happened)|(?:says?|said) nothing (?:on"
            r"|about) (?:how|why|what)|why did (?:so many|the|this"
            r"|your)|guess at the facts|explanation (?:is|was) not|cause is not"
        ),
    ),
    (
        Deficit.ACTIONS,
        re.compile(
            r"(?:解決するために|講じた|実施(?:した|された)|取られた|行った|とった|すでに"
            r"|既に)[^。]{0,24}(?:措置|対策|処置|対応|是正|取り組み)[^。]{0,40}(?:不足|不十分|ませんでした"
            r"|されて(?:いません|おりません)|詳細|見受け|足り|ございません|お示し|含まれて|具体|説明|記載"
            r"|明らか)|(?:措置|処置|是正策|解決策)の詳細|何をとった|どの工程に|是正措置[^。]{0,24}(?:ません"
            r"|不十分|不足)|具体的な(?:措置|対応|行動)[^。]{0,20}(?:ません|なく|不足|不十分)"
            r"|(?:greater|more|further|additional) (?:detail|information|clarity)[^.]{0,30}(?:actions?"
            r"|measures|steps you have taken|corrective)|(?:not|n't|no|lacks?|without|fails? to|missing"
            r"|insufficient)[^.]{0,60}(?:corrective|what you (?:did|have done|changed|took)"
            r"|actions? (?:you )?(?:have )?(?:taken|took)|steps (?:you )?(?:have )?taken"
            r"|measures (?:you )?(?:have )?taken|how you (?:fixed|resolved|solved|corrected))"
            r"|actions? (?:you (?:have )?(?:took|taken)|taken)[^.]{0,40}(?:to resolve|resolved|detail|not)"
            r"|measures are already done|what you did (?:about|with|to)"
        ),
    ),
    (
        Deficit.PREVENTION,
        re.compile(
            r"(?:今後|将来|再発|防止|再び|二度と|予防|繰り返)[^。]{0,50}(?:不足|不十分|ませんでした"
            r"|されて(?:いません|おりません)|詳細|見受け|足り|ございません|お示し|含まれて|具体的"
            r"|記載が(?:なく|あり)|明らか|判断できる|説明|より偉大)|再発(?:防止策|を防ぐ)[^。]{0,30}(?:ません"
            r"|不足|不十分|なく|手立て)|取り組みの詳細|防ぐための(?:取り組み|手順|対策|措置|方法)(?:の詳細)?$"
            r"|(?:greater|more|further|additional) (?:detail|information|clarity)[^.]{0,40}(?:prevent|future"
            r"|going forward)|(?:not|n't|no|nothing|lacks?|without|fails? to|missing|insufficient)[^.]{0,30}(?:explain"
            r"|describ|say|tell|show|detail"
            r"|information|measures|steps|plan|how|on what)[^.]{0,60}(?:prevent|future|recur|again|going forward"
            r"|from now on)|count as a safeguard|(?:from now on|differently|future|prevent\w*)[^.]{0,30}\b(?:blank"
            r"|missing|empty)\b|(?:prevent|preventive|preventative"
            r"|stop)[^.]{0,50}(?:not|missing|insufficient|detail|from being listed|again|future)|(?:measures"
            r"|steps)[^.]{0,20}will (?:be )?(?:done|take|taken|prevent)|what will (?:stop|prevent|change)"
            r"|so that it cannot recur"
        ),
    ),
    (
        Deficit.DOCUMENTS,
        re.compile(
            r"(?:書類|資料|請求書|領収書|納品書|証明書|文書|画像|インボイス|レシート|証拠|身分証|添付|明細"
            r"|ファイル|許諾書|承認書)[^。]{0,60}(?:確認(?:する(?:こと(?:が|は))?)?(?:が)?でき(?:ませ|な|ず)"
            r"|無効|有効(?:な(?:もの|書類)と(?:して|は)|で(?:は)?(?:ない|あり))|不備|不鮮明|不足|不十分"
            r"|足り(?:ない|ませ|ず)|受け(?:付け|入れ)?(?:られ|でき)?(?:ませ|な)|認め(?:られ|る)(?:ませ|な|に)"
            r"|一致し(?:ない|ませ|て(?:い|お))|異な(?:る|り|って)|読み取れ|添えられて|ではありませんでした"
            r"|裏付ける|証明(?:する(?:もの|こと)|でき)|欠け|取り扱うことができ|至りません|承認(?:され|でき"
            r"|いたし)|古い|届いて(?:いません|おりません)|判断でき|含まれて(?:い|お)ら?|提出されて(?:いません"
            r"|おりません))|(?:住所|氏名|名義|お名前|宛名)[^。]{0,20}(?:違って|異な|一致し)[^。]{0,12}(?:ため|ません"
            r"|て[いお])|(?:証拠|裏付け)(?:とは|に足る"
            r"|となる)[^。]{0,20}(?:ません|ない)"
            r"|(?:名称|お?名前|氏名|金額|番号|日付|宛名)(?:が|を)[^。]{0,4}(?:読み取れ|判読)|(?:請求書|領収書"
            r"|納品書)は、?[^。]{0,40}(?:後の日付|異なって|別の)|(?:署名|日付|押印|宛名"
            r"|社印)[^。]{0,4}(?:がなく|がない|がありません)|(?:書類|資料|請求書|領収|レシート"
            r"|証明書)で(?:は)?[^。]{0,40}(?:確かめ|確認)[^。]{0,8}ません"
            r"|裏付けるものではありません|資料が添えられて|本人確認を完了できません|スキャンではなく"
            r"|(?:documents?|invoices?|receipts?|papers?|certificate|bill|statement|licen[cs]e|passport|letter"
            r"|images?|copy|copies|files?|proof|evidence|records|attachments?|they"
            r")\b[^.]{0,70}(?:not (?:be )?(?:verif|accept|valid|match|legib|suffi|genuine|relate|allow|show"
            r"|prove|meet|clear|enough|support|establish)|n't (?:be )?(?:verif|accept|valid|match|legib|suffi"
            r"|show|prove|meet|use|allow)|could not be|cannot be|unable|illegible|unreadable|cropped|expired"
            r"|invalid|insufficient|incomplete|too old|disconnected|inconsistent|belongs? to|screenshot"
            r"|pro-?\s?forma|different|missing)|(?:could not|couldn't|unable to|not able to|cannot|can't"
            r"|did not|didn't)\s(?:\w+\s)?(?:verify|validate|confirm|authenticate|accept|read|match"
            r"|use)\s(?:\w+\s){0,3}(?:documents?|invoices?|papers?|supplier|receipts?|identity|information"
            r"|them|bill|statement|certificate|licen[cs]e)|\b(?:invoices?|bills?|id|passport|papers|licen[cs]e|statement"
            r"|certificate)\b (?:\w+ ){0,3}?(?:is|are|has|have) (?:in the name of|for (?:an?other|a different)|by hand|cut"
            r"|no (?:date|name|address)|handwrit\w+|another|an?other)"
            r"|not a valid source|need (?:new|further|more"
            r"|additional|other|different) (?:documents?|invoices?|evidence|papers?)|no (?:invoices?"
            r"|documents?|evidence|proof) (?:was|were|has|have)"
        ),
    ),
    (
        Deficit.NOT_IMPLEMENTED,
        re.compile(
            r"(?:記載どおり|計画どおり|書かれたとおり)に(?:実行|実施)|(?:いまだ|なお|現在も|今も)[^。]{0,40}残(?:り、|って|る)|"
            r"(?:実行(?:に移|されて|していな)|実施されて(?:い(?:な|ませ)|お(?:らず|りませ))|履行"
            r"|なお(?:カタログに)?残って|まだ[^。]{0,20}(?<!満たし)(?<!届い)(?<!受け取っ)(?:ていません|ておりません|移されて"
            r"|残って)"
            r"|(?:とあ(?:る|ります)|とのこと(?:です|でした)|とされて(?:い|お)(?:ます|り))が[^。]{0,50}(?:残って|変化が|続いて"
            r"|ままで)|行われて(?:い|お)ら?(?:ない以上|ません|ず)|(?:出品"
            r"|掲載|販売)されたまま|始まった様子"
            r"|計画(?:に書かれた|どおり)[^。]{0,40}(?:ていない|ていません|ておりません|ませんでした)|未実施"
            r"|完了して(?:い(?:ない|ませ)|お(?:らず|りませ)))"
            r"|(?:始まって|実行されて|行われて|実施されて)(?:い|お)[^。]{0,12}(?:確かめ|確認|示)[^。]{0,24}(?:ません|でき)"
            r"|\bneither (?:measure|step|change)|(?:not (?:yet )?(?:been )?(?:put into practice|implement|carried out"
            r"|put in place|taken effect|done|completed"
            r"|executed)|n't (?:yet )?(?:been )?(?:implement|carried out|put in place|done|completed)"
            r"|no sign that the (?:corrective )?(?:actions|measures|steps)|still (?:live|listed|active|online"
            r"|on sale|shows?|for sale)|have yet to (?:implement|carry|put|be implemented)|\bput the changes into effect|look(?:s"
            r"|ed)? the same as|done, not promised|not (?:just )?promised)"
        ),
    ),
    (
        Deficit.WRONG_CHANNEL,
        re.compile(
            r"(?:窓口|アドレス|部署|ケース|サポート)では[^。]{0,30}(?<!ご相談を)(?:承る|お受けする|受け付ける|審査する"
            r"|審査は)[^。]{0,14}(?:でき|かね|ありませ|ございませ)|"
            r"(?:アドレス|メール(?:ボックス)?)は、?[^。]{0,50}(?:受け付ける|受け取る|扱う)(?:窓口|ため)[^。]{0,8}(?:ではあり"
            r"|のもので)|ここでは(?:審査|お受け|対応)[^。]{0,4}でき"
            r"|このメール(?:アドレス)?では[^。]{0,60}(?:承って|受け付けて|お受けし|対応し|取り扱って"
            r"|審査し)(?:おりません|いません)|(?:こちら|当窓口|この(?:アドレス|窓口))(?:では"
            r"|の)[^。]{0,50}(?:承って|受け付けて|対応|お受け)[^。]{0,6}(?:おりません|いません|できません)"
            r"|(?:電話|メール|郵送|ファクス|ケース|サポート)(?:で|へ|に)の(?:申し?立て|ご?提出|審査)[^。]{0,20}(?:認め|受け付け"
            r"|承|お受け|でき)[^。]{0,10}(?:ません|おらず|ない|ず)"
            r"|(?:申し?立て|再開)[^。]{0,16}(?:受け取る|受け付ける|扱う)ための?[^。]{0,10}ではありません"
            r"|正しい(?:窓口|方法|送信先|経路|手順)で(?:は|送|ない)|(?:誤った|別の)(?:窓口|宛先|方法)"
            r"|メールでの(?:申し?立て|受付)は[^。]{0,14}(?:終了|おりません|いません|ません)"
            r"|確認されておりません。?$"
            r"|(?:not (?:the )?(?:correct|right|proper|appropriate)|wrong|incorrect) (?:channel|address|way"
            r"|team|mailbox|place|method|route|queue|form|department)|(?:cannot|can't|do not|don't|no longer"
            r"|not) (?:\w+\s)?(?:accept|handle|process|review|consider|take|receive|read)\w*\s(?:appeals?"
            r"|requests?|submissions?|plans?|reinstatement)[^.]{0,40}(?:by (?:e-?mail|mail|phone|letter)|via"
            r"|through|at this|in this|sent (?:to|by)|here)|this (?:mailbox|address|team|inbox"
            r"|channel)[^.]{0,40}(?:cannot|can't|does not|doesn't|is not|isn't|no longer|only)"
            r"|appeals? (?:sent|made|submitted|handed in|attached) (?:to|by|through|via|here|in|with)[^.]{0,40}(?:not|no longer)"
            r"|mailbox you wrote to|can't help with that here|can only be asked for on|use the appeal button instead"
            r"|was not (?:reviewed|read|looked at)[^.]{0,40}because"
            r"|has not been (?:read|reviewed)"
        ),
    ),
)

ACCOUNT_CLOSED: Final = re.compile(
    r"アカウント[^。]{0,30}(?:停止|閉鎖|無効|失う|リスク|恐れ)|(?:account"
    r"|selling privileges)[^.]{0,40}(?:at risk|deactivat|suspen|closed|review)"
)
STILL_OPEN: Final = re.compile(
    r"アカウント(?:自体)?(?:は|の)[^。]{0,20}(?:引き続き|変更(?:は)?ありません|影響(?:は"
    r"|し)[^。]{0,4}(?:ありません|ません)|有効です|良好)|(?:ほか|他)の商品は[^。]{0,12}(?:通常どおり|引き続き)"
    r"|当該asinの|の出品停止に対する異議|アカウントの(?:販売権限|状態)に(?:変更|影響)"
    r"|account (?:itself )?(?:remains|is|stays)\s(?:\w+\s)?(?:active|open|in good standing|not affected"
    r"|unaffected|fine)|account is in good|account isn't affected|other (?:offers|listings|products) (?:are"
    r"|remain)[^.]{0,20}(?:not affected|unaffected|active)|listing (?:removal )?appeal"
)

GAP_LEAD: Final = re.compile(
    r"(?:ませんでした|不足|足り(?:ない|ません|ず)|欠けて|読み取れ|含まれて(?:い|お)ら?(?:ない|ません|ず)|補って|見当たら"
    r"|不十分|より詳し|さらに詳し|詳しく"
    r"|詳細(?:に|な)|含むべき|大きい詳細|を反映した|(?:点|事項|内容|情報)(?:を|が|に)[^。]{0,14}(?:含|記載|触れ|明記|踏まえ|必要"
    r"|お示し|説明|加え)"
    r"|(?:含む|含めた)[^。]{0,8}改善|計画(?:書)?には|(?:以下|次)を[^。]{0,6}含め)|"
    r"\b(?:missing|lacks?|not (?:include|contain|enough|sufficient)|need (?:more|greater|further)|more detail"
    r"|insufficient|left out|gaps?|did not|does not|n't tell|unclear|more than it|(?:fuller|more detailed|greater)"
    r"|what it lacks|spells? out"
    r"|could not find|remains? open|not enough|(?:plan|appeal|disclosure|version|it) (?:should|must|needs to|has to|ought to"
    r"|contains)|two more"
    r"|do not match|don't match)\b"
)
"""A sentence above a list of what was missing."""
GAPS: Final = (
    (
        Deficit.ROOT_CAUSE,
        re.compile(
            r"原因|経緯|なぜ|事情|理由|引き起こ|起こした|どのように(?:し)?て?(?:生じ|起き)|\broot causes?\b"
            r"|\bcause[sd]?\b|\bwhy\b"
            r"|\bhow (?:it|the|this|a)\b[^.]{0,60}\b(?:happened|arose|came about|occurred|reached|got)|\bcame about\b"
            r"|\bwhat (?:went wrong|led)\b"
            r"|\bwhich (?:step|part)\b[^.]{0,60}\b(?:let|allowed|failed)|\bbehind the\b|\bnames? of (?:every|each|all)\b"
        ),
    ),
    (
        Deficit.ACTIONS,
        re.compile(
            r"すでに|既に|実施(?:した|済)|講じた|行った|実行(?:した|を終え|済)|措置|処置|解決するため|片付ける"
            r"|止めるため|手当て|処分したか"
            r"|\bactions? (?:you )?(?:have )?(?:taken|took)|\bactions\b|already (?:done|taken|in place)|resolve|corrective"
            r"|\bwhat (?:you|was|has been|have been|were)\b[^.]{0,30}\b(?:did|done|changed|put right|taken)"
            r"|\b(?:measures|steps)\b[^.]{0,24}\b(?:taken|since|made|initiated|executed|immediately)|\bactions? you took\b"
            r"|\bchanges you (?:have )?made"
        ),
    ),
    (
        Deficit.PREVENTION,
        re.compile(
            r"今後|二度と|再発|防(?:止|ぐ)|将来|先々|繰り返|再び|仕組み|阻止|予防|\bprevent\w*|\bfuture\b|going forward"
            r"|from now on"
            r"|\bagain\b|\bcannot (?:come back|recur)|\b(?:coming|come) back|\bruled out\b|\brecur|\bwho now\b"
            r"|\bhow you (?:will|make sure|notice)|\brepeat\b|\bsafeguard"
        ),
    ),
    (
        Deficit.DOCUMENTS,
        re.compile(
            r"請求書|領収|納品書|書類|証明書|許諾|契約書|裏づけ|証拠|明細|\binvoices?\b|\breceipts?\b|\bdocuments?\b"
            r"|\bproof\b|\bcopies of\b"
            r"|\bdelivery (?:notes?|slips?)\b|\b(?:licen[cs]e|contract|agreement)s?\b|\bany paper\b"
        ),
    ),
)
"""What an item of such a list is about."""
