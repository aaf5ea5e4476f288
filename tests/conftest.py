"""Settings for every test: few examples, or many with `--hypothesis-profile=long`."""

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("quick", max_examples=200, deadline=None, suppress_health_check=SLOW)
settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("quick")
