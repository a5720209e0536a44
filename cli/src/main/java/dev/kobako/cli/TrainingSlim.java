package dev.kobako.cli;

import dev.kobako.toolbox.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of {@code kobako slim} for its AOT cache. It records as well which methods are worth
 * compiling, so the image has many files and is made smaller several times.
 *
 * @param folder for what the runs need
 */
record TrainingSlim(Path folder, Console console) {
  private static final int FILES = 3000;
  private static final int FILES_OF_A_FOLDER = 50;
  private static final int ROUNDS = 3;
  private static final int PACKAGES = 100;
  private static final int LONG_NAME = 150;

  /** A small program of the JDK that is not stripped, below {@code lib}. */
  private static final String PROGRAM = "jspawnhelper";

  /** What is bundled, as far as this machine has it: programs of several kinds. */
  private static final List<String> PROGRAMS = List.of("sh", "git", "perl", "python3");

  /** Makes an image of programs that are on this machine. */
  static TrainingSlim in(Path folder, Console console) throws IOException {
    Path context = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < FILES; i++) {
      Path parent = context.resolve("folder-" + i / FILES_OF_A_FOLDER);
      if (i % FILES_OF_A_FOLDER == 0) {
        Files.createDirectory(parent);
      }
      Files.writeString(parent.resolve("file-" + i), "training");
    }
    List<String> bundle = new ArrayList<>(List.of("bundle", "-q", "-t", "programs"));
    PROGRAMS.stream()
        .filter(program -> Files.isExecutable(Path.of("/usr/bin", program)))
        .forEach(bundle::add);
    Training.expectSuccess(bundle, console);
    // a name that needs a header of its own
    Files.writeString(context.resolve("folder-0").resolve("n".repeat(LONG_NAME)), "training");
    install(Files.createDirectory(context.resolve("system")));
    Path dockerfile = folder.resolve("Dockerfile");
    Files.writeString(
        dockerfile,
        """
        FROM programs
        COPY . /usr/share/training/
        COPY --chown=1 folder-1 /usr/share/training/folder-1
        COPY system /
        ENTRYPOINT ["/bin/sh"]
        """);
    Training.expectSuccess(
        List.of("build", "-q", "-t", "training", "-f", dockerfile.toString(), context.toString()),
        console);
    return new TrainingSlim(folder, console);
  }

  /** A program with symbols, which can be stripped, and the database of the package that has it. */
  static void install(Path root) throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "lib", PROGRAM);
    if (Files.exists(program)) {
      Path copy = root.resolve("opt").resolve(PROGRAM);
      Files.createDirectories(copy.getParent());
      Files.copy(program, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path database = root.resolve("var/lib/dpkg");
    Path info = Files.createDirectories(database.resolve("info"));
    StringBuilder status = new StringBuilder();
    for (int i = 0; i < PACKAGES; i++) {
      status.append(
          """
          Package: training-%d
          Status: install ok installed
          Version: 1.0-%d
          Architecture: all
          Description: nothing

          """
              .formatted(i, i));
      Files.writeString(
          info.resolve("training-" + i + ".list"),
          "/.\n/opt\n"
              + (i == 0 ? "/opt/" + PROGRAM + "\n" : "")
              + "/usr/share/training/"
              + i
              + "\n");
    }
    Files.writeString(database.resolve("status"), status);
  }

  /** By a check, then by what it wrote; and by one that fails, which trains the messages. */
  void train() throws IOException {
    Training.expectSuccess(slim("--level", "repack"), console);
    if (ToolAccess.toolbox(console).find(Tool.RUNC).isEmpty()) {
      return; // it is not fetched for this
    }
    Path check =
        Files.writeString(
            folder.resolve("check"),
            """
            set -e
            id=$($KOBAKO_START -c 'trap exit TERM; perl -e "sleep 60" & wait')
            $KOBAKO_RUN -c 'echo a; /opt/%s || :'
            $KOBAKO_RUN -c 'git --version || :; perl -e 1 || :; python3 -c "import json" || :'
            $KOBAKO_LOGS $id
            $KOBAKO_STOP $id
            """
                .formatted(PROGRAM));
    Path share = Files.createDirectory(folder.resolve("share"));
    Files.writeString(share.resolve("file"), "training");
    String lock = folder.resolve("lock").toString();
    for (int i = 0; i < ROUNDS; i++) {
      Training.expectSuccess(
          slim(
              "--network",
              "host",
              "-v",
              share + ":/share",
              "--check",
              "sh " + check,
              "--write-lock",
              lock),
          console);
    }
    Training.run(slim("--check", "false"), console);
    Training.expectSuccess(slim("--lock", lock, "--json"), console);
  }

  private static List<String> slim(String... options) {
    List<String> words = new ArrayList<>(List.of("slim", "training", "-t", "small"));
    words.addAll(List.of(options));
    return words;
  }
}
