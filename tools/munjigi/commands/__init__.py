"""One module for each command: `run(args, lang) -> exit code`."""
