"""The data files: reading YAML as plain values, records whose fields are checked, and the evidence of each fact."""
