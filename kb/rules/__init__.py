"""The rules of evidence, one small file each; see ``kb.rules.registry``."""
