"""The data files: YAML read to plain values, records whose fields are checked, and the evidence of each fact."""
