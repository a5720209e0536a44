package dev.kobako.lint;

import java.util.ArrayList;
import java.util.List;

/** gem install without a version. */
final class UnpinnedGem extends CommandRule {
  @Override
  public Description description() {
    return new Description(
        "DL3028", Severity.WARNING, "Name versions in gem install: gem:version, or -v version");
  }

  @Override
  boolean breaks(ShellCommand command) {
    return command.is("gem", "install", "i")
        && !command.hasArgument("-v")
        && !command.hasArgument("--version")
        && command.arguments().stream().noneMatch(word -> word.startsWith("--version="))
        && gems(command).stream().anyMatch(gem -> !gem.contains(":"));
  }

  /** Up to {@code --}; an option takes the next word with it. */
  private static List<String> gems(ShellCommand command) {
    List<String> gems = new ArrayList<>();
    List<String> words = command.arguments();
    for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
      String word = words.get(i);
      if (word.startsWith("-")) {
        i++;
      } else if (!word.equals("install") && !word.equals("i")) {
        gems.add(word);
      }
    }
    return gems;
  }
}
