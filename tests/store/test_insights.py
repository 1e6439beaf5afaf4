"""Insights are shown as sentences: one without a sentence is not shown at all."""

from __future__ import annotations

from datetime import date

from exist_desktop.domain.statistics.correlations import Insight
from exist_desktop.store.repositories import findings
from tests.store.notebook import TODAY, Notebook, with_notebook


@with_notebook
async def test_an_insight_without_words_is_no_empty_line(book: Notebook) -> None:
    said, silent = (
        Insight("2026-11-22T05:00:00Z", kind, 2, text, TODAY, None) for kind, text in (("a", "More."), ("b", ""))
    )
    await book.store.write(book.account, lambda tx: findings.put_insights(tx, (silent, said), TODAY, TODAY))
    assert await book.store.read(book.account, lambda tx: findings.insights(tx, date.min)) == (said,)
