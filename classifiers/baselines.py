"""What a simpler reader would reach: a table of key words, word-level Naive Bayes, word counts with a neural network.

The last is the recipe of the paperless-ngx document classifier.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline

from classifiers.normalise import fold, fold_line
from classifiers.sample import Sample

Predictor = Callable[[Sequence[Sample]], list[str]]

_TABLE: Final = (
    ("not_amazon", ("無料", "セミナー", "配信停止", "楽天", "ebay", "paypal", "unsubscribe", "free consultation", "log in within", "password")),
    ("forgery_allegation", ("偽造", "改ざん", "forged", "manipulated", "altered document")),
    ("reinstatement", ("再開しました", "再開いたしました", "解除しました", "has been reinstated", "has been reactivated", "may sell again")),
    ("template_rejection", ("情報が不十分", "再開できません", "不備", "do not have enough information", "decided not to reinstate", "more information")),
    ("closure_notice", ("閉鎖されました", "一時停止いたしました", "停止しました", "has been deactivated", "selling privileges have been removed", "suspended")),
    ("funds_appeal_window", ("支払いの申請", "支払いをリクエスト", "disbursement-appeals", "request a disbursement", "eligible to request")),
    ("funds_released", ("振込", "お支払いを開始", "funds have been released", "payment is on its way")),
    ("funds_withheld", ("留保", "お支払いできません", "permanently withhold", "funds will not be")),
    ("reserve_change", ("引当金", "account level reserve", "rolling reserve")),
    ("identity_verification", ("本人確認", "公共料金", "utility bill", "verify your identity")),
    ("authenticity_inquiry", ("真贋", "請求書", "authenticity", "invoice")),
    ("inventory_notice", ("fba在庫", "返送", "removal order", "inventory")),
    ("acknowledgement", ("受け付けました", "we have received your")),
    ("policy_warning", ("ポリシー違反", "警告", "policy warning", "violation")),
)  # fmt: skip


def words(sample: Sample) -> str:
    """Subject and text of a message, folded."""
    return f"{fold_line(sample.subject)}\n{fold(sample.text).text}"


def key_words(samples: Sequence[Sample]) -> list[str]:
    """The first row of the table that has a word in the message."""
    return [_first(words(sample)) for sample in samples]


def _first(text: str) -> str:
    return next((label for label, keys in _TABLE if any(key in text for key in keys)), "other_amazon")


def naive_bayes(samples: Sequence[Sample], labels: Sequence[str]) -> Predictor:
    """Word-level multinomial Naive Bayes."""
    return _fitted(make_pipeline(CountVectorizer(), MultinomialNB(alpha=0.1)), samples, labels)


def word_network(samples: Sequence[Sample], labels: Sequence[str]) -> Predictor:
    """Counts of words and pairs of words, with a multi-layer perceptron."""
    counter = CountVectorizer(analyzer="word", ngram_range=(1, 2), min_df=0.01)
    return _fitted(make_pipeline(counter, MLPClassifier(tol=0.01, random_state=0)), samples, labels)


def _fitted(pipeline: Any, samples: Sequence[Sample], labels: Sequence[str]) -> Predictor:
    pipeline.fit([words(sample) for sample in samples], list(labels))

    def predict(asked: Sequence[Sample]) -> list[str]:
        return [str(label) for label in pipeline.predict([words(sample) for sample in asked])]

    return predict


BASELINES: Final = (("word-level Naive Bayes", naive_bayes), ("word counts + MLP (paperless)", word_network))
