"""What runs in that process: without Django, our variables and secrets. Nothing here imports the product."""
