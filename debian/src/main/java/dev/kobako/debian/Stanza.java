package dev.kobako.debian;

import dev.kobako.tree.PathBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One paragraph of a control file (deb-control(5), Debian Policy 5.1): fields, one a line, whose
 * values go on in lines that start with a blank.
 *
 * @param text the lines as written, each ended by a line feed; bytes that are not UTF-8 are carried
 *     as {@link PathBytes} does, so that they survive writing
 */
public record Stanza(String text) {
  /** Cuts a file into its paragraphs; blank lines part them. */
  public static List<Stanza> split(byte[] file) {
    List<Stanza> stanzas = new ArrayList<>();
    int start = 0;
    int line = 0;
    while (line < file.length) {
      int end = lineEnd(file, line);
      if (isBlank(file, line, end)) {
        add(stanzas, file, start, line);
        start = end + 1;
      }
      line = end + 1;
    }
    add(stanzas, file, start, file.length);
    return stanzas;
  }

  private static void add(List<Stanza> stanzas, byte[] file, int start, int end) {
    if (start < end) {
      String text = PathBytes.decode(file, start, end - start);
      stanzas.add(new Stanza(text.endsWith("\n") ? text : text + "\n"));
    }
  }

  private static int lineEnd(byte[] file, int from) {
    int end = from;
    while (end < file.length && file[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte[] file, int start, int end) {
    for (int i = start; i < end; i++) {
      if (file[i] != ' ' && file[i] != '\t' && file[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The value of a field, its lines parted by line feeds; names don't mind their case. */
  public Optional<String> field(String name) {
    int line = 0;
    while (line < text.length()) {
      int end = text.indexOf('\n', line);
      int colon = line + name.length();
      if (colon < end
          && text.charAt(colon) == ':'
          && text.regionMatches(true, line, name, 0, name.length())) {
        return Optional.of(text.substring(colon + 1, valueEnd(end)).strip());
      }
      line = end + 1;
    }
    return Optional.empty();
  }

  /**
   * A field as it is written.
   *
   * @param name in the case that it has there
   * @param value all that comes after the colon, further lines included; ended by a line feed
   */
  record Field(String name, String value) {}

  /** All fields in their order; lines that are none, as in a damaged file, are left out. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    int line = 0;
    while (line < text.length()) {
      int end = valueEnd(text.indexOf('\n', line));
      int colon = text.indexOf(':', line);
      if (colon > line && colon < end) {
        fields.add(new Field(text.substring(line, colon), text.substring(colon + 1, end + 1)));
      }
      line = end + 1;
    }
    return fields;
  }

  private int valueEnd(int firstLineEnd) {
    int end = firstLineEnd;
    while (end + 1 < text.length()
        && (text.charAt(end + 1) == ' ' || text.charAt(end + 1) == '\t')) {
      end = text.indexOf('\n', end + 1);
    }
    return end;
  }
}
