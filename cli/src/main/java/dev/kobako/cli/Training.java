package dev.kobako.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The run that {@code dev/build-dist} records for the AOT cache: help texts, and bundles of
 * ordinary programs. One that is not there trains the error message.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) {
    SortedMap<String, String> environment = new TreeMap<>(System.getenv());
    environment.put("KOBAKO_HOME", args[0]);
    PrintStream sink = new PrintStream(new ByteArrayOutputStream(), true);
    Console console = new Console(sink, sink, InputStream.nullInputStream(), environment, "/");
    Main.run(List.of("--version"), console);
    Main.run(List.of("--help"), console);
    Main.run(List.of("bundle", "--help"), console);
    Head.ofFileCalls();
    Main.run(List.of("bundle", "--list", "sh"), console);
    for (String program : List.of("ls", "env", "bash", "perl", "git", "curl")) {
      Main.run(List.of("bundle", program, "-t", "training"), console);
    }
    Main.run(List.of("bundle", "sh", "-t", "training", "--json"), console);
    Main.run(List.of("bundle", "sh", "--why", "/bin/sh"), console);
    Main.run(
        List.of("bundle", "--no-such-option"),
        new Console(sink, sink, InputStream.nullInputStream(), environment, "/"));
  }
}
