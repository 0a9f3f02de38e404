"""The founding story as messages: inquiry, hasty report, closure, form letters, vanished reserve, window, the end."""

from classifiers.labels import Act, AmountRole, Deficit, DemandKind, Label, Start, Track, Unit
from mailbot.casebook.message import CaseMessage
from tests.casebook.letters import demand, due, jst, letter, opens, sent, yen

ASINS = ("B0EXAMPL01", "B0EXAMPL02")
FORM = "form-refusal"
FINAL = "form-final"

INQUIRY = letter(
    jst("2018-08-03 09:12"),
    Label.AUTHENTICITY_INQUIRY,
    "商品の信憑性を確認するため、請求書の写しをご提出ください。",
    name="<inquiry@amazon.example>",
    asins=ASINS,
    demands=(demand(DemandKind.INVOICE, 365, "365日以内に発行された請求書"), demand(DemandKind.SUPPLIER_CONTACT)),
    deadlines=(due(7, quote="7日以内にご返信ください"),),
    tracks=(Track.LISTING,),
)
FIRST_REPORT = sent(
    jst("2018-08-13 23:40"),
    Act.APPEAL,
    "ご迷惑をおかけし申し訳ございません。\n仕入先は本物だと申しております。\n当該商品は二度と販売いたしません。",
    name="<first@shop.example>",
    thread=("<inquiry@amazon.example>",),
    asins=ASINS,
)
CLOSURE = letter(
    jst("2018-08-15 10:05"),
    Label.CLOSURE_NOTICE,
    "お客様の出品用アカウントは閉鎖されました。\n売上金は留保されます。\n改善計画をご提出ください。",
    name="<closure@amazon.example>",
    asins=ASINS[:1],
    secondary=(Label.FUNDS_WITHHELD,),
    tracks=(Track.ACCOUNT, Track.FUNDS),
    appealable=True,
    amounts=(yen(1284000, AmountRole.WITHHELD),),
    deadlines=(due(17, quote="17日以内に改善計画をお送りください"),),
    demands=(demand(DemandKind.PLAN), demand(DemandKind.INVOICE, 365)),
)
FUNDS_QUESTION = sent(
    jst("2018-11-15 11:00"),
    Act.FUNDS_REQUEST,
    "閉鎖から3か月が経ちました。\n留保されている売上金のお支払いをお願いいたします。",
    name="<funds-question@shop.example>",
    to="payments-funds@amazon.co.jp",
)
FIRST_REFUSAL = letter(
    jst("2018-11-17 08:30"),
    Label.TEMPLATE_REJECTION,
    "アカウントを再開することはできません。\n売上金のお支払いもいたしかねます。",
    thread=("<funds-question@shop.example>",),
    secondary=(Label.FUNDS_WITHHELD,),
    tracks=(Track.ACCOUNT, Track.FUNDS),
    final=True,
    form=FINAL,
    deficits=(Deficit.UNSPECIFIED,),
)


def _variants() -> list[CaseMessage]:
    """Reports that say nearly the same, and the form letter that meets each two days later."""
    found: list[CaseMessage] = []
    for number, day in enumerate(("2018-12-03", "2018-12-17", "2019-01-08", "2019-01-22", "2019-02-05", "2019-02-19"), start=1):
        report = f"深く反省しております。\n今後は真正な商品のみを販売いたします。\n{number}回目の改善計画書です。"
        found.append(sent(jst(f"{day} 0{number}:15"), Act.APPEAL, report))
        answered = jst(f"{day} 16:00").replace(day=int(day[-2:]) + 2)
        words = f"ご提出いただいた情報では十分ではありません。({number})"
        found.append(
            letter(
                answered,
                Label.TEMPLATE_REJECTION,
                words,
                form=FORM,
                tracks=(Track.ACCOUNT,),
                deficits=(Deficit.ROOT_CAUSE, Deficit.DOCUMENTS),
                demands=(demand(DemandKind.PLAN), demand(DemandKind.INVOICE, 365)),
                appealable=number < 5,
                final=number >= 5,
            )
        )
    return found


VARIANTS = _variants()
RESERVE_ZERO = letter(
    jst("2019-03-12 12:00"),
    Label.RESERVE_CHANGE,
    "引当金の残高は0円です。",
    amounts=(yen(0, AmountRole.RESERVE),),
)
UNANSWERED_REFUSAL = letter(
    jst("2019-05-20 09:00"),
    Label.TEMPLATE_REJECTION,
    "ご提出いただいた情報では十分ではありません。(7)",
    form=FORM,
    tracks=(Track.ACCOUNT,),
    final=True,
)
PROBE = sent(jst("2019-09-02 10:00"), Act.APPEAL, "追加の資料をお送りします。\n仕入先ごとの請求書の一覧を作成しました。")
WINDOW = letter(
    jst("2019-09-05 14:20"),
    Label.FUNDS_APPEAL_WINDOW,
    "売上金の支払いについて申し立てを行うことができます。",
    name="<window@amazon.example>",
    tracks=(Track.FUNDS,),
    deadlines=(due(90, start=Start.NOTICE, quote="本通知から90日以内に申し立てをお送りください"),),
    demands=(demand(DemandKind.IDENTITY), demand(DemandKind.INVOICE, 365), demand(DemandKind.BANK)),
    appealable=True,
)
CLAIM = sent(
    jst("2019-11-20 15:00"),
    Act.FUNDS_REQUEST,
    "売上金の支払いを申し立てます。\n請求書、納品書および銀行口座の証明を添付いたします。",
    thread=("<window@amazon.example>",),
    to="disbursement-appeals@amazon.co.jp",
    attachments=("identity", "bank"),
)
LONG_REPORT = sent(
    jst("2020-01-20 10:00"),
    Act.APPEAL,
    "この度の問題:発注数量と納品数量を照合いたしました。\n問題の根本的な原因は仕入先の確認手順がなかったことです。\n"
    "2019年11月3日に仕入れルールを制定し、実施しております。",
    attachments=("report.pdf", "annex-1.pdf", "annex-2.pdf"),
    asins=ASINS,
)
REINSTATEMENT = letter(
    jst("2020-02-14 17:45"),
    Label.REINSTATEMENT,
    "お客様の出品用アカウントを再開いたしました。",
    name="<reinstated@amazon.example>",
    tracks=(Track.ACCOUNT,),
)
RELEASED = letter(
    jst("2020-03-14 09:00"),
    Label.FUNDS_RELEASED,
    "売上金をお振込みいたしました。",
    tracks=(Track.FUNDS,),
    amounts=(yen(1284000, AmountRole.PAID),),
)
STORY: list[CaseMessage] = [
    INQUIRY,
    FIRST_REPORT,
    CLOSURE,
    FUNDS_QUESTION,
    FIRST_REFUSAL,
    *VARIANTS,
    RESERVE_ZERO,
    UNANSWERED_REFUSAL,
    PROBE,
    WINDOW,
    CLAIM,
    LONG_REPORT,
    REINSTATEMENT,
    RELEASED,
]
NOISE: list[CaseMessage] = [
    letter(jst(f"2018-{month:02d}-{day:02d} 07:00"), Label.OTHER_AMAZON, f"ご注文の出荷 {month}/{day}", subject="出荷のお知らせ")
    for month in range(8, 13)
    for day in range(1, 28, 2)
] + [letter(jst(f"2019-{month:02d}-10 07:00"), Label.NOT_AMAZON, f"セミナーのご案内 {month}") for month in range(1, 13)]

__all__ = ["NOISE", "STORY", "Unit", "opens"]
