"""What judges a scan or a picture inside the sandbox (web.sandbox): without Django and its secrets."""
