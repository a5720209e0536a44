package dev.kobako.slim;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.ImageConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs that an image's configuration names: what runs when it is started as it is, and what
 * asks for its health.
 */
public final class ConfiguredPrograms {
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  private final ImageConfig config;
  private final Closure closure;

  /** Those of a configuration, which are kept in a closure. */
  public ConfiguredPrograms(ImageConfig config, Closure closure) {
    this.config = config;
    this.closure = closure;
  }

  /** Keeps them with all they need; what is not there can't be run on the original either. */
  public void keep() throws IOException {
    List<String> words = new ArrayList<>(config.entrypoint());
    words.addAll(config.cmd());
    keep(words, config.entrypoint().isEmpty() ? "CMD of the image" : "ENTRYPOINT of the image");
    if (config.healthcheck().isPresent()) {
      keep(words(config.healthcheck().get()), "HEALTHCHECK of the image");
    }
  }

  private List<String> words(Healthcheck check) {
    List<String> test = check.test();
    if (test.size() < 2) {
      return List.of();
    }
    List<String> rest = test.subList(1, test.size());
    if (!test.getFirst().equals("CMD-SHELL")) {
      return test.getFirst().equals("CMD") ? rest : List.of();
    }
    List<String> words = new ArrayList<>(config.shell().isEmpty() ? SHELL : config.shell());
    words.addAll(rest);
    return words;
  }

  private void keep(List<String> words, String why) throws IOException {
    if (words.isEmpty() || words.getFirst().isEmpty() || words.getFirst().indexOf('\0') >= 0) {
      return;
    }
    Optional<String> path = path(words.getFirst());
    if (path.isPresent()) {
      closure.keepRunning(path.get(), words, Reason.asked(why));
    }
  }

  private Optional<String> path(String program) {
    if (program.startsWith("/")) {
      return Optional.of(program);
    }
    return program.indexOf('/') >= 0
        ? Optional.of(closure.source().workingDirectory() + "/" + program)
        : closure.inSearchPath(program);
  }
}
