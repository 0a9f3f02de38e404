"""Where this notice says that an answer goes: the console, a reply, or a named address.

Addresses go out of date within a year or two, so only what the notice itself names counts; never the sender's address, a
rights owner's, or one for reporting fraud.
"""

import re
from typing import Final

from classifiers.clauses import Sentence
from classifiers.document import Document
from classifiers.labels import ChannelKind
from classifiers.lines import FRAME, Role
from classifiers.reading import Channel
from classifiers.sample import Sample, SenderKind

_ADDRESS: Final = re.compile(r"(?<![\w.+@-])[a-z0-9][\w.+-]{0,63}@(?:[a-z0-9-]+\.)+[a-z]{2,18}", re.ASCII)
_AMAZON: Final = re.compile(r"@(?:[\w-]+\.)*amazon(?:\.[a-z.]+|pay\.amazon\.co\.jp|sellerservices\.com|business\.[a-z.]+)$")
_SENDING: Final = re.compile(
    r"お送り|送付|送信|ご?返信|ご?連絡|お?問い?合わせ|お申し?出|申し?立て|お寄せ|提出|申請|宛|まで|へ|窓口"
    r"|宛先|送って|送る|コンタクト|お申し?込|リクエスト|請求|\b(?:send|email|e-mail|write|contact|reply|submit"
    r"|forward|reach|appeal|address is|to:|mail|via|at|at:|requests?|with|tell)\b"
)
_NOT_AN_ANSWER: Final = re.compile(
    r"スプーフ|なりすまし|フィッシング|不審な|偽装|権利者(?:の|に|は|へ|から|より)|送信専用|返信(?:しない"
    r"|いただいても|は(?:でき|お受け|受け))|受け付けておりません|承っておりません|配信専用|登録(?:されている"
    r"|の)(?:e|メール)"
    r"|phishing|spoof|suspicious|fraudulent|scam|rights owner|complainant|retraction|unmonitored"
    r"|do not (?:reply|send|write|respond)|don't (?:reply|send|write)|cannot (?:receive|accept)|not monitored"
    r"|registered (?:with|to)|closed \S+@|not the (?:right|correct)"
)
_REFUSED: Final = re.compile(
    r"(?:宛先|アドレス)[^。]{0,14}(?:お送りいただいて|送られて|いただいて)も|(?:では"
    r"|には)、?[^。]{0,30}(?:受け付けて(?:おりません|いません)|承って|対応できません|お答えでき)"
    r"|\b(?:no longer|not (?:in use|accept|handle|process)|cannot be (?:answered|accepted)|will not be (?:read"
    r"|answered)|are deleted)\b"
)
_REPLY: Final = re.compile(
    r"(?:この|本|当)(?:e?メール|電子メール|通知|メッセージ|お知らせ|ケース|アドレス)(?:宛)?(?:へ|に|への"
    r"|宛てに|宛に|にそのまま|に対して)[^。]{0,24}?(?:ご?返信|返送|お?返事|お送り|回答|添付)|折り返し(?:ご"
    r"|お)?(?:連絡|返信|返事)|上記アドレスへのご返信|本メールに返信|返信にて|ご返信にて|(?:営業)?日以内(?:に"
    r"|で)、?ご返信ください"
    r"|\b(?:reply(?:ing)?|respond(?:ing)?|answer(?:ing)?)\s(?:directly\s)?(?:to|by)\s(?:this|the present|that"
    r"|our)\s(?:e-?mail|message|notice|mail|letter|case)|\bby (?:return|reply)\b|\breply (?:here|with)\b"
    r"|\bin (?:your|a|one) reply\b|\b(?:attach|send)\b[^.]{0,50}\b(?:to|in|here in) (?:this|the) (?:case"
    r"|e-?mail|message)\b|\bin one reply\b|\breplying to\b"
    r"|(?<!we )(?<!will )(?<!to )\breply (?:within|by \d|no later)|\bsimply reply\b"
    r"|(?:を|まで(?:に)?|に)?、?ご?返信(?:してください"
    r"|ください|をお願い|願います|くださいますよう)"
)
_NO_REPLY: Final = re.compile(
    r"返信(?:しない(?:で|よう)|いただ(?:いて|きまして)も|は(?:でき|お受け|受け付け)|されても|なさらない"
    r"|には(?:お答え|対応)|は不要|(?:は|の必要は|する必要は|いただく必要は)(?:必要)?(?:ござい|あり)ません|は要りません)|返信による[^。]{0,12}(?:承って|受け付け)|送信専用|配信専用|お答えできません"
    r"|\b(?:do not|don't|cannot|can't|please don't|not)\s(?:\w+\s)?(?:reply|respond|answer)|not monitored"
    r"|unmonitored|no-?reply|will not reply|may not (?:reply|respond|answer)|not be answered"
)
_CONSOLE: Final = re.compile(

        r"セラーセントラル|アカウント(?:健全性|ヘルス(?!スペ|サポ|チーム|支援)|ステータス|状況|・?健全)"
        r"|パフォーマンス(?:通知|ダッシュ|\s?>)|(?:申し?立て(?:る)?|異議申し?立て|アカウントを(?:再開"
        r"|再有効化)する|情報を(?:追加|送信)|訴える|appeal|新しい情報を送信)」?\s?(?:ボタン|を(?:クリック|選択|押)"
        r"|から)|ダッシュボード|バナー|専用(?:の)?フォーム|の?画面(?:から|で|より|にて)|この画面|フォーム(?:から"
        r"|に|で)|クリックして|から(?:送信|アップロード)"

        r"|seller ?central|account health|performance (?:notifications?|dashboard)|\b(?:appeal"
        r"|reactivate(?: your account)?|view appeal|submit new information|submit|dispute|upload)['\"]?\s(?:button"
        r"|link)|\b(?:click|select|choose|press|tap|hit|use)\b[^.]{0,60}\b(?:appeal|reactivate|submit|button"
        r"|banner|upload|view appeal|add information)|\bred banner|product (?:policy compliance|authenticity)"
        r"|account info|document requests?|under account|settings >|using the (?:same )?form\b|appeal (?:button"
        r"|link)|upload (?:it|them|the)\b"

        r"|」ボタン(?:を通して|を使|で)|\bwith the button\b|\b(?:through|via|using|with) ['\"](?:view appeal"
        r"|appeal|submit|reactivate|add)"
)  # fmt: skip
_ACTING: Final = re.compile(
    r"ください|下さい|いただけ|お願い|必要|できます|可能です|いただき(?:ます|たく)|送信先|提出方法|送付方法"
    r"|窓口|受付|選び|クリック|より$|[>>]|こと。?$"
    r"|\b(?:please|submit|send|upload|provide|click|select|choose|go to|open|visit|use|appeal|attach|reply"
    r"|respond|write|contact|e-?mail|via|through|from|under|you (?:can|may|must|should|need)|where:|look for"
    r"|find|sign in|log in|put|answer|complete|hand in|give|tell us|let us|do this)\b"
)
_MONITOR: Final = re.compile(
    r"(?:状態|詳細|ご自身の点数|内容)は?[^。]{0,20}(?:ご覧|確認)(?:になれ|いただけ|でき)|検索してご覧"
    r"|訂正してください|stay|shows? (?:your|the) status|counts? toward|\b(?:call|phone|telephone|ring)\b"
)


def extract(source: Sample | str | Document) -> tuple[Channel, ...]:
    """Find the channels that this notice names for an answer, each once, in the order of the text."""
    document = Document.of(source)
    if document.sample.sender_kind is SenderKind.RELAY:
        return ()
    found: dict[tuple[ChannelKind, str | None], Channel] = {}
    for index, sentence in enumerate(document.sentences):
        if sentence.role in FRAME:
            continue
        above = document.sentences[index - 1].text if index else ""
        for channel in _of_sentence(sentence, above, document):
            found.setdefault((channel.kind, channel.address), channel)
    return tuple(found.values())


def _of_sentence(sentence: Sentence, above: str, document: Document) -> list[Channel]:
    channels = _addresses(sentence, above, document)
    text = sentence.text
    quote = document.quote(sentence.start, sentence.end)
    if not channels and _REPLY.search(text) and not _NO_REPLY.search(text):
        channels.append(Channel(kind=ChannelKind.REPLY, address=None, quote=quote))
    console = _CONSOLE.search(text)
    if console and _ACTING.search(text) and not _MONITOR.search(text) and sentence.role is not Role.HEADING:
        channels.append(Channel(kind=ChannelKind.CONSOLE, address=None, quote=quote))
    return channels


def _addresses(sentence: Sentence, above: str, document: Document) -> list[Channel]:
    text = sentence.text
    found: list[Channel] = []
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".")
        around = text[max(0, match.start() - 60) : match.end() + 60]
        if not _AMAZON.search(address) or _NOT_AN_ANSWER.search(around) or _REFUSED.search(text[match.end() :][:60]):
            continue
        if _SENDING.search(around) or _SENDING.search(above[-60:]) or sentence.role is Role.FIELD:
            found.append(Channel(kind=ChannelKind.EMAIL, address=address, quote=document.quote(sentence.start, sentence.end)))
    return found
