package dev.kobako.slim;

/**
 * A word of a shell text.
 *
 * @param text without its quotes
 * @param plain whether it holds no expansion, so that its text is what the shell sees
 * @param quoted whether any of it is quoted, so that it is no keyword
 */
record ShellWord(String text, boolean plain, boolean quoted) {
  /** Whether this is {@code NAME=value}, {@code NAME+=value} or {@code NAME[index]=value}. */
  boolean isAssignment() {
    int equals = text.indexOf('=');
    int end = equals > 1 && text.charAt(equals - 1) == '+' ? equals - 1 : equals;
    return end > 0
        && !Character.isDigit(text.charAt(0))
        && text.substring(0, end)
            .chars()
            .allMatch(c -> c == '_' || c == '[' || c == ']' || Character.isLetterOrDigit(c));
  }
}
