package dev.kobako.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The run that {@code dev/build-dist} records for the AOT cache: help texts, bundles of ordinary
 * programs, and an image on its way through a registry. A program that is not there trains the
 * error message.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws IOException {
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
    try (TrainingRegistry registry = TrainingRegistry.start()) {
      move("docker://" + registry.address(), args[0], console);
    }
    Main.run(
        List.of("bundle", "--no-such-option"),
        new Console(sink, sink, InputStream.nullInputStream(), environment, "/"));
  }

  private static void move(String registry, String folder, Console console) {
    Main.run(List.of("push", "training", registry + "/a:1"), console);
    Main.run(List.of("copy", registry + "/a:1", registry + "/b:1"), console);
    Main.run(List.of("copy", registry + "/a:1", "oci:" + folder + "/layout:1"), console);
    Main.run(List.of("copy", "-q", registry + "/a:1", "oci-archive:" + folder + "/a.tar"), console);
    Main.run(List.of("copy", "docker-archive:" + folder + "/a.tar", registry + "/c:1"), console);
    Main.run(List.of("pull", registry + "/b:1"), console);
    Main.run(List.of("inspect", registry + "/b:1"), console);
    Main.run(List.of("inspect", "training", "--json"), console);
    Main.run(List.of("images"), console);
    Main.run(List.of("rmi", "training"), console);
  }
}
