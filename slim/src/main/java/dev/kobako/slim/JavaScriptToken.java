package dev.kobako.slim;

/** A token of JavaScript text; the text of some kinds is empty. */
record JavaScriptToken(Kind kind, String text) {
  /** What a token is. */
  enum Kind {
    /** A name or keyword. */
    NAME,
    /** A string, or template without substitutions, with its value. */
    TEXT,
    /** A part of a template before a substitution. */
    TEMPLATE,
    /** The part of a template after its last substitution. */
    TEMPLATE_END,
    /** A character of punctuation. */
    MARK,
    /** A number or regular expression. */
    OTHER,
    /** The end of the text. */
    END
  }

  boolean isMark(char mark) {
    return kind == Kind.MARK && text.charAt(0) == mark;
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
