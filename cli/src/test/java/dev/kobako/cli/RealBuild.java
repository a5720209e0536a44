package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.ImageValidator;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds whose RUN runs in containers, from the host's static busybox, and what they may not leave.
 *
 * @param context with {@code busybox} in it and room for a Dockerfile
 */
record RealBuild(Kobako kobako, Path context) {
  /** What a Dockerfile starts with, so that RUN has a shell. */
  static final String SHELL =
      """
      FROM scratch AS tools
      COPY busybox /bin/busybox
      RUN ["/bin/busybox", "ln", "-s", "busybox", "/bin/sh"]
      """;

  /** In a new folder; skips the test where containers can't run. */
  static RealBuild in(Path folder) throws IOException {
    HostCommand.assume("busybox", "runc");
    Path busybox =
        Stream.of(System.getenv("PATH").split(":"))
            .map(place -> Path.of(place, "busybox"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow();
    Path context = Files.createDirectories(folder.resolve("context"));
    Files.copy(busybox, context.resolve("busybox"));
    RealBuild build = new RealBuild(Kobako.withStore(folder.resolve("home")).in(context), context);
    build.dockerfile("RUN true\n");
    Kobako.Result trial =
        Kobako.withStore(folder.resolve("trial")).in(context).run("build", "-q", ".");
    assumeTrue(trial.code() == 0, () -> "skipped: containers can't run here: " + trial.err());
    return build;
  }

  /** Writes the Dockerfile. */
  void dockerfile(String afterShell) throws IOException {
    Files.writeString(context.resolve("Dockerfile"), SHELL + afterShell);
  }

  Path cache() {
    return BuildSession.cacheFolder(ImageStore.defaultRoot(kobako.environment()));
  }

  /** What is wrong with an image of the store; all its layers are read. */
  List<String> faults(String name) {
    try (ImageStore store = ImageStore.open(ImageStore.defaultRoot(kobako.environment()))) {
      Image image = store.image(ImageReference.parse(name)).orElseThrow();
      return ImageValidator.check(image).stream().map(Diagnostic::render).toList();
    }
  }

  /** The texts of files of the image that the Dockerfile makes, by path; builds it. */
  Map<String, String> files(List<String> arguments, String... paths) throws IOException {
    Path out = Files.createTempDirectory(context.getParent(), "out");
    List<String> words = new ArrayList<>(List.of("build", "-q", "-t", "app", "-o", out.toString()));
    words.addAll(arguments);
    words.add(".");
    kobako.run(words).succeeded();
    Map<String, String> texts = new TreeMap<>();
    for (String path : paths) {
      texts.put(path, Files.readString(out.resolve(path)));
    }
    return texts;
  }

  /** Processes that know the folder, by their command line or their mounts. */
  List<String> leftBehind() throws IOException {
    String folder = Objects.requireNonNull(context.getParent()).toString();
    List<String> left = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path each : processes) {
        for (String file : List.of("cmdline", "mountinfo")) {
          if (text(each.resolve(file)).contains(folder)) {
            left.add(each + "/" + file);
          }
        }
      }
    }
    return left;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return ""; // it ended meanwhile
    }
  }

  /** Checks that nothing runs or is mounted any more, which can take the kernel a moment. */
  void assertNothingIsLeft() throws IOException, InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!leftBehind().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(leftBehind()).isEmpty();
  }

  /** What half-done work there is. */
  List<String> halfDone() throws IOException {
    List<String> found = new ArrayList<>();
    for (String folder : List.of("work", "staging", "locks")) {
      Path path = cache().resolve(folder);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files.forEach(file -> found.add(folder + "/" + file.getFileName()));
        }
      }
    }
    return found;
  }
}
