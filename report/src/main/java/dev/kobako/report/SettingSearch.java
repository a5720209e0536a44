package dev.kobako.report;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for secrets in the configuration of an image: among its settings, and in its history, where
 * builders write down the values of ARG too.
 */
final class SettingSearch {
  /** What Docker's old builder wrote before instructions that change no file. */
  private static final String NO_OPERATION = "/bin/sh -c #(nop) ";

  private static final Pattern KEYWORD = Pattern.compile("[A-Z]{3,11}(?=\\s|$)");
  private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]{0,127})=");

  /** So many are told of an image at most. */
  private static final int MOST = 1000;

  /** What is there twice at a place, or in two lines of a name, is told once. */
  private final Set<SettingSecret> found = new LinkedHashSet<>();

  private SettingSearch() {}

  /**
   * All of an image, in the order of its settings and then of its history; the first {@value #MOST}
   * of a hostile one.
   */
  static List<SettingSecret> in(ImageConfig config) {
    SettingSearch search = new SettingSearch();
    search.look("config: author", config.author().orElse(""));
    config.env().forEach(search::lookAtVariable);
    config
        .labels()
        .forEach((key, value) -> {
          search.look("config: LABEL " + key, key);
          search.look("config: LABEL " + key, value);
        });
    search.look("config: ENTRYPOINT", config.entrypoint());
    search.look("config: CMD", config.cmd());
    search.look("config: WORKDIR", config.setWorkingDir().orElse(""));
    search.look("config: USER", config.user());
    search.look("config: EXPOSE", config.exposedPorts());
    search.look("config: VOLUME", config.volumes());
    search.look("config: STOPSIGNAL", config.stopSignal().orElse(""));
    search.look("config: SHELL", config.shell());
    search.look(
        "config: HEALTHCHECK", config.healthcheck().map(Healthcheck::test).orElse(List.of()));
    search.look("config: ONBUILD", config.onBuild());
    for (int i = 0; i < config.history().size(); i++) {
      search.look("history " + i + ": ", config.history().get(i));
    }
    return List.copyOf(search.found);
  }

  /** What made each layer of an image, without the secrets in it, which reports don't spread. */
  static List<String> instructions(Image image) {
    return image.config().layerInstructions().stream().map(SecretSearch::masked).toList();
  }

  /** A line of the environment; the last one of a name counts, but all of them can be read. */
  private void lookAtVariable(String line) {
    int end = line.indexOf('=');
    look(end > 0 ? "config: ENV " + line.substring(0, end) : "config: ENV", line);
  }

  private void look(String place, List<String> words) {
    look(place, String.join(" ", words));
  }

  private void look(String place, String text) {
    SecretSearch.all(text).forEach(secret -> add(place, secret.kind()));
  }

  private void look(String line, HistoryEntry entry) {
    lookAtInstruction(line, entry.createdBy().orElse(""));
    look(line + "comment", entry.comment().orElse(""));
    look(line + "author", entry.author().orElse(""));
  }

  /** Tells the keyword, and of each secret the variable if it has a name. */
  private void lookAtInstruction(String line, String text) {
    Matcher keyword = KEYWORD.matcher(text.replace(NO_OPERATION, "").strip());
    String start = line + (keyword.lookingAt() ? keyword.group() : "RUN");
    int word = 0;
    int at = 0;
    for (SecretSearch.Found secret : SecretSearch.all(text)) {
      for (; at < secret.start(); at++) {
        word = Character.isWhitespace(text.charAt(at)) ? at + 1 : word;
      }
      Matcher named = NAMED.matcher(text).region(word, secret.start());
      add(named.lookingAt() ? start + " " + named.group(1) : start, secret.kind());
    }
  }

  /** A name can be a secret too. */
  private void add(String place, SecretKind kind) {
    if (found.size() < MOST) {
      found.add(new SettingSecret(SecretSearch.masked(place), kind));
    }
  }
}
