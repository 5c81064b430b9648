"""Reading a town's addresses, good lines and bad."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from ruelle.catalog.addresses import LINE_CEILING_BYTES, read_addresses
from ruelle.catalog.errors import InputError
from ruelle.catalog.model import Address, Dropped

COLUMNS = (
    "cle_interop;uid_adresse;voie_nom;lieudit_complement_nom;numero;suffixe;commune_insee;commune_nom;position;"
    "x;y;long;lat;source;date_der_maj;certification_commune"
)


def line(**fields: object) -> str:
    """A line of the file, good but for what is given."""
    filled = {"voie_nom": "Rue du Prieuré", "numero": 12, "commune_nom": "Ville", "long": -0.37, "lat": 49.14} | fields
    return ";".join(str(filled.get(column, "")) for column in COLUMNS.split(";"))


def read(folder: Path, *lines: str, header: str = COLUMNS, encoding: str = "utf-8") -> list[Address | Dropped]:
    path = folder / "bal.csv"
    path.write_bytes("\r\n".join((header, *lines)).encode(encoding))
    return list(read_addresses(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_good_line_is_an_address(tmp_path: Path, encoding: str) -> None:
    expected = Address("12 bis", "Rue du Prieuré", "Ville", -0.37, 49.14)
    assert read(tmp_path, line(suffixe="bis"), encoding=encoding) == [expected]


def test_commas_separate_too(tmp_path: Path) -> None:
    found = read(tmp_path, '12,"Rue de l’Église, haute",-0.37,49.14', header="numero,voie_nom,long,lat")
    assert found == [Address("12", "Rue de l’Église, haute", "", -0.37, 49.14)]


def test_a_street_without_numbers_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, line(numero=99999)) == [Address("", "Rue du Prieuré", "Ville", -0.37, 49.14)]


def test_an_address_with_several_positions_is_one(tmp_path: Path) -> None:
    assert len(read(tmp_path, line(), line(position="entrée", lat=49.2), line(numero=13))) == 2


def test_lambert_93_stands_in_for_degrees(tmp_path: Path) -> None:
    (found,) = read(tmp_path, line(long="", lat="", x="700000", y="6600000"))
    assert isinstance(found, Address)
    # IGN: the origin of Lambert-93 is 3° east, 46.5° north at 700 km, 6600 km
    assert (round(found.longitude_deg, 7), round(found.latitude_deg, 7)) == (3.0, 46.5)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (line(numero=""), "address-incomplete"),
        (line(numero="twelve"), "address-incomplete"),
        (line(voie_nom=" "), "address-incomplete"),
        (line(long="", lat=""), "address-without-place"),
        (line(long="nan"), "address-without-place"),
        (line(long=200), "address-without-place"),
        (line(long=0, lat=0), "address-without-place"),
        (line(long="", x=1, y=1), "address-without-place"),
        ("a;b", "address-incomplete"),
        ('"' + "x" * LINE_CEILING_BYTES * 3, "address-incomplete"),
    ],
)
def test_a_bad_line_stops_nothing_and_is_named(tmp_path: Path, bad: str, code: str) -> None:
    first, dropped, last = read(tmp_path, line(numero=1), bad, line(numero=3))
    assert isinstance(first, Address)
    assert isinstance(last, Address)
    assert isinstance(dropped, Dropped)
    assert (dropped.name, dropped.failure.code) == ("bal.csv:3", code)


def test_another_encoding_is_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path, line(), encoding="latin-1")
    assert isinstance(found, Dropped)
    assert found.failure.code == "address-not-utf8"


@pytest.mark.parametrize("header", ["", "a;b;c", "voie_nom;numero", "long;lat;x;y", "\0\0\0"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, header: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, line(), header=header)
    assert caught.value.failure.code == "addresses-columns-missing"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        list(read_addresses(tmp_path / "gone.csv"))
    assert caught.value.failure.details["file"] == "gone.csv"


@given(st.binary(max_size=300))
@hypothesis(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_follows_the_header_is_read_or_dropped(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bal.csv"
    path.write_bytes(COLUMNS.encode() + b"\n" + content)
    assert all(isinstance(found, Address | Dropped) for found in read_addresses(path))
