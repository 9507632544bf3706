"""Dense vectors of passages, optional: kept in the library, looked up by faiss or Qdrant."""

from consilium.knowledge.search.vectors.index import VectorIndex
from consilium.knowledge.search.vectors.keeper import VECTOR_TABLES, Vectors

__all__ = ["VECTOR_TABLES", "VectorIndex", "Vectors"]
