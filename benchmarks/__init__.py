"""Speed, memory and endurance, measured as ratios to something measured in the same run: ``python -m benchmarks``."""
