"""All scenes by name; the part before the slash is the page or dialog that they show."""

from __future__ import annotations

from tests.pictures import (
    scenes_attributes,
    scenes_find,
    scenes_help,
    scenes_history,
    scenes_insights,
    scenes_others,
    scenes_outbox,
    scenes_ownership,
    scenes_quick,
    scenes_relations,
    scenes_settings,
    scenes_today,
)
from tests.pictures.stage import Scene

SCENES: dict[str, Scene] = (
    scenes_today.SCENES
    | scenes_history.SCENES
    | scenes_insights.SCENES
    | scenes_relations.SCENES
    | scenes_attributes.SCENES
    | scenes_outbox.SCENES
    | scenes_quick.SCENES
    | scenes_settings.SCENES
    | scenes_find.SCENES
    | scenes_help.SCENES
    | scenes_ownership.SCENES
    | scenes_others.SCENES
)
