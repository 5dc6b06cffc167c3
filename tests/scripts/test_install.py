"""``make`` works before anything is installed."""

import pytest

from scripts import install


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """An empty checkout; returns its folder."""
    (tmp_path / "requirements").mkdir()
    for kind in ("run", "dev"):
        (tmp_path / "requirements" / f"{kind}.txt").write_text(f"lock of {kind}")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "STAMP", tmp_path / ".venv" / "installed")
    return tmp_path


def make_installed(kind):
    install.venv_python().parent.mkdir(parents=True)
    install.venv_python().touch()
    install.STAMP.write_text(install.stamp_of(kind))


def test_a_python_without_venv_names_the_package_to_install(machine, monkeypatch):
    monkeypatch.setattr(install, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv"):
        install.main("run")


def test_an_old_python_is_refused(machine, monkeypatch):
    monkeypatch.setattr(install, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SystemExit, match="too old"):
        install.main("run")


@pytest.mark.parametrize(
    ("installed", "asked", "enough"),
    [("run", "run", True), ("dev", "run", True), ("dev", "dev", True), ("run", "dev", False)],
)
def test_what_is_installed_is_not_installed_again(machine, installed, asked, enough):
    make_installed(installed)
    assert install.already_installed(asked) is enough


def test_a_changed_lock_is_installed(machine):
    make_installed("run")
    (machine / "requirements" / "run.txt").write_text("another lock")
    assert not install.already_installed("run")
