"""The sample sessions, one TOML file each: see `capture.script.sessions`."""
