"""Tests of consilium.view."""
