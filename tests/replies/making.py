"""Situations for the tests of replies: the founding story's shop, and everything it could state in the end."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from classifiers.labels import Act, ChannelKind, Deficit, DemandKind, Label, Track
from replies.situation import Fact, Notice, Situation, Step, StepName, Submission, Wanted, Window

ZONE = ZoneInfo("Asia/Tokyo")
ASINS = ("B00STORY01", "B00STORY02")
STATED = "stated by the seller 2019-11-03"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)


def notice(label: Label | None = Label.CLOSURE_NOTICE, **more) -> Notice:
    values = {
        "ref": "notice-1",
        "label": label,
        "at": at(2018, 8, 15, 9),
        "language": "ja",
        "subject": "要ご対応:出品アカウントに関するご連絡",
        "sender": "seller-performance@amazon.co.jp",
        "text": "30日以内に書類をお送りください。",
        "quote": "お客様の出品用アカウントは一時停止されています。",
        "asins": ASINS,
        "channels": ((ChannelKind.CONSOLE, None),),
        "appealable": True,
    }
    return Notice(**(values | more))


def submission(moment: datetime, text: str = "前回の文面です。", act: Act = Act.APPEAL, **more) -> Submission:
    values = {"ref": f"sent-{moment:%Y%m%d}", "channel": ChannelKind.CONSOLE, "address": None, "answered_at": None}
    return Submission(at=moment, act=act, text=text, **(values | more))


def situation(*notices: Notice, **more) -> Situation:
    values = {
        "now": at(2018, 8, 20, 10),
        "timezone": "Asia/Tokyo",
        "marketplace": "amazon.co.jp",
        "language": "ja",
        "store_name": "みなと雑貨店",
        "seller_name": "湊 一郎",
        "seller_addresses": ("shop@example.jp",),
        "states": {Track.ACCOUNT: "closed", Track.FUNDS: "normal", Track.STOCK: "normal"},
        "notices": notices,
    }
    return Situation(**(values | more))


def wanted(kind: DemandKind, age_days: int | None = None, asins: tuple[str, ...] = ()) -> Wanted:
    return Wanted(kind=kind, age_days=age_days, asins=asins, quote=kind.value)


def facts(values: dict[str, str], source: str = STATED) -> tuple[Fact, ...]:
    return tuple(Fact(key=key, value=value, source=source) for key, value in values.items())


STORY = {
    "seller_id": "A1B2C3D4E5F6G7",
    "cause.1.text": "小売店で購入した18個を、卸から仕入れた商品と同じSKUで納品していました。"
    "入荷時に仕入元を区別して記録する手順がありませんでした。",
    "cause.1.found": "2019年10月7日に、納品書42枚とFBAの受領記録を1行ずつ照合しました(別紙3)",
    "action.1.text": "小売店から購入した商品18個を返送し、現物を2名で検品しました",
    "action.1.date": "2019-10-21",
    "action.1.proof": "別紙4 検品記録",
    "action.2.text": "該当する購入者11名に全額を返金しました",
    "action.2.date": "2019-10-25",
    "action.2.proof": "別紙5 返金の明細",
    "prevention.1.text": "仕入元ごとにSKUを分け、請求書の番号を入荷台帳に記録しています。",
    "prevention.1.date": "2019-11-01",
    "prevention.1.control": "責任者が毎週月曜日に、台帳と請求書を照合して署名します",
    "prevention.1.proof": "別紙7 入荷台帳の写し",
    f"goods.{ASINS[0]}.second_source": "2018年3月に小売店2店から18個を購入しました(領収書は別紙8)。",
    "news.1.text": "対象の2商品について、発注数と納品数を伝票ごとに照合し、全数が一致しました。",
    "news.1.proof": "別紙6 照合表",
    "supplier.1.name": "株式会社サンプル商事",
    "supplier.1.contact": "東京都千代田区1-1、03-0000-0000、https://supplier.example.jp",
    "open_point.1.text": "ASIN B00STORY01 の出品がまだ停止中と表示されています。",
    "registered.name": "ミナト イチロウ",
    "registered.address": "神奈川県横浜市1-2-3",
    "paper.name": "納品書 No.2018-0412(2018年8月20日に提出)",
    "paper.received": "2018年4月12日に、株式会社サンプル商事の担当者から郵送で受け取りました。",
    "paper.issuer": "株式会社サンプル商事(電話 03-0000-0000)",
    "paper.original": "当店の事務所で保管しており、郵送または訪問でご確認いただけます。",
    "paper.handling": "2018年8月19日に、担当者がスキャナーで読み取りました。書き込みや切り抜きはありません。",
    "paper.explanation": "受領印が薄かったため、読み取りの濃さを上げた設定で保存していました。",
    "funds.balance": "487,213円",
    "funds.balance_date": "2018-08-16",
    "funds.open_claims": "2018年11月10日時点で、未対応の返金とクレームはありません",
    "bank.account": "サンプル銀行 横浜支店 ミナトイチロウ 末尾1234",
    "bank.checked": "サンプル銀行の口座を2019年3月20日に確認し、入金の記載はありません",
    "reserve.before": "487,213円",
    "reserve.before_date": "2019-02-28",
    "reserve.after": "0円",
    "reserve.after_date": "2019-03-14",
    "reserve.reports": "決済レポート 11223344(2019年3月1日から14日まで)",
    "stock.date": "2018-08-16",
    "stock.request": "審査が終わるまで廃棄を止め、その後は登録の住所への返送をお願いします。",
    "statement": "登録の住所は2018年7月1日に移転した新しい住所です。",
    "console.checked": "2018年8月16日に確認し、同じ件名の通知は表示されていません",
    "closure.date": "2018-08-15",
    "reinstatement.date": "2020-02-10",
    "document.identity.all": "添付1 運転免許証",
    "document.address_proof.all": "添付2 電気料金の請求書 2018年8月1日発行",
    "document.bank.all": "添付3 銀行の残高証明書",
    **{f"document.invoice.{asin}": f"別紙{n} 請求書 2018年5月{n}日発行" for n, asin in enumerate(ASINS, start=1)},
    **{f"goods.{asin}.title": f"折りたたみ傘 {n}号" for n, asin in enumerate(ASINS, start=1)},
    **{f"goods.{asin}.supplier": "株式会社サンプル商事" for asin in ASINS},
    **{f"goods.{asin}.ordered": "120個(2017年8月から2018年7月まで)" for asin in ASINS},
    **{f"goods.{asin}.delivered": "120個(2017年8月から2018年7月まで)" for asin in ASINS},
    **{f"goods.{asin}.stock": "14個" for asin in ASINS},
}
"""Everything that the founding story's shop can truthfully state, by key."""

ENGLISH = {
    **STORY,
    "cause.1.text": "18 units bought at retail were shipped in under the SKU of units from our distributor. "
    "There was no step at receiving that recorded where each unit came from.",
    "cause.1.found": "On 7 October 2019 we compared 42 delivery notes with the FBA receipts, line by line (Annex 3)",
    "action.1.text": "We recalled the 18 units bought at retail; two people inspected them",
    "action.1.proof": "Annex 4, inspection record",
    "action.2.text": "We refunded the 11 customers concerned in full",
    "action.2.proof": "Annex 5, refund statement",
    "prevention.1.text": "Each source has its own SKU, and the invoice number is entered in the receiving log.",
    "prevention.1.control": "every Monday the manager reconciles the log with the invoices and signs it",
    "prevention.1.proof": "Annex 7, copy of the receiving log",
    f"goods.{ASINS[0]}.second_source": "18 units bought at two retail stores in March 2018 (receipts: Annex 8)",
    "news.1.text": "For both products the units ordered and delivered were compared paper by paper; all agree.",
    "news.1.proof": "Annex 6, reconciliation",
    "supplier.1.name": "Sample Trading Ltd",
    "supplier.1.contact": "1-1 Chiyoda, Tokyo; telephone +81 3 0000 0000; https://supplier.example.jp",
    "open_point.1.text": "The listing of ASIN B00STORY01 is still shown as inactive.",
    "registered.name": "Ichiro Minato",
    "registered.address": "1-2-3 Yokohama, Kanagawa",
    "paper.name": "Delivery note 2018-0412, submitted on 20 August 2018",
    "paper.received": "We received it by post from Sample Trading Ltd on 12 April 2018.",
    "paper.issuer": "Sample Trading Ltd, telephone +81 3 0000 0000",
    "paper.original": "It is kept in our office and can be inspected by post or on site.",
    "paper.handling": "On 19 August 2018 it was scanned by our clerk. It was neither marked nor cropped.",
    "paper.explanation": "The stamp was faint, so the scan had been stored with a higher contrast.",
    "funds.balance": "JPY 487,213",
    "funds.open_claims": "as of 10 November 2018 no refund and no claim is open",
    "bank.account": "Sample Bank, Yokohama branch, Ichiro Minato, ending 1234",
    "bank.checked": "Sample Bank, checked on 20 March 2019, no deposit is shown",
    "reserve.before": "JPY 487,213",
    "reserve.after": "JPY 0",
    "reserve.reports": "settlement report 11223344 (1 to 14 March 2019)",
    "stock.request": "Please hold the disposal until the review has ended, then return the units to our registered address.",
    "statement": "The registered address is the one we moved to on 1 July 2018.",
    "console.checked": "checked on 16 August 2018; no notice with this subject is shown",
    "document.identity.all": "Annex 7, driving licence",
    "document.address_proof.all": "Annex 8, electricity bill issued 1 August 2018",
    "document.bank.all": "Annex 9, bank letter",
    **{f"document.invoice.{asin}": f"Annex {n}, invoice issued {n} May 2018" for n, asin in enumerate(ASINS, start=1)},
    **{f"goods.{asin}.title": f"Folding umbrella no. {n}" for n, asin in enumerate(ASINS, start=1)},
    **{f"goods.{asin}.supplier": "Sample Trading Ltd" for asin in ASINS},
    **{f"goods.{asin}.ordered": "120 units (August 2017 to July 2018)" for asin in ASINS},
    **{f"goods.{asin}.delivered": "120 units (August 2017 to July 2018)" for asin in ASINS},
    **{f"goods.{asin}.stock": "14 units" for asin in ASINS},
}
"""The same, as it would be stated in English."""

NOTICE_OF = {
    StepName.ANSWER_INQUIRY: Label.AUTHENTICITY_INQUIRY,
    StepName.ANSWER_WARNING: Label.POLICY_WARNING,
    StepName.SUBMIT_DOCUMENTS: Label.IDENTITY_VERIFICATION,
    StepName.APPEAL_CLOSURE: Label.CLOSURE_NOTICE,
    StepName.ANSWER_REJECTION: Label.TEMPLATE_REJECTION,
    StepName.SWITCH_CHANNEL: Label.TEMPLATE_REJECTION,
    StepName.ANSWER_FORGERY_ALLEGATION: Label.FORGERY_ALLEGATION,
    StepName.PREPARE_NEW_APPEAL: Label.TEMPLATE_REJECTION,
    StepName.ASK_ABOUT_FUNDS: Label.FUNDS_WITHHELD,
    StepName.CLAIM_FUNDS: Label.FUNDS_APPEAL_WINDOW,
    StepName.CONTEST_WITHHOLDING: Label.FUNDS_WITHHELD,
    StepName.ASK_ABOUT_VANISHED_RESERVE: Label.RESERVE_CHANGE,
    StepName.SECURE_STOCK: Label.INVENTORY_NOTICE,
    StepName.AFTER_REINSTATEMENT: Label.REINSTATEMENT,
    StepName.RECOVER_FUNDS: Label.REINSTATEMENT,
    StepName.CHASE: Label.CLOSURE_NOTICE,
    StepName.CONFIRM_AUTHENTICITY: Label.CLOSURE_NOTICE,
}
"""A notice that each step's letter may answer."""


TRACK_OF = {
    StepName.SUBMIT_DOCUMENTS: Track.VERIFICATION,
    StepName.ASK_ABOUT_FUNDS: Track.FUNDS,
    StepName.CLAIM_FUNDS: Track.FUNDS,
    StepName.CONTEST_WITHHOLDING: Track.FUNDS,
    StepName.ASK_ABOUT_VANISHED_RESERVE: Track.FUNDS,
    StepName.RECOVER_FUNDS: Track.FUNDS,
    StepName.SECURE_STOCK: Track.STOCK,
}
QUOTE = {"ja": "お客様の出品用アカウントは一時停止されています。", "en": "Your selling account has been deactivated."}
EARLIER = {"ja": "前回の文面です。別紙1をご覧ください。", "en": "This is the earlier text. See Annex 1."}


def step(name: StepName, **more) -> Step:
    values = {"rule": "inquiry", "track": Track.ACCOUNT, "answers": "notice-1", "channel": ChannelKind.CONSOLE, "to": None}
    return Step(name=name, **(values | more))


def told(name: StepName, *, deficits: Iterable[Deficit] = (), language: str = "ja", keys: dict[str, str] | None = None):
    """The situation of a step with everything stated, and the step."""
    asked = notice(NOTICE_OF[name], deficits=tuple(deficits), language=language, quote=QUOTE[language])
    if name is StepName.ANSWER_INQUIRY:
        asked = replace(asked, demands=(wanted(DemandKind.INVOICE, 365), wanted(DemandKind.SUPPLIER_CONTACT)))
    if name is StepName.ANSWER_REJECTION and Deficit.DOCUMENTS in deficits:
        asked = replace(asked, demands=(wanted(DemandKind.INVOICE, 365),))
    stated = facts({"ja": STORY, "en": ENGLISH}[language] if keys is None else keys)
    if name is StepName.RECOVER_FUNDS:
        asked = replace(asked, at=at(2020, 2, 10))
    earlier = (submission(at(2018, 8, 16), EARLIER[language]),) if name in (StepName.CHASE, StepName.SWITCH_CHANNEL) else ()
    case = situation(asked, now=at(2020, 2, 20), language=language, submissions=earlier, facts=stated)
    return case, step(name, track=TRACK_OF.get(name, Track.ACCOUNT))


def window(kind, moment: datetime, **more) -> Window:
    values = {"quote": "30日以内に", "source": "printed"}
    return Window(kind=kind, at=moment, **(values | more))


REFUSED_FIVE_WAYS = (
    (),
    (Deficit.ROOT_CAUSE,),
    (Deficit.ACTIONS, Deficit.PREVENTION),
    (Deficit.DOCUMENTS,),
    (Deficit.NOT_IMPLEMENTED,),
)
"""Deficits that a rejection may name."""

LETTERS = tuple(
    (name, deficits) for name in NOTICE_OF for deficits in (REFUSED_FIVE_WAYS if name is StepName.ANSWER_REJECTION else ((),))
)
"""Every letter that the library knows, by step and deficits."""
