"""Settings for every test: few examples, or many with `--hypothesis-profile=long`."""

import signal

from hypothesis import HealthCheck, settings

# A shell that starts us in the background makes us, and all that we start, deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("quick", max_examples=200, deadline=None, suppress_health_check=SLOW)
settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("quick")
