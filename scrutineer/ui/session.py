"""What the pages of one window share, handed to each by its constructor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from scrutineer.clock import stamp
from scrutineer.domain.changes import Outcome
from scrutineer.domain.dates import long_date
from scrutineer.domain.drafts import Draft
from scrutineer.operations.asking import asking
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.copies import OpenCopies
from scrutineer.operations.drafts import drafts_kept, drop_draft, keep_draft, store_draft
from scrutineer.operations.queries.context import Context, read_context
from scrutineer.progress import Progress
from scrutineer.ui.destinations import Destination
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import Failed, Operation, OpRunner
from scrutineer.ui.theme import Theme

T = TypeVar("T")


@dataclass(slots=True)
class Session:
    """An open casefile with its context, the way to operations, the theme, and the way to another page."""

    casefile: Casefile
    ops: OpRunner
    theme: Theme
    go: Callable[[Destination], None]
    tell: Callable[[str, str, str], None]
    context: Context
    drafts: dict[str, Draft] = field(default_factory=dict)
    copies: OpenCopies = field(default_factory=OpenCopies)

    @staticmethod
    def start(
        casefile: Casefile,
        ops: OpRunner,
        theme: Theme,
        go: Callable[[Destination], None],
        tell: Callable[[str, str, str], None],
    ) -> Session:
        """The session of a casefile just opened."""
        kept = {draft.form: draft for draft in drafts_kept(casefile)}
        return Session(casefile, ops, theme, go, tell, read_context(casefile), kept)

    def refresh(self) -> None:
        """Read the context again after a change."""
        self.context = read_context(self.casefile)

    def run(
        self,
        operation: Operation[T],
        *,
        done: Callable[[Outcome[T]], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run an operation on this casefile: `session.run(do(record_judgement, target=…), done=…)`."""
        self.ops.run(partial(operation, self.casefile), done=done, failed=failed)

    def record(
        self,
        form: Form,
        operation: Operation[T],
        *,
        done: Callable[[Outcome[T]], None] | None = None,
        anew: Mapping[str, object] | None = None,
        stay: tuple[str, ...] = (),
    ) -> None:
        """Run an operation on what a form holds, its draft kept until it is stored; a refusal stands in the form.

        With `anew` the form is for something new: what was stored makes room for these values, but for what is to
        `stay`. Ask `form.ready()` first: the operation's arguments are read from the fields. What of it is unlikely is
        asked about in the form, whatever the operation is, until a person says there that it is so.
        """
        sent, sure = form.sent(), form.doubt.is_so

        def stored(outcome: Outcome[T]) -> None:
            form.recorded(sent, anew=anew, stay=stay)
            if done is not None:
                done(outcome)

        def failed(error: BaseException) -> None:
            if form.about != sent.form or not form.refused(error):  # the form may show something else by now
                self.ops.failed.emit(error)

        self.run(self.storing(sent, operation, sure=sure), done=stored, failed=failed)

    def asked_about(self, operation: Operation[T], *, sure: bool) -> Operation[T]:
        """The same operation on what a person typed or pasted outside a form: what is unlikely is asked about, as a
        Doubtful, unless they are `sure`."""

        def ask(casefile: Casefile, *, progress: Progress) -> Outcome[T]:
            with asking(casefile, sure=sure):
                return operation(casefile, progress)

        return Operation(ask, (), {})

    def storing(self, sent: Draft, operation: Operation[T], *, sure: bool) -> Operation[T]:
        """The same operation, whose commit lets the draft of what it stores go: whoever asked may be gone by then.
        Unless a person is `sure`, what is unlikely is asked about."""

        def store(casefile: Casefile, *, progress: Progress) -> Outcome[T]:
            with asking(casefile, sure=sure):
                outcome = store_draft(casefile, lambda: operation(casefile, progress), draft=sent)
            held = self.drafts.get(sent.form)
            if held is not None and held.fields == sent.fields:
                self.drafts.pop(sent.form, None)
            return outcome

        return Operation(store, (), {})

    def draft_of(self, form: str) -> Draft | None:
        """What is kept of a form, if anything."""
        return self.drafts.get(form)

    def keep_draft(self, draft: Draft) -> None:
        """Keep what was typed; it is on the disk when the worker has come to it."""
        kept = replace(draft, kept=stamp(self.casefile.clock))
        self.drafts[draft.form] = kept

        def failed(error: BaseException) -> None:
            if self.drafts.get(kept.form) is kept:
                del self.drafts[kept.form]  # the disk has none of it: the form keeps it at the next turn
            self.ops.failed.emit(error)

        self.ops.run(lambda _progress: keep_draft(self.casefile, draft=kept), failed=failed)

    def drop_draft(self, form: str) -> None:
        """Let the draft of a form go."""
        if self.drafts.pop(form, None) is not None:
            self.ops.run(lambda _progress: drop_draft(self.casefile, form=form))

    def kept_at(self, draft: Draft) -> str:
        """When a draft was kept, in words: the time, and the day where that is another."""
        moment = datetime.fromisoformat(draft.kept).astimezone()
        day = "" if moment.date() == self.today() else f"{long_date(moment.date())}, "
        return f"{day}{moment:%H:%M}"

    def today(self) -> date:
        """Today, by the casefile's clock."""
        return self.casefile.clock.today()
