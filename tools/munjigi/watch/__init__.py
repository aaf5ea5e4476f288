"""The documents that guides rest on: read, compared with what they said, and vouched for."""
