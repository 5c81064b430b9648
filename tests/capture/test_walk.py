import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruelle.capture import walk
from ruelle.capture.walk import Refused, find_files, safe_name


def names(*paths: Path) -> list[str]:
    return [found.name for found in find_files(paths) if isinstance(found, Path)]


def test_files_come_in_order_of_name_and_once(tmp_path: Path) -> None:
    for name in ("b/2.jpg", "a/1.jpg", "a/.hidden/x.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert names(tmp_path, tmp_path / "a", tmp_path / "a/1.jpg") == ["1.jpg", "2.jpg"]


def test_links_that_go_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.jpg").write_bytes(b"x")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "a/self").symlink_to("self")
    found = list(find_files([tmp_path]))
    assert [each.failure.code for each in found if isinstance(each, Refused)] == ["file-unreadable"]
    assert names(tmp_path) == ["1.jpg"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert names(tmp_path) == []


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    (found,) = find_files([tmp_path / "gone"])
    assert isinstance(found, Refused)
    assert (found.failure.code, found.failure.details) == ("path-missing", {"file": "gone"})


def test_a_folder_nested_deeper_than_python_recurses(tmp_path: Path) -> None:
    root = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=root)
        deeper = os.open("d", os.O_RDONLY, dir_fd=root)
        os.close(root)
        root = deeper
    os.close(root)
    try:
        assert names(tmp_path) == []
    finally:
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # shutil and pytest recurse, and fail


def test_too_many_files_stop_the_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for rank in range(3):
        (tmp_path / f"{rank}.jpg").write_bytes(b"x")
    monkeypatch.setattr(walk, "FILES_CEILING", 2)
    *files, last = find_files([tmp_path])
    assert len(files) == 2
    assert isinstance(last, Refused)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\evil.jpg", ".._.._evil.jpg"),
        ("a\nb\x1b[31m.jpg", "a_b_[31m.jpg"),
        ("...", "unnamed"),
        ("é" * 250 + ".jpg", "é" * 196 + ".jpg"),
        (os.fsdecode(b"caf\xe9.jpg"), "caf\ufffd.jpg"),
    ],
)
def test_names_become_safe(name: str, safe: str) -> None:
    assert safe_name(Path(name)) == safe


@given(st.binary(min_size=1, max_size=300).filter(lambda name: b"\0" not in name))
def test_every_name_is_bare_and_valid(name: bytes) -> None:
    safe = safe_name(Path(os.fsdecode(name)))
    assert safe not in ("", ".", "..")
    assert not set(safe) & set("/\\\n\r\t\x1b")
    assert len(safe.encode()) <= 4 * walk.NAME_CEILING
