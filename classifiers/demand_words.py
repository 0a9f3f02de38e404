"""The papers and texts that notices ask for, and the ways of asking. Matched on folded text, both languages."""

import re
from typing import Final

from classifiers.labels import DemandKind

_SUPPLIER_JA: Final = (
    r"(?:仕入れ?(?:先|元)?|サプライヤー|購入元|購入先|卸(?:売業者|業者|元)?|取引先|供給元|供給業者|製造(?:元|者"
    r"|業者)|輸入者|業者|供給者|問屋|調達先|ディストリビューター|発行元|発行者|メーカー|代理店|流通業者|suppliers?)\s?"
)
_CONTACT_JA: Final = (
    r"(?:ご?連絡先|名称|商号|お?名前|会社名|社名|担当部署|お?電話(?:番号)?|サイト(?:url)?|住所|所在地|ウェブサイト|url"
    r"|担当者(?:名|の氏名|の電話)?|メールアドレス)"
)
JAPANESE_KINDS: Final = (
    (
        DemandKind.ADDRESS_PROOF,
        r"公共料金[^、。()を]{0,12}?(?:請求書|領収書|領収証|明細書?|書類|の(?:証明|支払い?証明)書?)|公共料金"
        r"|ユーティリティ(?:ビル|の請求書)|(?:水道|電気|ガス)[^。()を]{0,20}?(?:請求書|領収書|領収証|明細)|(?:所在地"
        r"|住所)を裏[づ付]け[^、。]{0,6}(?:文書|書類|資料)"
        r"|電力会社[^、。を]{0,14}(?:原本|請求書)|住所(?:の証明|証明|を(?:証明|確認)(?:する|できる)(?:書類"
        r"|資料))[^、。()をがはに]{0,3}|検針票|住民票|居住証明書?|賃貸(?:借)?契約書",
    ),
    (
        DemandKind.BANK,
        r"(?:銀行|金融機関|口座|取引|入出金|振込|カード)[^、。()をがはに]{0,16}(?:明細書?|証明書?類?|証明|文書"
        r"|届出書|記録|レター|通知書)|(?:受取|銀行|預金|振込先の?)口座(?:の?(?:情報|番号|名義))?"
        r"|通帳(?:の[^、。()をと]{0,16}(?:ページ|写し))?|キャッシュカード|(?:送金|振込|支払い?)の?控え"
        r"|通帳画像|通帳の表紙[^、。]{0,20}ページ|(?:銀行|金融機関)が[^、。を]{0,10}明細|口座[^、。を]{0,16}が(?:わか|分か"
        r"|確認でき|記載され)[^、。を]{0,6}(?:明細書?|画像)|口座(?:情報)?が(?:わか|分か"
        r"|確認でき)る(?:書類|もの)|残高証明書?|口座(?:情報"
        r"|名義(?:の[^、。()をがはに]{1,10})?|証明書?|の明細書?)|ご利用明細書?|預金通帳|無効小切手|口座番号|支払い?が(?:わか|分か"
        r"|確認でき)る(?:明細|書類|控え)|口座の書類",
    ),
    (
        DemandKind.IDENTITY,
        r"(?:本人|身元|身分|代表者|事業者?)(?:の)?(?:を)?確認(?:の)?(?:できる|する)?(?:ための)?(?:書類|資料)"
        r"|身分証(?:明書)?|(?:運転)?免許証|パスポート|passport|旅券|マイナンバーカード|在留カード|健康保険証"
        r"|(?:写真付きの?)?(?:公的)?id(?:カード)?(?=の|と|を|、|$)|履歴事項全部証明書|登記(?:簿"
        r"|事項)[^、。()をがはに]{0,8}(?:謄本|証明書)|登記簿|開業届|営業許可(?:[証書]|(?=または|又は|か開業))?|古物商許可証"
        r"|事業者?(?:免許|許可|登録証)(?:証|書)?|法人番号[^、。をがは]{0,14}書類|登録通知書|商業登記(?:簿|事項)?(?:謄本|抄本|証明書)?"
        r"|ビジネス(?:の)?(?:ライセンス|免許)|(?:vat|gst|消費税)[^、。をがは]{0,4}(?:登録)?(?:証明書|証)|営業(?:の)?免許"
        r"|写真(?:の(?:付いた|ついた)"
        r"|付き)の?(?:公的な)?証明書|公的(?:な)?(?:書類|証明書)|身分(?:が(?:わか|分か)る|を(?:証|示)す(?:る)?)(?:もの"
        r"|書類)|(?:id|身分証)の(?:原本|写し)|会社の登録",
    ),
    (
        DemandKind.LETTER_OF_AUTHORIZATION,
        r"(?:使用|販売|利用)?許諾(?:書|契約書|を証明する書類)|(?:販売|使用)?(?:許可|承諾|承認|認可|授権"
        r"|委任)(?:書|状)|ライセンス(?:契約書?|契約|書)|(?:代理店|販売店)である(?:こと|旨)を(?:示"
        r"|証)[^、。をがは]{0,6}(?:書面|書類|文書|証明書)"
        r"|販売を認め(?:る|た)[^、。をがは]{0,6}(?:書状|書面|手紙|書類)|販売を許(?:可|諾)?し(?:た"
        r"|ている)[^、。をがは]{0,6}(?:書状|書面|手紙)|(?:正規)?(?:代理店|販売店)(?:の)?(?:証明書|契約書|証)"
        r"|販売証明書|授権書|オーソリゼーション[^、。をがは]{0,8}|loa\b|許諾を(?:示"
        r"|証)[^、。をがは]{0,6}(?:書面|書類|資料)|販売を許可されていることを(?:示"
        r"|証)[^、。をがは]{0,6}(?:書面|書類|資料)|承認書|確認書",
    ),
    (DemandKind.PHOTOS, r"(?:お?写真|画像|フォト|イメージ)(?:データ)?(?!付き|の使用|付の)"),
    (
        DemandKind.SUPPLIER_CONTACT,
        rf"{_SUPPLIER_JA}(?:様|ごと|の事業者|担当者)?(?:の|に関する|ごとの)?(?:(?!請求書|納品書|領収書"
        rf"|伝票)[^。()]){{0,12}}?(?:ご?連絡先(?:情報)?"
        rf"|連絡情報|コンタクト|情報(?!を?(?:お送り|ご提出))|{_CONTACT_JA}(?:[、・,／/]|および"
        rf"|と){_CONTACT_JA}[^。を]{{0,40}}|(?:の)?(?:お?電話番号|住所|ウェブサイト|メールアドレス|名称と|お?名前と?お?電話"
        rf"|ご?連絡先)"
        rf"|{_SUPPLIER_JA}[^。、()]{{0,14}}?(?:お?名前|氏名|名称|住所|所在地|代表番号)(?:と|および|、"
        rf"|・)[^。、()]{{0,6}}(?:電話|連絡先|氏名)"
        rf"|(?:と直接)?連絡(?:が|の)(?:取れる|つく|とれる)(?:お?電話番号|連絡先|ご?連絡先)|一覧\([^)]*電話)"
        rf"|実在が確認できる連絡先|仕入れ?先(?:様)?の一覧",
    ),
    (
        DemandKind.INVOICE,
        r"納品請求書|(?:仕入れ?の?|購入の?|納品の?)?(?:請求書|インボイス|領収[書証]|レシート|伝票"
        r"|送り状)(?:データ)?|invoices?|仕入れ?(?:れ)?(?:伝票|証明|の?(?:証拠|記録)|書類|を(?:証(?:明)?"
        r"|裏付け)する(?:もの|書類|資料|文書))|供給の鎖を示す文書|サプライチェーン(?:の|を(?:示す"
        r"|証明する))(?:書類|文書|資料)|購入(?:証明|記録|を証明する[^、。をがは]{0,8}|明細書?)(?:書)?"
        r"|取引(?:書類|記録)|仕入帳|注文書|売買契約書|(?:仕入れ?の?)?(?:証憑|を(?:示|証)す帳票)|請求の書"
        r"|出所を示す[^、。をがは]{0,6}|加工されていない元のデータ",
    ),
    (
        DemandKind.DELIVERY_NOTE,
        r"(?:配送|配達|受領|出荷|発送)(?:の完了|の状況)?を(?:示す|証明する)[^、。をは]{0,4}(?:伝票|書類|控え|資料)"
        r"|配送業者の(?:受領書|控え|伝票)|受領印のある(?:伝票|控え)|納品書|出荷(?:明細|伝票|案内書)書?|受領書|配送伝票|船荷証券"
        r"|パッキング(?:リスト|スリップ)|納品明細書?"
        r"|荷受書|納品の?記録|入荷(?:記録|伝票)|送り状(?=を?(?:示|添|お))|発送(?:した|の)[^、。をがは]{0,10}送り状"
        r"|デリバリーノート",
    ),
    (
        DemandKind.PLAN,
        r"(?:業務)?改善(?:計画書?|策|案|書|報告書|プラン)|改善計画|(?:是正|行動|アクション"
        r"|再発防止)(?:措置)?(?:の)?(?:計画書?|プラン|策|対策)|再発(?:を)?防(?:止"
        r"|ぐ)[^、。()をがはに]{0,12}(?:計画|策|手立て|手順書?|方法|措置|取り組み|対策)|(?:申立書|計画書"
        r"|手順書|報告書|始末書)|(?:受け入れ可能な|再発防止のための|今後の)計画|plan of action|poa\b"
        r"|具体的な取り組み|(?:今後の?)?(?:防止策|再発防止策|対応策|改善内容)|修正(?:後の|済みの|した)?計画"
        r"|今後[^、。をがは]{0,24}(?:取り組み|予防策)|異議申立書|防ぐための(?:措置|手順|方法|対策)|(?:止める"
        r"|防ぐ)ために取られた措置|どのように改め(?:る|られる)か|改善の(?:計画|報告|案)"
        r"|再発(?:防止)?を(?:まとめ|記し|記載し)た[^、。をがは]{0,6}|今後の体制|を(?:書い|記し|まとめ|示し"
        r"|説明し)た計画|見直し案|改善の(?:進め方|方策)|(?<!販売)(?<!事業)(?<!納品)計画(?!どおり|的|で|の(?:概要|とおり|内容|中"
        r"|欄)|に(?!、))|取り決めを書いた文書?",
    ),
    (
        DemandKind.EXPLANATION,
        r"弁明|釈明|反論|言い分|お?申し開き|申請書|不服の理由[^、。を]{0,10}(?:書|文)?|値付けの考え方|(?:を)?(?:記し"
        r"|記載し)た報告(?!書)|見直しの結果|事の次第[^、。を]{0,8}|計画の概要"
        r"|(?:ご)?説明(?:文|書|文書|資料)?(?!書類)|(?:経緯|事情|理由|原因|いきさつ|関係)(?:を(?:記|説明"
        r"|示)[^、。をがは]{0,8}(?:書面|文書|資料))?|質問(?:票|事項|状)?[^、。をがは]{0,8}(?:へのご?"
        r"|に対する)?回答|時系列|を(?:説明|記|述べ)[^、。をがは]{0,4}(?:文書|書面)|根拠$|と考える(?:理由|根拠|事情)"
        r"|関係[^、。をがは]{0,20}(?:ないこと|いない)[^、。をがは]{0,6}を示す証拠"
        r"|連絡先または氏名|陳述書|宣誓書|顛末書|入手(?:経路|した相手|先)[^、。をがは]{0,10}|有無"
        r"|いずれであるか|別$|経路|人物|(?:業者|代行会社|代行者)の(?:名称|氏名|お?名前)|氏名または名称"
        r"|アカウント名または連絡先|旨の連絡|(?<!いずれ)(?<!どちら)(?<=[のるたれ])か(?=を|、(?:お|ご))",
    ),
    (
        DemandKind.OTHER,
        r"(?:試験|検査|分析|鑑定)(?:成績書|報告書|結果|証明書|書)|輸入(?:許可|申告)[^、。をがは]{0,6}書?"
        r"|通関[^、。をがは]{0,8}書|(?:商標)?登録証(?:明書)?|証明書|契約書|合意書|同意書|一覧(?:表)?|リスト"
        r"|追跡番号|出品者トークン|株主(?:構成図|名簿)|戸籍(?:抄本|謄本)|(?:出荷|取引|購入)?帳票"
        r"|クレジットカード(?!または|・|や|/|の(?:ご?利用)?明細)|納税者番号|税務情報|ビデオ(?:通話|面談)"
        r"|(?:確認|認証|検証)コード|ワンタイムパスワード|コード"
        r"|データシート|成分表|フォーム|アンケート|宣言書|公正証書|証拠|文書|書面|文面|資料|書類|写し|原本"
        r"|控え|データ|情報|裏づけ|(?:出荷|発送|配送)記録|記録"
        r"|契約書の一部|登記や契約|取引台帳|台帳|内訳|委任状|販売許可証|成績書|日時|支払い?請求書",
    ),
)
"""In order of strength: where two kinds overlap in one place, the earlier one wins."""

_SUPPLIER_EN: Final = (
    r"(?:suppliers?(?:'s?)?|vendors?(?:'s?)?|distributors?(?:'s?)?|wholesalers?(?:'s?)?|manufacturers?(?:'s?)?"
    r"|business(?:es)? you bought|whoever you bought|source of supply|supplying (?:company|party)|place of purchase"
    r"|whoever sold you|factor(?:y|ies)|stockists?|providers?(?:'s?)?)"
)
_CONTACT_EN: Final = (
    r"(?:data|contacts?(?: (?:details|information|persons?|manner|name|data))?|(?:tele)?phone(?: number)?s?|names?"
    r"|(?:postal |e-?mail )?address(?:es)?|web ?sites?|e-?mail|information|details)"
)
ENGLISH_KINDS: Final = (
    (
        DemandKind.ADDRESS_PROOF,
        r"\bbills? of (?:electricity|gas|water)|(?:utility|council tax|water|gas|electric(?:ity)?|internet|phone|energy"
        r"|power)[\w\s,/]{0,40}?\b(?:bills?"
        r"|statements?|letters?)\b|\bproof of domicile|\bdocuments? (?:with|showing|bearing) your address|\b(?:second|another"
        r"|new) bill\b|\bbill(?:s)? from the utility|\bproof of (?:the )?(?:\w+ )?(?:address|residen\w+"
        r"|(?:registered )?office|premises)"
        r"|\bpublic utility|\b(?:rates|council|utility) bill|\bbills?(?=\s+(?:from|of|dated within) the (?:past|last)| for (?:gas"
        r"|water|electric|power|internet))|\bbill(?= from within| dated| no older| not older| issued)"
        r"|\bresiden(?:ce|tial|cy) certificate|\b(?:rental|lease|tenancy) agreement|\ba lease\b"
        r"|\baddress (?:proof|verification)|\bbills? (?:that|which|with|showing|shows"
        r"|or statement)[\w\s]{0,20}address|\bbill or statement",
    ),
    (
        DemandKind.BANK,
        r"\b(?:bank|credit card|card|account)(?: or (?:bank|credit card|card))?(?: account)? (?:statements?"
        r"|letters?|information|details|transfer advice|confirmation|records?|certificate)\b"
        r"|\bbank transfer advice|\b(?:voided?|cancell?ed|blank) che(?:ck|que)s?|\bdeposit (?:method|account)"
        r"|\b(?:an?|valid|new|another|your own) bank account\b|\b(?:routing|account) (?:and account )?numbers?|\bchecking account"
        r"|\bproof (?:of|that) (?:the )?(?:bank|payment|deposit)|\bletters? (?:from|by|of|signed by) (?:your|the"
        r"|a) bank\b|\bpassbook"
        r"|\btransaction details|\bstatement of the (?:\w+ )?account|\bstatement (?:for|of|from) (?:the|your) (?:deposit|bank)"
        r"|\bremittance (?:slip|advice)|\bwire (?:confirmation|transfer)"
        r"|\bstatement, or a letter signed by your bank|\bpayment records?"
        r"|\b(?:original )?statement you uploaded|\bcard statements?|\bbank relev\S+|\bbank ?books?|\bstatements? of a financial"
        r"|\bstatements? (?:of the card|with the card|of your (?:bank|card))|\bbank account (?:that|which) should be"
        r"|\bstatement for the bank account|\byour deposit account"
        r"|\b(?:transaction )?statements? (?:of|from) (?:a |the |your )?(?:financial|bank)",
    ),
    (
        DemandKind.IDENTITY,
        r"\b(?:photos?|pictures?|scans?|selfie)\b[^.;,]{0,24}\b(?:of|with) (?:both sides of )?(?:your |the |an? )*(?:id\b"
        r"|identity|passport|driv\w+)"
        r"|\baadhaar\b|\bemirates id\b|\bpassports?\b|\bdriv(?:er|ing)'?s?'? ?licen[cs]es?|\b(?:government"
        r"|state)[- ]issued (?:photo )?(?:id\b|identi\w+)|\b(?:national |photo )?(?<!mail )id(?:s)?\b(?! number)"
        r"|\b(?:identity|photo|pan|national id) (?:card|document|paper)s?|\bforms? of (?:id|identi\w+)"
        r"|\bproof of identity|\b(?:business"
        r"|trading|trade|operating|company) (?:licen[cs]e|registration)s?(?: (?:certificate|extract))?"
        r"|\blicen[cs]e to trade|\b(?:vat|gst|abn|tax) (?:registration )?(?:certificate|registration)s?\b|\basic extract"
        r"|\b(?:extract|excerpt) from (?:the )?(?:trade|commercial|company|business) regist\w+"
        r"|\bcertificate of (?:incorporation|registration|registered matters)"
        r"|\bresiden(?:ce|t) (?:card|permit)|\bextract from (?:the )?(?:compan|commercial|trade"
        r"|business)\w* (?:regist\w+|house)|\bcompanies house|\bincorporation (?:papers|documents)"
        r"|\bidentification (?:document|paper|card)s?|\barticles of (?:incorporation|association)|\bconfirm who you are"
        r"|\bidentity cards?|\bidentification (?:of|with)\b|\boriginal id\b|\bofficial identification|\byour id\b"
        r"|\bextract of the (?:commercial|trade|company) regist\w+",
    ),
    (
        DemandKind.LETTER_OF_AUTHORIZATION,
        r"\bletters? of authori[sz]ation|\bauthori[sz]ation (?:letters?|confirmed|documents?)|\bloa\b"
        r"|\blicen[cs](?:e|ing) agreements?|\blicen[cs]e(?:s)?(?:, signed| from| signed| by| covering"
        r"| to sell)|\bwritten (?:consent|permission)|\blicen[cs]e or (?:a )?letter|\bletters? (?:from|of"
        r"|by) (?:the )?(?:owner|maker|manufacturer|producer|rights owner|brand"
        r"|permission|trademark)|\bletters? (?:from|by) [^.;,]{1,40}?\b(?:authori[sz]|allow|permit|entitl|consent)\w*"
        r"|\bproof that you (?:may|are (?:allowed|authori\w+|permitted|entitled))|\bpapers? by which [^.;]{0,40}\b(?:lets?|allow)"
        r"|\bproof of authori[sz]ation|\bauthori[sz]ed (?:reseller"
        r"|distributor) (?:letter|agreement|certificate)|\breseller (?:agreement|certificate|letter)"
        r"|\bdistribution agreement|\bbrand letters?|\b(?:agency|dealer|reseller) letters?|\bnoc from\b"
        r"|\bauthori[sz]ed dealer (?:certificate|letter)|\b(?:brand|dealer)(?:'s)? authori[sz]ation"
        r"|\bletter sent[^.;,]{0,40}\bbrand|\bpermission (?:letter|from the (?:brand|rights))|\bauthori[sz]ation\b",
    ),
    (DemandKind.PHOTOS, r"\b(?:photo(?:graph)?s?|(?<!in the )pictures?|images?|screenshots of the product)\b(?! id)"),
    (
        DemandKind.DELIVERY_NOTE,
        r"\bdelivery (?:notes?|slips?|orders?|receipts?|records?)|\bpacking (?:slips?|lists?)"
        r"|\bbills? of lading|\bproof of delivery|\blieferschein\w*|\bshipping (?:documents?|records?)"
        r"|\bgoods received notes?|\bwaybills?|\bfreight (?:papers|documents|bills?)|\bdispatch notes?|\bfreight receipts?"
        r"|\b(?:proof|records?|evidence) of import|\bcarrier records?"
        r"|\bproof that [^.;,]{0,36}\b(?:delivered|shipped|received by)\b|\bcarrier confirmations?|\btracked proof",
    ),
    (
        DemandKind.INVOICE,
        r"\binvoices?\b|\breceipts?\b(?! of public)|\b(?:evidence|records?) of (?:the )?(?:purchase|sourcing|supply)\b"
        r"|\bbills?(?= from your (?:supplier|vendor)| for the (?:other|remaining))|\bproofs? of purchase"
        r"|\bpurchase (?:records?|orders?|receipts?"
        r"|documentation|documents)|\bproof of (?:inventory|sourcing|supply)|\b領収書|\bbills of sale(?= from)"
        r"|\b(?:sourcing|supply) (?:documents?|documentation|records?|papers)|\bsupplier bills?|\bpurchase bills?"
        r"|\bsupply[- ]chain (?:documents?|papers)|\bbills? (?:by|from) your (?:supplier|vendor|wholesaler|source)"
        r"|\bpurchase statements?"
        r"|\bbills? for the (?:products|goods|items)|\bwith bills\b|\bproof that you (?:bought|purchased|acquired)"
        r"|\boriginal in the form your supplier|\b(?:file|pdf)\b[^.;,]{0,30}\bsupplier (?:e-?mailed|sent|issued)",
    ),
    (
        DemandKind.SUPPLIER_CONTACT,
        rf"\bhow to (?:reach|contact) (?:the |your |each )?{_SUPPLIER_EN}|\b(?:whom|who) you (?:bought|buy"
        rf"|purchased)[^.;]{{0,30}}\b(?:phone|telephone|address|website)"
        rf"|\b{_SUPPLIER_EN} info\b|\bparticulars of (?:your|the) (?:source|supplier)|\bhow we can (?:reach|contact) (?:them"
        rf"|the supplier|it)|\bdata of your (?:supplier|provider)"
        rf"|\b{_SUPPLIER_EN}\b[^.;]{{0,24}}?\b{_CONTACT_EN}|\b{_CONTACT_EN}\b(?:[\w\s,/'-]{{0,50}}?)\b(?:of|for"
        rf"|from|at)\s(?:the |each |your |every |all |any |that |this )*(?:{_SUPPLIER_EN}|accounts department"
        rf"|issuer)|\b(?:a |the )?contact persons?\b|\bwhom we can (?:call|reach|contact)"
        rf"|\ba person at (?:the|your) supplier",
    ),
    (
        DemandKind.PLAN,
        r"\bplans? of action|\b(?:action|improvement|corrective(?: action)?|remediation|prevention|preventive"
        r"|recovery|business improvement) plans?|\bpoa\b|\bplans?\b(?! to (?:sell|stop))"
        r"|\bcorrective actions?(?: (?:you|already))?|\bnew version\b|\brevised (?:version|appeal)|\b(?:one"
        r"|a new|complete|revised|fresh) (?:\w+ )?appeals?\b(?! button| link)|\bsteps (?:you"
        r"|that you) (?:have (?:taken|put|made|since)|took|put|will take|will put|are taking|are putting)"
        r"|\bhow you (?:check|store|handle|verify|inspect|make sure|ensure)\b|\b(?:the )?(?:measures|steps|controls|safeguards"
        r"|changes)\b[^.;]{0,40}\b(?:prevent|recur|again|repeat|in force|avoid|stop)|\bwhat (?:you"
        r"|will) [^.;]{0,40}\b(?:differently|change|again|stop|prevent|from now on|avoid|done to|no one"
        r"|not happen)|\bhow (?:you|your team) will\b|\bgreater detail on|\broot causes?\b|\bpreventive"
        r"|\boutline of the improvements|\bproposals? (?:for|to)\b|\bmore on the (?:\w+ )?points|\bresend it\b|\bhow you (?:will"
        r"|are going to|intend)|\bnote on the limits",
    ),
    (
        DemandKind.EXPLANATION,
        r"\bexplanations?\b|\bexplain\b|\bstatements?\b(?! of account)|\bdescriptions?\b|\b(?:honest |full "
        r"|written |detailed )?account of\b|\bdetails? of\b|\bdeclaration describing|\boutline of\b"
        r"|\bevidence that you (?:have|do|are|did)|\banswers? to\b|\b(?:why|how|who|where|whether|which"
        r"|what) (?:the|you|your|we|each|every|this|these|those|it|they|of|altered|was|were|made|happened"
        r"|software|parts|claims|else|supplier)\b|\bwho (?:opened|made|created|wrote|altered|prepared|issued|supplied"
        r"|did|used)\b|\bnames? of (?:every|each|all|the (?:person|people|employee"
        r"|staff))|\bthe name,|\bretraction\b|\borigin of\b|\bnote (?:about|on|confirming)|\backnowledge that you\b"
        r"|\bfacts that\b|\breasons? (?:for|why)|\bclarif\w+|\bnumber of\b|\bfor what reason"
        r"|\blist of everyone|\bobjections?\b|\bcircumstances\b|\bshow[- ]cause\b|\bwritten (?:clarification|statement"
        r"|undertaking)|\bundertaking\b|\ba (?:line|word|sentence|few (?:lines|words|sentences)|line or two)"
        r"(?: or two)? (?:on|about|telling|saying)(?! how you (?:check|store [^.;]{0,8}check))|\byour reasons\b"
        r"|\bdrawing or list of who",
    ),
    (
        DemandKind.OTHER,
        r"\b(?:import|customs|ukca|eu|conformity) declarations?|\bcertificates?\b|\btest reports?"
        r"|\bquestionnaire|\btracking (?:numbers?|details|information|ids?)|\btax (?:interview|identification"
        r"|information|certificate|id)|\bmerchant token|(?<!supplier's )\b(?:taxpayer|tax"
        r"|registration)(?: identification)? (?:number|id)\b|\bcode (?:from|on|printed)|\b(?:lucid|epr|vat|tin"
        r"|ein) (?:registration )?number|\bprice (?:file|list)|\battestation|\bopinion\b"
        r"|\bnotice of \w+|\bsworn statement|\baffidavit|\bvideo (?:call|interview|conversation)|\bone-time password"
        r"|\bcredit card\b|\breturn address|\bproof (?:that|of|they|from)\b|\bextracts?\b|\b(?:six|four"
        r"|\d)-(?:character|digit) code|\bindemnity bond|\btraining records?|\bquiz\b|\backnowledgement of"
        r"|\bevidence\b|\bcopies of the messages"
        r"|\bcontracts?\b|\blicen[cs]es?\b|\bdissolution papers|\boriginals?\b|\bspreadsheet"
        r"|\bsafety data sheets?|\bsds\b|\bdocumentation\b|\bforms?\b|\bquiz\b|\btraining\b|\bbarcodes?\b"
        r"|\bterritory list|\bletters?\b|\bdocuments?\b|\bpapers\b|\bfiles?\b|\brecords?\b|\binformation\b",
    ),
)

GENERIC: Final = re.compile(
    r"^(?:証拠|文書|書面|文面|裏づけ|記録|控え|資料|書類|写し|原本|データ|情報|フォーム|コード|日時"
    r"|一覧(?:表)?|リスト|evidence|letters?"
    r"|documents?|documentation|papers|files?|records?|information|forms?|originals?|licen[cs]es?|contracts?"
    r"|training|opinion)$"
)
"""Words for any paper: a demand only where the words around them say which."""

VERB_EN: Final = re.compile(
    r"\b(?:send(?:ing)?(?: us| in)?|submit(?:ting)?|provide|providing|upload(?:ing)?|attach(?:ing)?|enclos(?:e"
    r"|ing)|include|give us|give|supply|supplying|hand in|forward|present|furnish|produce|show us|show"
    r"|tell us|let us (?:have|know|see)|(?:reply|respond|answer|revert|contest|dispute|write|come back"
    r"|get back)\b[^.;]{0,70}?\bwith|prepare|draw up|write(?: down)?"
    r"|draft|bring|have ready|complete|retake|take|enter|add|set out|state|explain|describe|accompanied by"
    r"|expect|share|put together|arrange for|report|hold up|annex|comment on|prove(?: that)? (?:it|this|they)[^.;,]{0,30} by"
    r"|if you hold|furnish|file|finish:|type|obliged for|together with|(?:want|like) to see|need more|get hold of"
    r"|unless i get|joining to your answer|by writing to us|we (?:need|require|want|ask(?: every seller)? for|ask)|need|require"
    r"|requires?|needed|required|see is|like to (?:see|read|have|receive|know)(?: is)?|(?:'d|would) (?:also )?like|show us"
    r"|acceptable (?:is|are)"
    r"|to be sent[^.;]{0,30}?\bwith|say(?= (?:who|why|how|what|where|which|when|whether))|put(?= (?:an?|your|the)\b)"
    r"|await|prepared to read|(?:also )?want them|type|key in|sign|put in|fill in|create and send|resubmit|choose|pick"
    r"|replace|correct|sign and return|return|name|list|identify|use|book|confirm|acknowledge|have|join|schedule|in writing|get"
    r"|obtain|ask"
    r"|mail|e-?mail us)\b(?: (?:us|to us|in|with|both|also|the following|either|all of|at least|one of|any of"
    r"|again)\b)?:?\s*"
)
NOT_ASKED_EN: Final = re.compile(
    r"\b(?:do(?:es)? not (?:need|have|want)|don't (?:need|have|want)|no need|need not|don't (?:send|submit|provide|upload|attach)"
    r"|(?:not|n't) able to|not (?:necessary"
    r"|required|needed|send|provide|submit|accept\w*|count|suffi\w+|use|upload)|not be (?:accepted|sent"
    r"|counted|considered)|without (?:sending|providing)|instead of|rather than|never|cannot accept"
    r"|can't accept|are not (?:valid|accepted)|did not|didn't|unable to)\b"
)
GIVEN_EN: Final = re.compile(
    r"\b(?:you|that you|which you) (?:\w+ )?(?:sent|provided|submitted|uploaded|supplied|gave|attached"
    r"|furnished|forwarded)\b|\b(?:we|our team) (?:\w+ )?(?:received|reviewed|examined|looked|have|could not"
    r"|cannot|were|are not|found|asked|requested)\b|\bthank(?:s| you)\b|\byour (?:\w+ )?(?:invoices?"
    r"|documents?|appeal|plan|bill|statement|letter) (?:was|were|is|are|has|have|did|does|do|could|cannot"
    r"|names?|shows?|lists?)\b|\b(?:was|were) (?:not )?(?:accepted|rejected|received|sent|provided|verified)\b"
)
MODIFIER_EN: Final = re.compile(
    r"\b(?:that|which|who|whose|showing|shows?|containing|naming|listing|including|include|bearing"
    r"|with(?! (?:a|the|your|an)\b[^,]{0,20}\b(?:letter|invoice|statement|bill))|where|when|so|because|since"
    r"|if|before|until|unless|covering|proving|stating|made out|addressed|issued|dated|in order"
    r"|for each|such as|e\.g|made|to (?:show|prove|support|verify|help)|as (?:proof|evidence)|printed)\b"
)
CONJUNCTION_EN: Final = re.compile(
    r",\s(?:and\s|or\s|as well as\s|plus\s)?|;\s(?:and\s)?|\s(?:and|as well as|together with|along with|plus"
    r"|in addition to|&|accompanied by)\s|:\s|\s[-•*·]{1,2}\s"
)
COPY_JA: Final = (
    r"(?:\([^)]*\))?(?:の(?:控え|写し|コピー|原本|画像|写真|ファイル|スキャン|両面|片面|全ページ|いずれか[^、。をと]{0,4}"
    r"|表面|裏面|該当ページ|見開き|顔写真ページ|見開きページ|英語版|日本語版|和訳|pdf|カラー画像|最新のページ)|(?:書"
    r"|類)?(?:等|など|一式|一通"
    r"|各?\d?部))*(?:\([^)]*\))?(?:[のを]?(?:\d{1,2}|[一二三四五])[件点枚通部つ](?:以上)?|一[件点枚通部つ]|三つほど"
    r"|のいずれか\S{0,4})?(?:\([^)]*\))?"
)
HEAD_JA: Final = re.compile(
    COPY_JA + r"\s?(?:を(?!発行|どなた|誰|いつ|どこ|どの|送ったか|確認(?!できる)|拝見|受領|受け取|審査|検討|証明|示|販売|保管|偽"
    r"|加工|編集|改(?!めて)"
    r"|お送りいただいた|ご提出いただいた|提出された|隠|塗|黒|もと|含む)|と(?:、|(?!いう|判断|認|し|同|一致|異"
    r"|は|の|なる))|ならびに|並びに|および|及び|かつ|または|又は|もしくは|、(?!確認でき)|・|/|が(?:(?:まだ|いまだ)?(?:届いて|不足"
    r"|足り|抜け|そろ|揃)|ある(?:とき|場合)|必要|求め"
    r"|あれば|ありましたら|ございましたら|ある場合は|お手元に)"
    r"|(?:は|も)(?:一緒に|あわせて|併せて|必須|必要です|ご用意|ご提出|お送り)|もお|でも(?:かまいません|構いません|可|結構)"
    r"|のいずれか|[」』](?:と|を|および|の書類|$)|に、?[^。、]{0,36}を?(?:書き"
    r"|お)?添え|のご?(?:提出|送付|用意|登録|提供|更新"
    r"|提示|予約|添付|アップロード|準備|再提出|作成|入力|撮影|変更|回答)(?:を|が|のお願い|いただ)?|[\s。:)」]"
    r"|$|へのご?回答|に(?:ご?記入|ご?回答)|付きで|の再提出)"
)
"""What may follow a noun that is itself wanted (and not a modifier: 請求書の宛名, 請求書に記載の)."""
