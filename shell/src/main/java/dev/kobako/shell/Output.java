package dev.kobako.shell;

/** What commands write for a pipe or a substitution, as far as it is known. */
final class Output {
  private final StringBuilder text = new StringBuilder();
  private String unknown = "";

  void add(Value value) {
    switch (value) {
      case Value.Known(String more) -> {
        if (text.length() + more.length() > Effort.LONGEST_TEXT) {
          unknown = "more text than is held";
        } else {
          text.append(more);
        }
      }
      case Value.Unknown(String why) -> unknown = why;
    }
  }

  Value value() {
    return unknown.isEmpty() ? new Value.Known(text.toString()) : new Value.Unknown(unknown);
  }
}
