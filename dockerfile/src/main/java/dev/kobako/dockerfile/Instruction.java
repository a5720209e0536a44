package dev.kobako.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * An instruction with its parts by their meaning, nothing expanded. What can be wrong without
 * knowing a variable's value was refused before. A closed set: handle it with an exhaustive switch.
 */
public sealed interface Instruction {
  /** Where it is from. */
  Statement statement();

  /** A name and a value. */
  record Pair(String name, String value) {}

  /**
   * The start of a stage.
   *
   * @param stageName in lower case
   */
  record From(
      Statement statement, String image, Optional<Flag> platform, Optional<String> stageName)
      implements Instruction {
    /** Whether the stage is called as something else is that FROM and --from know. */
    public boolean hasReservedName() {
      return stageName.filter(name -> name.equals("scratch") || name.equals("context")).isPresent();
    }

    /** Whether it says for which platform it is, and that is what it would be without. */
    public boolean hasRedundantPlatform() {
      return platform
          .map(Flag::value)
          .filter(value -> value.equals("$TARGETPLATFORM") || value.equals("${TARGETPLATFORM}"))
          .isPresent();
    }
  }

  /**
   * Runs a command in the stage; what it changes is a layer.
   *
   * @param mounts each {@code --mount}'s value; {@link RunMount#parse} reads it once expanded
   */
  record Run(
      Statement statement,
      Command command,
      List<Flag> mounts,
      Optional<Flag> network,
      Optional<Flag> security)
      implements Instruction {
    public Run {
      mounts = List.copyOf(mounts);
    }
  }

  /**
   * Puts files into the stage: COPY or ADD. A flag with an empty value is not there.
   *
   * @param sources words; a heredoc's name is not among them
   * @param files here-documents that are sources; they are copied behind all others
   */
  record Copy(
      Statement statement,
      boolean add,
      List<String> sources,
      List<Heredoc> files,
      String destination,
      Optional<Flag> from,
      Optional<Flag> chown,
      Optional<Flag> chmod,
      boolean link,
      boolean parents,
      List<Flag> excludes,
      Optional<Flag> checksum,
      boolean keepGitDir,
      Optional<Boolean> unpack)
      implements Instruction {
    public Copy {
      sources = List.copyOf(sources);
      files = List.copyOf(files);
      excludes = List.copyOf(excludes);
    }
  }

  /** Declares build arguments, which a stage sees from here on. */
  record Arg(Statement statement, List<Declared> arguments) implements Instruction {
    /** One argument; a name alone has no value. */
    public record Declared(String name, Optional<String> value) {}

    public Arg {
      arguments = List.copyOf(arguments);
    }
  }

  /** Sets variables of the image and of what is built after it; names may have variables too. */
  record Env(Statement statement, List<Pair> variables) implements Instruction {
    public Env {
      variables = List.copyOf(variables);
    }
  }

  /** Sets labels of the image; names may have variables too. */
  record Label(Statement statement, List<Pair> labels) implements Instruction {
    public Label {
      labels = List.copyOf(labels);
    }
  }

  /**
   * Names ports that the image's program listens on.
   *
   * @param ports words, each of which may become several, sorted as BuildKit has them
   */
  record Expose(Statement statement, List<String> ports) implements Instruction {
    public Expose {
      ports = List.copyOf(ports);
    }
  }

  /** Names folders of the image that are outside of its layers when it runs; no text is empty. */
  record Volume(Statement statement, List<String> volumes) implements Instruction {
    public Volume {
      volumes = List.copyOf(volumes);
    }
  }

  /** Makes a folder and goes there; relative to the one before it. */
  record Workdir(Statement statement, String path) implements Instruction {}

  /** Names who runs what follows: {@code user}, {@code user:group}, by name or number. */
  record User(Statement statement, String user) implements Instruction {}

  /** The words before the line of the shell form of RUN, CMD, ENTRYPOINT, HEALTHCHECK. */
  record Shell(Statement statement, List<String> words) implements Instruction {
    public Shell {
      words = List.copyOf(words);
    }
  }

  /** The signal that asks the image's program to end: a name or a number. */
  record StopSignal(Statement statement, String signal) implements Instruction {}

  /** How it is found out whether the image's program works; {@code NONE} has no check. */
  record Healthcheck(Statement statement, Optional<Check> check) implements Instruction {
    /**
     * What is run and how often. Durations are in nanoseconds; they and {@code retries} are 0 where
     * not given.
     */
    public record Check(
        Command command,
        long interval,
        long timeout,
        long startPeriod,
        long startInterval,
        int retries) {}
  }

  /**
   * Keeps an instruction for builds that start from the image.
   *
   * @param trigger the instruction's text, as it goes into the image's configuration
   */
  record Onbuild(Statement statement, String trigger) implements Instruction {}

  /** What the image runs, or the arguments of its entrypoint. */
  record Cmd(Statement statement, Command command) implements Instruction {}

  /** What the image always runs. */
  record Entrypoint(Statement statement, Command command) implements Instruction {}

  /** Who made the image; labels have replaced it. */
  record Maintainer(Statement statement, String name) implements Instruction {}
}
