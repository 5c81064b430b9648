"""What tests of the processing wing may ask for."""

from pathlib import Path

import pytest
from ruelle.processing.detection.detectors import Detectors
from ruelle.processing.detection.weights import prepare_models


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder as `ruelle models` leaves it; not to be changed."""
    folder = tmp_path_factory.mktemp("models")
    prepare_models(folder)
    return folder


@pytest.fixture(scope="session")
def detectors(models_folder: Path) -> Detectors:
    """The detectors, started once for all tests."""
    return Detectors.load(models_folder)
