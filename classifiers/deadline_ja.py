"""Which part a length of time or a date plays in a Japanese sentence.

The verb comes last: what follows the number decides, and honorific forms tell who acts:
ご返信ください is the seller's, ご返信いたします Amazon's.
"""

import re
from typing import Final

from classifiers.deadline_parts import Part

_SUBMIT: Final = (
    r"(?:提出|送付|送信|返信|返答|回答|返送|アップロード|申し?立て|申し?出|申請|連絡|対応|予約|依頼|手続|登録|修正"
    r"|削除|請求|異議|用意|確認)"
)
_SELLER: Final = re.compile(
    r"(?:くださ|下さ|お願い|願い|いただけ(?:な|れば|ると|ま(?:すよう|せん|すか|すでしょう|すと))"
    r"|いただき(?:ます|たく|、)|いただく|頂[きくけ]|必要(?:が|です|と)|求め(?:ます|て)|お送り|ご(?:返信|提出"
    r"|送付|送信|返答|予約|用意|対応|連絡が|回答が)"
    rf"|{_SUBMIT}(?:[をがはも]|の(?!口座|銀行|住所|メール)|して(?:い(?:ない|ただ)|くだ)|(?:し|され|でき)?(?:ない|なかった"
    rf"|なければ"
    rf"|なき|のない)|すること|する必要|すれば|可能|でき|が必要)"
    r"|お申し?(?:出|立て|込)|お済ませ|是正し|改善し|直し|お改め|受けること|受けられます|(?:証明|再開|解消|承認|解決|完了"
    r"|登録)(?:され|でき"
    r"|し)(?:ない|なかった)|(?:閉鎖|停止|無効化|削除)(?:され|する)(?:る)?(?:恐れ|おそれ|可能性|こと(?:が"
    r"|も)あり|場合(?:が|も)あり)|指定(?:も|され|が)|お電話く|終え|こと。?$|無い場合|ない(?:場合|とき|時|と"
    r"|限り)|なければ|なかった(?:場合|とき)|ありません(?:場合|と|とき)|ますよう|頂戴|限り(?:有効|受)|締め?切"
    r"|有効です|期限|お受けください|ご覧|お待ち(?:して|申し))"
)
_AMAZON: Final = re.compile(
    r"(?:(?:お(?!願)[ぁ-ん一-龥]{1,5}|ご[一-龥]{1,4})(?:でき|し|いたし|申し上げ|差し上げ)(?:ます|る(?:見込|予定)|て(?:い"
    r"|お)り?ます)|連絡が入|終わ(?:ります|る見込|る予定)"
    r"|お知らせ(?:し|いた(?!だ)|する|を(?:お|差)|の予定)|ご?案内(?:し|いた(?!だ)|する)|ご?(?:回答|連絡|返信"
    r"|返事|返答|通知|報告)(?:をし(?:ます|て)|を行|いた(?!だ)|し(?:ます|て(?:い|お))|する予定|を?(?:差し上げ"
    r"|申し上げ|お送りし|お返し))|差し上げ|お電話(?:いた(?!だ)|し(?:ます))"
    r"|お?振り?込(?:み(?:いた(?!だ)|ます|を行|し)|まれ|まれます)|お?支払(?:い(?:いた(?!だ)|ます|を行|し)|われ)"
    r"|入金|送金(?:いた(?!だ)|し|され)|審査(?:が|いた(?!だ)|し(?:ます)|され|を(?:行い|完了|開始)|に)"
    r"|確認(?:いた(?!だ)|します|することが|する場合が|が完了|でき次第|結果)|拝見"
    r"|結果(?:を|が|は)|再開(?:され(?!な)|いた(?!だ)|し(?:ます))|届きます|反映|返金(?:され|いた(?!だ)|し(?:ます))|購入者(?:が|に"
    r"|へ)"
    r"|弊社(?:より|から|で|が)|当社(?:より|から|で|が)|担当者(?:が|より|から)|解除(?:され|いた(?!だ)|し)"
    r"|処理(?:され|いた(?!だ)|し)|表示され|完了(?:いた(?!だ)|し(?:ます)|する見込)|かかり|要し|程度|ほど(?:で"
    r"|かか)|見込み|目安です)"
)
_OWN_ACT: Final = re.compile(r"(?:いたします|差し上げます|申し上げます|予定です|しております|見込みです)[。」)]?$")
_ASKING: Final = re.compile(r"くださ|下さ|いただけ|いただき|お願い|願い|ない|なけれ|ません|なき|必要|求め|お待ち")
_PAPER: Final = (
    r"(?:もの|請求(?:書|明細)|領収|納品書|明細|書類|証明|公共|インボイス|レシート|伝票|通帳|残高|住民票|取引|仕入|購入|注文"
    r"|販売|売上|売り上げ|入出金|履歴|実績|平均|評価|合計|累計|日付|水道|電気|仕入れ|パスポート|納品|銀行|身分"
    r"|住所|口座|旅券|控え|写真|検針|証憑|書面|原本|印鑑|登記)"
)
_AGE_AFTER: Final = re.compile(
    r"^(?:以内|以下|未満|間|以上|前)?(?:\(.{0,10}?\))?\s?(?:(?:に|で|、|が|の間に)?\s?(?:発行|作成(?!して|しな|する|の依頼|く)"
    r"|日付"
    r"|付[のけき]|交わ(?:さ|し)|取引の|交付(?:さ|の)|撮影|取得|出された|印刷|購入(?:した|され)|仕入れ(?:た|られ)|受領した"
    r"|有効な(?:もの|公)|の?中に発行)"
    rf"|の\s?[おご]?{_PAPER}|の、?[^、。]{{0,22}}(?:請求書|領収書|納品書|明細書|証明書|伝票|インボイス)|{_PAPER}|分の|の中からの"
    rf"|(?:の)?(?:中に|期間中)?から(?:の)?(?:サプライ|供給)"
    rf"|以内\))"
)
_AGE_OVERRULED: Final = re.compile(
    r"^(?:間)?(?:以内に|の(?:内|中|うち)[にで])(?:[、\s]|書類(?:を|一式を)?(?:お|ご|提|送|全)"
    r"|領収[^。]{0,12}を?(?:お|ご|提|送|アップ)|請求書[^。]{0,16}(?:を|の写しを)?(?:お|ご(?!ざ)|提出|送"
    r"|アップ)|有効な|納品書[^。]{0,12}(?:お|ご|提|送)|公共[^。]{0,20}(?:お送|ご提|提出)|発行元|証明(?:書"
    r"|する)?[^。]{0,20}(?:お送|ご提|提出|アップ)|注文|購入者)"
)
_AGE_BEFORE: Final = re.compile(
    r"(?:過去|直近|最近|最新|最後の|これまで|この|発行(?:日|から|後|より|日から|が|された日|日が|の日)*(?:から"
    r"|後|より|が)?"
    r"|(?<!メールの)(?<!書面の)(?<!案内の)(?<!通知の)(?<!知らせの)(?<!本状の)(?<!ご連絡の)日付(?:が|から)"
    r"|作成(?:日|後"
    r"|から)*|撮影(?:日|後|から)*|取得(?:日|後|から)*|有効期限(?:が|まで)?|注文(?:日|から)*の?|前|約)\s?$"
)
_IN_BRACKETS: Final = re.compile(r"[(]\s?(?:発行|過去|直近|日付)?[^)]{0,8}$")
_DUE: Final = re.compile(
    r"^\s?(?:間|目)?(?:\([^)]{0,14}\))?\s?(?:以内|の?(?:うち|内|中|内側|あいだ|間)(?:に|で|(?=、|受))|(?:ほど|くらい"
    r"|程度)で|(?:の)?(?:終わり|最終日|末日?)まで|間?を(?:持|有し|与え)|まで|後(?:の[^。、]{0,8})?まで"
    r"|を?(?:目安|期限|目処|めど)|が(?:期限"
    r"|経過する(?:前|まで)|過ぎる(?:前|まで)|経つ前)|を(?:過ぎ|経過し|経過す|超え)(?:る前)|の窓"
    r"|間?、(?=[^。]{0,16}(?:受け付け|受付|申し?立て|異議|提出|請求|再審査|見直し|求め))|(?:の)?(?:猶予"
    r"|余裕)|(?:の|が)?(?:経過|過ぎる|終わる|満了)?(?:する)?前(?:に|まで)|間?は?(?:、)?猶予|を(?:限度"
    r"|超えない(?:うち|よう|範囲|で))|間有効|で(?:失効|締め?切|期限|終了|無効)|を目途)"
)
_LIMB: Final = re.compile(r"^\s?(?:以内)?か?、?\s?(?:または|もしくは|あるいは).{1,30}?(?:内に|以内|まで|いずれか|どちらか)")
_EXPIRED: Final = re.compile(
    r"^\s?(?:間)?(?:を|が)(?:過ぎ|経過|超え|すぎ)[^。、]{0,8}(?:後|場合|て|と|た|ます)[^。]{0,24}(?:受け付け"
    r"|受付|受理|処分|廃棄|破棄|没収|できなく|なれなく|ご利用できません|受け取(?:り|れ)|無効|失効|認め|対象外|対象と(?:は)?なら"
    r"|終了"
    r"|締め?切|審査(?:の対象|(?:は)?いたし(?:ません|かね))|確認いたし(?:ません|かね))"
)
_LABEL_BEFORE: Final = re.compile(
    r"(?<!賞味)(?<!消費)(?<!使用)(?:期限|期日|締め?切り?|猶予(?:期間)?|(?:受付|提出|回答|申請|申立|有効)期間)(?:は"
    r"|が|:)?[^。]{0,22}$"
)
_HELD: Final = re.compile(r"^\s?間?を(?:持|有し|与え)|^\s?で(?:失効|締め?切|期限|終了)|^\s?間?[はのが]?、?(?:猶予|余裕|窓)")
_OPENS: Final = re.compile(
    r"^\s?(?:間|以上)?(?:の)?(?:待機期間|待ち期間)?(?:[たっ経]{2,3}た(?:日|後|あと|ところ|時点|のち)|後|のち"
    r"|目?以降|が?経過|目?から(?=[^。]{0,30}(?:承|受け|申請|請求|でき|いただけ|可能|ください))|を(?:経過|経て|経た|経まし|過ぎ"
    r"|数え|おいて"
    r"|すぎ|お待ち|待っ)|が(?:過ぎ|経過|経っ|経ち|経まし|経て|すぎ|たっ|満了)|経っ|経て|過ぎ|以上経|お待ち|待(?:つ|っ"
    r"|ち)|(?:が|を)?(?:経|た)てば|(?:が|を)?(?:経過すれ|過ぎれ)ば|の(?:期間|日数)が(?:終わ|過ぎ|経過|満了)|(?:が|を)?(?:経"
    r"|た)って(?:いれば|おりましたら|いましたら|から)|(?:間)?あけて)"
)
_RIGHT: Final = re.compile(
    r"(?:くださ|下さ|いただけ|いただく|頂け|可能(?!額|な?残高)|でき(?:ます|る(?!だけ))|ことができ|請求|お申し?|申し?立て"
    r"|お尋ね|なれます|てもよい|ても構い|要求し|お受け(?:いた|し)|承[りる]|申請|リクエスト|連絡|問い?合わせ|コンタクト|お寄せ"
    r"|受け付け(?:ます|て(?:お|い))|申し?込|資格|始め|提出"
    r"|お願い|再度)"
)
_NO_RIGHT: Final = re.compile(
    r"(?:廃棄|処分|破棄|自動的|解除され|お?支払(?:い(?:いた|ます|され|を行)|われ)|お?振り?込(?:み(?:いた|ます"
    r"|され)|まれ)|送金(?:され|いた|し)|支払われ|消去|抹消|失効|削除(?:され|いた|し)|お返し|返金|閉鎖(?:され"
    r"|いた)|停止(?:され|いた)|判断し(?:て|ます)|可否を(?!お)|お?振り?込み?可能|移(?:って|す|し|ります)|移行|順次|通常の支払"
    r"|お?支払い?可能|(?:利用|引き出し)可能に?な|加え(?:られ|ます)|残高に(?!つい"
    r"|関|対))"
)
_BYGONE: Final = re.compile(
    r"(?:^(?:ほど|以上|くらい|頃)?前(?:の|に|、)|以前|が経過し(?:たため|ましたので|、)|経過しましたが"
    r"|経過しております|経過しています"
    r"|過ぎて(?:の|い|お|しま)|が過ぎました|過ぎましたが|経ちました(?!ら)|待っていただい|お待ちいただいて(?:い|お)|待っていまし"
    r"|従来)"
)
_WAS: Final = re.compile(r"^[^。]{0,14}(?:ていました|ておりました|いただいていました|しましたが|ていましたが)")
_DUE_AFTER: Final = re.compile(
    r"^\s?(?:\([^)]{0,12}\))?\s?(?:必着|まで|迄|締め?切|を(?:期限|過ぎ|もって受付)|が(?:ご?(?:提出|回答|返信|申請"
    r"|申し?立て)の?)?(?:期限|締切|最終)|以前に"
    r"|よりも?前に|中に|付で締|で締|をも(?:って|ちまして)(?:、)?(?:受付|締|終)|を期日|限りで?(?:受付|締|終))"
)
_OPENS_AFTER: Final = re.compile(
    r"^\s?(?:\([^)]{0,12}\))?\s?(?:以降|から|より|を過ぎ(?:て|た|ましたら)|に?な(?:ったら|りましたら|れば)|以後)"
)
_LABEL: Final = re.compile(
    r"(?<!賞味)(?<!消費)(?<!使用)(?<!保証)(?<!賞味有効)(?:期限|期日|締め?切り?|締切日|提出日)(?:日)?\s?(?:は|:|が"
    r"|は、|-)?\s?$"
)
_OPENS_LABEL: Final = re.compile(
    r"(?:受付開始|申請開始|いつから|(?<!適用)(?<!利用)(?<!運用)(?<!変更)(?<!適用の)開始日?|(?:申請|請求|申し?立て)(?:が"
    r"|の)?(?:でき|可能)[^:。]{0,6}(?:時期|日|期間)"
    r"|available from|opens?)\s?(?:は|:)?\s?$"
)
_PAST: Final = re.compile(
    r"^[^。]{0,30}?(?:されて(?:い|お)|ました|いたしました|無効化|停止され|閉鎖され|販売され|まで(?:の"
    r"|に(?:お送り|いただい|発生|販売|受け|当社|弊社)))"
)
_PERIOD: Final = re.compile(r"(?:から|より|~|-)\s?$")


def duration_part(before: str, after: str, *, announced: bool) -> Part:
    """Tell the part of a duration from the words before and after it in its sentence.

    ``announced``: the heading or the line says that a deadline follows.
    """
    settled = _by_state(before, after)
    if settled is not None:
        return settled
    if _is_age_or_remark(before, after, announced=announced):
        return Part.NONE
    if _DUE.match(after) or _LIMB.match(after):
        return _due(before, after, announced=announced)
    if _OPENS.match(after) or (announced and re.search(r"(?:後|経過後)\s?$", before)):
        return _opens(before, after)
    if _OPENING_LABEL.search(before) and not after.strip(" 。)後間"):
        return Part.OPENS
    bare = announced and len(after.strip(" 。)間")) <= 4 and not _OPENS_LABEL.search(before)
    return Part.DUE if bare else Part.NONE


_OPENING_LABEL: Final = re.compile(
    r"(?:申請|請求|お?申し?立て|受付|お?問い?合わせ)[^:。]{0,10}(?:時期|開始|日|とき)\s?:[^:。]{0,20}$"
)


def _by_state(before: str, after: str) -> Part | None:
    """What decides on its own: a limit that runs out, a remark on what is usual, a time gone by."""
    if re.match(r"^\s?で(?:切れ|失効)", after) or _WE_WAIT.match(after):
        return Part.DUE
    if _NOT_BEFORE.match(after):
        return Part.OPENS
    if _SILENCE.match(after) or _NO_CLOCK.match(after):
        return Part.NONE
    usual = _USUALLY.search(before) or _OTHERS.search(before) or before.rstrip().endswith(("従来は", "これまでは"))
    if usual or _BYGONE.search(after[:16]) or _WAS.match(after):
        return Part.NONE
    if _REMAINING.search(before) and _AMAZON.search(after):
        return Part.NONE
    return Part.DUE if _REMAINING.search(before) or _EXPIRED.match(after) or _is_labelled(before, after) else None


_WE_WAIT: Final = re.compile(r"^\s?間?(?:だけ|ほど)?、?お待ち(?:し(?:ます|て(?:い|お)り?ます)|いたします|申し上げます)")
_NOT_BEFORE: Final = re.compile(
    r"^\s?間?(?:の?待機期間)?(?:が|を)?(?:経過|過ぎ|経|満了|待)[^。、]{0,6}(?:まで|前に?)(?:は|、)?[^。]{0,40}(?:請求|申請"
    r"|申し?立て|お?支払|残高"
    r"|売上|お問い合わせ)[^。]{0,20}(?:ません|できかね|いただけない|ご遠慮|お控え)"
)
""" "Until 90 days have passed no claim can be made": a hold, seen from its other side."""
_SILENCE: Final = re.compile(
    r"^\s?(?:[をが]?(?:過ぎ|経[過っまて]|たっ)|後に?)[^。、]{0,6}(?:ても|まだ|なお)(?!申し?立て|ご?申請"
    r"|ご?提出)[^。、]{0,16}(?:ない|ません|ある)(?:場合|とき|なら|よう|折)"
)
"""What to do where Amazon stays silent, or something does not show: no clock."""
_NO_CLOCK: Final = re.compile(
    r"^\s?(?:後|のち)の(?:20\d{2}年|\d{1,2}月)|^\s?(?:以上)?[がを]?(?:経過|経っ|過ぎ)[^。、]{0,2}た(?:アカウント|出品者|もの|方の"
    r"|商品)|^\s?[がを]?(?:過ぎる|経過する|経つ"
    r"|たつ)か、"
    r"|^\s?[がを]?(?:経過し?|経っ|過ぎ|たっ)[^。、]{0,4}(?:場合でも|としても|ても、|からといって)"
)
"""The day is printed beside it; a state; one condition of two; no matter how long."""
_USUALLY: Final = re.compile(
    r"(?:通常|ふつう|普通|普段|ほとんどの場合|多くの場合|平均|おおむね|およそ|たいてい|一般に|原則)(?:は|、"
    r"|して)?\s?(?:\d+\s?(?:~|-|から)\s?)?$"
)
_OTHERS: Final = re.compile(
    r"(?:所有者|権利者|申立人|購入者|お客様|弊社|当社|私たち|我々|システム|チーム)(?:は|が)(?!(?:認め|発行し|署名し|出し|作成し"
    r"|指定し))[^。、]{0,24}$"
)
"""Amazon, a buyer or a rights owner acts (お客様 is a buyer or the seller: what follows decides)."""
_REMAINING: Final = re.compile(r"(?:まで|受付は|期限は|期間は)[^。、]{0,4}(?:あと|残り)\s?$|^(?:残り|あと)\s?$")


def _is_age_or_remark(before: str, after: str, *, announced: bool) -> bool:
    if _AGE_BEFORE.search(before) or (_AGE_AFTER.match(after) and not _AGE_OVERRULED.match(after)):
        return True
    bracketed = _IN_BRACKETS.search(before) is not None and ")" in after and not announced
    return bracketed and re.search(r"期限|まで|提出", before[-12:] + after[:10]) is None


def _is_labelled(before: str, after: str) -> bool:
    """提出期限は14日です, 期限(本日より5日間)."""
    if not _LABEL_BEFORE.search(before):
        return False
    in_brackets = before.rfind("(") > before.rfind(")") and re.match(r"(?:間|以内)?\)", after) is not None
    return (
        in_brackets
        or re.fullmatch(r"[\s。]*(?:間|以内)?(?:です|とします|とさせていただきます|となります)?[\s。]*", after) is not None
    )


_QUOTED: Final = re.compile(r"「[^」]{0,60}」")
"""The name of a button or a page tells nothing of who acts."""
_FIRM: Final = re.compile(r"以内|うち|内側|中|までに|終わり|末|あいだ|の間")
_NO_LIMIT: Final = re.compile(
    r"(?:した|された|られた|れている|ている|ております)(?:[。、が]|ため|$|場合)|苦情|返品|\d\s?[件%回]|低評価"
    r"|お?届け|到着|発送|出荷|配達"
    r"|比率|遅延|保証|表示|自動|消去|(?:され|られ|れ|になり|となり)(?:ます|る)|可能性|見込|予定|発行"
)
"""Statistics, states and what happens by itself: a limit of nobody's."""


_RECURRENCE: Final = re.compile(
    r"^(?:に|で)?、?(?:(?:同じ|同様|同種|再び|再度|もう一度|新たな)[^。、]{0,24}(?:あれば|あった|ありました|生じ|見つか|発生"
    r"|確認され)|[^。]{0,24}(?:(?:下|上)回(?:る|った|り)"
    r"|改善が見られない))"
)
"""A time of probation: nothing is to be done in it."""


def _due(before: str, after: str, *, announced: bool) -> Part:
    limit = _DUE.match(after)
    if _RECURRENCE.match(after[limit.end() :] if limit else after) or _MISSED.match(
        f"まで{after[limit.end() - 1 :]}" if limit else after
    ):
        return Part.NONE
    after = _QUOTED.sub("□", after[limit.end() :] if limit else after)
    seller = _SELLER.search(after)
    amazon = _AMAZON.search(after)
    if amazon and (not seller or amazon.start() <= seller.start()):
        return Part.NONE
    if _OWN_ACT.search(after) and not _ASKING.search(after):
        return Part.NONE
    if seller or announced or _LABEL_BEFORE.search(before) or _HELD.match(limit.group() if limit else ""):
        return Part.DUE
    open_until = re.match(r"であれば|なら|でしたら|に限り", after) is not None
    if limit and _FIRM.search(limit.group()) and after.strip(" 。)") and (open_until or not _NO_LIMIT.search(after)):
        return Part.DUE
    closed = re.fullmatch(r"[\s。]*(?:\([月火水木金土日]\))?(?:です|必着)?[\s。]*", after) is not None
    return Part.DUE if closed and re.search(r"(?:提出|送付|返信|回答|申し?立て|受付)[^。]{0,24}$", before) else Part.NONE


def _opens(before: str, after: str) -> Part:
    if re.search(r"(?:ました|でした)[。」]?$", after.rstrip()) and not re.search(r"くださ|いただけます|できます", after):
        return Part.NONE
    right = _RIGHT.search(after)
    none = _NO_RIGHT.search(after)
    if none and (not right or none.start() < right.start()):
        return Part.NONE
    asked = re.search(r"(?:申請|請求|申し?立て|連絡|問い?合わせ|リクエスト|受付|いつから)[^。]{0,16}$", before)
    return Part.OPENS if right or asked else Part.NONE


_EXAMPLE: Final = re.compile(r"(?:^|、|\()例(?:えば|:|)|適用開始")
_RANGE: Final = re.compile(r"^\s?から[^。]{0,24}まで")
_OPENS_THEN: Final = re.compile(
    r"^\s?(?:\([^)]{0,12}\))?\s?を?過ぎ(?:ましたら|たら|てから|た(?:のち|後|あと))[^。]{0,40}(?:ください|いただけ|でき|承"
    r"|受け付け)"
)


def date_part(before: str, after: str, *, announced: bool) -> Part | None:
    """Tell the part of a printed date; None where no Japanese words stand around it."""
    if _OPENS_THEN.match(after) and not re.search(r"ません|できなく", after[:60]):
        return Part.OPENS
    if _EXAMPLE.search(before):
        return Part.NONE
    if _EXPIRED.match(after) or _LABEL.search(before):
        return Part.DUE
    if _DUE_AFTER.match(after):
        return _date_due(before, after, announced=announced)
    if _OPENS_LABEL.search(before) or (announced and _RANGE.match(after)):
        return Part.OPENS
    return _date_opens(after) if _OPENS_AFTER.match(after) else None


def _date_due(before: str, after: str, *, announced: bool) -> Part:
    if announced:
        return Part.DUE
    if re.match(r"^\s?までに(?:届いた|到着した|到達した|受領した|着いた)(?:文書|書類|もの|資料|申し?立て|分)", after):
        return Part.DUE
    past = _PAST.match(after)
    seller = _SELLER.search(after)
    if _MISSED.match(after):
        return Part.NONE
    if _PERIOD.search(before) or (past and (not seller or past.end() < seller.start())):
        return Part.NONE
    return Part.DUE if re.search(r"延長|受付|受け付け|猶予", after) else _due(before, after, announced=False)


_MISSED: Final = re.compile(
    r"^\s?までに[^。]{0,40}(?:なかった|ませんでした)(?:ため|ので|ことから|ことにより|。|が、)|^\s?までに[^。、]{0,30}(?:ず"
    r"|なく)、[^。]{0,40}(?:ました|いたしました)"
)
"""A day that passed without an answer: the reason of what happened."""


def _date_opens(after: str) -> Part:
    """A day from which something changes is no clock: only what the seller may do from then on counts."""
    if re.match(r"^[^。]{0,40}(?:まで|改定|変更|適用|更新|開始|施行|受けた|発生)", after):
        return Part.NONE
    right = re.match(r"^[^。]{0,50}(?:くださ|いただけ|でき(?:ます|る)|可能(?:です|とな)|承|お受け|受け付け(?:ます|て))", after)
    return Part.OPENS if right else Part.NONE


def is_age(before: str, after: str) -> bool:
    """Is a duration the age limit of a paper: 過去365日以内, 発行後90日以内, (180日以内)?"""
    if _AGE_BEFORE.search(before) or _AGE_AFTER.match(after):
        return True
    return (
        re.search(r"\(\s?[^()]{0,8}$", before) is not None
        and re.match(r"(?:間)?(?:以内|のもの|以内のもの)?\)", after) is not None
    )
