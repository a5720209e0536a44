package dev.kobako.ladder;

import java.util.List;

/** What completes words that somebody types at a prompt. */
final class ShellCompletions implements CleanRule {
  private static final List<String> FOLDERS =
      List.of(
          "/usr/share/bash-completion/completions",
          "/usr/local/share/bash-completion/completions",
          "/etc/bash_completion.d",
          "/usr/share/zsh/vendor-completions",
          "/usr/share/zsh/site-functions",
          "/usr/share/fish/vendor_completions.d",
          "/usr/share/fish/completions");

  @Override
  public String name() {
    return "shell-completions";
  }

  @Override
  public String about() {
    return "Completions for words typed at a prompt of bash, zsh or fish.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (String folder : FOLDERS) {
      CleanPaths.empty(cleaning, folder);
    }
  }
}
