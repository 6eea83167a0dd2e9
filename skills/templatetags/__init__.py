"""Words of skills for templates."""
