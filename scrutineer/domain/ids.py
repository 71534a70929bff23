"""Identities, so that one kind of id cannot be passed for another."""

from __future__ import annotations

from typing import NewType

AgencyId = NewType("AgencyId", int)
SeatId = NewType("SeatId", int)
CycleId = NewType("CycleId", int)
EvidenceId = NewType("EvidenceId", int)
LinkId = NewType("LinkId", int)
ReturnId = NewType("ReturnId", int)
AnswerId = NewType("AnswerId", int)
JudgementId = NewType("JudgementId", int)
ChallengeId = NewType("ChallengeId", int)
VoiceId = NewType("VoiceId", int)
PriorityId = NewType("PriorityId", int)
OutcomeId = NewType("OutcomeId", int)
PackId = NewType("PackId", int)
LedgerId = NewType("LedgerId", int)
IssueId = NewType("IssueId", int)
EventId = NewType("EventId", int)
PieceId = NewType("PieceId", int)
FindingId = NewType("FindingId", int)
ActivityId = NewType("ActivityId", int)
ContractId = NewType("ContractId", int)
RecommendationId = NewType("RecommendationId", int)
ReviewId = NewType("ReviewId", int)
GroupId = NewType("GroupId", int)
InspectionId = NewType("InspectionId", int)
IndicatorId = NewType("IndicatorId", int)

TargetId = NewType("TargetId", str)
"""A step or line of enquiry of a framework: "six-steps:4" or "six-steps:4c"."""
