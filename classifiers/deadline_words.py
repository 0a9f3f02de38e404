"""Which part a length of time or a date plays in its sentence: a deadline of the seller, the opening of a window, or neither."""

import re
from enum import Enum, auto
from typing import Final


class Part(Enum):
    """The part of a duration or date."""

    DUE = auto()
    OPENS = auto()
    NONE = auto()


# Japanese. The verb comes last: what follows the number decides, and honorific forms tell who acts.
_SUBMIT_JA: Final = (
    r"(?:提出|送付|送信|返信|返答|回答|返送|アップロード|申し?立て|申し?出|申請|連絡|対応|予約|依頼|手続|登録|修正"
    r"|削除|請求|異議|用意|確認)"
)
_SELLER_JA: Final = re.compile(
    r"(?:くださ|下さ|お願い|願い|いただけ(?:な|れば|ると|ま(?:すよう|せん|すか|すでしょう|すと))"
    r"|いただき(?:ます|たく|、)|いただく|頂[きくけ]|必要(?:が|です|と)|求め(?:ます|て)|お送り|ご(?:返信|提出"
    r"|送付|送信|返答|予約|用意|対応|連絡が|回答が)"
    rf"|{_SUBMIT_JA}(?:[をがはもの]|して(?:い(?:ない|ただ)|くだ)|(?:し|され|でき)?(?:ない|なかった|なければ"
    rf"|なき|のない)|すること|する必要|すれば|可能|でき|が必要)"
    r"|お申し?(?:出|立て|込)|受けること|受けられます|(?:証明|再開|解消|承認|解決|完了|登録)(?:され|でき"
    r"|し)(?:ない|なかった)|(?:閉鎖|停止|無効化|削除)(?:され|する)(?:る)?(?:恐れ|おそれ|可能性|こと(?:が"
    r"|も)あり|場合(?:が|も)あり)|指定(?:も|され|が)|お電話く|終え|こと。?$|無い場合|ない(?:場合|とき|時|と"
    r"|限り)|なければ|なかった(?:場合|とき)|ありません(?:場合|と|とき)|ますよう|頂戴|限り(?:有効|受)|締め?切"
    r"|有効です|期限|お受けください|ご覧)"
)
_AMAZON_JA: Final = re.compile(
    r"(?:お知らせ(?:し|いた(?!だ)|する|を(?:お|差)|の予定)|ご?案内(?:し|いた(?!だ)|する)|ご?(?:回答|連絡|返信"
    r"|返事|返答|通知|報告)(?:をし(?:ます|て)|を行|いた(?!だ)|し(?:ます|て(?:い|お))|する予定|を?(?:差し上げ"
    r"|申し上げ|お送りし|お返し))|差し上げ|お電話(?:いた(?!だ)|し(?:ます))"
    r"|お?振り?込(?:み(?:いた(?!だ)|ます|を行|し)|まれ|まれます)|お?支払(?:い(?:いた(?!だ)|ます|を行|し)|われ)"
    r"|入金|送金(?:いた(?!だ)|し|され)|審査(?:が|いた(?!だ)|し(?:ます)|され|を(?:行い|完了|開始)|に)"
    r"|確認(?:いた(?!だ)|し(?:ます|、)|が完了|でき次第|結果)|拝見"
    r"|結果(?:を|が|は)|再開(?:され(?!な)|いた(?!だ)|し(?:ます))|届きます|反映|返金|購入者(?:が|に|へ)"
    r"|弊社(?:より|から|で|が)|当社(?:より|から|で|が)|担当者(?:が|より|から)|解除(?:され|いた(?!だ)|し)"
    r"|処理(?:され|いた(?!だ)|し)|表示され|完了(?:いた(?!だ)|し(?:ます)|する見込)|かかり|要し|程度|ほど(?:で"
    r"|かか)|見込み|目安です)"
)
_PAPER_JA: Final = (
    r"(?:もの|請求書|領収|納品書|明細|書類|証明|公共|インボイス|レシート|伝票|通帳|残高|住民票|取引|仕入|購入|注文"
    r"|販売|売上|売り上げ|入出金|履歴|実績|平均|評価|合計|累計|日付|水道|電気|仕入れ|パスポート|納品|銀行|身分)"
)
_AGE_AFTER_JA: Final = re.compile(
    r"^(?:以内|以下|未満|間|以上|前)?(?:\(.{0,10}?\))?\s?(?:(?:に|で|、|が|の間に)?\s?(?:発行|作成|日付"
    r"|付[のけき]|取引の|交付(?:さ|の)|撮影|取得|出された|印刷|購入(?:した|され)|仕入れ(?:た|られ)|受領した"
    r"|有効な(?:もの|公)|の?中に発行)"
    rf"|の\s?{_PAPER_JA}|{_PAPER_JA}|分の|(?:の)?(?:中に|期間中)?から(?:の)?(?:サプライ|供給)|以内\))"
)
_AGE_BEFORE_JA: Final = re.compile(
    r"(?:過去|直近|最近|最新|最後の|これまで|この|発行(?:日|から|後|より|日から|が|された日|日が|の日)*(?:から"
    r"|後|より|が)?|(?<!メールの)(?<!通知の)(?<!知らせの)(?<!本状の)(?<!ご連絡の)日付(?:が|から)|作成(?:日|後"
    r"|から)*|撮影(?:日|後|から)*|取得(?:日|後|から)*|有効期限(?:が|まで)?|注文(?:日|から)*の?|前|約)\s?$"
)
_IN_BRACKETS_JA: Final = re.compile(r"[(]\s?(?:発行|過去|直近|日付)?[^)]{0,8}$")
_DUE_JA: Final = re.compile(
    r"^\s?(?:間|目)?(?:\([^)]{0,14}\))?\s?(?:以内|の?(?:うち|内|中|内側|あいだ|間)(?:に|で)|(?:ほど|くらい"
    r"|程度)で|間?を(?:持|有し|与え)|まで|後(?:の[^。、]{0,8})?まで|を?(?:目安|期限|目処|めど)|が(?:期限"
    r"|経過する(?:前|まで)|過ぎる(?:前|まで)|経つ前)|を(?:過ぎ|経過し|超え)(?:る前|るまで)|(?:の)?(?:猶予"
    r"|余裕)|前に|間有効|で(?:失効|締め?切|期限|終了|無効))"
)
_LIMB_JA: Final = re.compile(r"^\s?(?:以内)?か?、?\s?(?:または|もしくは|あるいは).{1,30}?(?:内に|以内|まで|いずれか|どちらか)")
_EXPIRED_JA: Final = re.compile(
    r"^\s?(?:間)?(?:を|が)(?:過ぎ|経過|超え|すぎ)[^。、]{0,8}(?:後|場合|て|と|た|ます)[^。]{0,24}(?:受け付け"
    r"|受付|受理|できなく|なれなく|ご利用できません|無効|失効|認め|対象外|対象と(?:は)?なら|終了|締め?切"
    r"|審査(?:の|いた)|確認いた)"
)
_CLOSED_AFTER_JA: Final = re.compile(r"(?:ません|かね|ない|なく|終了|失効|無効|対象外|締め?切)")
_OPENS_JA: Final = re.compile(
    r"^\s?(?:間|以上)?(?:の)?(?:待機期間|待ち期間)?(?:後|のち|以降|が?経過|を(?:経過|経て|経た|過ぎ|おいて"
    r"|すぎ|お待ち|待っ)|が(?:過ぎ|経過|経っ|経ち|経て|すぎ|たっ|満了)|経っ|経て|過ぎ|以上経|お待ち|待(?:つ|っ"
    r"|ち)|たってから|(?:間)?あけて)"
)
_RIGHT_JA: Final = re.compile(
    r"(?:くださ|下さ|いただけ|いただく|頂け|可能|でき(?:ます|る(?!だけ))|ことができ|請求|お申し?|申し?立て"
    r"|申請|リクエスト|連絡|問い?合わせ|コンタクト|お寄せ|受け付け(?:ます|て(?:お|い))|申し?込|資格|始め|提出"
    r"|お願い|再度)"
)
_NO_RIGHT_JA: Final = re.compile(
    r"(?:廃棄|処分|破棄|自動的|解除され|お?支払(?:い(?:いた|ます|され|を行)|われ)|お?振り?込(?:み(?:いた|ます"
    r"|され)|まれ)|送金(?:され|いた|し)|支払われ|消去|抹消|失効|削除(?:され|いた|し)|お返し|返金|閉鎖(?:され"
    r"|いた)|停止(?:され|いた)|判断し(?:て|ます)|可否を(?!お)|お?振り?込み?可能|移って|移行|順次|通常の支払)"
)
_BYGONE_JA: Final = re.compile(
    r"(?:前の|前に|前、|以前|が経過し(?:たため|ましたので|、)|経過しましたが|経過しております|経過しています"
    r"|が過ぎました|過ぎましたが|経ちました(?!ら)|待っていただい|お待ちいただいて(?:い|お)|待っていまし|従来)"
)
_WAS_JA: Final = re.compile(r"^[^。]{0,14}(?:ていました|ておりました|いただいていました|しましたが|ていましたが)")

# English.
_AGE_AFTER_EN: Final = re.compile(
    r"^\s*(?:old(?:er)?\b|or (?:less|newer|fewer|younger)|of age|ago\b|earlier\b|before (?:our|the|we|you|your"
    r"|this)|prior|preceding|worth\b|of (?:sales|purchases|transactions|statements?|invoices)|in a row"
    r"|to (?:process|complete|settle|clear)"
    r"|period (?:in|during)|a week|per|each|every|rolling|window\b|supply|warranty|rating)"
)
_AGE_BEFORE_EN: Final = re.compile(
    r"(?:\b(?:past|last|previous|recent|preceding|latest|trailing|rolling|first|every|prior|older than"
    r"|newer than|younger than|less than|fewer than|under|over|more than|exceeding|exceeds?|average of"
    r"|a period of|maximum of|per|each)\s(?:of\s)?(?:the\s)?$"
    r"|\b(?:issued|dated|printed|taken|made|created|purchases|bought|transactions|period of|invoices?"
    r"|receipts?|bill|statement|documents?|sales|covering|sold|shipped|validity|valid|aged)\b[\w\s,()]{0,24}$)"
)
_AGE_GUARD_EN: Final = re.compile(
    r"\b(?:submit|send|provide|upload|reply|respond|please|must|return|give|we (?:need|require)|reach us"
    r"|received? (?:by us|them|your))\b[^.;]{0,60}$"
)
_WITHIN_EN: Final = re.compile(
    r"(?:\b(?:within|inside(?: of)?|in|in the coming|over the next|by the end of|use the|got|you dispose of"
    r"|no later than|not later than|no more than|at most|up to|by|before|during|have(?: up to| only| just)?"
    r"|latest|allow(?:ed|s)?(?: you)?|give(?:n)?(?: you)?|grant(?:ed)?(?: you)?|only|for|another|remaining"
    r"|deadline (?:is|of)|window of|expires in|expire in|limit(?: is| of)?:?)\s(?:the\s)?(?:next\s|following\s"
    r"|coming\s)?(?:full\s)?(?:a fortnight \()?$)"
)
_DAYS_GIVEN_EN: Final = re.compile(
    r"^\s*(?:\w+\s){0,2}?(?:are available|are given|is given|to (?:appeal|respond|reply|submit|send|provide"
    r"|act|upload|answer|contest|dispute|complete|remove|create|file|object|do|correct|fix|take|let)|left"
    r"|remain(?:ing)?\b|is the (?:deadline|limit|time)|is all)"
)
_OPENS_BEFORE_EN: Final = re.compile(
    r"\b(?:after|once|no sooner than|not sooner than|not before|no earlier than|not earlier than|at least"
    r"|a minimum of|minimum|wait(?:ing)?(?: (?:time|period))?(?: of| for)?|starting|beginning|begins"
    r"|commencing|from|it has been|it's been|until|only after|on or after|upon|when|following|as of|passed"
    r"|open(?:s|ed)?)\s(?:the\s|these\s|those\s|a\s|an?other\s|at least\s|full\s|on\s)*$"
)
_OPENS_AFTER_EN: Final = re.compile(
    r"^\s*(?:(?:or (?:more|later)\s)?(?:after|following|from|since|past|beyond)\b|(?:have|has|had)\s(?:passed"
    r"|gone by|elapsed|expired|lapsed)|are (?:over|up)|is (?:over|up)|later\b|passed|elapse|or more)"
)
_SELLER_EN: Final = re.compile(
    r"\b(?:please|kindly|must|need(?:s)? to|have to|ought to|required|submit|send|provide|upload|reply|respond"
    r"|appeal|contact|call|book|choose|schedule|create|remove|confirm|complete|prepare|answer|email|e-mail"
    r"|write|file|attach|act\b|do this|correct|dispute|object|contest|fix"
    r"|you (?:can|may|had|have|will need|should|are asked|do|were given|are given|are at liberty|would have)"
    r"|you'd|you've|furnish|acknowledge|hand in|check|repair|pick|sign in|key in|retake|enter\b|help us|lodge"
    r"|use the|give\b|return the|needed from|tell us|review closes|make reach|could you|lengthen|ship back"
    r"|accept\b|apply|join|attend|take\b|decide|destroy|had them|let us|hear from you|reach us|receive (?:a|an"
    r"|your|the|it|them|satisf|accept|valid|suffi|no)|get (?:a|an|your|the|it|them)|arrive|deadline|due\b"
    r"|your (?:answer|reply|response|appeal|plan|documents?|invoices?|deadline|objection|submission)"
    r"|an? (?:acceptable|valid|complete|satisfactory))"
)
_PROMISE_EN: Final = re.compile(
    r"(?:\b(?:we|amazon|our(?:\s\w+){1,3}|(?:a|an|the|one of our)\s(?:\w+\s){0,2}(?:associate|specialist"
    r"|investigator|team|department|reviewer|agent|representative)|someone|they)(?:'ll|\s(?:will|shall|can"
    r"|usually|generally|normally|typically|aim|try|expect|hope|intend|are going)\b(?!\s(?:not|only|consider"
    r"|accept|need|require|close|remove))|\s(?:answer|respond|reply|review|decide|process|get back|come back"
    r"|return)\b)"
    r"|\byou (?:will|can|should|may)\s(?:\w+\s)?(?:hear|expect|see|find|be (?:notified|informed|contacted)"
    r"|receive (?:a|an|our|the)\s(?:\w+\s)?(?:decision|answer|reply|response|e-?mail|result|outcome"
    r"|confirmation|notification|disbursement|payment))"
    r"|\b(?:will be|is|are|be|been|get|gets)\s(?:\w+\s)?(?:seen?|paid|released|disbursed|transferred|reviewed"
    r"|processed|answered|reinstated|restored|notified|contacted|credited|refunded|deposited|completed"
    r"|available|issued|shipped|delivered|returned|live|done|finished|updated|called|retained|held)\b"
    r"|\b(?:usually|generally|typically|normally|on average|approximately|about|around"
    r"|roughly)\s?(?:\w+\s){0,2}$|\b(?:outcome|result|decision|review|processing|(?:answer|reply) from us"
    r"|verification|investigation|refund|payment|transfer|funds)\s(?:\w+\s)?(?:takes?|within|in|arrives?"
    r"|lasts?|may take|can take|will take|should)\b|\b(?:takes?|lasts?|lasting)\s(?:up to|about|around|at most"
    r"|no more than)?\s?$|\bas a rule\b|\bback on\b|\bswitched\b|\brelisted\b|\bexpected\b)"
)
_THREAT_EN: Final = re.compile(r"\b(?:if|unless|should)\b[^.;]{0,40}\b(?:do not|don't|does not|doesn't|fail|not|no)\b|\bunless\b")
_SHIPPING_EN: Final = re.compile(
    r"\b(?:ship|dispatch|deliver|refund|buyer|customer|purchaser)\b(?!.*\b(?:appeal|submit|send us|documents?|plan)\b)"
)
_BYGONE_EN: Final = re.compile(
    r"^\s*(?:ago|earlier|before this|have already|had)\b|^\s*(?:have|has)\s(?:now\s|already\s)?(?:passed"
    r"|elapsed|gone by)\s(?:since|without)(?!.*\byou (?:can|may)\b)"
)
_RIGHT_EN: Final = re.compile(
    r"\b(?:you (?:can|may|are (?:entitled|eligible|allowed|able|free|welcome)|could|might|have the right"
    r"|will be (?:able|eligible|entitled))|please|write|e-?mail|contact|requests?|appeals?|apply|ask|petition"
    r"|submit|send|dispute|contest|reach them|claim (?:it|your|the|them)|eligible|eligibility|may you|call)\b"
)
_NO_RIGHT_EN: Final = re.compile(
    r"\b(?:will be|are|is|be|get)\s(?:\w+\s)?(?:disposed|destroyed|liquidated|removed|released|paid|disbursed"
    r"|transferred|deleted|expired|purged|lifted)\b|\bwe (?:will |may |shall )?(?:give it back|give|dispose"
    r"|destroy|remove|release|pay|disburse|transfer|delete|liquidate|return)"
)

# Printed dates.
_DUE_BEFORE_EN: Final = re.compile(
    r"(?:\b(?:by|before|until|till|no later than|not later than|on or before|prior to|at the latest by"
    r"|latest by|ends?(?: on)?|expires?(?: on)?|due(?: on| by| date)?(?: is)?|deadline(?: is| of| for \w+ is)?"
    r"|closes?(?: on)?|up to|through)\s*:?\s*(?:the\s)?(?:end of(?: the day)?(?: on)?\s)?$)"
)
_OPENS_BEFORE_DATE_EN: Final = re.compile(
    r"\b(?:from|after|starting(?: on| from)?|beginning(?: on)?|on or after|not before|no earlier than"
    r"|no sooner than|as of|available from|opens?(?: on)?|commencing)\s*:?\s*$"
)
_DUE_AFTER_JA: Final = re.compile(
    r"^\s?(?:\([^)]{0,12}\))?\s?(?:必着|まで|迄|締め?切|を(?:期限|過ぎ|もって受付)|が(?:期限|締切|最終)|以前に"
    r"|よりも?前に|中に|付で締)"
)
_OPENS_AFTER_JA: Final = re.compile(r"^\s?(?:\([^)]{0,12}\))?\s?(?:以降|から|より|を過ぎ(?:て|た|ましたら)|以後)")
_LABEL_JA: Final = re.compile(
    r"(?<!賞味)(?<!消費)(?<!使用)(?<!保証)(?<!賞味有効)(?:期限|期日|締め?切り?|締切日|提出日)(?:日)?\s?(?:は|:|が"
    r"|は、|-)?\s?$"
)
_OPENS_LABEL: Final = re.compile(r"(?:受付開始|申請開始|開始日?|available from|opens?)\s?(?:は|:)?\s?$")
_PAST_JA: Final = re.compile(
    r"^[^。]{0,30}?(?:されて(?:い|お)|ました|いたしました|無効化|停止され|閉鎖され|販売され|まで(?:の"
    r"|に(?:お送り|いただい|発生|販売|受け|当社|弊社)))"
)
_PERIOD_JA: Final = re.compile(r"(?:から|より|~|-)\s?$")


def japanese_part(before: str, after: str, announced: bool) -> Part:
    """Tell the part of a Japanese duration from the words before and after it in its sentence."""
    if _BYGONE_JA.search(after[:16]) or _WAS_JA.match(after) or before.rstrip().endswith(("従来は", "これまでは")):
        return Part.NONE
    if _EXPIRED_JA.match(after):
        return Part.DUE
    if _AGE_BEFORE_JA.search(before) or (_AGE_AFTER_JA.match(after) and not _AGE_OVERRULED_JA.match(after)):
        return Part.NONE
    if (
        _IN_BRACKETS_JA.search(before)
        and ")" in after
        and not announced
        and not re.search(r"期限|まで|提出", before[-12:] + after[:10])
    ):
        return Part.NONE
    if _LABEL_BEFORE_JA.search(before) and (
        not after.strip(" 。です間以内とさせいただきます")
        or (before.rfind("(") > before.rfind(")") and re.match(r"(?:間|以内)?\)", after))
    ):
        return Part.DUE
    if _DUE_JA.match(after) or _LIMB_JA.match(after):
        return _due_japanese(before, after, announced)
    if _OPENS_JA.match(after) or (announced and re.search(r"(?:後|経過後)\s?$", before)):
        return _opens_japanese(before, after)
    return Part.DUE if announced and len(after.strip(" 。)間")) <= 4 and not _OPENS_LABEL.search(before) else Part.NONE


_AGE_OVERRULED_JA: Final = re.compile(
    r"^(?:間)?(?:以内に|の(?:内|中|うち)[にで])(?:[、\s]|書類(?:を|一式を)?(?:お|ご|提|送|全)"
    r"|領収[^。]{0,12}を?(?:お|ご|提|送|アップ)|請求書[^。]{0,16}(?:を|の写しを)?(?:お|ご(?!ざ)|提出|送"
    r"|アップ)|有効な|納品書[^。]{0,12}(?:お|ご|提|送)|公共[^。]{0,20}(?:お送|ご提|提出)|発行元|証明(?:書"
    r"|する)?[^。]{0,20}(?:お送|ご提|提出|アップ)|注文|購入者)"
)


_LABEL_BEFORE_JA: Final = re.compile(
    r"(?<!賞味)(?<!消費)(?<!使用)(?:期限|期日|締め?切り?|猶予(?:期間)?|(?:受付|提出|回答|申請|申立|有効)期間)(?:は"
    r"|が|:)?[^。]{0,22}$"
)
_OWN_ACT_JA: Final = re.compile(r"(?:いたします|差し上げます|申し上げます|予定です|しております|見込みです)[。」)]?$")
_ASKING_JA: Final = re.compile(r"くださ|下さ|いただけ|いただき|お願い|願い|ない|なけれ|ません|なき|必要|求め")
_HELD_JA: Final = re.compile(r"^\s?間?を(?:持|有し|与え)|^\s?で(?:失効|締め?切|期限|終了)")


def _due_japanese(before: str, after: str, announced: bool) -> Part:
    limit = _DUE_JA.match(after)
    after = after[limit.end() :] if limit else after
    seller = _SELLER_JA.search(after)
    amazon = _AMAZON_JA.search(after)
    if amazon and (not seller or amazon.start() <= seller.start()):
        return Part.NONE
    if _OWN_ACT_JA.search(after) and not _ASKING_JA.search(after):
        return Part.NONE
    if seller:
        return Part.DUE
    if announced or _LABEL_BEFORE_JA.search(before) or _HELD_JA.match(limit.group() if limit else ""):
        return Part.DUE
    closed = not after.strip(" 。です(金土日月火水木)必着)")
    return Part.DUE if closed and re.search(r"(?:提出|送付|返信|回答|申し?立て|受付)[^。]{0,24}$", before) else Part.NONE


def _opens_japanese(before: str, after: str) -> Part:
    if re.search(r"(?:ました|でした)[。」]?$", after.rstrip()) and not re.search(r"くださ|いただけます|できます", after):
        return Part.NONE
    right = _RIGHT_JA.search(after)
    none = _NO_RIGHT_JA.search(after)
    if none and (not right or none.start() < right.start()):
        return Part.NONE
    if right or re.search(r"(?:申請|請求|申し?立て|連絡|問い?合わせ|リクエスト|受付)[^。]{0,16}$", before):
        return Part.OPENS
    return Part.NONE


def latin_part(before: str, after: str, found: str, announced: bool) -> Part:
    """Tell the part of an English duration from the words before and after it in its sentence."""
    clause = _clause_before(before)
    if re.search(r"\ballow(?: us| our team)?\s(?:for\s)?(?:up to\s|at least\s|about\s)?$", before):
        return Part.NONE
    if _HELD_EN.search(before) and not _RIGHT_EN.search(after):
        return Part.NONE
    if _STATE_EN.search(before):
        return Part.OPENS if _RIGHT_EN.search(after) else Part.NONE
    if _EXPIRY_EN.search(before):
        return Part.DUE
    if re.match(r"^\s*later\b", after) and not _RIGHT_EN.search(after):
        return Part.NONE
    opens = _OPENS_BEFORE_EN.search(before) is not None
    if (_BYGONE_EN.match(after) and not opens) or (_AGE_AFTER_EN.match(after) and not clause.endswith("before ")):
        return Part.NONE
    if (
        _AGE_BEFORE_EN.search(before)
        and not _AGE_GUARD_EN.search(clause)
        and not re.search(r"\bat least\s$|no more than\s$", before)
    ):
        return Part.NONE
    within = _WITHIN_EN.search(before) is not None
    if opens and not _is_due_from(before, after):
        return _opens_latin(before, after)
    if within:
        return _due_latin(before, after, clause)
    if _OPENS_AFTER_EN.match(after) and not re.search(r"\bhave\s$", before):
        return _free_latin(before, after, announced)
    if _DAYS_GIVEN_EN.match(after) or announced:
        return Part.DUE
    return Part.NONE


_HELD_EN: Final = re.compile(
    r"\b(?:held|withheld|retained|reserved|kept|frozen|hold)\s(?:\w+\s){0,4}?for\s(?:(?:up to|at least|a period of"
    r"|the next|another)\s)?$"
)
_STATE_EN: Final = re.compile(
    r"\b(?:deactivated|suspended|closed|inactive|dormant|blocked)\sfor\s(?:at least |more than |over |the past "
    r"|the last )?$"
)
_EXPIRY_EN: Final = re.compile(
    r"\b(?:case|link|offer|window|request|form|code|password|period|invitation|opportunity|chance|possibility"
    r"|right|review|ticket|appeal)\b[^.;]{0,40}\b(?:closes?|expires?|lapses?|ends?|stops? working|runs? out"
    r"|(?:is|are|remains?|stays?) (?:valid|open|possible|available))\s(?:on its own\s)?(?:for\s|after\s|in\s"
    r"|within\s|on\s)?(?:up to\s)?$"
)


def _clause_before(before: str) -> str:
    return re.split(r"[;:]|,\s(?:but|and|so)\s|\s-\s", before)[-1]


def _is_due_from(before: str, after: str) -> bool:
    """ "Up to 14 days from", "within … at least": the limit word wins over the word of opening."""
    return re.search(r"\b(?:within|no later than|up to|not later than)\s(?:at least\s)?$", before) is not None


def _free_latin(before: str, after: str, announced: bool) -> Part:
    """ "90 days after the deactivation, you may …"; "17 days from the date of this mail" after "you have"."""
    if announced or re.search(r"\b(?:deadline|due|have|given)\b[^.;]{0,30}$", before):
        return Part.DUE
    if _RIGHT_EN.search(after) or _RIGHT_EN.search(before):
        return _opens_latin(before, after)
    return Part.NONE


def _opens_latin(before: str, after: str) -> Part:
    right = _RIGHT_EN.search(after) or _RIGHT_EN.search(before) or re.search(r"\bit(?: has|'s) been\s(?:at least\s)?$", before)
    none = _NO_RIGHT_EN.search(after) or (_NO_RIGHT_EN.search(before) and not _RIGHT_EN.search(after))
    if not right or (none and not _RIGHT_EN.search(after)):
        return Part.NONE
    return Part.OPENS


def _due_latin(before: str, after: str, clause: str) -> Part:
    if re.search(r"\b(?:for|during|over)\s(?:the\s)?(?:next\s|following\s)?$", before) and not re.search(
        r"\byou (?:can|may|have)\b", before + after
    ):
        return Part.NONE
    if _SHIPPING_EN.search(clause[-70:]) or _SHIPPING_EN.search(after[:40]):
        return Part.NONE
    if _THREAT_EN.search(clause) and not _promised(clause, after):
        return Part.DUE
    if _THREAT_EN.search(before + " " + after) and _SELLER_EN.search(before + after):
        return Part.NONE if _promised(clause, after) and not _THREAT_EN.search(clause) else Part.DUE
    if _promised(clause, after):
        return Part.NONE
    return Part.DUE if _SELLER_EN.search(clause) or _SELLER_EN.search(after) or _SELLER_EN.search(before) else Part.NONE


def _promised(clause: str, after: str) -> bool:
    """Is it Amazon that will act within that time?"""
    promise = None
    for promise in _PROMISE_EN.finditer(clause):
        pass
    seller = None
    for seller in _SELLER_EN.finditer(clause):
        pass
    if promise is not None and not _ADDRESSED_EN.search(clause, promise.end()):
        return True
    if seller is not None:
        return False
    later, theirs = _PROMISE_EN.search(after), _SELLER_EN.search(after)
    return later is not None and (theirs is None or later.start() < theirs.start())


_ADDRESSED_EN: Final = re.compile(
    r"\b(?:you (?:must|have|need|can|may|should|are|will need)|please|kindly|unless|if (?:you|we))\b|,\s(?:use"
    r"|send|submit|provide|upload|reply|respond|create|complete|tell|let|write)\b"
)


def printed_part(before: str, after: str, announced: bool) -> Part:
    """Tell the part of a printed date from the words before and after it in its sentence."""
    if _EXPIRED_JA.match(after):
        return Part.DUE
    if _DUE_AFTER_JA.match(after):
        return _printed_due_japanese(before, after, announced)
    if _LABEL_JA.search(before):
        return Part.DUE
    if _OPENS_LABEL.search(before):
        return Part.OPENS
    if _OPENS_AFTER_JA.match(after):
        return _printed_opens_japanese(after)
    if _EXPIRY_EN.search(before):
        return Part.DUE
    if _DUE_BEFORE_EN.search(before):
        return _due_latin(before, after, _clause_before(before))
    if _OPENS_BEFORE_DATE_EN.search(before):
        return Part.NONE if re.match(r"^\s*(?:to|until|through|-)\b", after) else _opens_latin(before, after)
    return Part.DUE if announced and not after.strip(" 。.)") else Part.NONE


def _printed_due_japanese(before: str, after: str, announced: bool) -> Part:
    if _PERIOD_JA.search(before) and not announced:
        return Part.NONE
    if announced:
        return Part.DUE
    past = _PAST_JA.match(after)
    seller = _SELLER_JA.search(after)
    if past and (not seller or past.end() < seller.start()):
        return Part.NONE
    if re.search(r"延長|受付|受け付け|猶予", after):
        return Part.DUE
    return _due_japanese(before, after, announced)


def is_age(before: str, after: str, found: str) -> bool:
    """Is a duration the age limit of a paper (issued in the last 365 days, 発行後90日以内)?"""
    if re.search(r"[\u3040-\u9fff]", found):
        if _AGE_BEFORE_JA.search(before) or _AGE_AFTER_JA.match(after):
            return True
        return (
            re.search(r"\(\s?[^()]{0,8}$", before) is not None
            and re.match(r"(?:間)?(?:以内|のもの|以内のもの)?\)", after) is not None
        )
    clause = _clause_before(before)
    if _AGE_AFTER_EN.match(after) or _AGE_BEFORE_EN.search(before):
        return True
    return (
        re.search(r"\b(?:within|in|from|during|inside|for|of|over|at most|not more than|no more than)\s(?:the\s)?$", clause)
        is not None
        and not re.search(r"^\s*(?:of|from|after)\s(?:this|today|receiv|the date of this)", after)
        and re.search(
            r"\b(?:invoice|receipt|bill|statement|document|record|certificate|license|licence|proof|dated"
            r"|issued)\w*\b[^.;]{0,60}$",
            clause,
        )
        is not None
    )


def _printed_opens_japanese(after: str) -> Part:
    """A day from which something changes is no clock: only what the seller may do from then on counts."""
    if re.match(r"^[^。]{0,40}(?:まで|改定|変更|適用|更新|開始|施行|受けた|発生)", after):
        return Part.NONE
    return (
        Part.OPENS
        if re.match(r"^[^。]{0,50}(?:くださ|いただけ|できます|可能(?:です|とな)|受け付け(?:ます|て))", after)
        else Part.NONE
    )
