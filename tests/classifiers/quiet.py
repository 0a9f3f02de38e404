"""Mail that asks the seller for nothing and sets no date: written by us, by kind, with places for what varies.

Each line is one letter; ``|`` is a line end. Lengths and dates stand in all of them: that is what makes them hard.
"""
# ruff: noqa: E501 - letters are read as letters

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from classifiers.sample import Sample
from classifiers.senders import kind_of

LETTERS: dict[str, tuple[str, ...]] = {
    "order": (
        "ご注文の確認|ご注文ありがとうございます。注文番号 {order} の商品は{days}日以内に発送する予定です。|お届け予定日: {month}月{day}日",
        "発送のお知らせ|商品を本日発送いたしました。お届けは{month}月{day}日の予定です。返品期間は商品到着から30日間です。",
        "売れました、出荷してください|注文番号 {order}|商品: ステンレス水筒|数量: {days}|出荷予定日: {month}月{day}日",
        "返金のお知らせ|注文番号 {order} の返金処理が完了しました。カード会社により、反映まで{days}営業日ほどかかります。",
        "Your order has shipped|Hello,|Your order {order} was shipped today and arrives by {english}. You can return items within 30 days"
        " of delivery.",
        "Refund issued|We have refunded order {order}. It usually takes {days} business days until the money appears on your card.",
        "Sold, ship now|Order {order}|Ship by: {english}|Quantity: {days}|Item price: ¥1,980",
    ),
    "newsletter": (
        "出品者ニュース {month}月号|今月のトピックス|1. {month}月{day}日より新しい手数料が適用されます。|2. ウェビナーを{days}回開催します。ぜひご参加ください。"
        "|3. 過去90日間に売れ筋だった商品を紹介します。|配信停止はこちら",
        "プライムデーのご案内|プライムデーは{month}月{day}日から{days}日間開催されます。セールの準備に、在庫の状況をご覧ください。",
        "セミナーのご案内|{month}月{day}日に「アカウント停止を防ぐ{days}つの方法」を開催します。お申し込みは当日まで受け付けます。",
        "Seller news, {english}|In this issue: new fees from {english}, {days} webinars, and the best sellers of the last 90 days."
        "|You receive this newsletter because you subscribed.|Unsubscribe",
        "Grow your business|Sellers who use coupons sell {days}0% more in 30 days. Read how on our blog.",
        "Weekend sale|The sale ends on {english}. Order within {days} hours and save 20%.",
        "アンケートのお願い|所要時間は{days}分です。ご協力いただいた方の中から抽選で10名様に、{month}月{day}日頃ギフト券をお送りします。",
    ),
    "promise": (
        "お問い合わせを受け付けました|お問い合わせありがとうございます。{days}営業日以内に担当者よりご連絡いたします。今しばらくお待ちください。",
        "書類を受領しました|ご提出いただいた書類を受領いたしました。審査には通常{days}日から7日ほどかかります。追加のお手続きは必要ありません。",
        "アカウントの再開|アカウントの利用停止を解除いたしました。出品情報は24時間以内に再表示されます。|ご協力ありがとうございました。",
        "お支払いのお知らせ|売上金 ¥123,456 のお振り込み手続きを行いました。銀行口座への反映まで{days}営業日かかる場合があります。",
        "ケースID {case}|ご連絡ありがとうございます。専門の部署で確認しており、{days}時間以内にお返事いたします。ご返信は不要です。",
        "We received your appeal|Thank you. We will review your submission and reply within {days} business days. You do not need to do"
        " anything in the meantime.",
        "Your account is active again|We have reinstated your selling privileges. Your listings will be back within {days}0 minutes and"
        " your funds will be available in 3 to 5 business days.",
        "Your payment is on its way|We have transferred ¥123,456 to your bank. It should arrive within {days} business days.",
        "Case {case}|Thank you for contacting us. A specialist will get back to you within {days} hours.",
        "Listing restored|We restored your listing for B07ABCDE12 after reviewing your documents. It may take up to 24 hours to show.",
    ),
    "example": (
        "引当金の計算方法の変更|{month}月{day}日から、引当金はお届け日を基準に計算されます。例えば、1月6日にお届けした注文の売上は、1月14日以降に"
        "お引き出しいただけます。|必要なお手続きはありません。",
        "納品ラベルの書き方|日付は「2024年{month}月{day}日」のように記入されている例をご覧ください。ヘルプページに見本があります。",
        "How reserves work|For example, for an order delivered on {english}, the money becomes available seven days later. There is"
        " nothing that you need to do.",
        "Date formats|From {english} reports show dates as 2024-01-31 (for instance, 31 January 2024). No action is needed.",
    ),
    "age": (
        "審査完了のお知らせ|ご提出いただいた過去365日以内に発行された請求書を確認し、問題がないことを確認いたしました。これ以上の書類は必要ありません。",
        "書類の確認が完了しました|{month}月{day}日付の請求書と、90日以内に発行された公共料金の明細を確認しました。ご対応いただくことはありません。",
        "Documents accepted|We checked the invoices from the last 365 days and the utility bill issued within the last 90 days that you"
        " sent. They are valid, and no further documents are needed.",
        "Verification complete|Your bank statement, dated {english} and less than 180 days old, was accepted. Thank you.",
    ),
    "statistics": (
        "週間レポート|過去{days}日間の注文不良率は0.{day}%でした。過去60日間の出荷遅延率は1.2%です。引き続き良好な状態です。",
        "{month}月のビジネスレポート|集計期間: {month}月1日から{month}月{day}日|セッション数: 1,234|注文数: {days}",
        "在庫レポート|181日から270日経過した在庫が{days}点あります。過去30日間の販売数は{day}点でした。",
        "Your weekly report|Your order defect rate over the last {days}0 days is 0.{day}%, and your late shipment rate over the last 60"
        " days is 1.2%. Both meet our targets.",
        "Business report for {english}|Period: last 30 days|Sessions: 1,234|Units ordered: {days}",
        "Inventory age|You have {days} units aged 181 to 270 days. You sold {day} units in the past 90 days.",
    ),
    "help": (
        "ヘルプページのご案内|詳しくはヘルプページ G20190{day}{month}（ノードID 200{days}1{day}365）をご覧ください。よくある質問を{days}件追加しました。",
        "出品者フォーラム|あなたの質問（ID {case}）に{days}件の返信がありました。{month}月{day}日 10:30",
        "Help page updated|We updated help page G20190{day}{month} on {english}. Topic 3651790 has {days} new answers.",
        "Forum digest|{days} new replies to thread {case}: \"How I got my account back in 17 days\". Posted {english}.",
    ),
    "state": (
        "パフォーマンスのお知らせ|{month}月{day}日に停止されていた出品情報は、審査の結果、再開されました。今後30日間、状況を確認いたします。",
        "出品アカウントの再開|お客様のアカウントは{month}月{day}日に再開されました。{days}日前にお送りした通知は無効です。売上金は通常のスケジュールで"
        "お支払いいたします。",
        "お支払いサイクル変更のお知らせ|{month}月{day}日より、お支払いは{days}日ごとになります。売上金は配送完了から7日後に振り込まれます。|お手続きは不要です。",
        "苦情の取り下げ|権利者が苦情 {case} を取り下げました。{month}月{day}日に出品情報を元に戻しました。過去180日間の記録からも削除されます。",
        "Complaint withdrawn|The rights owner withdrew complaint {case} on {english}. Your listing is back, and it no longer counts toward"
        " your rating of the last 180 days.",
        "Your payment schedule changed|Starting {english}, you are paid every {days} days. Funds are released 7 days after delivery."
        " You do not need to do anything.",
        "Reinstated|On {english} we reinstated your account. We will monitor it for the next {days}0 days. Thank you for your patience.",
        "Account health: good|You had no violations in the past 180 days. Your rating is {days}00. Nothing is required from you.",
    ),
    "stock": (
        "納品受領のお知らせ|納品プラン FBA15ABCD{days}X の商品を受領しました。販売可能になるまで{days}日から10日かかります。",
        "長期在庫追加手数料のお知らせ|365日を超えて保管されている在庫{days}点に、{month}月{day}日の時点で手数料が発生しました。",
        "返品された商品|購入者から返品された商品を{days}点受領しました。検品は{month}月{day}日に完了しました。",
        "Shipment received|We received shipment FBA15ABCD{days}X on {english}. Units become available within {days} to 10 days.",
        "Storage fees charged|On {english} we charged long-term storage fees for {days} units stored for more than 365 days.",
    ),
    "fine print": (
        "受付時間のご案内|お電話の受付時間は平日9:00から18:00です。{month}月{day}日は休業いたします。|お急ぎの方はチャットをご利用いただけます。",
        "保証について|この商品のメーカー保証期間はお買い上げから{days}年間です。賞味期限は{month}月{day}日です。",
        "マーケットプレイス保証|購入者は配送予定日から90日以内に申請できます。今回の申請 {case} は{month}月{day}日に終了しました。",
        "A-to-z claim closed|Buyers can file a claim within 90 days of the delivery date. Claim {case} was closed on {english} in your favor.",
        "Our opening hours|You can reach us from 9:00 to 18:00. We are closed on {english}. The warranty lasts {days} years.",
        "Change to the agreement|The Business Solutions Agreement changes on {english}. We announce changes at least 15 days before they"
        " take effect. By continuing to sell you accept them.",
    ),
    "stranger": (
        "請求書をお送りします|いつもお世話になっております。{month}月分の請求書を添付いたします。お支払期限は翌月末日です。|田中商事",
        "納品日のご連絡|ご注文の品は{month}月{day}日に納品いたします。検品後{days}日以内に不良品をお知らせいただければ交換いたします。",
        "楽天市場 ご注文の確認|ご注文番号 {case}|お届け予定日 {month}月{day}日|レビューを{days}日以内に書いてポイントを獲得",
        "Invoice {case}|Please find our invoice attached. Payment is due within {days}0 days of {english}.",
        "Meeting on {english}|Shall we meet at 10:30? I can send the plan {days} days before.",
    ),
}  # fmt: skip
SENDERS = {
    "order": "auto-confirm@amazon.co.jp", "newsletter": "seller-news@amazon.co.jp", "promise": "seller-performance@amazon.co.jp",
    "example": "seller-notification@amazon.co.jp", "age": "seller-performance@amazon.co.jp",
    "state": "seller-performance@amazon.co.jp", "stock": "fba-noreply@amazon.co.jp", "fine print": "no-reply@amazon.co.jp",
    "statistics": "seller-notification@amazon.co.jp", "help": "no-reply@amazon.co.jp", "stranger": "info@shop.example",
}  # fmt: skip
FILLINGS = (
    {"days": "2", "month": "3", "day": "14", "english": "14 March 2019", "order": "250-1234567-7654321", "case": "5127713029"},
    {"days": "3", "month": "11", "day": "30", "english": "November 30", "order": "249-7654321-1234567", "case": "5131180954"},
    {"days": "5", "month": "8", "day": "15", "english": "August 15, 2024", "order": "503-1111111-2222222", "case": "8020000417"},
    {"days": "7", "month": "1", "day": "6", "english": "6 Jan 2025", "order": "114-3333333-4444444", "case": "1900000365"},
    {"days": "10", "month": "12", "day": "28", "english": "Dec 28th", "order": "D01-5555555-6666666", "case": "7300000090"},
)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A letter of a kind, filled."""

    kind: str
    sample: Sample


def letters() -> Iterator[Quiet]:
    """Yield every letter with every filling."""
    for kind, texts in LETTERS.items():
        for text, filling in product(texts, FILLINGS):
            subject, _, body = text.format(**filling).partition("|")
            sender = SENDERS[kind]
            yield Quiet(
                kind,
                Sample(subject=subject, text=body.replace("|", "\n\n"), sender_address=sender, sender_kind=kind_of(sender)),
            )
