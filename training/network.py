"""The detector: a small convolutional network without anchors, looking at strides of 4, 8 and 16 pixels."""

import torch
from torch import Tensor, nn
from torch.nn import functional

STRIDES = (4, 8, 16)
CLASSES = ("plate", "face")
_LARGEST_LOG = 5.0


class Step(nn.Sequential):
    """Convolution, normalisation, rectifier."""

    def __init__(self, inward: int, outward: int, *, kernel: int = 3, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inward, outward, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(outward, eps=1e-3, momentum=0.03),
            nn.ReLU(inplace=True),
        )


class Residual(nn.Module):
    """Two steps that are added to what came in."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.second = Step(width, width), Step(width, width)

    def forward(self, x: Tensor) -> Tensor:
        """The same shape."""
        deeper: Tensor = self.second(self.first(x))
        return x + deeper


class Head(nn.Module):
    """Scores and boxes of one grid, (B, 2 + 4, H, W): logits, offset and logarithm of size in strides."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = Step(width, width)
        self.score = nn.Conv2d(width, len(CLASSES), 1)
        self.box = nn.Conv2d(width, 4, 1)
        nn.init.constant_(self.score.bias, -4.6)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        """See the class."""
        x = self.body(x)
        return torch.cat([self.score(x), self.box(x)], dim=1)


class Detector(nn.Module):
    """Pictures (B, 3, H, W), RGB 0..1, to three grids of `Head` outputs."""

    def __init__(
        self, widths: tuple[int, int, int, int] = (32, 48, 96, 128), depths: tuple[int, int, int] = (1, 1, 1)
    ) -> None:
        """`widths` of the strides 4, 8, 16 and 32, and how many residual blocks the first three have."""
        super().__init__()
        fine, middle, coarse, context = widths
        self.fine = nn.Sequential(Step(12, fine, stride=2), *(Residual(fine) for _ in range(depths[0])))
        self.middle = nn.Sequential(Step(fine, middle, stride=2), *(Residual(middle) for _ in range(depths[1])))
        self.coarse = nn.Sequential(Step(middle, coarse, stride=2), *(Residual(coarse) for _ in range(depths[2])))
        self.context = nn.Sequential(Step(coarse, context, stride=2), Residual(context))
        self.from_context = Step(context, coarse, kernel=1)
        self.join_coarse = Step(coarse, middle)
        self.join_middle = Step(middle, middle)
        self.to_fine = Step(middle, fine, kernel=1)
        self.join_fine = Step(fine, fine)
        self.heads = nn.ModuleList([Head(fine), Head(middle), Head(middle)])

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """See the class."""
        fine = self.fine(functional.pixel_unshuffle(pictures, 2))
        middle = self.middle(fine)
        coarse = self.coarse(middle)
        coarse = self.join_coarse(coarse + _doubled(self.from_context(self.context(coarse))))
        middle = self.join_middle(middle + _doubled(coarse))
        fine = self.join_fine(fine + _doubled(self.to_fine(middle)))
        return [head(x) for head, x in zip(self.heads, (fine, middle, coarse), strict=True)]


def _doubled(x: Tensor) -> Tensor:
    return functional.interpolate(x, scale_factor=2.0, mode="nearest")


def decode(grid: Tensor, stride: int) -> Tensor:
    """Boxes (B, 4, H, W), centre and size in pixels, of one grid."""
    ones = torch.ones_like(grid[:, :1]).float()
    place = torch.cat([ones.cumsum(3) - 0.5, ones.cumsum(2) - 0.5], dim=1)
    raw = grid[:, 2:].float()
    centre = (place + raw[:, :2]) * stride
    return torch.cat([centre, raw[:, 2:].clamp(-_LARGEST_LOG, _LARGEST_LOG).exp() * (2 * stride)], dim=1)


class Exported(nn.Module):
    """The detector in the YOLO form: (B, 4 + classes, N), centre, size, then scores 0..1."""

    def __init__(self, detector: Detector) -> None:
        super().__init__()
        self.detector = detector

    def forward(self, images: Tensor) -> Tensor:
        """See the class."""
        rows = []
        for grid, stride in zip(self.detector(images), STRIDES, strict=True):
            rows.append(torch.cat([decode(grid, stride), grid[:, :2].float().sigmoid()], dim=1).flatten(2))
        return torch.cat(rows, dim=2)
