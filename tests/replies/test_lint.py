"""What sinks a letter, in both languages."""

from datetime import timedelta

import pytest

from classifiers.labels import Act, ChannelKind, Deficit, DemandKind
from mailbot.i18n import load as sentences
from replies import lint
from replies.lint_checks import CHECKS, LintContext
from replies.lint_patterns import Severity, load
from tests.replies.making import at

STORY_ASINS = ("B00STORY01", "B00STORY02")

FIRST_REPORT_JA = """Amazon.co.jp アカウントスペシャリスト 御中

この度は、お客様ならびに貴社に多大なるご迷惑をおかけし、誠に申し訳ございませんでした。深くお詫び申し上げます。

ご指摘の商品について仕入先に確認したところ、間違いなく正規品であるとの回答を得ております。
お客様に疑念を抱かせてしまったことを、深く反省しております。

該当する商品の出品は、すべて削除いたしました。
今後は二度と販売いたしません。同じことを繰り返さないことをお約束いたします。

何卒、アカウントの維持をお願い申し上げます。申し訳ございませんでした。

みなと雑貨店 湊 一郎
"""
"""A letter of the founding story's first kind, in words of our own."""

FIRST_REPORT_EN = """Dear Amazon,

We are very sorry for the trouble that we have caused. We sincerely apologize.

Our supplier confirmed that the products are genuine.
We have deleted all the listings.
We will never sell them again. We promise that this will not happen in the future.

Please keep our account open. We are sorry.

Ichiro Minato
"""

GOOD_JA = """Amazon.co.jp アカウントスペシャリスト ご担当者様

店舗名:みなと雑貨店
件名:改善計画のご提出

2018年8月1日付のご連絡について、調査の結果をご報告します。対象はASIN B00STORY01、B00STORY02です。

1. 根本原因
小売店で購入した18個を、卸から仕入れた商品と同じSKUで納品していました。入荷時に仕入元を区別して記録する手順がありませんでした(別紙3)。

2. 実行した是正措置
・2018年8月3日に、小売店から購入した18個を返送し、2名で検品しました(別紙4)。
・2018年8月4日に、該当する購入者11名へ全額を返金しました(別紙5)。

3. 再発防止策
・仕入元ごとにSKUを分け、請求書の番号を入荷台帳に記録しています(2018年8月6日開始)。責任者が毎週月曜日に照合し、署名します。

4. 提出する書類
・別紙1 請求書(B00STORY01)、別紙2 請求書(B00STORY02)。仕入先の連絡先は、株式会社サンプル商事、電話03-0000-0000です。

このたびはご迷惑をおかけし、申し訳ございません。

みなと雑貨店 湊 一郎
"""

GOOD_EN = """Dear Account Health Team,

Store: Minato
Subject: Plan of action

This answers your notice of 1 August 2018 about ASIN B00STORY01 and B00STORY02.

1. Root cause
18 units bought at retail were shipped in under the SKU of units from our distributor. There was no step at receiving that
recorded where each unit came from (Annex 3).

2. Corrective actions taken
- On 3 August 2018 we recalled the 18 units; two people inspected them (Annex 4).
- On 4 August 2018 we refunded the 11 customers concerned (Annex 5).

3. Preventive measures
- Since 6 August 2018 each source has its own SKU, and the invoice number is entered in the receiving log. The manager
reconciles and signs the log every Monday.

4. Documents
- Annex 1 and 2: invoices. Supplier contact: Sample Trading Ltd, +81 3 0000 0000.

We apologise to the customers concerned.

Ichiro Minato
"""


def found(text: str, language: str = "", **context) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in lint.check(text, language, LintContext(**context))}


class TestTheFoundingStory:
    context = LintContext(asins=STORY_ASINS, demands=(DemandKind.INVOICE, DemandKind.SUPPLIER_CONTACT))

    @pytest.mark.parametrize(("text", "language"), [(FIRST_REPORT_JA, "ja"), (FIRST_REPORT_EN, "en")])
    def test_its_first_report_fails_for_the_right_reasons(self, text, language):
        findings = lint.check(text, language, self.context)
        rules = {finding.rule for finding in findings if finding.severity is Severity.ERROR}
        assert rules >= {
            "no_root_cause",
            "no_done_action",
            "no_prevention",
            "no_papers",
            "missing_asin",
            "unsupported_claim",
            "withdrawal_only",
            "promise",
        }
        assert "many_apologies" in {finding.rule for finding in findings}
        assert not lint.ok(findings)

    @pytest.mark.parametrize(("text", "language"), [(GOOD_JA, "ja"), (GOOD_EN, "en")])
    def test_a_report_with_cause_deeds_controls_and_papers_passes(self, text, language):
        assert lint.check(text, language, self.context) == ()

    def test_the_language_is_told_by_the_text(self):
        assert found(FIRST_REPORT_JA) == found(FIRST_REPORT_JA, "ja")
        assert found(FIRST_REPORT_EN) == found(FIRST_REPORT_EN, "en")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("ignorance_as_cause", "根本原因は、規約を知らなかったことです。"),
        ("ignorance_as_cause", "原因は私の不注意でした。"),
        ("ignorance_as_cause", "The root cause is that we were not aware of the policy."),
        ("ignorance_as_cause", "It was listed by mistake."),
        ("symptom_as_cause", "原因は、お客様からクレームがあったことです。"),
        ("symptom_as_cause", "The root cause was customer complaints about the product."),
        ("symptom_as_cause", "原因は不明です。"),
        ("denial", "偽物を販売したことは一度もありません。"),
        ("denial", "身に覚えがございません。"),
        ("denial", "We have never sold counterfeit goods."),
        ("denial", "This suspension is unfair."),
        ("blame", "購入者の嫌がらせだと思います。"),
        ("blame", "同業者の仕業に違いありません。"),
        ("blame", "A competitor is attacking our listing."),
        ("blame", "The customer is lying about the product."),
        ("pleading", "家賃も払えません。"),
        ("pleading", "もう一度だけチャンスをください。"),
        ("pleading", "I have to feed my family."),
        ("pleading", "Please give us one more chance."),
        ("threat", "対応がない場合は、弁護士に相談し法的措置を取ります。"),
        ("threat", "SNSで公表します。"),
        ("threat", "We will contact our lawyer."),
        ("threat", "Otherwise we are going to the press."),
        ("shop_history", "当店は創業以来、10年間販売を続けてまいりました。"),
        ("shop_history", "評価は98%です。"),
        ("shop_history", "We have been selling on Amazon since 2012."),
        ("unsupported_claim", "仕入先は本物だと言っています。"),
        ("unsupported_claim", "すべて正規品です。"),
        ("unsupported_claim", "All our products are authentic."),
        ("vague_measure", "今後は確認を徹底いたします。"),
        ("vague_measure", "We will be more careful."),
        ("unrelated_question", "売上金はいつ入金されますか。"),
        ("unrelated_question", "When will my money be paid?"),
        ("machine_tone", "本件を真摯に受け止めております。"),
        ("machine_tone", "I hope this email finds you well."),
        ("machine_tone", "We take this matter very seriously."),
        ("emphasis", "お願いします!!"),
        ("emphasis", "PLEASE READ THIS NOW"),
        ("admits_alteration", "請求書の日付を自分で書き直してしまいました。"),
        ("admits_alteration", "I edited the date on the invoice."),
        ("gap_left", "原因は【要記入:根本原因】です。"),
        ("gap_left", "The cause was 【TO FILL IN: root cause】."),
        ("gap_left", "店舗名:○○"),
        ("gap_left", "Sincerely, [Your Name]"),
        ("secret", "パスワードは:abc123 です。"),
        ("promise", "今後は違反をしないことをお約束いたします。"),
        ("promise", "We will never do this again."),
        ("withdrawal_only", "該当商品はすべて削除しました。"),
        ("withdrawal_only", "We have removed all listings."),
    ],
)
def test_a_sentence_that_sinks_is_found_and_quoted(rule, sentence):
    findings = [finding for finding in lint.check(sentence) if finding.rule == rule]
    assert findings
    assert findings[0].quote in sentence


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("denial", "該当する在庫が残っていないことを、2019年5月7日に確認しました(別紙2)。"),
        ("denial", "The remaining units were not sold; they were returned on 7 May 2019."),
        ("blame", "購入者から外箱の相違をご指摘いただいたのは、この12個に含まれるものです。"),
        ("blame", "Buyers who received these units could not tell where they came from."),
        ("pleading", "子ども用の傘を3種類取り扱っています。"),
        ("pleading", "何卒よろしくお願い申し上げます。"),
        ("unsupported_claim", "仕入先の確認書(別紙7)に、正規品である旨の記載があります。"),
        ("unsupported_claim", "The supplier confirmed in a letter (Annex 7) that the units are genuine."),
        ("ignorance_as_cause", "対象の商品について、伝票を照合しました。"),
        ("promise", "責任者が毎週月曜日に照合し、署名します。"),
        ("promise", "The manager will sign the log every Monday."),
        ("gap_left", "在庫は〇個です。"),
        ("threat", "訴求力のある写真に差し替えました。"),
        ("shop_history", "2019年5月7日から、入荷台帳を使っています。"),
    ],
)
def test_a_sentence_that_only_looks_like_it_is_left_alone(rule, sentence):
    assert rule not in found(sentence)


class TestTheWholeLetter:
    def test_each_missing_asin_is_named(self):
        findings = lint.check(GOOD_JA, "ja", LintContext(asins=(*STORY_ASINS, "B00STORY03")))
        assert [(item.rule, dict(item.values)) for item in findings] == [("missing_asin", {"asins": "B00STORY03"})]

    def test_an_asin_in_full_width_letters_is_there(self):
        assert "missing_asin" not in found("対象はB00STORY01です。", asins=("B00STORY01",))

    def test_an_asin_nobody_asked_about_is_noticed(self):
        assert "strange_asin" in found(GOOD_JA.replace("B00STORY02", "B00STORY99"), asins=("B00STORY01",))

    def test_a_demand_that_is_passed_over_is_named_by_its_kind(self):
        findings = lint.check(GOOD_JA, "ja", LintContext(demands=(DemandKind.BANK, DemandKind.INVOICE)))
        assert [dict(item.values) for item in findings if item.rule == "demand_unanswered"] == [{"kind": "bank"}]

    def test_a_file_s_name_answers_a_demand(self):
        assert "demand_unanswered" not in found(GOOD_JA, demands=(DemandKind.BANK,), attachments=("銀行口座の証明.pdf",))

    def test_an_answer_to_one_deficit_owes_that_only(self):
        text = "2019年5月7日に、18個を返送しました(別紙4)。"
        assert not {"no_root_cause", "no_prevention"} & set(found(text, pillars=frozenset({Deficit.ACTIONS})))
        assert {"no_root_cause", "no_prevention"} <= set(found(text))

    def test_a_done_action_needs_its_date(self):
        text = GOOD_JA.replace("2018年8月4日に、", "")
        assert found(text)["undated_action"] is Severity.WARNING

    def test_a_deed_of_tomorrow(self):
        assert "done_in_future" in found(GOOD_JA, now=at(2018, 8, 2))
        assert "done_in_future" not in found(GOOD_JA, now=at(2018, 8, 7))

    def test_figures_that_changed_since_the_last_round(self):
        earlier = "小売店で購入した25個を、卸から仕入れた商品と同じSKUで納品していました。"
        findings = [item for item in lint.check(GOOD_JA, "ja", LintContext(earlier=(earlier,))) if item.rule == "contradiction"]
        assert findings[0].values["earlier"] == earlier
        assert "18個" in findings[0].quote

    @pytest.mark.parametrize(
        ("earlier", "now", "differ"),
        [
            ("2. 実行した是正措置", "3. 実行した是正措置", False),
            ("(2) 該当する購入者に返金しました。", "(3) 該当する購入者に返金しました。", False),
            ("2018年11月8日付のご連絡に回答します。", "2018年12月4日付のご連絡に回答します。", False),
            ("該当する購入者11名に返金しました。", "該当する購入者12名に返金しました。", True),
            ("留保されている金額は487,213円です。", "留保されている金額は497,213円です。", True),
        ],
    )
    def test_only_amounts_and_counts_contradict(self, earlier, now, differ):
        findings = [item for item in lint.check(now, "ja", LintContext(earlier=(earlier,))) if item.rule == "contradiction"]
        assert [item.values for item in findings] == ([{"now": now, "earlier": earlier}] if differ else [])

    def test_a_balance_seen_long_ago_wants_another_look(self):
        seen = {"now": at(2018, 9, 1), "balance_seen": at(2018, 8, 16).date()}
        assert found(GOOD_JA, **seen)["stale_balance"] is Severity.WARNING
        assert "stale_balance" not in found(GOOD_JA, **(seen | {"now": at(2018, 8, 30)}))

    def test_the_same_text_again(self):
        assert found(GOOD_JA, earlier=(GOOD_JA,))["repeats_earlier"] is Severity.ERROR
        assert "repeats_earlier" not in found(GOOD_JA, earlier=(FIRST_REPORT_JA,))
        assert "repeats_earlier" not in found(GOOD_JA, earlier=(GOOD_JA,), repeats=True)

    def test_haste_and_impatience(self):
        assert "too_soon" in found(GOOD_JA, now=at(2018, 8, 7, 10), notice_at=at(2018, 8, 7, 9))
        assert "answer_pending" in found(GOOD_JA, now=at(2018, 8, 8), pending_since=at(2018, 8, 7))
        later = at(2018, 8, 7) + timedelta(days=9)
        assert "answer_pending" not in found(GOOD_JA, now=later, pending_since=at(2018, 8, 7))

    def test_a_channel_that_the_notice_does_not_name(self):
        wrong = found(GOOD_JA, channel=ChannelKind.EMAIL, named_channels=(ChannelKind.CONSOLE,))
        assert wrong["wrong_channel"] is Severity.ERROR

    def test_a_limit_is_the_user_s(self):
        assert found(GOOD_JA, max_chars=200)["too_long"] is Severity.ERROR
        assert "too_long" not in found(GOOD_JA, max_chars=5000)
        assert "long" in found(GOOD_JA * 10, channel=ChannelKind.CONSOLE)

    def test_an_inquiry_owes_no_plan(self):
        text = "当店の売上金について、現在の金額と理由をご教示ください。"
        assert found(text, act=Act.INQUIRY) == {}

    def test_a_claim_for_money_does_not_ask_for_the_account(self):
        assert "reinstatement_in_claim" in found("アカウントの再開もお願いします。別紙1", act=Act.FUNDS_REQUEST)
        assert "reinstatement_in_claim" not in found("アカウントの再開を求めるものではありません。", act=Act.FUNDS_REQUEST)

    def test_quoted_history_is_not_checked(self):
        assert "denial" not in found(GOOD_JA + "\n> 偽物を販売したことは一度もありません。")

    def test_the_notice_s_own_words_are_not_the_seller_s(self):
        quote = "購入者の嘘ではないと判断し、すべての商品を削除しました。"
        text = GOOD_JA.replace("1. 根本原因", f"ご連絡の記載:「{quote}」\n\n1. 根本原因")
        assert "blame" in found(text)
        assert found(text, quotes=(quote,)) == {}

    def test_a_gap_is_a_gap_and_not_a_missing_cause_besides(self):
        text = "1. 根本原因\n・【要記入:根本原因】\n\n2. 実行した是正措置\n・【要記入:日付】実施:【要記入:措置】"
        assert {"no_root_cause", "no_done_action", "undated_action"} & set(found(text)) == set()
        assert "gap_left" in found(text)

    def test_errors_come_first(self):
        severities = [finding.severity for finding in lint.check(FIRST_REPORT_JA)]
        assert severities == sorted(severities, key=["error", "warning", "note"].index)

    def test_an_empty_text_is_no_letter(self):
        assert "no_root_cause" in found("", "ja")


class TestRules:
    def test_both_languages_know_the_same_rules_and_markers(self):
        assert {rule.name for rule in load("ja").rules} == {rule.name for rule in load("en").rules}
        assert set(load("ja").markers) == set(load("en").markers)

    def test_each_rule_has_its_advice(self):
        named = {rule.name for rule in load("ja").rules} | {check.__name__ for check in CHECKS}
        named = named - {"too_soon", "apologies"} | {"too_soon", "answer_pending", "long", "many_apologies"}
        for language in ("ja", "en"):
            advised = {code.partition(".")[2] for code in sentences(language).codes if code.startswith("lint.")}
            assert named <= advised

    @pytest.mark.parametrize("text", [FIRST_REPORT_JA, FIRST_REPORT_EN, GOOD_JA * 40])
    def test_advice_can_be_said(self, text):
        context = LintContext(asins=("B00STORY09",), demands=tuple(DemandKind), earlier=(text,), max_chars=10, now=at(2018, 8, 4))
        for finding in lint.check(text, "", context):
            assert sentences("ja")(finding.advice, **finding.values)
            assert sentences("en")(finding.advice, **finding.values)
