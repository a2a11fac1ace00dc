"""A problem that an editor can mend: its code, its place, the fact and the way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from site_builder.core.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_HINT = Message("")


class Severity(StrEnum):
    """How bad a diagnostic is: an error stops the build, a warning only with --strict."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every problem the builder can name; the value is what users see and search for."""

    # Files
    NOT_UTF8 = "not-utf8"
    """The file is not UTF-8; the likely encoding is named."""
    NUL_BYTE = "nul-byte"
    """The file holds NUL bytes."""
    CONFLICT_MARKER = "conflict-marker"
    """What an unfinished merge left: <<<<<<<, ======= and >>>>>>>."""
    EMPTY_FILE = "empty-file"
    """The file has nothing in it."""
    TOO_LARGE = "too-large"
    """A document above 2 MiB, or an image above 10 MB or 50 million pixels."""
    UNREADABLE = "unreadable"
    """The file cannot be read."""
    OUTSIDE_ROOT = "outside-root"
    """A path or symbolic link leads out of the library's folder."""
    STRAY_FILE = "stray-file"
    """A file in cases/ or pages/ that is no document and that no document uses."""
    MISSING_FILE = "missing-file"
    """A file that a library must have is not there."""
    # Front matter
    NO_FRONT_MATTER = "no-front-matter"
    """The document does not begin with a front matter block."""
    UNCLOSED_FRONT_MATTER = "unclosed-front-matter"
    """The front matter has no closing line."""
    YAML_SYNTAX = "yaml-syntax"
    """The YAML cannot be read."""
    FULL_WIDTH_COLON = "full-width-colon"
    """A key is followed by ： instead of a half-width colon and a blank."""
    FULL_WIDTH_SPACE = "full-width-space"
    """A full-width space is used for indentation."""
    FULL_WIDTH_HYPHEN = "full-width-hyphen"
    """A list item begins with － instead of a half-width hyphen and a blank."""
    TAB_INDENT = "tab-indent"
    """A tab is used for indentation."""
    COLON_IN_VALUE = "colon-in-value"
    """A value without quotes holds a colon and a blank."""
    SPECIAL_START = "special-start"
    """A value without quotes begins with a character that YAML reserves."""
    COMMENT_IN_VALUE = "comment-in-value"
    """A blank and # inside a value without quotes: YAML drops the rest."""
    MISSING_SPACE = "missing-space"
    """No blank behind a key's colon or behind the hyphen of a list item."""
    INDENTATION = "indentation"
    """A line that stands further left or right than those it belongs to."""
    UNCLOSED = "unclosed"
    """A quotation mark or bracket without its partner."""
    UNCLOSED_CODE = "unclosed-code"
    """Code in a body that begins between fences and has no end: all behind it is code."""
    ANCHOR = "anchor"
    """Anchors, aliases and tags of YAML are not used here."""
    NESTED_TOO_DEEP = "nested-too-deep"
    """YAML or Markdown nested deeper than 50 levels."""
    # Schema
    UNKNOWN_KEY = "unknown-key"
    """A key that the schema does not know."""
    DUPLICATE_KEY = "duplicate-key"
    """The same key, in one language or in two, is written twice."""
    MISSING_KEY = "missing-key"
    """A key that must be there is not."""
    WRONG_TYPE = "wrong-type"
    """A list where a text is asked for, or the like."""
    WRONG_VALUE = "wrong-value"
    """A value that is not one of those allowed."""
    WRONG_DATE = "wrong-date"
    """A date in no known form, or a day that does not exist."""
    FUTURE_DATE = "future-date"
    """The date of a case lies in the future."""
    SUMMARY_LENGTH = "summary-length"
    """A summary outside 30 to 150 characters."""
    TITLE_LENGTH = "title-length"
    """A title above 60 characters."""
    # Ids, regions, keywords
    ID_NORMALISED = "id-normalised"
    """The file's name is no id; the id made from it is shown."""
    WRONG_ID = "wrong-id"
    """A file's name that cannot be an id."""
    ID_CLASH = "id-clash"
    """Two documents, aliases or pages want the same address."""
    UNKNOWN_REGION = "unknown-region"
    """No region of that name."""
    AMBIGUOUS_REGION = "ambiguous-region"
    """Several regions of that name; the candidates are named."""
    FORMER_REGION = "former-region"
    """A region's former name or code."""
    UNKNOWN_KEYWORD = "unknown-keyword"
    """A keyword that keywords.yaml does not know."""
    REPEATED_VALUE = "repeated-value"
    """The same region, keyword or id twice in one list."""
    UNUSED_KEYWORD = "unused-keyword"
    """A keyword of keywords.yaml that no case uses."""
    ALIAS_CLASH = "alias-clash"
    """A keyword's or region's name, slug or alias is used twice."""
    # Body
    MISSING_SECTION = "missing-section"
    """A section of the national form is not there."""
    EMPTY_SECTION = "empty-section"
    """A section of the national form has no text."""
    REPEATED_SECTION = "repeated-section"
    """A section of the national form stands twice."""
    MISSPELT_SECTION = "misspelt-section"
    """A heading that is nearly a section of the national form."""
    SECTION_ORDER = "section-order"
    """The sections are not in the order of the national form."""
    FULL_WIDTH_MARK = "full-width-mark"
    """A mark of Markdown in full-width signs, which shows as text: ＃, ～～, １．."""
    LEFT_PROMPT = "left-prompt"
    """A prompt that `new` wrote into a case, still there though the case is no draft."""
    DROPPED_HTML = "dropped-html"
    """HTML that was left out because it is not safe."""
    SLOW_DOCUMENT = "slow-document"
    """The document takes longer than 5 seconds to convert."""
    # Links and images
    BROKEN_LINK = "broken-link"
    """A link to a document that does not exist."""
    BROKEN_ANCHOR = "broken-anchor"
    """A link to a heading that does not exist."""
    UNSAFE_LINK = "unsafe-link"
    """A link with a scheme that is not allowed."""
    MISSING_IMAGE = "missing-image"
    """An image that does not exist."""
    REMOTE_IMAGE = "remote-image"
    """An image from another site."""
    WRONG_IMAGE = "wrong-image"
    """An image of a type that is not allowed."""
    BROKEN_IMAGE = "broken-image"
    """An image that cannot be opened."""
    MISSING_ALT = "missing-alt"
    """An image without an alternative text."""
    WITHHELD_LINK = "withheld-link"
    """A link to a case that is withheld; it is left out."""
    BROKEN_RELATED = "broken-related"
    """A related case that does not exist."""
    # Settings and templates
    WRONG_SETTING = "wrong-setting"
    """A setting with a value that cannot be."""
    TEMPLATE = "template"
    """A template cannot be read or rendered."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file; the default is the file as a whole."""

    path: str
    """Relative to the library's root, with /."""
    line: int = 1
    column: int = 1
    """From 1, in code points."""
    length: int = 0
    """How many code points to mark; 0 marks the place alone."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem."""

    code: Code
    severity: Severity
    location: Location
    message: Message
    """One sentence of fact that names the value."""
    hint: Message = NO_HINT
    """What to do; where possible with the corrected line."""

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """Orders diagnostics by place, then by code, then by message."""
        return (self.location, self.code, str(self.message))


@dataclass(slots=True)
class Report:
    """Collects diagnostics; the one mutable value that the phases share, always passed."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def error(self, code: Code, at: Location, message: Message, hint: Message = NO_HINT) -> None:
        """Add an error."""
        self.diagnostics.append(Diagnostic(code, Severity.ERROR, at, message, hint))

    def warning(self, code: Code, at: Location, message: Message, hint: Message = NO_HINT) -> None:
        """Add a warning."""
        self.diagnostics.append(Diagnostic(code, Severity.WARNING, at, message, hint))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add what another report collected."""
        self.diagnostics.extend(diagnostics)

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics of the severity there are."""
        return sum(1 for each in self.diagnostics if each.severity is severity)

    def blocks(self, *, strict: bool) -> bool:
        """Return whether nothing may be published."""
        return self.count(Severity.ERROR) > 0 or (strict and bool(self.diagnostics))

    def in_order(self) -> list[Diagnostic]:
        """Return the diagnostics by place, each once."""
        return sorted(dict.fromkeys(self.diagnostics), key=lambda each: each.sort_key)
