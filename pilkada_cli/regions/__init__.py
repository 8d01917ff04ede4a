"""Who votes: the provinces, kabupaten and kota, what people call them, and counts over them."""
