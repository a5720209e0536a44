package dev.kobako.project;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The port that a program listens on, where its sources name one and only one. */
final class ListeningPort {
  /**
   * A port behind an address that stands for this machine, or in a call or a setting whose name
   * says that it is one to listen on.
   */
  private static final Pattern PORT =
      Pattern.compile(
          "(?:0\\.0\\.0\\.0|\\[::\\])(?::|\"\\s*,\\s*)(\\d{2,5})\\b"
              + "|\\[0, 0, 0, 0\\]\\s*,\\s*(\\d{2,5})\\b"
              + "|(?:ListenAndServe|ListenAndServeTLS|net\\.Listen|Addr|Run|Start)"
              + "\\s*[(:]\\s*(?:\"tcp\",\\s*)?\":(\\d{2,5})\""
              + "|\\.listen\\(\\s*(\\d{2,5})\\b"
              + "|process\\.env\\.PORT\\s*(?:\\|\\||\\?\\?)\\s*[\"']?(\\d{2,5})\\b"
              + "|(?:HTTPServer|TCPServer)\\(\\s*\\([^,()]*,\\s*(\\d{2,5})\\)"
              + "|(?m:^server\\.port\\s*=\\s*(\\d{2,5})\\s*$)");

  /** More than a program names. */
  private static final int MAX_MATCHES = 50;

  private ListeningPort() {}

  /** The one port that the sources name. */
  static OptionalInt in(ProjectFolder folder, List<String> sources) {
    SortedSet<Integer> ports = new TreeSet<>();
    for (String source : sources) {
      if (!isTest(source)) {
        folder.searchable(source).ifPresent(text -> collect(text, ports));
      }
    }
    return ports.size() == 1 ? OptionalInt.of(ports.getFirst()) : OptionalInt.empty();
  }

  private static boolean isTest(String source) {
    return source.contains("test") || source.contains("spec") || source.contains("example");
  }

  private static void collect(String text, SortedSet<Integer> ports) {
    Matcher matcher = PORT.matcher(text);
    for (int i = 0; i < MAX_MATCHES && matcher.find(); i++) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          int port = Integer.parseInt(matcher.group(group));
          if (port > 0 && port < 65536) {
            ports.add(port);
          }
        }
      }
    }
  }
}
