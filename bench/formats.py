"""JPEG or WebP for tiles: CPU against bytes at equal SSIM, on a real panorama. `python bench/formats.py [PICTURE]`."""

import sys
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
DEFAULT = Path(__file__).parents[2] / "shared/data/street/pano_fr_vehicle/geovisio_1.jpg"
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def ssim(a_bgr: Pixels, b_bgr: Pixels) -> float:
    """Mean structural similarity of the luma (Wang et al. 2004, 11 px Gaussian window)."""
    a, b = (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32) for image in (a_bgr, b_bgr))

    def blur(image: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(cv2.GaussianBlur(image, (11, 11), 1.5), np.float32)

    mean_a, mean_b = blur(a), blur(b)
    var_a, var_b = blur(a * a) - mean_a**2, blur(b * b) - mean_b**2
    covariance = blur(a * b) - mean_a * mean_b
    ratio = (2 * mean_a * mean_b + C1) * (2 * covariance + C2) / ((mean_a**2 + mean_b**2 + C1) * (var_a + var_b + C2))
    return float(ratio.mean())


def encode(picture: Pixels, suffix: str, quality: int) -> tuple[int, float, float]:
    """Bytes, CPU seconds and SSIM of the picture cut into 720 px tiles."""
    flag = cv2.IMWRITE_JPEG_QUALITY if suffix == ".jpg" else cv2.IMWRITE_WEBP_QUALITY
    tiles = [picture[y : y + 720, x : x + 720] for y in range(0, 2880, 720) for x in range(0, 5760, 720)]
    started = time.process_time()
    encoded = [cv2.imencode(suffix, tile, [flag, quality])[1] for tile in tiles]
    cpu_s = time.process_time() - started
    rows = [np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8) for data in encoded]
    joined = np.vstack([np.hstack(rows[row * 8 : row * 8 + 8]) for row in range(4)])
    return sum(map(len, encoded)), cpu_s, ssim(picture, joined)


def main() -> None:
    """Print the table."""
    cv2.setNumThreads(1)
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    picture = np.asarray(cv2.resize(cv2.imread(str(path)), (5760, 2880)), np.uint8)
    print("| format | quality | kB | CPU-s | SSIM |\n|---|---|---|---|---|")
    for suffix, qualities in ((".jpg", (60, 65, 70, 75, 80)), (".webp", (50, 60, 70, 80))):
        for quality in qualities:
            size, cpu_s, likeness = encode(picture, suffix, quality)
            print(f"| {suffix[1:]} | {quality} | {size / 1000:.0f} | {cpu_s:.3f} | {likeness:.4f} |", flush=True)


if __name__ == "__main__":
    main()
