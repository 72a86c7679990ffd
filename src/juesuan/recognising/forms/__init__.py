"""The account forms of a document, recognised by title, header, labels, codes and arithmetic."""

from juesuan.recognising.forms.recognise import FormsRead, recognise_forms

__all__ = ["FormsRead", "recognise_forms"]
