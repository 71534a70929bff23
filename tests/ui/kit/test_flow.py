"""A row that goes on in the next line: nothing is cut, nothing lies on anything else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel, QWidget

from scrutineer.ui.kit.flow import flow


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(widths=st.lists(st.integers(10, 200), min_size=1, max_size=12), room=st.integers(200, 700))
def test_no_part_is_cut_and_none_lies_on_another(qapp, widths, room):
    parts = []
    for width in widths:
        parts.append(QWidget())
        parts[-1].setFixedSize(width, 20)
    row = flow(*parts)
    height = row.layout().heightForWidth(room)
    row.resize(room, height)
    row.layout().setGeometry(row.rect())
    boxes = [part.geometry() for part in parts]
    assert all(row.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert boxes == sorted(boxes, key=lambda box: (box.y(), box.x()))
    row.deleteLater()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["hide", "show", "widen", "word", "add", "take"]), st.integers(0, 9), st.integers(10, 200)),
        max_size=15,
    ),
    room=st.integers(100, 500),
)  # fmt: skip
def test_what_is_remembered_of_its_size_is_what_another_one_measures(qapp, steps, room):
    parts = [QLabel(f"part {n}") for n in range(3)]
    row = flow(*parts)

    def twin(part):
        made = QLabel(part.text())
        made.setHidden(part.isHidden())
        if part.minimumWidth() == part.maximumWidth():
            made.setFixedWidth(part.minimumWidth())
        return made

    def measured(layout):
        return layout.heightForWidth(room), layout.sizeHint(), layout.minimumSize()

    for act, which, number in steps:
        measured(row.layout())
        if act == "add":
            parts.append(QLabel("added"))
            row.layout().addWidget(parts[-1])
        elif act == "take" and parts:
            taken = parts.pop(which % len(parts))
            row.layout().removeWidget(taken)
            taken.deleteLater()
        elif parts:
            part = parts[which % len(parts)]
            {
                "hide": part.hide, "show": part.show, "widen": lambda p=part, n=number: p.setFixedWidth(n),
                "word": lambda p=part, n=number: p.setText("w" * (n // 8)),
            }[act]()  # fmt: skip
        another = flow(*map(twin, parts))
        assert measured(row.layout()) == measured(another.layout())
        another.deleteLater()
    row.deleteLater()


@pytest.mark.parametrize("hidden", [0, 1])
def test_what_is_hidden_takes_no_room(qapp, hidden):
    parts = [QWidget(), QWidget()]
    for part in parts:
        part.setFixedSize(100, 20)
    row = flow(*parts)
    both = row.layout().sizeHint().width()
    parts[hidden].hide()
    assert row.layout().sizeHint().width() == 100 < both
    row.deleteLater()


@pytest.mark.parametrize(("room", "line"), [(330, 0), (300, 1), (120, 1)])
def test_a_label_goes_on_in_the_next_line_with_the_field_that_it_names(qapp, room, line):
    first, by, field = QWidget(), QLabel("By"), QWidget()
    for part, width in ((first, 150), (by, 40), (field, 110)):
        part.setFixedSize(width, 20)
    row = flow(first, by, field)
    row.resize(room, 80)
    row.layout().setGeometry(row.rect())
    assert [part.y() // 28 for part in (by, field)] == ([line] * 2 if room > 150 else [1, 2])
    row.deleteLater()
