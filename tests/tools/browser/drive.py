"""Goes through the desk with a real browser. See drive."""

import json
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

PATIENCE = 30.0
# The key under which WebDriver hands over an element.
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """A browser, spoken to by W3C WebDriver."""

    def __init__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        port = None
        while port is None:
            line = self.driver.stdout.readline()
            if not line:
                raise SystemExit("chromedriver did not start")
            if "started successfully on port" in line:
                port = line.rstrip().rstrip(".").rsplit(" ", 1)[1]
        self.base = f"http://127.0.0.1:{port}"
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        options = {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}
        self.session = f"/session/{self.call('POST', '/session', {'capabilities': options})['sessionId']}"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base + path, data=data, method=method, headers={"content-type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error

    def ask(self, method, path, body=None):
        return self.call(method, self.session + path, body)

    def go(self, address):
        self.ask("POST", "/url", {"url": address})

    def address(self):
        return self.ask("GET", "/url")

    def run(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_until_told(self, script, *arguments):
        return self.ask("POST", "/execute/async", {"script": script, "args": list(arguments)})

    def wait(self, script, *arguments):
        """What a script gives as soon as it gives something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = self.run(script, *arguments)
            if found:
                return found
            time.sleep(0.05)
        raise SystemExit(f"waited in vain at {self.address()} for: {script} {arguments}")

    def emulate(self, width, scheme):
        parameters = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": parameters})
        features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": features})

    def press(self, key):
        down = {"type": "keyDown", "value": key}
        up = {"type": "keyUp", "value": key}
        self.ask("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": [down, up]}]})

    def click(self, script, *arguments):
        """Clicks on what a script finds, as a person does: where it stands in view."""
        element = self.wait(script, *arguments)
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        move = {"type": "pointerMove", "origin": element, "x": 0, "y": 0, "duration": 0}
        press, let_go = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        pointer = {"type": "pointer", "id": "mouse", "actions": [move, press, let_go]}
        self.ask("POST", "/actions", {"actions": [pointer]})

    def quit(self):
        try:
            self.ask("DELETE", "")
        finally:
            self.driver.kill()


SPOT = """return [...document.querySelectorAll("a.spot")].find(
  (spot) => new URL(spot.getAttribute("href"), location.href).searchParams.get("figure") === arguments[0])"""
TREE = """const figure = document.getElementById("figure");
  return figure && figure.dataset.id === arguments[0] ? figure.innerText : null"""


def morning(browser, address, root, steps):
    """What a chief does in a morning. `steps` names what is looked at and what is changed on disk meanwhile."""
    seen = {}
    base = address.split("/open")[0]
    browser.go(address)
    browser.wait("return document.querySelector('.year')")
    seen["opened"] = browser.address().removeprefix(base)
    stage = "return [...document.querySelectorAll('.year h2 a')].find((one) => one.innerText === arguments[0])"
    seen["stages"] = browser.run("return [...document.querySelectorAll('.year > li')].map((one) => one.innerText)")
    browser.click(stage, steps["stage"])
    paper = "return [...document.querySelectorAll('.list a')].find((one) => one.innerText.startsWith(arguments[0]))"
    browser.click(paper, steps["paper"])
    browser.wait("return document.querySelector('svg image')")
    seen["paper"] = browser.run("return document.querySelector('h1').innerText")
    seen["pages"] = browser.run("return document.querySelectorAll('.sheet').length")
    seen["trees"] = {}
    for figure in steps["figures"]:
        browser.click(SPOT, figure)
        seen["trees"][figure] = browser.wait(TREE, figure)
        # What is folded is text too; it is unfolded as by a click.
        browser.run("document.querySelectorAll('#figure details').forEach((one) => { one.open = true })")
        seen["trees"][figure] = browser.run(TREE, figure)
    browser.press("\ue00c")
    browser.wait("return !document.getElementById('figure').dataset.id")
    label = "return arguments[0] && document.querySelector(`a.spot[href*='${arguments[0]}']`)?.getAttribute('aria-label')"
    changed = steps["change"]
    spot = urllib.request.quote(changed["figure"])
    seen["before"] = browser.run(label, spot)
    pictures = "return [...document.querySelectorAll('svg image')].map((one) => one.getAttribute('href'))"
    before = browser.run(pictures)
    file = pathlib.Path(root) / changed["file"]
    original = file.read_bytes()
    file.write_bytes(original.replace(changed["old"].encode(), changed["new"].encode(), 1))
    told = "const now = document.querySelector(`a.spot[href*='${arguments[0]}']`); "
    told += "return now && now.getAttribute('aria-label') !== arguments[1] ? now.getAttribute('aria-label') : null"
    seen["after"] = browser.wait(told, spot, seen["before"])
    after = browser.run(pictures)
    seen["drawn_again"] = [nth + 1 for nth, pair in enumerate(zip(before, after)) if pair[0] != pair[1]]
    file.write_bytes(original)
    browser.press("\ue014")
    browser.wait("return document.querySelector('h1').innerText !== arguments[0]", seen["paper"])
    seen["next"] = browser.run("return document.querySelector('h1').innerText")
    for name in ["findings", "last-year", "returns", "sending", "log"]:
        browser.go(f"{base}/{name}")
        seen[name] = browser.wait("return document.querySelector('main').innerText")
    browser.press("/")
    browser.wait("return document.activeElement.id === 'q'")
    browser.go(f"{base}/search?q={urllib.request.quote(steps['search'])}")
    seen["search"] = browser.wait("return document.querySelector('main').innerText")
    browser.go(f"{base}{steps['letter']}")
    seen["letter"] = browser.wait("return document.querySelector('main').innerText")
    file.write_bytes(original.replace(changed["old"].encode(), changed["new"].encode(), 1))
    browser.go(base)
    browser.click("return document.querySelector(`a[aria-label='${arguments[0]}の差分']`)", steps["stage"])
    browser.wait("return document.querySelector('[data-view=\"3\"]')")
    browser.press("3")
    seen["difference"] = browser.wait("return document.querySelector('ins') && document.querySelector('main').innerText")
    figure = "return [...document.querySelectorAll('tbody a')].find((one) => one.href.includes(arguments[0]))"
    browser.click(figure, spot)
    seen["differing"] = browser.wait(TREE, changed["figure"])
    file.write_bytes(original)
    return seen


def approve(browser, address, way, by):
    """Approves a stage as a chief does, and says what was asked and how it stands then."""
    base = address.split("/open")[0]
    browser.go(address)
    browser.wait("return document.querySelector('.year')")
    browser.go(base + way)
    seen = {"before": browser.wait("return document.querySelector('main').innerText")}
    field = browser.wait("return document.querySelector('.ask #by')")
    browser.ask("POST", f"/element/{field[ELEMENT]}/value", {"text": by})
    browser.click("return document.querySelector('.ask button')")
    browser.wait("return document.querySelector('.ask input[name=sure]')")
    seen["asked"] = browser.run("return document.querySelector('.ask').innerText")
    browser.click("return document.querySelector('.ask button')")
    done = "return document.querySelector('.ask') ? null : document.querySelector('main').innerText"
    seen["after"] = browser.wait(done)
    return seen


def access(browser, address, axe, pages):
    """What axe finds on pages, wide and light, narrow and dark, and where a page is wider than its window."""
    base = address.split("/open")[0]
    if not address.startswith("file:"):
        browser.go(address)
        browser.wait("return document.querySelector('.year')")
    found, looked = [], 0
    script = "const done = arguments[0]; axe.run().then((all) => done([all.passes.length, all.violations.map("
    script += "(one) => `${one.impact} ${one.id}: ${one.nodes[0].html} ${one.nodes[0].failureSummary}`)]))"
    # What is wrong with colours doesn't hang on the width, and what is wrong with the width not on the colours.
    for width, scheme in [(1300, "light"), (390, "dark")]:
        browser.emulate(width, scheme)
        for page in pages:
            browser.go(base + page)
            browser.wait("return document.querySelector('h1')")
            browser.run(axe)
            passed, violations = browser.run_until_told(script)
            looked += passed > 0
            found += [f"{page} {width} {scheme}: {violation}" for violation in violations]
            room = browser.run("return document.documentElement.scrollWidth")
            if room > width:
                found.append(f"{page} {width} {scheme}: {room} wide")
    return {"looked": looked, "found": found}


def main():
    axe, kind, address, *rest = sys.argv[1:]
    browser = Browser()
    try:
        if kind == "morning":
            seen = morning(browser, address, rest[0], json.loads(rest[1]))
        elif kind == "approve":
            seen = approve(browser, address, *rest)
        else:
            seen = access(browser, address, pathlib.Path(axe).read_text(encoding="utf-8"), rest)
        json.dump(seen, sys.stdout, ensure_ascii=False, indent=1)
    finally:
        browser.quit()


main()
