"""The regions: provinces, kabupaten and kota, finding them by name, counts over them, and the grid of the map."""
