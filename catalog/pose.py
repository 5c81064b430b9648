"""Where a camera stood and which way it looked."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pose:
    """A place on Earth (WGS 84) and a gaze; `heading_deg` is clockwise from north of the picture's centre.

    `pitch_deg` is positive upwards, `roll_deg` positive clockwise seen from behind the camera.
    Accuracies are one sigma.
    """

    longitude_deg: float
    latitude_deg: float
    altitude_m: float | None = None
    heading_deg: float | None = None
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    horizontal_accuracy_m: float | None = None
    heading_accuracy_deg: float | None = None

    def __post_init__(self) -> None:
        if not (-180 <= self.longitude_deg <= 180 and -90 <= self.latitude_deg <= 90):
            raise ValueError(f"not a position on Earth: {self.longitude_deg}, {self.latitude_deg}")
        if self.heading_deg is not None and not 0 <= self.heading_deg < 360:
            raise ValueError(f"a heading lies in [0, 360): {self.heading_deg}")
