"""The benchmark: figures anybody can repeat, as ratios of one run (`manage.py bench`)."""
