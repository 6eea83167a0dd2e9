"""Make a backup of database and files, check it, copy it, remove what is old; and put one back."""
