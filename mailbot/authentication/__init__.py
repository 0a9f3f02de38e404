"""Is it Amazon's? Verdicts with reasons; pure but for the key lookup that is handed in."""

from mailbot.authentication.judge import VERSION, judge
from mailbot.authentication.statements import propose_authserv_ids
from mailbot.authentication.trust import Resolver, Trust

__all__ = ["VERSION", "Resolver", "Trust", "judge", "propose_authserv_ids"]
