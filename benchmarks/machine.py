"""What the machine can do, measured in the same run: the limits that figures are held against."""

from __future__ import annotations

import numpy as np

from benchmarks.measuring import Figure, figure, seconds


def reading(repetitions: int = 5) -> list[Figure]:
    """How fast memory is read by one thread: a matrix of 1 GiB times a vector, GB a second; and single-precision products."""
    matrix = np.ones((700_000, 384), np.float32)
    vector = np.ones(384, np.float32)
    matrix @ vector
    rates = [matrix.nbytes / 1e9 / seconds(lambda: matrix @ vector) for _ in range(repetitions)]
    square = np.ones((1500, 1500), np.float32)
    square @ square
    flops = [2 * 1500**3 / 1e9 / seconds(lambda: square @ square) for _ in range(repetitions)]
    return [
        figure("reading memory", rates, unit="GB/s"),
        figure("multiplying, single precision", flops, unit="GFLOP/s"),
    ]
