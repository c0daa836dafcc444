"""Labelled clauses from and to other programs: one module a format, found by content.

==============  ==========================================================================
``jsonl``       the project's own: whole texts and single clauses, one a line
``marked``      the project's own: a text with its labels written into it
``label``       the output of ``clausenlp label``, JSON lines (read only)
``csv``         the output of ``clausenlp label`` as a table, one clause a row
``prodigy``     Prodigy: tasks with spans, labels or options
``doccano``     doccano: sequence labelling, text classification
``labelstudio`` Label Studio: JSON
``inception``   INCEpTION: UIMA CAS JSON 0.4, one file a text
==============  ==========================================================================
"""
