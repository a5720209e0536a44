package dev.kobako.debian;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host's apt-get with a configuration of its own, which knows bookworm only and takes a given
 * set of packages for installed.
 */
final class IsolatedApt {
  private static final Path APT_GET = Path.of("/usr/bin/apt-get");
  private static final Path SOURCES = Path.of("/etc/apt/sources.list.d");
  private static final Pattern ACTION =
      Pattern.compile("(?<verb>Inst|Remv) (?<name>\\S+) (\\[\\S+\\] )?(\\((?<version>\\S+).*)?");

  private final Path folder;

  IsolatedApt(Path folder, List<Path> lists, PackageSet installed) throws IOException {
    assumeTrue(Files.isExecutable(APT_GET), APT_GET + " is needed");
    this.folder = folder;
    for (String each : List.of("lists/partial", "etc/preferences.d", "cache/archives/partial")) {
      Files.createDirectories(folder.resolve(each));
    }
    for (Path each : lists) {
      Files.copy(each, folder.resolve("lists").resolve(each.getFileName()));
    }
    Path sources = Files.createDirectories(folder.resolve("etc/sources.list.d"));
    try (var files = Files.newDirectoryStream(SOURCES, "*.{list,sources}")) {
      for (Path each : files) {
        if (Files.readString(each).contains("bookworm")) {
          Files.copy(each, sources.resolve(each.getFileName()));
        }
      }
    }
    StringBuilder status = new StringBuilder();
    for (PackageSet.Member each : installed.packages()) {
      status.append(each.available().stanza().text()).append("Status: install ok installed\n\n");
    }
    Files.writeString(folder.resolve("status"), status);
  }

  /**
   * What it would do.
   *
   * @param exitCode 0 if it can
   * @param installed versions by name
   * @param removed names
   * @param text all it says
   */
  record Answer(int exitCode, Map<String, String> installed, List<String> removed, String text) {}

  /** Asks to install packages, {@code NAME} or {@code NAME=VERSION} each. */
  Answer install(List<String> packages) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(APT_GET.toString()));
    for (String each :
        List.of(
            "Dir::State=" + folder,
            "Dir::State::lists=" + folder.resolve("lists"),
            "Dir::State::status=" + folder.resolve("status"),
            "Dir::Etc=" + folder.resolve("etc"),
            "Dir::Cache=" + folder.resolve("cache"),
            "Dir::Cache::pkgcache=pkgcache.bin",
            "Dir::Cache::srcpkgcache=srcpkgcache.bin",
            "APT::Architecture=amd64",
            "APT::Architectures=amd64")) {
      command.addAll(List.of("-o", each));
    }
    command.addAll(List.of("--no-install-recommends", "-s", "install"));
    command.addAll(packages);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return answer(process.waitFor(), text);
  }

  private static Answer answer(int exitCode, String text) {
    Map<String, String> installed = new TreeMap<>();
    List<String> removed = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher action = ACTION.matcher(line);
      if (action.matches()) {
        if (action.group("verb").equals("Inst")) {
          installed.put(action.group("name"), action.group("version"));
        } else {
          removed.add(action.group("name"));
        }
      }
    }
    return new Answer(exitCode, installed, removed, text);
  }
}
