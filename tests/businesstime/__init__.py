"""Tests of opening hours and holidays."""
