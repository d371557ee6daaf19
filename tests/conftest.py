import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SAMPLES = Path(__file__).parent.parent / "samples"

settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def samples() -> dict[str, str]:
    """The sample clips by name, as text with their own line ends."""
    files = sorted(p for p in SAMPLES.glob("*.txt") if not p.name.endswith(".clean.txt"))
    return {path.stem: path.read_bytes().decode("utf-8") for path in files}
