"""Rules for tests of the command line."""
