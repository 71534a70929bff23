"""What stops a challenge from closing, each in words."""

from __future__ import annotations

from scrutineer.domain.challenge import AWAITING_REPLY, Ending, Impact, Life, Status
from scrutineer.domain.rules import is_blank


def closing_blockers(life: Life, impact: Impact | None, ending: Ending | None, text: str) -> tuple[str, ...]:
    """What stops a challenge from closing so, each in words; empty when nothing does."""
    if not life.is_open:
        return ("it is closed already",)
    reasons = []
    if ending is None:
        reasons.append("say how it ends")
    if ending is Ending.WITHDRAWN:
        return tuple(reasons) if not is_blank(text) else ("a challenge withdrawn or superseded needs the reason",)
    reasons += _impact_blockers(impact, text)
    if ending is Ending.IMPACT and impact is not Impact.SHOWN:
        reasons.append("“impact shown” needs the impact to be shown")
    if life.status in AWAITING_REPLY | {Status.DRAFT, Status.RESPONSE, Status.NOT_ACCEPTED}:
        reasons.append(f"it stands at “{life.status.value}”: record a reply and your view of it first")
    return tuple(reasons)


def _impact_blockers(impact: Impact | None, text: str) -> list[str]:
    if impact is None:
        return ["say what changed for children, or that nothing is known to have changed"]
    if not is_blank(text):
        return []
    if impact is Impact.NONE_KNOWN:
        return ["“None known” has no explanation"]
    return ["describe what changed for children"]
