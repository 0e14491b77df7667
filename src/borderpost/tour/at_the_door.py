"""Signing in, being refused, locking the bench, and another officer taking it over."""

from borderpost.tour.driver import expect, until
from borderpost.tour.stage import Stage

EXAMINING, APPROVING = "adeyemi", "brandt"


def see_login(stage: Stage) -> str:
    """The program begins by asking who works here."""
    panel = stage.station.login.panel
    stage.hands.at(panel.passphrase)
    expect(stage.station.window.current_screen() == "", "no screen before somebody signed in", stage.said())
    stage.picture("login")
    return f"{panel.list.model().rowCount()} officers to choose from, the passphrase field has the focus"


def mistype_passphrase(stage: Stage) -> str:
    """A wrong passphrase opens nothing, and the journal knows of it."""
    before, panel = stage.head(), stage.station.login.panel
    _choose(stage, EXAMINING)
    stage.hands.type("not the right one", panel.passphrase)
    stage.hands.press("Return")
    failed = stage.recorded("login_failed", before)
    until(lambda: bool(panel.error()), "a sentence that says what is wrong")
    expect(failed.payload["claimed"] == EXAMINING, f"a failed login of {EXAMINING}", failed.payload)
    stage.picture("wrong-passphrase")
    return f"“{panel.error()}”, journal entry {failed.sequence}"


def sign_in(stage: Stage) -> str:
    """The right passphrase opens the bench."""
    name = enter(stage, EXAMINING)
    stage.on_screen("bench")
    stage.picture("bench-waiting")
    return f"{name} is at the bench"


def enter(stage: Stage, officer: str) -> str:
    """Sign in as an officer with their own passphrase; return the name."""
    before, panel = stage.head(), stage.station.login.panel
    until(panel.submit.isEnabled, "the login to accept another attempt", panel.error)
    name = _choose(stage, officer)
    stage.hands.type(stage.passphrases[officer], panel.passphrase)
    stage.hands.press("Return")
    entry = stage.recorded("officer_logged_in", before)
    expect(entry.officer == officer, f"a login of {officer}", entry.officer)
    until(lambda: stage.station.window.current_screen() != "", "the bench to open", stage.said)
    return name


def lock(stage: Stage) -> str:
    """Locking hides the work and says whose it is."""
    before = stage.head()
    stage.hands.press("Ctrl+L")
    entry = stage.recorded("session_locked", before)
    login = stage.station.login
    until(lambda: bool(login.state()), "the login to say who locked the bench")
    expect(stage.station.window.current_screen() == "", "no screen while the bench is locked", stage.said())
    stage.picture("locked")
    return f"“{login.state()}”, journal entry {entry.sequence}"


def unlock_by_another(stage: Stage) -> str:
    """Another officer takes the bench over, and finds nothing of the first one's on it."""
    name = enter(stage, APPROVING)
    stage.hands.press("F2")
    stage.on_screen("bench")
    expect(stage.station.bench.shown() is None, "an empty bench for another officer", stage.said())
    stage.picture("other-officer")
    return f"{name} is at the bench"


def _choose(stage: Stage, officer: str) -> str:
    """Walk to an officer with the arrows, from the passphrase field; return the name."""
    panel = stage.station.login.panel
    stage.hands.at(panel.passphrase)
    count = panel.list.model().rowCount()
    for key in ["Up"] * count + ["Down"] * count:
        chosen = panel.chosen()
        if chosen is not None and chosen.officer_id == officer:
            return chosen.name
        stage.hands.press(key)
        stage.quiet()
    expect(False, f"{officer} among the officers", panel.chosen())
    return ""
