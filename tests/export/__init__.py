"""Tests of consilium.export."""
