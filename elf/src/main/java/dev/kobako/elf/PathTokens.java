package dev.kobako.elf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * The tokens that may stand in search paths and names, {@code $ORIGIN}, {@code $LIB} and {@code
 * $PLATFORM}, with or without braces (ld.so(8), "Dynamic string tokens").
 */
final class PathTokens {
  /** No list of folders in use comes near it. */
  private static final int MAX_FOLDERS = 512;

  private final String lib;
  private final String platform;
  private boolean platformUsed;

  PathTokens(String lib, String platform) {
    this.lib = lib;
    this.platform = platform;
  }

  /** Whether {@code $PLATFORM} was met, so that another CPU may give another result. */
  boolean platformUsed() {
    return platformUsed;
  }

  /** The text with the tokens replaced; other dollar signs stay. */
  String expand(String text, String origin) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int used = text.charAt(at) == '$' ? token(text, at, origin, expanded) : 0;
      if (used == 0) {
        expanded.append(text.charAt(at));
        used = 1;
      }
      at += used;
    }
    return expanded.toString();
  }

  /** Returns how many characters were used up, 0 if no token starts here. */
  private int token(String text, int at, String origin, StringBuilder expanded) {
    for (Map.Entry<String, String> known :
        List.of(
            Map.entry("ORIGIN", origin), Map.entry("LIB", lib), Map.entry("PLATFORM", platform))) {
      String name = known.getKey();
      boolean braced = text.startsWith("{" + name + "}", at + 1);
      int end = at + 1 + name.length();
      boolean plain =
          text.startsWith(name, at + 1) && (end == text.length() || !nameChar(text.charAt(end)));
      if (braced || plain) {
        platformUsed |= name.equals("PLATFORM");
        expanded.append(known.getValue());
        return name.length() + (braced ? 3 : 1);
      }
    }
    return 0;
  }

  private static boolean nameChar(char value) {
    return value == '_' || (value < 128 && Character.isLetterOrDigit(value));
  }

  /**
   * The folders of a search path, each once, absolute. An empty one is the working directory.
   *
   * @param separators the characters between two folders
   */
  List<String> folders(String path, String separators, String origin, LoadRequest request) {
    SequencedSet<String> folders = new LinkedHashSet<>();
    for (String folder : split(path, separators)) {
      String absolute = request.absolute(expand(folder, origin));
      int end = absolute.length();
      while (end > 1 && absolute.charAt(end - 1) == '/') {
        end--;
      }
      // an origin of "/" gives a second slash in front
      int start = absolute.startsWith("//") ? 1 : 0;
      folders.add(absolute.substring(start, Math.max(end, start + 1)));
      if (folders.size() == MAX_FOLDERS) {
        break;
      }
    }
    return List.copyOf(folders);
  }

  /** The pieces between separators, empty ones included; none for an empty text. */
  static List<String> split(String text, String separators) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length() && !text.isEmpty(); i++) {
      if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
        pieces.add(text.substring(start, i));
        start = i + 1;
      }
    }
    return pieces;
  }
}
