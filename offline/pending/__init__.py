"""What the site cannot settle alone: whoever looks after the commune decides."""
