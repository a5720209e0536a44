package dev.kobako.ladder;

import java.util.Locale;

/**
 * Writes a {@link SlimLock} so that people can read a change of it: a path or package a line, in
 * groups by reason, all sorted, so that no line changes because another does.
 */
final class SlimLockWriter {
  static final String FORMAT = "kobako-slim-lock 1";
  static final String LEFT = "left out";

  private static final String HEAD =
      FORMAT
          + "\n# What 'kobako slim' keeps of an image, and why. Keep this file beside the project;"
          + "\n# 'kobako slim --lock' makes the same again without a run.\n";

  private final StringBuilder out = new StringBuilder(HEAD);

  private SlimLockWriter() {}

  static String text(SlimLock lock) {
    SlimLockWriter writer = new SlimLockWriter();
    writer.line("image", lock.image().toString());
    writer.line("level", lock.level().name().toLowerCase(Locale.ROOT));
    lock.checks().forEach(each -> writer.line("check", each));
    writer.rules(lock.rules());
    writer.packages(lock);
    lock.paths()
        .kept()
        .forEach((reason, paths) -> {
          writer.out.append('\n').append(reason).append('\n');
          paths.forEach(path -> writer.out.append(path.text()).append('\n'));
        });
    if (!lock.paths().left().isEmpty()) {
      writer.comment("left out, beside what is kept; what else comes there is new");
      lock.paths().left().forEach(path -> writer.out.append('!').append(path.text()).append('\n'));
    }
    return writer.out.toString();
  }

  private void rules(KeepRules rules) {
    rules.keep().stream().sorted().forEach(each -> line("keep", each));
    rules.drop().stream().sorted().forEach(each -> line("drop", each));
    rules.off().forEach(each -> line("no-rule", each));
    if (rules.shell()) {
      line("shell", "true");
    }
  }

  private void packages(SlimLock lock) {
    if (!lock.packages().isEmpty()) {
      comment("packages of which files are kept: version, files that the image has of it");
      lock.packages()
          .forEach((id, each) -> line("package", id + " " + each.version() + " " + each.files()));
    }
    if (!lock.without().isEmpty()) {
      comment("packages of which nothing is kept");
      lock.without().forEach(id -> line("without", id));
    }
  }

  private void comment(String text) {
    out.append("\n# ").append(text).append('\n');
  }

  private void line(String word, String text) {
    out.append(word).append(' ').append(LockText.written(text)).append('\n');
  }
}
