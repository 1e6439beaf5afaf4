"""The sign-in page and its error page: plain HTML without a script, light or dark as the system is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from exist_desktop.demo.people.catalogue import GROUPS
from exist_desktop.demo.people.people import Person

_STYLE = """
:root { color-scheme: light dark; --back: #f5f5f1; --card: #fff; --line: #deded8; --text: #1c2220; --quiet: #5d6663;
  --accent: #0b6e6e; --tint: #dcefed; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --back: #16191a; --card: #1f2426; --line: #363d3f; --text: #eceeec;
  --quiet: #a3acaa; --accent: #6fd0c8; --tint: #1d3b3a; --on: #10201f; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--back);
  color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", sans-serif; }
main { width: 100%; max-width: 30rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
  padding: 2rem; }
.brand { margin: 0 0 1.25rem; color: var(--quiet); font-size: .875rem; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
h2, legend, summary { margin: 0 0 .5rem; padding: 1rem 0 0; font-size: .9375rem; font-weight: 600; }
p { margin: 0 0 .75rem; }
fieldset { border: 0; margin: 0; padding: 0; }
label { display: flex; gap: .75rem; align-items: center; padding: .75rem 1rem; margin-bottom: .5rem; cursor: pointer;
  border: 1px solid var(--line); border-radius: .75rem; }
label:has(:checked) { border-color: var(--accent); background: var(--tint); }
label small { display: block; color: var(--quiet); }
input { accent-color: var(--accent); width: 1.125rem; height: 1.125rem; margin: 0; }
details label { padding: .375rem .75rem; margin-bottom: .25rem; }
summary { cursor: pointer; color: var(--accent); }
ul { margin: 0; padding-left: 1.25rem; }
li { margin-bottom: .5rem; }
.acts { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
button { flex: 1 1 8rem; min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; font-weight: 600; cursor: pointer;
  border: 1px solid var(--line); border-radius: .75rem; background: transparent; color: var(--text); }
button.main { background: var(--accent); border-color: var(--accent); color: var(--on); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.foot { margin: 1.25rem 0 0; color: var(--quiet); font-size: .875rem; }
"""


TICKS = "ticks"
"""The field that says that the form has a tick for each scope, so that one without a tick is not granted."""


PROOF = "proof"
"""The field by which the server recognises its own page."""


def consent_page(
    client: str, scopes: Iterable[str], action: str, people: Iterable[Person], user: str, proof: str
) -> str:
    """Returns the page that asks for consent. Nobody has an account here, so the person also chooses one."""
    name = escape(client)
    choices = "".join(_choice(person, chosen=person.username == user) for person in people)
    ticks = "".join(_tick(scope, sentence) for scope, sentence in _labelled(frozenset(scopes)))
    request_handler = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences(frozenset(scopes)))
    return _page(
        f"Allow {name}?",
        f"""<h1>{name} asks to use your Exist account</h1>
<form method="post" action="{escape(action)}"><input type="hidden" name="{PROOF}" value="{escape(proof)}">
<fieldset><legend>Sign in as</legend>{choices}</fieldset>
<h2>{name} would be able to</h2>
<ul>{request_handler}</ul>
<details><summary>Choose what to allow</summary><input type="hidden" name="{TICKS}" value="1">{ticks}</details>
<div class="acts"><button class="main" name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button></div>
</form>
<p class="foot">This is a demo on your own computer. The people are made up, and nothing leaves this machine.</p>""",
    )


def problem_page(text: str) -> str:
    """Returns the page that says why the person cannot be sent back to the application."""
    return _page(
        "Sign-in is not possible",
        f"<h1>Sign-in is not possible</h1><p>{escape(text)}</p><p>You can close this page.</p>",
    )


def sentences(scopes: frozenset[str]) -> list[str]:
    """Returns sentences for what the scopes allow."""
    told = ["See your profile: your name, time zone and units."]
    if reads := _labels(scopes, "read"):
        told.append(f"See what you track in {reads}.")
    if "manual_read" in scopes:
        told.append("See everything that you track by hand.")
    if writes := _labels(scopes, "write"):
        told.append(f"Create attributes, take them over and change their values in {writes}.")
    if "manual_write" in scopes:
        told.append("Take over and change everything that you track by hand.")
    return told


def _labels(scopes: frozenset[str], what: str) -> str:
    labels = [group.label for group in GROUPS.values() if f"{group.name}_{what}" in scopes]
    if len(labels) == len(GROUPS):
        return "all groups"
    return ", ".join(labels)


def _labelled(scopes: frozenset[str]) -> list[tuple[str, str]]:
    acts = (("read", "See"), ("write", "Change"))
    known = [(group.name, group.label) for group in GROUPS.values()] + [("manual", "everything tracked by hand")]
    pairs = [(f"{name}_{what}", f"{act} {label}") for name, label in known for what, act in acts]
    return [(scope, sentence) for scope, sentence in pairs if scope in scopes]


def _tick(scope: str, sentence: str) -> str:
    return (
        f'<label><input type="checkbox" name="scope" value="{escape(scope)}" checked>'
        f"<span>{escape(sentence)}</span></label>"
    )


def _choice(person: Person, *, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    place = person.timezone.rpartition("/")[2]
    return (
        f'<label><input type="radio" name="user" value="{escape(person.username)}"{checked}>'
        f"<span>{escape(person.full_name)}<small>@{escape(person.username)} · {escape(place)}</small></span></label>"
    )


def _page(title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Exist demo</title><style>{_STYLE}</style></head>
<body><main><p class="brand">Exist demo</p>{content}</main></body></html>
"""
