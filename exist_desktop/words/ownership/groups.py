"""The groups of Exist as they are called until Exist has named them."""

from __future__ import annotations

from exist_desktop.words.language import Language
from exist_desktop.words.pages.sign_in import GROUPS


def group_labels(language: Language) -> dict[str, str]:
    """Returns the label of each group by its name. What is tracked by hand is a permission, and no group."""
    return {name: language.say_marked(label) for name, label in GROUPS if name != "manual"}
