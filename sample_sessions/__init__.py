"""The sample sittings, one TOML file each: see `capture.script.sessions`."""
