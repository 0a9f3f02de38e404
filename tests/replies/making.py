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
    "cause.1.text": "小売店で購入した18個を、卸から仕入れた商品と同じSKUで納品していました。入荷時に仕入元を区別して記録する手順がありませんでした。",
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
    "news.1.text": "対象の2商品について、発注数と納品数を伝票ごとに照合し、全数が一致しました。",
    "news.1.proof": "別紙6 照合表",
    "supplier.1.name": "株式会社サンプル商事",
    "supplier.1.contact": "東京都千代田区1-1、03-0000-0000、https://supplier.example.jp",
    "open_point.1.text": "ASIN B00STORY01 の出品がまだ停止中と表示されています。",
    "registered.name": "湊 一郎",
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
    "console.checked": "2018年8月16日に確認し、同じ件名の通知は表示されていません",
    "closure.date": "2018-08-15",
    "reinstatement.date": "2020-02-10",
    "document.identity.all": "添付1 運転免許証",
    "document.address_proof.all": "添付2 電気料金の請求書 2018年8月1日発行",
    "document.bank.all": "添付3 銀行の残高証明書",
    **{f"document.invoice.{asin}": f"別紙{n} 請求書 2018年5月{n}日発行" for n, asin in enumerate(ASINS, start=1)},
    **{f"goods.{asin}.title": f"商品{n}" for n, asin in enumerate(ASINS, start=1)},
    **{f"goods.{asin}.supplier": "株式会社サンプル商事" for asin in ASINS},
    **{f"goods.{asin}.ordered": "120個(2017年8月から2018年7月まで)" for asin in ASINS},
    **{f"goods.{asin}.delivered": "120個(2017年8月から2018年7月まで)" for asin in ASINS},
    **{f"goods.{asin}.stock": "14個" for asin in ASINS},
}
"""Everything that the founding story's shop can truthfully state, by key."""

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


def step(name: StepName, **more) -> Step:
    values = {"rule": "inquiry", "track": Track.ACCOUNT, "answers": "notice-1", "channel": ChannelKind.CONSOLE, "to": None}
    return Step(name=name, **(values | more))


def told(name: StepName, *, deficits: Iterable[Deficit] = (), language: str = "ja", keys: dict[str, str] | None = None):
    """The situation of a step with everything stated, and the step."""
    earlier = (submission(at(2018, 8, 10)),) if name in (StepName.CHASE, StepName.SWITCH_CHANNEL) else ()
    asked = notice(NOTICE_OF[name], deficits=tuple(deficits), language=language)
    if name is StepName.ANSWER_INQUIRY:
        asked = replace(asked, demands=(wanted(DemandKind.INVOICE, 365), wanted(DemandKind.SUPPLIER_CONTACT)))
    if name is StepName.ANSWER_REJECTION and Deficit.DOCUMENTS in deficits:
        asked = replace(asked, demands=(wanted(DemandKind.INVOICE, 365),))
    stated = facts(STORY if keys is None else keys)
    return situation(asked, now=at(2020, 2, 20), language=language, submissions=earlier, facts=stated), step(name)


def window(kind, moment: datetime, **more) -> Window:
    values = {"quote": "30日以内に", "source": "printed"}
    return Window(kind=kind, at=moment, **(values | more))
