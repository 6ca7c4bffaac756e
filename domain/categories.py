"""Kinds of support services."""

from sqlalchemy.orm import Session

from domain.refusals import NotThere
from domain.views import CategoryView
from models.category import Category, categories_in_use


def view(category: Category) -> CategoryView:
    """A category as readers see it."""
    return CategoryView(category.id, category.key, category.name_fi, category.name_sv, category.name_en)


def listed(session: Session) -> list[CategoryView]:
    """Those in use, in their order."""
    return [view(category) for category in session.scalars(categories_in_use())]


def in_use(session: Session, category_id: int) -> Category:
    """One that a new task may have, or NotThere."""
    category = session.get(Category, category_id)
    if category is None or category.retired_at is not None:
        raise NotThere
    return category
