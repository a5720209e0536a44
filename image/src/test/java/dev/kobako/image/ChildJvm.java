package dev.kobako.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real second process that runs a class of the tests; its errors appear with ours. */
final class ChildJvm {
  private ChildJvm() {}

  /** For a class with a main method. */
  static ProcessBuilder of(Class<?> main, String... arguments) {
    return of(main, List.of("-XX:TieredStopAtLevel=1"), arguments);
  }

  /** The same with options for the JVM. */
  static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
