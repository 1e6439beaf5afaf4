"""Which attribute a file of Exist's archive is of, in all three generations of its names."""

from __future__ import annotations

import pytest

from exist_desktop.domain.transfer.archive_names import attribute_names

KNOWN = {"mood", "mood_note", "steps", "trip_2019", "walk", "sleep_start"}


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"mood", "mood_note", "dog_walk", "trip_2019"}, {"mood", "mood_note", "dog_walk", "trip_2019"}),
        (
            {"values_mood_2020", "values_mood_note_2021", "values_trip_2019_2020", "values_party_2018_2020"},
            {"mood", "mood_note", "trip_2019", "party_2018"},
        ),
        (
            {"a_mood", "b_mood_note", "custom_trip_2019", "custom_party_2018"},
            {"mood", "mood_note", "trip_2019", "party_2018"},
        ),
        ({"values_mood_2020", "values_mood_2021", "averages_mood_2020", "correlations_mood"}, {"mood"}),
        ({"mood", "steps", "averages", "correlations"}, {"mood", "steps"}),
        ({"values_dog_walk", "values_mood"}, {"dog_walk", "mood"}),
    ],
)
def test_names_of_the_account_come_first(files: set[str], names: set[str]) -> None:
    assert set(attribute_names(files, KNOWN).values()) == names


def test_without_any_known_name_the_look_of_all_files_tells() -> None:
    assert set(attribute_names(["mood", "mood_note"], set()).values()) == {"mood", "mood_note"}
    found = attribute_names(["values_mood_2020", "values_mood_note_2020", "averages_mood_2020"], set())
    assert set(found.values()) == {"mood", "mood_note"}
