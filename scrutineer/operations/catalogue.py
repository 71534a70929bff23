"""The frameworks that ship, as plain data."""

from __future__ import annotations

from typing import Any

from scrutineer.frameworks import loader


def frameworks(framework_id: str = "") -> list[dict[str, Any]]:
    """Every framework shipped, or the one asked for, with its steps and lines of enquiry."""
    ids = [framework_id] if framework_id else list(loader.framework_texts())
    return [_plain(loader.framework_text(one)) for one in ids]


def _plain(text: str) -> dict[str, Any]:
    framework = loader.parse_framework(text)
    return {
        "id": framework.id,
        "version": framework.version,
        "title": framework.title,
        "source": framework.source,
        "note": framework.note,
        "steps": [
            {
                "id": step.target,
                "title": step.title,
                "label": step.label,
                "wording_confirmed": step.confirmed,
                "lines": [
                    {"id": line.target, "question": line.question, "evidence": line.evidence} for line in step.lines
                ],
            }
            for step in framework.steps
        ],
    }


def in_words(shown: list[dict[str, Any]], whole: bool) -> str:
    """The frameworks as lines of text."""
    lines: list[str] = []
    for framework in shown:
        lines += [
            f"{framework['id']}  {framework['title']} ({framework['version']})",
            f"    {framework['source']}",
        ]
        if whole:
            lines.append(f"    {framework['note']}")
            for step in framework["steps"]:
                unsure = "" if step["wording_confirmed"] else "  (wording to be confirmed)"
                lines.append(f"\n{step['id']}  {step['title']}{unsure}")
                lines += [f"  {line['id'].split(':')[1]}  {line['question']}" for line in step["lines"]]
    return "\n".join(lines)
