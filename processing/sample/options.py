"""What may be asked of a sample drive."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DriveOptions:
    """How many pictures, how large, from which seed; a picture is twice as wide as high, one is taken per second."""

    pictures: int = 38
    width_px: int = 4096
    seed: int = 14
    video: bool = True
    video_width_px: int = 1920
    video_rate_hz: int = 10

    def __post_init__(self) -> None:
        if not 1 <= self.pictures <= 40:
            raise ValueError(f"a drive has 1 to 40 pictures: {self.pictures}")
        if not 256 <= self.width_px <= 8192 or self.width_px % 64:
            raise ValueError(f"a picture is 256 to 8192 px wide, in steps of 64: {self.width_px}")
