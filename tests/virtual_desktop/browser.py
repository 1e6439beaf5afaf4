"""Stand-in for the system's browser: opens an address in a real headless Chromium and does there what a person would.

`stand_in(folder, click=…)` gives the variables with which a program opens it in place of the person's browser: an
`xdg-open` that comes first on PATH. Run as a program it takes the address as its argument and these variables:

* FAKE_BROWSER_CLICK  the buttons or links to click, one after the other, joined with commas: `Allow`, `Sign in,Allow`;
  `Close` closes the browser without an answer
* FAKE_BROWSER_SHOT   where to save a picture of the last page
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.ui import WebDriverWait

from tests.patience import PATIENCE

CLOSE = "Close"
SWITCHES = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--window-size=900,800"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
HAS_LEFT = "return !window.clickedHere && document.readyState == 'complete'"
SHIM = """#!/bin/sh
exec setsid {python} {script} "$1" >>{log} 2>&1 </dev/null &
"""


def stand_in(folder: Path, click: str = "Allow", shot: Path | None = None) -> dict[str, str]:
    """Put the stand-in into a folder and give the variables to run a program with; it logs to `browser.log` there."""
    folder.mkdir(parents=True, exist_ok=True)
    shim = folder / "xdg-open"
    log = folder / "browser.log"
    log.touch()
    quoted = {"python": sys.executable, "script": str(Path(__file__).resolve()), "log": str(log)}
    shim.write_text(SHIM.format(**{key: shlex.quote(text) for key, text in quoted.items()}), encoding="utf-8")
    shim.chmod(0o755)
    variables = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "FAKE_BROWSER_CLICK": click}
    return variables | ({"FAKE_BROWSER_SHOT": str(shot)} if shot else {})


def visit(address: str, click: str = "Allow", shot: Path | None = None) -> str:
    """Open an address, click, and give the text of the page that the clicks led to."""
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as profile:
        driver = _start(profile)
        try:
            driver.get(address)
            for name in [] if click == CLOSE else click.split(","):
                _click(driver, name)
            if shot:
                driver.save_screenshot(str(shot))
            return driver.find_element(By.TAG_NAME, "body").text
        finally:
            driver.quit()


def _start(profile: str) -> WebDriver:
    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium", "chromium-browser", "google-chrome")
    for switch in (*SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    # Named, so that Selenium does not look for one on the net.
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(_program("chromedriver")))


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(f"none of {', '.join(names)} is on PATH")
    return found


def _click(driver: WebDriver, name: str) -> None:
    """Click and wait for the page that follows."""
    named = f"//button[normalize-space()='{name}'] | //a[normalize-space()='{name}'] | //input[@value='{name}']"
    # Between two pages the browser knows neither, and says so with errors of many kinds.
    waiting = WebDriverWait(driver, PATIENCE, ignored_exceptions=[WebDriverException])
    button = waiting.until(expected.element_to_be_clickable((By.XPATH, named)))
    driver.execute_script("window.clickedHere = true")
    button.click()
    waiting.until(lambda _: driver.execute_script(HAS_LEFT))


def main() -> None:
    """Do what the variables say with the address that the argument gives, and log what the last page said."""
    shot = os.environ.get("FAKE_BROWSER_SHOT")
    text = visit(sys.argv[1], os.environ.get("FAKE_BROWSER_CLICK", "Allow"), Path(shot) if shot else None)
    print(f"the last page said: {text}", flush=True)


if __name__ == "__main__":
    main()
