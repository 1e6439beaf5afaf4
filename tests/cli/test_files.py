"""`export` and `import`: files for other programs and from this one, in a shell without a window."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.shell import Shell
from tests.demo_server import DemoServer


def test_an_export_is_what_the_server_has_and_says_where_it_is(run: Run, demo: DemoServer, tmp_path: Path) -> None:
    run("sync")
    path = tmp_path / "all.json"
    said = run("export", str(path), "--format", "json", "--from", "yesterday", "--json")
    assert (said.code, said.document["files"]) == (0, [str(path)])
    text = path.read_text(encoding="utf-8")
    day = demo.today().isoformat()
    assert json.loads(text)["values"]["steps"][day] == demo.world.value("josh", "steps", demo.today())
    secrets = (demo.base_url, demo.token("josh"), demo.client_id, demo.client_secret)
    assert not [secret for secret in secrets if secret in text]


def test_what_is_not_possible_is_said(run: Run, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "days.csv"), "--format", "csv", token=None).code == 1
    run("sync")
    said = run("export", str(tmp_path / "missing" / "days.csv"), "--format", "csv")
    assert (said.code, said.out) == (1, "")
    assert "no folder" in said.err
    assert run("export", str(tmp_path / "days.csv")).code == 2
    assert run("export", str(tmp_path / "days.xml"), "--format", "xml").code == 2
    assert run("export", str(tmp_path / "days.json"), "--format", "json", "--spreadsheet").code == 2
    assert list(tmp_path.glob("days*")) == []
    said = run("export", str(tmp_path / "days.csv"), "--format", "csv", "--spreadsheet")
    assert said.code == 0
    assert str(tmp_path / "days-attributes.csv") in said.out


def test_everything_comes_back_after_it_was_removed(run: Run, demo: DemoServer, folder: Path, tmp_path: Path) -> None:
    run("sync")
    run("add", "coffees", "+1", "--date", "yesterday")
    path = tmp_path / "all.sqlite"
    before = run("values", "steps", "--json").document
    run("export", str(path), "--format", "sqlite")
    shutil.rmtree(folder)
    assert run("values", "steps", "--json", token=None).code == 1
    trial = run("import", str(path), "--dry-run", "--json", token=None)
    assert (trial.code, trial.document["kind"]) == (0, "sqlite")
    assert run("values", "steps", "--json", token=None).code == 1
    said = run("import", str(path), "--json", token=None)
    assert (said.code, said.document["new"], said.document["refused"]) == (0, trial.document["new"], [])
    assert run("values", "steps", "--json", token=None).document == before
    assert run("outbox", "--json", token=None).document["entries"] == []
    assert run("import", str(path), token=None).out.startswith("It brought 0 values")


def test_what_cannot_be_imported_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary")
    for wrong in (path, tmp_path / "missing", tmp_path):
        said = run("import", str(wrong), token=None)
        assert (said.code, said.out) == (1, "")
        assert "Nothing was imported" in said.err
    assert run("import", str(path), "--kind", "xml").code == 2


def test_an_archive_of_exist_is_taken_for_whom_the_person_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "exist.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, value in (("coffees", 1), ("trip_2019", 1), ("mood", 4), ("mood_note", '"at the lighthouse"')):
            days = f'[{{"date": "2019-05-03", "value": {value}}}, {{"date": "{name}", "value": 1}}]'
            made.writestr(zipfile.ZipInfo(f"{name}.json", (2024, 5, 3, 12, 0, 0)), days)
    run("sync")
    asked = run("import", str(path))
    assert (asked.code, asked.out.strip()) == (1, "")
    assert "does not say whose it is" in asked.err
    assert "--yes" in asked.err
    said = run("import", str(path), "--yes", "--json").document
    assert (said["kind"], said["new"], said["made"], said["local"]) == ("exist", 4, "2024-05-03", ["trip_2019"])
    assert [one["reason"] for one in said["refused"]] == ["date"] * 4
    for name in ("coffees", "trip_2019"):
        (kept,) = run("values", name, "--to", "2019-12-31", "--json").document
        assert (kept["date"], kept["value"], kept["read"], kept["archive"]) == ("2019-05-03", 1, False, "2024-05-03")
    assert "(from your archive of 3 May 2024)" in run("values", "coffees", "--to", "2019-12-31").out
    (day,) = run("days", "--to", "2019-12-31", "--json").document
    assert (day["date"], day["mood"], day["tags"], day["read"], day["archive"]) == (
        *("2019-05-03", 4, [], False, "2024-05-03"),
    )
    assert "(from your archive of 3 May 2024)" in run("days", "--to", "2019-12-31").out
    hit = {
        "date": "2019-05-03",
        "name": "mood_note",
        "text": "at the lighthouse",
        "read": False,
        "archive": "2024-05-03",
    }
    assert run("find", "lighthouse", "--json").document == [hit]
    assert "at the lighthouse (from your archive of 3 May 2024)" in run("find", "lighthouse").out
    groups = run("today", "--date", "2019-05-03", "--json").document["groups"]
    mood = next(one for group in groups for one in group["attributes"] if one["name"] == "mood")
    assert mood["read"]  # looking at the day has read it, and that takes the archive's place
    assert run("values", "mood", "--to", "2019-12-31", "--json").document == []
    assert run("add", "trip_2019", "1").code == 1  # Exist does not have it


def test_a_shell_without_a_screen_prints(shell: Shell, tmp_path: Path) -> None:
    shell.environment["EXIST_DESKTOP_TOKEN"] = shell.demo.token("josh")
    shell.run("sync")
    path = tmp_path / "today.pdf"
    said = shell.run("export", str(path), "--format", "pdf", "--from", "today")
    assert (said.returncode, said.stderr) == (0, "")
    assert path.read_bytes().startswith(b"%PDF-")


DAYLIO = """full_date,date,weekday,time,mood,activities,note_title,note
{day},,,21:00,rad,Climbing | friends,,"a &amp; b"
{day},,,8:00,odd one,,,
"""


def test_what_another_program_has_is_entered_once_and_only_what_needs_no_asking(
    run: Run, demo: DemoServer, tmp_path: Path
) -> None:
    run("sync")
    path, mapping = tmp_path / "daylio.csv", tmp_path / "mapping.json"
    path.write_text(DAYLIO.format(day=(demo.today() + timedelta(days=1)).isoformat()), encoding="utf-8")
    trial = run("import", str(path), "--dry-run", "--json").document
    assert (trial["kind"], trial["entered"], trial["refused"]) == ("daylio", 0, [{"line": 3, "reason": "mood"}])
    said = run("import", str(path))
    assert (said.code, "Climbing" in said.err, "odd one" in said.err) == (0, True, True)
    assert run("import", str(path), "--json").document["new"] == 0
    mapping.write_text(json.dumps(trial["mapping"] | {"moods": {"rad": 1, "odd one": 1}, "columns": {}}))
    said = run("import", str(path), "--map", str(mapping), "--json")
    assert (said.code, said.document["created"], said.document["refused"]) == (0, ["Climbing", "friends"], [])
    assert run("import", str(path), "--map", str(mapping), "--json").document["new"] == 0
    mapping.write_text('{"kind": "loop"}')
    assert run("import", str(path), "--map", str(mapping)).code == 1
    mapping.write_text('{"kind": "daylio", "several": "first"}')
    assert "several" in run("import", str(path), "--map", str(mapping)).err


def test_a_file_in_another_encoding_is_read_as_it_says_or_as_the_person_says(run: Run, tmp_path: Path) -> None:
    run("sync")
    path, mapping = tmp_path / "days.csv", tmp_path / "mapping.json"
    path.write_bytes("date;Notes\r\n2019-03-04;Żółć\r\n".encode("windows-1250"))
    said = run("import", str(path), "--dry-run")
    assert "is read as Western European (Windows-1252).\nLook at these words: ¯ó³æ" in said.err
    trial = run("import", str(path), "--dry-run", "--json", "--encoding", "windows-1250").document
    assert (trial["encoding"], trial["words"], trial["new"]) == ("windows-1250", ["Żółć"], 1)
    mapping.write_text(json.dumps(trial["mapping"]))
    assert run("import", str(path), "--map", str(mapping), "--json").document["entered"] == 1
    (noted,) = run("outbox", "--json").document["entries"]
    assert noted["value"] == "Żółć"
    path.write_bytes(b"date;Notes\r\n2019-03-04;\x81\r\n")
    said = run("import", str(path), "--encoding", "windows-1252")
    assert (said.code, "Line 2 of" in said.err) == (1, True)


def test_what_is_not_known_of_another_programs_file_is_asked(run: Run, tmp_path: Path) -> None:
    run("sync")
    path = tmp_path / "days.csv"
    path.write_text("date;coffees\n03/04/2026;2\n04/05/2026;3\n")
    said = run("import", str(path))
    assert (said.code, "--map" in said.err) == (1, True)
    said = run("import", str(path), answers="y\nn\n")
    assert (said.code, "Nothing was changed" in said.err) == (1, True)
    path.write_text("date;unheard of\n2026-04-03;2\n")
    assert run("import", str(path)).code == 1
    path.write_text("kiedy;coffees\n3 listopad 2019;2\n", encoding="utf-8")
    said = run("import", str(path))
    assert (said.code, "hr (hrvatski)" in said.err) == (1, True)
    assert run("import", str(path), answers="hr\ny\n").code == 0
    (saved,) = run("values", "coffees", "--from", "2019-10-03", "--to", "2019-10-03", "--json").document
    assert saved["value"] == 2
