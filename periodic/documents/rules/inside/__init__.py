"""What reads and fills a Word template of a stranger: without Django, our variables and secrets, under limits."""
