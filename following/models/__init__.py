"""Readers, what they follow, the news there is, and what each was told."""

from following.models.follow import Follow
from following.models.news import Item, News, NewsQuerySet
from following.models.reader import Reader, ReaderQuerySet

__all__ = ["Follow", "Item", "News", "NewsQuerySet", "Reader", "ReaderQuerySet"]
