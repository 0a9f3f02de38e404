"""The words by which a further act of a notice is known, in both languages. Matched on folded text."""

import re
from typing import Final

from classifiers.labels import Label

_HOLD: Final = (
    r"(?:売上|売り上げ|お?振り?込み?|お?支払い?|資金|残高|送金|払い出し|入金|ディスバース|引き出し)[^。\n]{0,40}"
    r"(?:留保|保留|ホールド|お?預かり|差し控え|見合わせ|保持|行(?:われ|い)(?:ません|ず)|されません"
    r"|支払われません|止め|停止し|転送されず|できません|引き出せ(?:ません|ない)|動かせ|支払わ(?:れ)?(?:ない"
    r"|ません)|移動を制限|できな|凍結|保たれ|とどま(?:り|って)|そのまま(?:です|と)|お待ちいただい|止ま(?:っ|り)|お渡し(?:でき"
    r"|し)ません|withheld)"
    r"|(?:留保|保留)(?:され|して|し、|いた|を(?:続け|継続)|と(?:なり|なって|させ))|引き続きアカウントに保持|当面お預かり"
    r"|\b(?:funds?|money|balance|pay-?outs?|disbursements?|transfers?|proceeds|payments?|amounts? owed"
    r"|earnings|settlements?)\b[^.\n]{0,60}"
    r"\b(?:withh\w+|on hold|held|retain\w*|stays?|remain\w*|frozen|suspended|paused|stopped"
    r"|kept back|not (?:going to )?(?:be )?(?:move\b|transfer\w*|paid|disbursed|released|made)|kept|locked|blocked"
    r"|leave the account"
    r"|did(?: not|n't) leave|(?:is|are) (?:reserved|set aside|put aside|subject to a hold)|(?:cannot|can't) (?:be )?with-?draw\w*"
    r"|none while)"
    r"|\b(?:hold on|withh?old(?:ing)?|holding|retain(?:ing)?|hold|paused?|stopped|freez(?:e|ing)|frozen|keep"
    r"|nor release|not (?:able to )?(?:release|make|remit))\b[^.\n]{0,30}\b(?:funds?|money|balance|payouts?"
    r"|payments?|proceeds|disbursements?|transfers?|earnings)"
    r"|\bno (?:transfers?|payouts?|disbursements?|payments?)\b|it will not be (?:disbursed|paid|transferred)"
)
WINDOW_WORDS: Final = re.compile(
    r"売上金?|残高|お?支払い|資金|申し?立て|請求|申請|disbursement-appeals@|payments-funds@|\b(?:funds?"
    r"|balance|disbursement|proceeds|payout|interview)\b"
)
SECONDARY: Final = (
    (
        Label.FORGERY_ALLEGATION,
        re.compile(
            r"(?:偽造|改ざん|変造|捏造)(?:され(?:た|て)|の疑い|が(?:確認|認め)|と(?:判断|認め))|(?:forged"
            r"|manipulated|altered|falsified|fabricated|fraudulent) (?:documents?|invoices?|papers?|receipts?"
            r"|bill)|(?:documents?|invoices?)[^.]{0,40}(?:forged|manipulated|altered|falsified|fabricated)"
        ),
        False,
    ),
    (
        Label.REINSTATEMENT,
        re.compile(
            r"(?:アカウント|出品|販売(?:権限)?)[^。]{0,24}(?:再開(?:いたし|しました|され(?:まし|てい))"
            r"|再有効化(?:され|いた|しま)|復活しました|元に戻しました)|(?:account|listing|selling privileges"
            r"|offers?|asin)[^.]{0,40}(?:has been|have been|was|were|is now|are now) (?:reinstated|reactivated"
            r"|restored|re-?enabled)"
        ),
        False,
    ),
    (
        Label.TEMPLATE_REJECTION,
        re.compile(
            r"再開(?:は|を)?(?:見送|いたしません|しません|しないという)|(?:異議|申し?立て"
            r"|アピール)[^。]{0,40}(?:却下|認め(?:られ|る)|不承認|お受けでき)"
            r"|停止したまま(?:と(?:し|いた|な)|です)|(?:停止|閉鎖)(?:は|を)継続|再(?:度|び)のご提出|前回[^。]{0,40}今回"
            r"|\b(?:thanks?|thank you) for your (?:\w+ )?appeal|\byour (?:\w+ )?appeal (?:is|was"
            r"|has been) (?:\w+ )?(?:rejected|denied|declined|refused|turned down)"
            r"|\bstays? down\b|\b(?:suspension|deactivation)[^.]{0,40}\b(?:goes? on|continues?|remains?)"
            r"|didn't lead us to change|received your documents"
            r"|(?:停止|閉鎖)の?まま|(?:停止|閉鎖)は変わり|審査を打ち切|(?:異議|申し?立て)を退け|申し?立ては認め"
            r"|\bremains? (?:closed|deactivated|suspended|blocked)\b|\bno appeal of yours\b|\bdo not accept the documents"
            r"|\bappeal (?:is|has been|was) (?:therefore |hereby )?(?:closed|ended)"
        ),
        False,
    ),
    (
        Label.CLOSURE_NOTICE,
        re.compile(
            r"(?:アカウント|出品(?:権限|者)|販売権限|登録)(?:は|を|が)?[^。]{0,30}(?:一時停止|閉鎖|無効化|停止"
            r"|無効|取り消|抹消|凍結|剥奪)"
            r"(?:を?いたし|し(?:まし|て)|に?され(?:まし|てい|、|る。)|です。|させていただきました|と?なりました|にしました)"
            r"|(?:閉鎖|停止)し、お?振り?込|販売する[^。]{0,8}(?:能力|権利)は[^。]{0,4}(?:取り除|失)|売る(?:こと"
            r"|事)は?でき(?:ません|なく)"
            r"|\b(?:account|selling privileges|right to sell|permission to sell)[^.]{0,40}\b(?:(?:has|have) (?:\w+ )?been"
            r"|was|were|is|are|remains|(?:will|shall) remain)\s"
            r"(?:\w+\s)?(?:deactivated|suspended|closed|terminated|removed|revoked|blocked|shut)|\byou (?:can"
            r"|may) (?:no longer|not) sell|\bwe(?:'ve| have) (?:closed|shut|deactivated|suspended) your (?:\w+ )?account"
            r"|\byou (?:got|were|have been) deactivated|\b(?:was|were|has been) (?:deactivated|suspended) (?:after|because|since"
            r"|for|today)"
            r"|\baccount stands (?:blocked|suspended|closed|deactivated)"
            r"|\b(?:suspension|deactivation|closure) of your (?:\w+ )?account|"
            r"\b(?:removed|revoked|withdrawn|taken away) your selling|\baccount cannot be used for selling"
        ),
        False,
    ),
    (
        Label.FUNDS_APPEAL_WINDOW,
        re.compile(
            r"(?:売上金?|お?支払い?|資金|残高|残金|お金)[^。\n]{0,60}(?:申し?立て|申請|請求|リクエスト|お申し"
            r"|お問い合わせ|審査を(?:ご?請求|お申し)|お寄せ|コンタクト)[^。\n]{0,30}(?:いただけ|でき|可能"
            r"|ください|受け付け|始め)|disbursement-appeals@|payments-funds@"
            r"|(?:request|appeal|claim|ask for|contest|write|e-?mail)[^.\n]{0,60}(?:final disbursement"
            r"|disbursement|remaining balance|your funds|the funds|withheld|proceeds|balance|payout)"
            r"|funds? (?:appeal|request|review)|disbursement (?:review|request|appeal)"
        ),
        True,
    ),
    (Label.FUNDS_WITHHELD, re.compile(_HOLD), False),
    (
        Label.FUNDS_RELEASED,
        re.compile(
            r"(?:売上金?|残高|留保|保留|資金|お?支払い?|お?振り?込み?|送金|入金"
            r"|払い出し)[^。\n]{0,40}(?:解除(?:いたし|しま|され)|お?振り?込みいたしま|お支払い(?:いた)?しま"
            r"|送金(?:いたし|しま|され)|再開(?:いたし|しま|され)|支払われます|振り?込まれ|行われます|上乗せされ|元どおり|戻り"
            r"|払い出され|お受け取りに|送られ)"
            r"|\b(?:funds?|balance|money|payouts?|disbursements?|proceeds|payments?|transfers?|hold"
            r"|earnings)\b[^.\n]{0,60}\b(?:has been|have been|was"
            r"|were|are being|will be|will now be|are|is)\s(?:\w+\s)?(?:released|disbursed|paid|transferred"
            r"|resumed|lifted|sent|available)"
            r"|\b(?:funds?|balance|money|payouts?|disbursements?|proceeds|payments?|transfers?"
            r"|earnings)\b[^.\n]{0,30}\b(?:will |now )?(?:resume|restart|go out|follow)\b"
            r"|\bhold on your (?:\w+ )?(?:money|funds|balance|payments) (?:is|was|has been) (?:over|ended|lifted"
            r"|removed)|\bretention of (?:the )?proceeds is ended"
            r"|\b(?:goes|comes|go|come) (?:out|along) with your next\b|\bset aside goes\b|\b(?:removed|lifted"
            r"|ended) the (?:\w+ )?hold\b|\bproceeds leave\b|\bscheduled for transfer|\b(?:payouts?"
            r"|disbursements?) are switched on"
            r"|\b(?:released?|resumed?|lift(?:ed)?|paid out|pay out) (?:your|the)\s(?:\w+\s){0,2}(?:funds?"
            r"|balance|payouts?|disbursements?|hold)"
        ),
        False,
    ),
    (
        Label.RESERVE_CHANGE,
        re.compile(
            r"引当金|お届け日(?:に基づく|ベース)|入金スケジュール|支払い(?:周期|スケジュール)(?:を|が)変更"
            r"|(?:account[- ]level )?reserve (?:has been|is|was|will|of|policy|applied)"
            r"|delivery[- ]date[- ]based|disbursement schedule (?:has|will|is) "
        ),
        False,
    ),
    (
        Label.INVENTORY_NOTICE,
        re.compile(
            r"(?:fba|フルフィルメント|倉庫|配送センター|納品(?:済み)?の?)[^。\n]{0,40}(?:在庫"
            r"|商品)[^。\n]{0,60}(?:返送|廃棄|処分|破棄|放棄|除去|除外)"
            r"|在庫[^。\n]{0,50}(?:廃棄|処分|破棄|所有権の?放棄|除去|差し押さ|返送)(?!料)"
            r"|\b(?:units?|inventory|stock|items)\b[^.\n]{0,60}\b(?:fulfil+ment|fba|warehouses?|cent(?:er"
            r"|re)s?)\b[^.\n]{0,80}\b(?:remov\w+|dispos\w+|destroy\w*|return\w*)"
            r"|\bremoval orders?\b|\b(?:units?|inventory|stock)\b[^.\n]{0,50}\b(?:destroyed|disposed|removal|liquidat\w+)"
        ),
        True,
    ),
    (
        Label.IDENTITY_VERIFICATION,
        re.compile(
            r"本人(?:様)?確認|(?:代表者|所有者|ご本人)(?:様)?の?確認(?:が|を|できな)|ビデオ(?:面談|通話|面接)"
            r"|事業者確認|身分証明書"
            r"|\b(?:verif(?:y|ied|ying) (?:you\b|your identity|who|the (?:identity|business|person))"
            r"|identity (?:verification|document|information)|utility bill|papers that prove who"
            r"|proof of identity|video (?:interview|call)|passport|verification of your (?:identity|account|business))"
        ),
        True,
    ),
    (
        Label.AUTHENTICITY_INQUIRY,
        re.compile(
            r"(?:真贋|真正性|信憑性|本物|正規(?:品|の流通)|偽物|偽造品|模倣品)[^。\n]{0,60}(?:調査|確認|審査"
            r"|証明|疑|懸念|苦情)|仕入れ?(?:先|元|経路)[^。\n]{0,40}(?:ください|お送り|ご提出|確認)"
            r"|\b(?:authentic(?:ity)?|inauthentic|counterfeit|genuine)\b[^.\n]{0,80}(?:review|complain|report"
            r"|concern|invoice|proof|verify|confirm|prove)"
        ),
        True,
    ),
    (
        Label.POLICY_WARNING,
        re.compile(
            r"(?:知的財産|商標|著作権|意匠|特許)[^。\n]{0,40}(?:侵害|申し立て|苦情)|ポリシー違反の警告"
            r"|出品を(?:削除|停止|取り消)(?:いたし|しま)|\b(?:rights owner|intellectual property|infring(?:e"
            r"|ement|ing)|trademark complaint|design patent|policy warning)\b"
        ),
        True,
    ),
)
"""(further act, its words, whether conditional sentences count too)."""
