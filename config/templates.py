"""Django's templates; what a page showed is let go when the page is made."""

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django
from django.template.context import make_context
from django.utils.safestring import SafeString


class Template(django.Template):
    """A template whose context does not outlive its rendering.

    Django's holds a reference to itself: everything a page was made of, hundreds of objects, would
    stay until the next collection of garbage, and that would have to go through it.
    """

    def render(
        self, context: dict[str, Any] | None = None, request: HttpRequest | None = None
    ) -> SafeString:
        """Render as Django does, then empty the context."""
        made = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(made)
        except TemplateDoesNotExist as error:
            django.reraise(error, self.backend)
        finally:
            made.dicts.clear()


class Templates(django.DjangoTemplates):
    """The backend that makes them (settings, `TEMPLATES`)."""

    def from_string(self, template_code: str) -> Template:
        """Compile a text."""
        return Template(self.engine.from_string(template_code), self)

    def get_template(self, template_name: str) -> Template:
        """Find and compile a template; raises `TemplateDoesNotExist`."""
        try:
            return Template(self.engine.get_template(template_name), self)
        except TemplateDoesNotExist as error:
            django.reraise(error, self)
