package dev.kobako.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a command sees of the process it runs in.
 *
 * @param out for results
 * @param err for diagnostics
 * @param in what is piped in
 * @param environment of the caller
 * @param workingDirectory of the caller, absolute
 */
record Console(
    PrintStream out,
    PrintStream err,
    InputStream in,
    SortedMap<String, String> environment,
    String workingDirectory) {
  Console {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errorWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
