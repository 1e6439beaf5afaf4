"""Averages on the disk: each weekday its own, the latest of each attribute, replaced as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from exist_desktop.domain.account import Account
from exist_desktop.domain.statistics.averages import UsualValue
from exist_desktop.domain.statistics.correlations import Average
from exist_desktop.store import accounts, catalogue
from exist_desktop.store.file.migrations import migrate
from exist_desktop.store.file.opening import connect
from exist_desktop.store.transaction import Transaction

MONDAY = date(2026, 11, 16)
SUNDAY = date(2026, 11, 22)
WEEK = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, None)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = connect(tmp_path / "exist.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def account(connection: sqlite3.Connection) -> Account:
    migrate(connection)
    return accounts.find_or_add(connection, "https://exist.example", "josh")


def test_a_weekday_without_one_has_that_of_all_days(connection: sqlite3.Connection, account: Account) -> None:
    catalogue.put_averages(Transaction(connection, account), [Average("steps", MONDAY, 3.5, WEEK)], 1.0)
    assert catalogue.averages(Transaction(connection, account), MONDAY) == {
        "steps": UsualValue(1.0, MONDAY, made=MONDAY)
    }
    assert catalogue.averages(Transaction(connection, account), SUNDAY) == {"steps": UsualValue(3.5, made=MONDAY)}


def test_the_latest_counts_in_whatever_order_they_come(connection: sqlite3.Connection, account: Account) -> None:
    former = Average("steps", MONDAY - timedelta(days=7), 1.0, (9.0,) * 7)
    catalogue.put_averages(Transaction(connection, account), [Average("steps", MONDAY, 3.5, WEEK), former], 1.0)
    assert catalogue.averages(Transaction(connection, account), MONDAY) == {
        "steps": UsualValue(1.0, MONDAY, made=MONDAY)
    }


def test_what_is_not_told_any_more_goes(connection: sqlite3.Connection, account: Account) -> None:
    other = accounts.find_or_add(connection, "https://exist.example", "belinda")
    for one in (account, other):
        catalogue.put_averages(Transaction(connection, one), [Average("steps", MONDAY, 3.5, WEEK)], 1.0)
    catalogue.put_averages(Transaction(connection, account), [], 2.0)
    assert catalogue.averages(Transaction(connection, account), MONDAY) == {}
    assert catalogue.averages(Transaction(connection, other), MONDAY) != {}
