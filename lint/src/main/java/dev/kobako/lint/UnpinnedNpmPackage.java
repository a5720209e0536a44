package dev.kobako.lint;

import java.util.List;
import java.util.stream.Stream;

/** npm install of a package without a version. */
final class UnpinnedNpmPackage extends CommandRule {
  private static final String[] WITH_VALUE = {"loglevel", "registry"};

  @Override
  public Description description() {
    return new Description(
        "DL3016", Severity.WARNING, "Name versions in npm install: package@version");
  }

  @Override
  boolean breaks(ShellCommand command) {
    List<String> words = command.operands(WITH_VALUE);
    return command.is("npm", "install")
        && !words.isEmpty()
        && words.getFirst().equals("install")
        && !command.operandsBehind("install", WITH_VALUE).stream()
            .allMatch(UnpinnedNpmPackage::isPinned);
  }

  private static boolean isPinned(String word) {
    if (Stream.of("git://", "git+ssh://", "git+http://", "git+https://")
        .anyMatch(word::startsWith)) {
      return word.contains("#");
    }
    return Stream.of(".tar", ".tar.gz", ".tgz").anyMatch(word::endsWith)
        || Stream.of("/", "./", "../", "~/").anyMatch(word::startsWith)
        || withoutScope(word).contains("@");
  }

  private static String withoutScope(String word) {
    int end = 0;
    while (word.startsWith("@") && end < word.length() && word.charAt(end) > '/') {
      end++;
    }
    return word.substring(end);
  }
}
