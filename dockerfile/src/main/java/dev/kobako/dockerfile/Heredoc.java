package dev.kobako.dockerfile;

/**
 * A here-document of RUN, COPY or ADD.
 *
 * @param name the word that ends it, without quotes
 * @param written its lines as they stand in the file, with their line ends
 * @param expand whether variables are expanded in it: its name was not quoted
 * @param chomp whether it was written {@code <<-}
 * @param descriptor the file descriptor before {@code <<}, 0 by default
 */
public record Heredoc(String name, String written, boolean expand, boolean chomp, int descriptor) {
  /** Its lines; where {@link #chomp}, without their leading tabs. */
  public String content() {
    if (!chomp) {
      return written;
    }
    StringBuilder chomped = new StringBuilder(written.length());
    boolean atStart = true;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (atStart && c == '\t') {
        continue;
      }
      chomped.append(c);
      atStart = c == '\n';
    }
    return chomped.toString();
  }
}
