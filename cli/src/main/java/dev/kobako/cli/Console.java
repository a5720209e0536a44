package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
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
 * @param terminals which of the streams people see or type on
 */
record Console(
    PrintStream out,
    PrintStream err,
    InputStream in,
    SortedMap<String, String> environment,
    String workingDirectory,
    Set<Standard> terminals) {
  /** The standard streams. */
  enum Standard {
    IN('0'),
    OUT('1'),
    ERR('2');

    private final char descriptor;

    Standard(char descriptor) {
      this.descriptor = descriptor;
    }

    /** The digit of its file descriptor. */
    char descriptor() {
      return descriptor;
    }
  }

  Console {
    terminals = Set.copyOf(terminals);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** Without a terminal. */
  Console(
      PrintStream out,
      PrintStream err,
      InputStream in,
      SortedMap<String, String> environment,
      String workingDirectory) {
    this(out, err, in, environment, workingDirectory, Set.of());
  }

  boolean isTerminal(Standard stream) {
    return terminals.contains(stream);
  }

  /** A file as the caller names it. */
  Path path(String name) {
    try {
      return Path.of(workingDirectory).resolve(name);
    } catch (InvalidPathException _) {
      throw KobakoException.usage(Diagnostic.of("'" + name + "'", "is not a path"));
    }
  }

  PrintWriter writer() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errorWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
