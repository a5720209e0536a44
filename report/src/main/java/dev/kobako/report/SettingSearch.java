package dev.kobako.report;

import dev.kobako.image.Healthcheck;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]{0,127})=(.*)");

  private final List<SettingSecret> found = new ArrayList<>();

  private SettingSearch() {}

  /** All of an image, in the order of its settings and then of its history. */
  static List<SettingSecret> in(ImageConfig config) {
    SettingSearch search = new SettingSearch();
    config.environment().forEach((name, value) -> search.look("config: ENV " + name, value));
    config.labels().forEach((key, value) -> search.look("config: LABEL " + key, value));
    search.look("config: ENTRYPOINT", config.entrypoint());
    search.look("config: CMD", config.cmd());
    search.look(
        "config: HEALTHCHECK", config.healthcheck().map(Healthcheck::test).orElse(List.of()));
    search.look("config: ONBUILD", config.onBuild());
    for (int i = 0; i < config.history().size(); i++) {
      search.look(i, config.history().get(i));
    }
    return List.copyOf(search.found);
  }

  /** What made each layer of an image, without the secrets in it, which reports don't spread. */
  static List<String> instructions(Image image) {
    return image.config().layerInstructions().stream().map(SecretSearch::masked).toList();
  }

  private void look(String place, List<String> words) {
    look(place, String.join(" ", words));
  }

  private void look(String place, String text) {
    SecretSearch.in(text).ifPresent(kind -> found.add(new SettingSecret(place, kind)));
  }

  private void look(int number, HistoryEntry entry) {
    String instruction = entry.createdBy().orElse("");
    SecretSearch.in(instruction)
        .ifPresent(kind ->
            found.add(
                new SettingSecret("history " + number + ": " + instruction(instruction), kind)));
    look("history " + number + ": comment", entry.comment().orElse(""));
  }

  /** The keyword of an instruction, and the variable with the secret if it has a name. */
  private static String instruction(String text) {
    String plain = text.replace(NO_OPERATION, "").strip();
    Matcher keyword = KEYWORD.matcher(plain);
    String start = keyword.lookingAt() ? keyword.group() : "RUN";
    for (String word : plain.split("\\s+")) {
      Matcher named = NAMED.matcher(word);
      if (named.matches() && SecretSearch.in(named.group(2)).isPresent()) {
        return start + " " + named.group(1);
      }
    }
    return start;
  }
}
