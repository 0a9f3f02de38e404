"""The ways of asking for papers, and the headings above lists of them. Matched on folded text, both languages."""

import re
from typing import Final

ABOUT_PAPERS: Final = re.compile(
    r"\s*(?:(?:請求書|領収書|納品書|異議通知|計画書?)には、?|(?:数量|書類|それ|氏名|価格|金額|単価|いずれ|これら|ファイル|名前"
    r"|画像|スクリーンショット|記載"
    r"|宛名|日付)(?:の[^、。]{0,10})?(?:は|も|には|で)"
    r"|(?:they|these|it(?! (?:should|must|has to|needs to) (?:enclose|include|be accompanied|come with"
    r"|contain (?:a|the|your)))|this|both|all (?:of )?(?:them|documents|papers|files)|each (?:of|document"
    r"|paper|invoice)|every (?:document|page)|invoices? (?:have|has|must|need|should)|the (?:documents?|invoices?|names?|papers"
    r"|quantit\w+|rest|copies"
    r"|images?)|names?|documents? in|file types?|quantities|prices?|on both|note that|make sure)\b"
    r"|[^.]{0,60}\bwe may (?:then |also )?(?:ask|invite|request|call|contact)\b)"
)
"""A sentence about the form of the papers ("They must match …") wants no further paper."""

REQUEST_JA: Final = re.compile(
    r"(?:くださ|下さ)(?:い|る|れ(?:ば|ま)|いま(?:す|せ))|いただけ(?:ま(?:す(?:か|よう|でしょう|と)|せん(?:か"
    r"|でしょう))|れば|ますと)|いただき(?:ます(?:よう|と)|たく|たい|、(?!.{0,16}(?:ありがと|御礼|お礼|感謝"
    r"|恐縮)))|いただく(?:か|必要|こと)|お願い(?:いた|し|申し|でき|です)|が必要|必要(?:です|となり|があり"
    r"|がござい|な(?:書類|情報|資料|もの))|(?:を)?求め(?:ます|て(?:い|お)|る)|お(?:送り|待ち)(?:くださ(?!り|っ"
    r"|る)|願|いただ(?!い|き))|頂戴でき|頂け|幸い(?:です|に存じ)|送ること|いただけないでしょうか|願います"
    r"|願え(?:ます|れば|ません)|のがよろしい|含めること|(?:を|から)(?:送信|提出|アップロード)します。?$|求められます"
    r"|しなければなりません|(?:提出|送付|送信|登録|添付|返信|返送|持参|記入|回答)(?:します|すると|し、[^。]{0,12}(?:まで|と、)"
    r"|するまで)|示します。?$|(?:提出|送付|添付|送信|返信)するものと(?:し|いた)|でも(?:かまいません|構いません|結構です)"
    r"|お寄せ(?!いただ[きい]|くださ[りっ])|お届け(?!いただ[きい]|し)|答えます。?$"
    r"|(?:出し|示し|見せ|送っ|書い)て?(?:いただきます|もらえ)|ことができます。?$|(?:送り|出し|添え)ます。?$|を拝見したうえ|(?:再"
    r"|出し直|差し替え|書き直)[^。]{0,4}(?:送|提出|して)"
    r"|要求(?:されます|します)|含まなければ|ご用意のうえ|を(?:送る|送って|伝え)|お(?:示し|書き添え|添え|聞かせ"
    r"|知らせ)(?:くださ|いただ|願)|(?:添え|お送りし|提出し|含め)ます。?$|お答え(?:くだ|願)|お聞かせ"
    r"|お返事(?:くだ|いただけ)|を必要としま|して頂|(?:提示|提出|用意|お送り)(?:して)?いただきます|が要り(?:ます)"
    r"|拝見でき(?:ます|れば|ません)|(?:次の|以下の)[^。]{0,12}を受け付け(?:ます|て)"
    r"|^(?:提出|送付|用意)(?:物|資料|書類)"
)
SUBMIT_JA: Final = re.compile(
    r"お送り|提出|送付|送信|送っ|送る|アップロード|添付|添え|用意|返送|提供|提示|お示し|示して|返信|含め|明記"
    r"|記載|記入|書き|お書き|お知らせ|知らせ|作成|まとめ|必要|求め|準備|登録|更新|入力|修正し|揃え|お聞かせ"
    r"|回答|説明し|ご説明|答え|述べ|頂戴|願い|完了|持参|ご持参|お持ち|撮影|予約|変更|受けて|伝え|要求|署名"
    r"|お出し|要り|受け付け|出して|与え|付け|触れ|渡|お寄せ|開示|取得|手に持|持って|拝見|求められ|書面にし|述べて|お届け"
    r"|かまいません|構いません|結構です|ご連絡|そろえ|追加し|転送|再送|出し直|差し替え|示し|送り"
)
NOT_ASKED_JA: Final = re.compile(
    r"(?:必要(?:は|が)(?:ございません|ありません)|不要|お送り(?:いただ(?:く必要[はも]|かなくて)|にならないで)"
    r"|(?:提出|送付|添付)(?:し(?:ない|なくて)|いただ(?:く必要は|かなくて)|は(?:不要|必要ありません))|(?:送|提出|添付"
    r"|用意)[^。]{0,8}(?:いただいて|頂いて|され"
    r"|し)て?も[^。]{0,24}(?:ません|ない)|お控え"
    r"|(?:お客様|購入者(?:様)?)(?:へ|に)[^。]{0,8}(?:お届け|発行|お送り)|ご遠慮|しないで|なさらないで)"
)
DEMAND_HEADING: Final = re.compile(
    r"(?:ご?(?:提出|用意|準備|送付|お送り)(?:いただ|し(?:て|た)|する|が)?[^。]{0,10}(?:もの|書類|情報|資料"
    r"|ください|く?こと|必要)?$|提出(?:物|資料|書類|いただく)|必要な(?:書類|情報|資料|もの|対応)|必要書類"
    r"|購入証明|お願いしたいこと|(?:取り?るべき|必要な|お願いする|行っていただ)[^。]{0,6}(?:対応|アクション"
    r"|こと)|していただくこと|求め(?:る|られる)(?:もの|資料|書類)|ご回答いただ|行動$|何(?:を(?:送|提出|用意"
    r"|準備|す)|が必要)|書類$|再開の申請|当日ご用意|証明する方法|を提供する必要があるもの|提供する必要)"
    r"|\b(?:what (?:to|we|you|is|must|do|should) (?:\w+ ){0,3}(?:send|need|upload|provide|submit|require\w*"
    r"|prepare|bring|give|include|want|ask)|documents? (?:required|needed|to|we)|required (?:documents?"
    r"|information|items|papers)|(?:information|documents?|papers|evidence|materials|items"
    r"|action) (?:we )?(?:need|required|requested|needed|which need|to (?:send|submit|provide|upload))"
    r"|(?:please|kindly) (?:send|provide|submit|upload|give)|needed|requirements|checklist|send us|we need"
    r"|to be (?:allowed|checked|reinstated)|^(?:have|keep) (?:\w+ )?(?:at hand|ready|to hand)|what (?:should|must|do"
    r"|can) (?:i|you) do|how (?:do i|to"
    r"|can i) (?:reactivate|reinstate|get|sell|have|restore|fix|appeal|keep|resolve)|complete disclosure)"
)
NOT_DEMAND_HEADING: Final = re.compile(
    r"理由|なぜ|不足|不備|できなかった|使用できない|受け付け(?:られ)?(?:ない|でき)|影響|違反|根拠|観点|事実"
    r"|例$|結果|受け取った|受領(?:した|済)|お預かりし|受け付けた|よくある|ご注意|注意|変わりますか|仕組み|流れ$|ながれ$|\b(?:why"
    r"|reason|not accepted|cannot"
    r"|do not|don't|what (?:happens|it means|went wrong|we found|changed)|common|consequence|found|missing"
    r"|failed|received|examples?|limits?|note|faq|result|(?:these|following) are true|eligib\w+|conditions?)\b"
)
PLAN_CONTENT: Final = re.compile(
    r"計画[^。]{0,20}(?:次|以下)の点に触れ|(?:計画|改善策|改善書|計画書|申し?立て|申立書|文章|文書|報告書|そこ|説明)(?:書)?(?:に"
    r"|は|の中)(?:は|、"
    r"|には)?[^。]{0,30}(?:含め|記載|記入|明記|盛り込|書|説明|以下|次の)|(?:以下|次)の(?:点|内容|項目|事項"
    r"|\d点|三点|情報)を[^。、]{0,8}(?:踏まえ|含め|盛り込|記載|明記|述べ|記し|書い|説明し|補っ)|点を補|を踏まえて"
    r"|\b(?:plan|appeal|it|statement|explanation|version|response|answer)\b[^.]{0,30}\b(?:should|must"
    r"|needs? to|has to|ought to|to)\s(?:\w+ )?(?:cover|include|contain|address|explain|describe|state|say"
    r"|answer|tell|identify)|\b(?:plan|appeal)\b[^.]{0,40}\b(?:that|which|with|and) (?:cover|address|explain"
    r"|answer|describe|tell|include|contain)s?\b[^.]*:?$|\b(?:following|these) (?:points|questions|elements"
    r"|three (?:points|things))|\b(?:version|plan|appeal|text)\b[^.]{0,40}\b(?:spells?|sets?) out\b"
    r"|\bneed(?: to see)? more than it|\bneed more on the"
)
REQUEST_EN: Final = re.compile(
    r"\b(?:please|kindly|pls|request you|could you|would you|suggest(?:s)? (?:that )?you)\b|\b(?:'d|'ll) (?:also )?(?:like|need"
    r"|want|love)\b|\bawait\b|\bprepared to read\b"
    r"|\breviewers? (?:also )?(?:want|need)|\bacceptable (?:is|are)\b|\bis to be sent\b|\b(?:days|weeks|hours"
    r"|chance|order|wish|asked?|need|have|invited?|required"
    r"|like)\b[^.;]{0,24}\bto (?:upload|send|submit|provide|furnish|supply|give|tell|show|attach|explain)\b"
    r"|\b(?:for|by|are) (?:sending|providing|uploading|submitting)\b|\b(?:must|need to|have to|has to|ought to"
    r"|required to|asked to|directed to|advised to|instructed to|called upon to|invited to|should|requested to|able to"
    r"|expected to|want to|invite you to"
    r"|ask (?:that )?you(?: to)?|ask for|asking|expects?|requires?|would like|we need|need(?:ed|s)?|we want"
    r"|we expect|is to be|are to be|can|may|necessary|wish to|entitled to)\b|:\s*$"
)
TAKEN: Final = re.compile(
    r"\b(?:we|our (?:team|specialists?)|i)(?:'ve| have| has)?(?: now| already| also)? (?:received|reviewed|checked|verified"
    r"|examined|looked at|read|accepted|got|confirmed)\b"
    r"|\b(?:was|were|has been|have been|is|are) (?:now )?(?:received|accepted|verified|approved|confirmed)\b"
    r"|(?:確認|受領|拝受|拝見|受理|承認|審査|検証)(?:を)?(?:いた)?(?:しました|されました|しております|できました)|受け取りました"
)
"""Papers that Amazon has: a sentence that says so is not taken for a request on the judge's word alone."""


PROOF_OF_DEEDS: Final = re.compile(
    r"(?:実施|実行|実際に行|講じ|履行|完了)[^。]{0,12}(?:示す|分かる|わかる|証明する|証する|裏付ける|確認できる|の)[^。、]{0,6}"
    r"(?:資料|書類|証拠|証明|写真|記録)"
    r"|\b(?:evidence|proof|documents?|documentation|records?|photos?|pictures?)\b[^.;]{0,60}"
    r"\b(?:implement(?:ed|ation)|carried out|put in(?:to)? (?:place|practice)|been (?:taken|completed|done|made))\b"
)
"""A proof that what was planned has been done is a paper: the plan itself was sent before (EXTRACTION.md, demands 3)."""
