package dev.kobako.project;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A COPY of files of the context.
 *
 * @param sources relative to the context
 * @param destination a folder ends with a slash
 */
public record FileCopy(List<String> sources, String destination) {
  public FileCopy {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("a COPY needs sources");
    }
  }

  /** The instruction; as an array where a name has blanks. */
  public String text() {
    boolean blanks =
        destination.contains(" ") || sources.stream().anyMatch(each -> each.contains(" "));
    if (!blanks) {
      return "COPY " + String.join(" ", sources) + " " + destination;
    }
    return "COPY ["
        + sources.stream().map(FileCopy::quoted).collect(Collectors.joining(", "))
        + ", "
        + quoted(destination)
        + "]";
  }

  private static String quoted(String path) {
    return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
