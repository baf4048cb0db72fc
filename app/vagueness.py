"""A promise names what will be done. "Keep following up" does not."""

from __future__ import annotations

import re
import unicodedata

_PHRASES = """
继续跟进 持续跟进 保持跟进 跟进 再跟进 后续跟进 及时跟进 跟进中 待跟进 跟进客户 跟进一下 继续跟 跟一下 再联系 保持联系
继续联系 联系 联系客户 联系一下 再联系一下 再沟通 继续沟通 保持沟通 沟通 沟通一下 再说 以后再说 再看 看情况 看看 待定
等 等待 等消息 等通知 等回复 等客户 等客户回复 等客户消息 再议 继续 推进 继续推进 努力 加油 尽快
尽快处理 处理 无 暂无 没有
keepfollowingup followup followupagain followuplater followupwithcustomer followupwiththecustomer continuefollowingup
continuetofollowup keepfollowup keepintouch stayintouch getintouch touchbase checkin checkback contact contactagain
contactcustomer contactthecustomer callagain calllater call wait waiting waitandsee waitforreply tbd tba none na
nothing later continue keepgoing pushforward keeppushing asap dosomething seewhathappens
"""
_VAGUE = frozenset(_PHRASES.split())
_NOISE = re.compile(r"[\W_]+")


def is_vague(promise: str) -> bool:
    """Whether `promise` names nothing that one could later say was done or not."""
    return bare(promise) in _VAGUE or len(bare(promise)) < 2


def bare(words: str) -> str:
    """The words without blanks, punctuation, case and width."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", words).casefold())
