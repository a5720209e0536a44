package dev.kobako.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Somebody without any rights beyond his home. For root that is {@code nobody}, for others it is
 * themselves.
 *
 * @param home his folder, which others may enter
 * @param path his PATH
 */
record OrdinaryUser(Path home, String path) {
  private static final String NOBODY = "65534";

  /** In a folder that is there and empty; with a copy of kobako that he can read. */
  static OrdinaryUser in(Path home, String path) throws IOException, InterruptedException {
    if (isRoot()) {
      HostCommand.assume("setpriv", "chown");
    }
    Path kobako = Files.createDirectory(home.resolve("kobako"));
    int number = 0;
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      copy(Path.of(part), kobako.resolve(number++ + ".jar"));
    }
    OrdinaryUser user = new OrdinaryUser(home, path);
    user.own();
    return user;
  }

  /** Gives him all that is in his home. */
  void own() throws IOException, InterruptedException {
    if (isRoot()) {
      HostCommand.of(home, "chown", "-R", "-h", NOBODY + ":" + NOBODY, home.toString()).output();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = Files.isDirectory(from) ? to.resolve(from.relativize(each).toString()) : to;
        Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** A command of his. */
  HostCommand command(Path folder, String... words) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of(
              "/usr/bin/setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--bounding-set=-all",
              "--no-new-privs"));
    }
    command.addAll(Arrays.asList(words));
    return HostCommand.of(folder, command.toArray(new String[0])).withOnly(environment());
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("HOME", home.toString());
    environment.put("PATH", path);
    environment.put("LC_ALL", "C.UTF-8");
    return environment;
  }

  /** The command {@code kobako}. */
  HostCommand kobako(String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp"));
    try (Stream<Path> parts = Files.list(home.resolve("kobako"))) {
      words.add(
          String.join(
              File.pathSeparator,
              parts
                  .sorted(
                      Comparator.comparingInt(
                          part -> Integer.parseInt(part.getFileName().toString().split("\\.")[0])))
                  .map(Path::toString)
                  .toList()));
    }
    words.add(Main.class.getName());
    words.addAll(Arrays.asList(arguments));
    return command(home, words.toArray(new String[0]));
  }
}
